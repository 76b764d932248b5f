import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The lines of a strategy: principles, priorities, objectives, steps, resources, measures, engagement.
extension GovernanceDesk {
  var planItemRoutes: [Route] {
    [
      form(GovernancePath.plans + "/:strategy/items/new/:kind") { ask in
        guard let kind = StrategyItem.Kind(rawValue: try ask.parameter("kind")) else { throw NotFound() }
        return try await itemForm(kind, try await content(ask))
      },
      change(GovernancePath.plans + "/:strategy/items/new/:kind") { ask, author in
        guard let kind = StrategyItem.Kind(rawValue: try ask.parameter("kind")) else { throw NotFound() }
        let held = try await content(ask).strategy
        try await store.add(try await typedItem(ask, kind, held), to: held.code, by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.plans + "/:strategy/items/:item/end") { ask in
        let (held, item) = try await item(ask)
        guard item.kind.hasState, item.state == .open else { throw NotFound() }
        return formPage(
          "What became of the step", caption: held.title, under: crumbs(held),
          action: GovernancePath.of(path(held), "items", item.id.text, "end"), lead: HTML(text: item.text),
          """
          \(UI.radios("state", "State", options: [StrategyItem.State.done, .dropped].map { ($0.rawValue, $0.label) }))
          \(UI.dateField("day", "Day", value: today.boxes))
          \(UI.textArea("evidence", "Evidence", hint: "What shows it, or why it was dropped.", rows: 3))
          """)
      },
      change(GovernancePath.plans + "/:strategy/items/:item/end") { ask, author in
        let (held, item) = try await item(ask)
        try await store.settle(
          item.id, as: try ask.word("state", "State"), on: try ask.requiredDay("day", "Day"),
          evidence: ask.typed("evidence"), in: held.code, by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.plans + "/:strategy/items/:item/withdraw") { ask in
        let (held, item) = try await item(ask)
        return formPage(
          "Withdraw a line", caption: held.title, under: crumbs(held),
          action: GovernancePath.of(path(held), "items", item.id.text, "withdraw"), submit: "Withdraw it",
          lead: HTML(text: item.text), UI.dateField("day", "From", value: today.boxes))
      },
      change(GovernancePath.plans + "/:strategy/items/:item/withdraw") { ask, author in
        let (held, item) = try await item(ask)
        try await store.withdraw(
          item.id, on: try ask.requiredDay("day", "From"), in: held.code, by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.plans + "/:strategy/links") { ask in try await linkForm(try await content(ask)) },
      change(GovernancePath.plans + "/:strategy/links") { ask, author in
        let held = try await content(ask).strategy
        try await store.link(step: ID(ask.form["step"] ?? ""), into: held.code, by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.plans + "/:strategy/checks/:requirement") { ask in
        let held = try await content(ask).strategy
        let wanted = try requirement(ask, held)
        return formPage(
          "Record a requirement", caption: held.title, under: crumbs(held),
          action: GovernancePath.of(path(held), "checks", wanted.id),
          lead: "\(wanted.title) (\(wanted.basis)).",
          """
          \(UI.radios("met", "Is it met?", options: [("yes", "It is met"), ("no", "It is not met")]))
          \(UI.textArea("evidence", "Evidence", hint: "What shows it: a document, a meeting, who decided.", rows: 4))
          """)
      },
      change(GovernancePath.plans + "/:strategy/checks/:requirement") { ask, author in
        let held = try await content(ask).strategy
        let wanted = try requirement(ask, held)
        guard let met = ask.form["met"], ["yes", "no"].contains(met) else {
          throw Refusal("missing-field", place: "Is it met?", "Nothing is chosen.", remedy: "Choose one.")
        }
        try await store.check(
          wanted.id, isMet: met == "yes", evidence: ask.typed("evidence"), in: held.code, by: author, at: clock.now())
        return path(held)
      },
    ]
  }

  private func requirement(_ ask: Ask, _ strategy: Strategy) throws -> StrategyRequirement {
    let id = try ask.parameter("requirement")
    guard
      let found = store.contents.requirements(of: strategy.kind).first(where: { $0.id == id && $0.check == .recorded })
    else { throw NotFound() }
    return found
  }

  private func item(_ ask: Ask) async throws -> (Strategy, StrategyItem) {
    let content = try await content(ask), id = try ask.parameter("item")
    guard let item = content.items.first(where: { $0.id.text == id && $0.withdrawn == nil }) else { throw NotFound() }
    return (content.strategy, item)
  }

  func itemTag(_ item: StrategyItem) -> HTML {
    if item.isOverdue(on: today) { return UI.tag("Overdue", .red) }
    return UI.tag(item.state.label, item.state == .open ? .blue : item.state == .done ? .green : .grey)
  }

  /// The lines of one kind as a table, with what may be done about each.
  func itemSection(_ kind: StrategyItem.Kind, _ content: StrategyContent, _ keeps: Bool) -> HTML {
    let items = content.standing(kind), base = path(content.strategy)
    return """
      \(UI.table(
        caption: kind.plural, headings: headings(kind, keeps),
        rows: items.map { cells($0, content) + (keeps ? [links($0, base)] : []) }, empty: "None."))
      \(when: keeps, "<p>\(UI.link("Add: \(kind.label.lowercased())", href: GovernancePath.of(base, "items", "new", kind.rawValue)))</p>")
      """
  }

  private func headings(_ kind: StrategyItem.Kind, _ keeps: Bool) -> [UI.Heading] {
    let names: [String] =
      switch kind {
      case .principle: ["Principle"]
      case .priority: ["Priority", "Basis"]
      case .objective: ["Objective", "Priority"]
      case .step, .engagement: [kind.label, "Belongs to", "Owner", "Due", "State", "Evidence"]
      case .resource: ["Resource", "Body", "Amount"]
      case .measure: ["Measure", "Body", "Measured as", "Baseline", "Target"]
      }
    return (names + (keeps ? ["Change"] : [])).map { UI.Heading($0) }
  }

  private func cells(_ item: StrategyItem, _ content: StrategyContent) -> [HTML] {
    let parent = item.parent.flatMap { id in content.items.first { $0.id == id } }?.text ?? "–"
    switch item.kind {
    case .principle: return [HTML(text: item.text)]
    case .priority: return [HTML(text: item.text), HTML(text: item.basis.isEmpty ? "Not named" : item.basis)]
    case .objective: return [HTML(text: item.text), HTML(text: parent)]
    case .step, .engagement:
      return [
        HTML(text: item.text), HTML(text: parent), HTML(text: item.organisation), HTML(text: item.due?.spoken ?? "–"),
        itemTag(item), HTML(text: item.evidence),
      ]
    case .resource:
      return [
        HTML(text: item.text), HTML(text: item.organisation),
        HTML(text: item.pence.map { "£\(($0 / 100).grouped)" } ?? "Not money"),
      ]
    case .measure:
      return [
        HTML(text: item.text), HTML(text: item.organisation), HTML(text: item.measure.isEmpty ? "–" : item.measure),
        HTML(text: item.baseline), HTML(text: item.target),
      ]
    }
  }

  private func links(_ item: StrategyItem, _ base: String) -> HTML {
    let words = String(item.text.prefix(60))
    func link(_ label: HTML, _ part: String) -> HTML {
      let address = GovernancePath.of(base, "items", item.id.text, part)
      return "<a href=\"\(url: address)\">\(label)<span class=\"visually-hidden\">: \(words)</span></a>"
    }
    return
      "\(when: item.kind.hasState && item.state == .open, "\(link("Record what became of it", "end"))<br>")\(link("Withdraw", "withdraw"))"
  }

  // MARK: Forms

  private func itemForm(_ kind: StrategyItem.Kind, _ content: StrategyContent) async throws -> Page {
    let strategy = content.strategy
    let bodies = try await partners.authorities()
    let parents = content.items.filter { kind.parents.contains($0.kind) && $0.withdrawn == nil }
    let options = [("", "Nothing")] + parents.map { ($0.id.text, "\($0.kind.label): \($0.text)") }
    let hasDay = kind == .step || kind == .engagement
    return formPage(
      "Add: \(kind.label.lowercased())", caption: strategy.title, under: crumbs(strategy),
      action: GovernancePath.of(path(strategy), "items", "new", kind.rawValue), submit: "Add",
      """
      \(UI.textArea("text", kind.label, rows: 3))
      \(when: kind == .priority, UI.textField("code", "Short name", hint: "As facts carry it: lower-case letters, digits, hyphens.", width: .twenty))
      \(when: kind == .priority, UI.textField("basis", "Basis", hint: "The priority or finding of the assessment on which it rests."))
      \(when: !kind.parents.isEmpty, UI.select("parent", "Belongs to", options: options))
      \(when: kind.needsOwner, organisationFields(bodies))
      \(when: hasDay, UI.dateField("due", "Due"))
      \(when: kind == .resource, UI.textField("pounds", "Pounds", hint: "Empty where it is not money.", width: .ten, inputMode: "numeric"))
      \(when: kind == .measure, UI.textField("measure", "Measured as", hint: "Its id among the measures; may be left empty.", width: .twenty))
      \(when: kind == .measure, UI.textField("baseline", "Baseline", width: .half))
      \(when: kind == .measure, UI.textField("target", "Target", width: .half))
      """)
  }

  private func typedItem(_ ask: Ask, _ kind: StrategyItem.Kind, _ strategy: Strategy) async throws -> StrategyItem {
    var body: (name: String, authority: String?) = ("", nil)
    if kind.needsOwner { body = try await organisation(ask) }
    let parent = ask.form["parent"] ?? ""
    let pounds = try GovernanceText.number(ask.typed("pounds"), "Pounds", 0...1_000_000_000)
    return StrategyItem(
      id: ID(at: clock.now()), strategy: strategy.id, kind: kind, parent: parent.isEmpty ? nil : ID(parent),
      text: ask.typed("text"), code: ask.typed("code").trimmed, basis: ask.typed("basis"), organisation: body.name,
      authority: body.authority, due: try ask.day("due", "Due"), measure: ask.typed("measure").trimmed,
      baseline: ask.typed("baseline"), target: ask.typed("target"), pence: pounds.map { $0 * 100 })
  }

  private func linkForm(_ content: StrategyContent) async throws -> Page {
    let linked = Set(content.linkedSteps.map(\.item.id))
    var options: [(String, String)] = []
    for other in try await store.strategies() where other.id != content.strategy.id && other.state != .ended {
      let steps = try await store.strategy(other.code)?.standing(.step) ?? []
      options += steps.filter { !linked.contains($0.id) }.map { ($0.id.text, "\(other.title): \($0.text)") }
    }
    return formPage(
      "Link a step", caption: content.strategy.title, under: crumbs(content.strategy),
      action: GovernancePath.of(path(content.strategy), "links"), submit: "Link it",
      lead: "The step stands in the other strategy and counts here too; it is settled there, once.",
      UI.select("step", "Step", options: [("", "Choose one")] + options))
  }
}
