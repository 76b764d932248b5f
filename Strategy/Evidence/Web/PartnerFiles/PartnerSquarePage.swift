import Basics
import StrategyModel
import StrategyStore
import WebShell

/// One holder's set for one quarter: what came, how to send it, what the holder said instead.
struct PartnerSquarePage {
  let files: PartnerFiles

  struct Place {
    let holder: PartnerHolder
    let set: PrescribedSet
    let quarter: Quarter
    var path: String { EvidencePath.square(holder.id, set.id, quarter) }
    var title: String { "\(set.title), \(quarter.spoken)" }
  }

  /// The square that the address names; a square that is none is not found.
  func place(_ ask: Ask) throws -> Place {
    guard let quarter = Quarter(try ask.parameter("quarter")),
      let duty = try? files.duty(holder: ask.parameter("holder"), set: ask.parameter("set"))
    else { throw NotFound() }
    return Place(holder: duty.holder, set: duty.set, quarter: quarter)
  }

  func reply(_ ask: Ask) async throws -> Reply { .page(try await page(ask, try place(ask), errors: [])) }

  func page(_ ask: Ask, _ place: Place, errors: [FieldError], notice: HTML = "") async throws -> Page {
    let imports = try await files.imports(holder: place.holder.id, set: place.set.id, quarter: place.quarter)
    let answer = try await files.answer(holder: place.holder.id, set: place.set.id, quarter: place.quarter)
    let current = imports.first(where: \.isCurrent)
    let first = imports.filter { $0.undone == nil }.map(\.receivedOn).min()
    let today = ask.now.londonDay
    let status = DueStatus.of(place.quarter, receivedOn: first, answer: answer?.kind, today: today)
    let may = ask.visitor?.may(.importEvidence) ?? false
    let days = place.quarter.due - today
    let due =
      days >= 0
      ? "\(place.quarter.due.spoken) (in \(days.grouped) days)"
      : "\(place.quarter.due.spoken) (\((-days).grouped) days ago)"
    let body: HTML = """
      \(UI.errorSummary(errors))\(notice)
      \(UI.summaryList([
        ("Status", PartnerCalendarPage.tag(status)), ("Holder", HTML(text: place.holder.name)),
        ("Prescribed by", "\(files.prescribed.instrument), Schedule, paragraph \(place.set.paragraph)"),
        ("Quarter", HTML(text: place.quarter.spoken)), ("Due by", HTML(text: due)),
        ("Fields", HTML(text: place.set.fields.map { $0.title.lowercased() }.joined(separator: ", "))),
      ]))
      \(answer.map { said($0, place, may) })
      \(table(imports))
      \(when: may, forms(ask, place, errors, hasFile: current != nil), else: "<p>Only people who may import evidence can add a file here.</p>")
      \(UI.details("What makes a file depersonalised", "<ul>\(each: place.set.rules, { "<li>\($0)</li>" })</ul>"))
      """
    return Page(
      title: place.title, caption: place.holder.name,
      crumbs: [("Evidence", EvidencePath.home), ("Files due from partners", EvidencePath.partnerFiles)], body: body,
      status: errors.isEmpty ? 200 : 422)
  }

  private func said(_ answer: HolderAnswer, _ place: Place, _ may: Bool) -> HTML {
    """
    \(UI.notice(.information, """
      <p><strong>\(answer.kind == .notHeld ? "Not held" : "Refused"):</strong> \(answer.reason)</p>\
      <p class="hint">Recorded by \(answer.recordedBy) on \(answer.recordedAt.londonDay.spoken).</p>
      """))
    \(when: may, UI.form(action: place.path + "/answer/withdraw", submit: "Withdraw this answer", kind: .secondary, ""))
    """
  }

  private func table(_ imports: [PartnerImport]) -> HTML {
    UI.table(
      caption: "Files received",
      headings: [
        UI.Heading("File"), UI.Heading("Received"), UI.Heading("Imported"), UI.Heading("Rows", numeric: true),
        UI.Heading("Rejected", numeric: true), UI.Heading("State"),
      ],
      rows: imports.map { one in
        [
          UI.link(one.fileName, href: EvidencePath.partnerImport(one.id.text)), HTML(text: one.receivedOn.spoken),
          "\(one.importedAt.spoken), \(one.importedBy)", HTML(text: one.rows.grouped), HTML(text: one.rejected.grouped),
          PartnerImportPage.state(one),
        ]
      }, empty: "No file has been imported for this quarter.")
  }

