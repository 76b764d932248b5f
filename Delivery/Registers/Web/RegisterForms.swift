import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// The form of a register, and what is done with it. What was typed stays when something is refused.
extension RegisterDesk {
  func enter(_ register: KeptRegister, _ ask: Ask) async throws -> Reply {
    let (values, errors) = typed(register.shape, ask)
    guard errors.isEmpty else { return .status(422, try await form(register, nil, ask, errors)) }
    guard let account = ask.visitor?.account else { throw NotFound() }
    do {
      let id = try await store.enter(register, values, by: account, now: ask.now)
      return .redirect(RegisterDesk.path(register.shape, id))
    } catch let refusal as Refusal {
      return .status(422, try await form(register, nil, ask, [error(register.shape, refusal)]))
    }
  }

  func correct(_ register: KeptRegister, _ ask: Ask) async throws -> Reply {
    let entry = try await held(register, ask)
    let (values, errors) = typed(register.shape, ask)
    guard errors.isEmpty else { return .status(422, try await form(register, entry, ask, errors)) }
    guard let account = ask.visitor?.account else { throw NotFound() }
    do {
      try await store.correct(
        register, entry.id, version: Int(ask.form["entry-version"] ?? "") ?? 0, to: values,
        reason: ask.form["correction-reason"] ?? "", by: account, now: ask.now)
      return .redirect(RegisterDesk.path(register.shape, entry.id))
    } catch is RegisterMissing { throw NotFound() } catch let refusal as Refusal {
      return .status(422, try await form(register, entry, ask, [error(register.shape, refusal)]))
    }
  }

  private func error(_ shape: Register, _ refusal: Refusal) -> FieldError {
    let field = shape.fields.first { $0.label == refusal.place || $0.key == refusal.place }?.key
    let other = refusal.place == "Reason for the correction" ? "correction-reason" : shape.fields.first?.key ?? "form"
    return FieldError(field ?? other, [refusal.reason, refusal.remedy].compactMap { $0 }.joined(separator: " "))
  }

  /// Everything that was typed, and everything that is wrong with it.
  private func typed(_ shape: Register, _ ask: Ask) -> (RegisterValues, [FieldError]) {
    var values = RegisterValues(), errors: [FieldError] = []
    for field in shape.fields {
      do {
        if case .day = field.kind {
          let day = try ask.day(field.key, field.label)
          if field.isRequired, day == nil {
            throw Refusal("missing-field", place: field.label, "This is empty.", remedy: "Enter the day.")
          }
          values[field.key] = day.map(RegisterValue.day)
        } else {
          values[field.key] = try field.value(typed: ask.form[field.key] ?? "")
        }
      } catch let refusal as Refusal {
        errors.append(
          FieldError(
            field.key, "\(field.label): " + [refusal.reason, refusal.remedy].compactMap { $0 }.joined(separator: " ")))
      } catch {
        errors.append(FieldError(field.key, "\(field.label): this could not be read."))
      }
    }
    return (values, errors)
  }

  func form(_ register: KeptRegister, _ entry: RegisterEntry?, _ ask: Ask, _ errors: [FieldError]) async throws -> Page
  {
    let shape = register.shape
    var fields: [HTML] = []
    for field in shape.fields { fields.append(try await control(field, entry, ask, errors.message(for: field.key))) }
    let back =
      entry.map { ("Back to the \(shape.entry)", RegisterDesk.path(shape, $0.id)) }
      ?? ("Back to \(shape.title.uncapitalisedFirst)", RegisterDesk.path(shape))
    let action = entry.map { RegisterDesk.path(shape, $0.id, "correct") } ?? RegisterDesk.path(shape)
    let reason: HTML? = entry.map { entry in
      """
      \(UI.hidden("entry-version", ask.form["entry-version"] ?? String(entry.version)))
      \(UI.textField(
        "correction-reason", "Reason for the correction", hint: "What stood before is kept, with this reason.",
        value: ask.form["correction-reason"] ?? "", error: errors.message(for: "correction-reason")))
      """
    }
    return Page(
      title: (entry == nil ? "Enter " : "Correct ") + RegisterDesk.article(shape.entry), back: back,
      lead: HTML(text: shape.lead),
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: action, submit: entry == nil ? "Save" : "Save the correction", "\(fields)\(reason)"))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func control(_ field: RegisterField, _ entry: RegisterEntry?, _ ask: Ask, _ error: String?) async throws
    -> HTML
  {
    let key = field.key
    let value = ask.form[key] ?? ask.query[key] ?? field.typed(entry?.values[key])
    let hint =
      field.isRequired ? field.hint : [field.hint, "May be left empty."].compactMap { $0 }.joined(separator: " ")
    switch field.kind {
    case .line(let most):
      return UI.textField(
        key, field.label, hint: hint, value: value, error: error, width: most <= 40 ? .twenty : .full)
    case .words: return UI.textArea(key, field.label, hint: hint, value: value, error: error, rows: 4)
    case .code, .slug:
      return UI.textField(
        key, field.label, hint: hint ?? "Lower-case letters, digits and hyphens.", value: value, error: error,
        width: .twenty)
    case .day:
      let held = entry?.values.optionalDay(key)?.parts
      func box(_ part: String, _ number: Int?) -> String {
        ask.form["\(key)-\(part)"] ?? number.map { String($0) } ?? ""
      }
      return UI.dateField(
        key, field.label, hint: hint,
        value: (box("day", held?.day), box("month", held?.month), box("year", held?.year)),
        error: error)
    case .time:
      return UI.textField(key, field.label, hint: hint ?? "As 22:30.", value: value, error: error, width: .five)
    case .count:
      return UI.textField(
        key, field.label, hint: hint, value: value, error: error, width: .ten, inputMode: "numeric")
    case .money:
      return UI.textField(
        key, field.label, hint: hint ?? "In pounds, as 1250.50.", value: value, error: error, width: .ten,
        inputMode: "decimal")
    case .choice(let options):
      return UI.select(
        key, field.label, hint: hint, options: [("", "Not chosen")] + options.map { ($0.value, $0.label) },
        selected: value, error: error)
    case .places(let most):
      return UI.textField(
        key, field.label,
        hint: hint ?? (most == 1 ? "GSS code of the ward or borough." : "GSS codes, with a space between two."),
        value: value, error: error)
    case .entry, .body:
      return UI.select(
        key, field.label, hint: hint, options: [("", "Not chosen")] + (try await store.options(field)), selected: value,
        error: error)
    }
  }
}