  private func forms(_ ask: Ask, _ place: Place, _ errors: [FieldError], hasFile: Bool) -> HTML {
    """
    <h2>\(hasFile ? "Import a corrected file" : "Import the file")</h2>
    <p>You will see what the import would do before anything is changed.\
    \(when: hasFile, " The corrected file takes the place of the earlier one, which stays on record.")</p>
    \(UI.form(action: place.path + "/upload", submit: "Upload and look", uploads: true, """
      \(UI.fileField("file", "File", hint: "CSV with one row of headings, up to 40 MB.", accept: ".csv,.txt,.tsv", error: errors.message(for: "file")))\
      \(UI.textField("sender", "Sent by", hint: "Team or shared mailbox, not a person.", value: ask.form["sender"] ?? "", error: errors.message(for: "sender"), width: .half))\
      \(UI.textField("received", "Received on", hint: "For example 2026-09-28.", value: ask.form["received"] ?? ask.now.londonDay.description, error: errors.message(for: "received"), width: .ten))
      """))
    <h2>No file will come</h2>
    \(UI.form(action: place.path + "/answer", submit: "Record the answer", kind: .secondary, """
      \(UI.radios("answer", "What did the holder say?", options: [
        Choice("not-held", "Not held", hint: "It has no such information for this quarter."),
        Choice("refused", "Refused", hint: "It has the information and will not disclose it."),
      ], selected: ask.form["answer"], error: errors.message(for: "answer")))\
      \(UI.textArea("reason", "Reason given", value: ask.form["reason"] ?? "", error: errors.message(for: "reason"), rows: 3))
      """))
    """
  }

  // MARK: Changes

  func upload(_ ask: Ask) async throws -> Reply {
    let place = try place(ask)
    var errors: [FieldError] = []
    let sender = ask.form["sender"]?.trimmed ?? ""
    if sender.isEmpty { errors.append(FieldError("sender", "Enter the team or mailbox that sent the file")) }
    if sender.utf8.count > 200 { errors.append(FieldError("sender", "Sent by must be 200 characters or fewer")) }
    let day = Day(ask.form["received"]?.trimmed ?? "")
    if day == nil { errors.append(FieldError("received", "Enter the day as year-month-day, such as 2026-09-28")) }
    let upload = ask.form.file("file")
    if upload == nil { errors.append(FieldError("file", "Choose the file")) }
    if let upload, upload.byteCount > PartnerFiles.largestFile {
      errors.append(FieldError("file", "The file must be smaller than 40 MB"))
    }
    guard errors.isEmpty, let upload, let day else { return .page(try await page(ask, place, errors: errors)) }
    do {
      let offer = try await files.offer(
        upload.bytes, fileName: String(upload.filename.prefix(200)), holder: place.holder.id, set: place.set.id,
        quarter: place.quarter, receivedOn: day, sender: sender, by: ask.visitor?.name ?? "")
      switch offer {
      case .alreadyHeld(let id): return .redirect(EvidencePath.partnerImport(id.text) + "?again=1")
      case .draft(let id):
        let confirmed = try await files.draft(id)?.mapConfirmed ?? false
        return .redirect(EvidencePath.draft(id.text, confirmed ? "preview" : "columns"))
      }
    } catch let refused as PersonalDataRefused {
      return .page(
        try await page(
          ask, place, errors: [FieldError("file", "The file may hold personal data and was not kept")],
          notice: personal(refused)))
    } catch let refusal as Refusal {
      let field = refusal.place == "Received on" ? "received" : "file"
      return .page(try await page(ask, place, errors: [FieldError(field, refusal.description)]))
    }
  }

  private func personal(_ refused: PersonalDataRefused) -> HTML {
    UI.notice(
      .warning,
      """
      <p>This looks like personal data, which may not be disclosed under \(files.prescribed.instrument). \
      The file was not kept; the register says that it was turned away and why.</p>
      <ul>\(each: refused.findings, { "<li>\($0.sentence). \($0.kind.remedy)</li>" })</ul>
      """)
  }

  func recordAnswer(_ ask: Ask) async throws -> Reply {
    let place = try place(ask)
    var errors: [FieldError] = []
    let kind = HolderAnswer.Kind(rawValue: ask.form["answer"] ?? "")
    if kind == nil { errors.append(FieldError("answer", "Choose what the holder said")) }
    let reason = ask.form["reason"]?.trimmed ?? ""
    if reason.isEmpty { errors.append(FieldError("reason", "Enter the reason that the holder gave")) }
    if reason.utf8.count > 2000 { errors.append(FieldError("reason", "The reason must be 2,000 characters or fewer")) }
    guard errors.isEmpty, let kind else { return .page(try await page(ask, place, errors: errors)) }
    try await files.record(
      kind, holder: place.holder.id, set: place.set.id, quarter: place.quarter, reason: reason,
      by: ask.visitor?.name ?? "")
    return .redirect(place.path)
  }

  func withdrawAnswer(_ ask: Ask) async throws -> Reply {
    let place = try place(ask)
    try await files.withdrawAnswer(
      holder: place.holder.id, set: place.set.id, quarter: place.quarter, by: ask.visitor?.name ?? "")
    return .redirect(place.path)
  }
}
