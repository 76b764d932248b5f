import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Files of other bodies' counts: the list, handing one in, one with its rows refused, taking one back.
struct ReturnPages {
  let returns: ExternalReturns
  let clock: Clock

  func list(_ ask: Ask) async throws -> Reply {
    let all = try await returns.list()
    return .page(
      Page(
        title: "External returns", crumbs: [("Figures", FiguresPath.home)],
        lead:
          "<p>Counts that another body made and supplied. Figures that rest on them say so, with source and date.</p>",
        body: """
          \(UI.table(
            caption: "Returns",
            headings: [UI.Heading("Return"), UI.Heading("Counted by"), UI.Heading("Period"), UI.Heading("Supplied on"), UI.Heading("Rows", numeric: true), UI.Heading("Refused", numeric: true), UI.Heading("State")],
            rows: all.map { one in
              [
                UI.link(one.cover.title, href: FiguresPath.oneReturn(one.id.text)), HTML(text: one.cover.source),
                HTML(text: one.cover.period.spoken), HTML(text: one.cover.suppliedOn.spoken), HTML(text: one.rows.grouped),
                HTML(text: one.refused.grouped), ReturnPages.state(one, all),
              ]
            }, empty: "No return has been handed in."))
          \(when: ask.visitor?.may(.importEvidence) ?? false, UI.buttonLink("Hand in a return", href: FiguresPath.newReturn))
          """))
  }

  private static func state(_ one: ExternalReturn, _ all: [ExternalReturn]) -> HTML {
    if one.undone != nil { return UI.tag("Taken back", .grey) }
    let latest = all.filter { $0.cover.name == one.cover.name && $0.undone == nil }.map(\.loadedAt).max()
    return latest == one.loadedAt ? UI.tag("Counts", .green) : UI.tag("Replaced", .grey)
  }

  func form(_ ask: Ask, _ refusal: Refusal?) -> Page {
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    return Page(
      title: "Hand in a return", crumbs: [("Figures", FiguresPath.home), ("External returns", FiguresPath.returns)],
      body: """
        \(UI.problem(refusal))
        \(UI.form(action: FiguresPath.returns, submit: "Hand in", uploads: true, """
          \(UI.textField("title", "Title", value: value("title")))
          \(UI.textField("name", "Short name", hint: "Lower-case letters, digits and hyphens. The same name again replaces what was supplied before.", value: value("name"), width: .twenty))
          \(UI.textField("source", "Who counted", hint: "The body, such as Metropolitan Police Service.", value: value("source")))
          \(UI.textField("period", "Period", hint: "2022/23, 2022-02..2023-02, or days with two dots between them.", value: value("period"), width: .twenty))
          \(UI.textField("supplied", "Supplied on", hint: "For example 2023-05-12.", value: value("supplied"), width: .ten))
          \(UI.fileField("file", "File", hint: "CSV with the columns \(ReturnFile.headings.joined(separator: ", ")).", accept: ".csv"))
          """))
        """, status: refusal == nil ? 200 : 422)
  }

  func load(_ ask: Ask) async throws -> Reply {
    do {
      guard let period = FactPeriod(try ask.required("period", "Period")) else {
        throw Refusal(
          "unreadable-period", place: "Period", "This is no period.", remedy: "Write 2022/23, or two months or days.")
      }
      guard let supplied = Day(try ask.required("supplied", "Supplied on")) else {
        throw Refusal("unreadable-day", place: "Supplied on", "This is no day.", remedy: "Write it as 2023-05-12.")
      }
      guard supplied <= ask.now.londonDay else {
        throw Refusal(
          "future-day", place: "Supplied on", "This day has not come yet.",
          remedy: "Enter the day on which the file came.")
      }
      let cover = try ReturnFile.Cover(
        name: try ask.required("name", "Short name"), title: try ask.required("title", "Title"),
        source: try ask.required("source", "Who counted"), period: period, suppliedOn: supplied)
      guard let upload = ask.form.file("file") else {
        throw Refusal("missing-field", place: "File", "No file was chosen.", remedy: "Choose the CSV file.")
      }
      guard upload.byteCount <= PartnerFiles.largestFile else {
        throw Refusal("too-large", place: "File", "The file is larger than 40 MB.", remedy: "Hand in one period only.")
      }
      let loaded = try await returns.load(
        try upload.bytes, fileName: ImportsPage.safeName(upload.filename), cover: cover, by: ask.visitor?.name ?? "",
        at: clock.now())
      guard let loaded else { return .redirect(FiguresPath.returns) }
      return .redirect(FiguresPath.oneReturn(loaded.id.text))
    } catch let refusal as Refusal {
      return .page(form(ask, refusal))
    }
  }

  func reply(_ ask: Ask, _ refusal: Refusal?) async throws -> Reply {
    guard let one = try await returns.find(ID(try ask.parameter("id"))) else { throw NotFound() }
    let path = FiguresPath.oneReturn(one.id.text), may = ask.visitor?.may(.importEvidence) ?? false
    return .page(
      Page(
        title: one.cover.title, crumbs: [("Figures", FiguresPath.home), ("External returns", FiguresPath.returns)],
        body: """
          \(UI.problem(refusal))
          \(one.undone.map { UI.notice(.important, "<p>Taken back by \($0.by) on \($0.at.spoken): \($0.reason)</p>") })
          \(UI.stats([
            UI.stat(one.rows.grouped, "rows taken in"), UI.stat(one.added.grouped, "added"),
            UI.stat(one.changed.grouped, "corrected"), UI.stat(one.withdrawn.grouped, "withdrawn"),
            UI.stat(one.refused.grouped, "rows refused"),
          ]))
          \(UI.summaryList([
            ("Counted by", HTML(text: one.cover.source)), ("Period", HTML(text: one.cover.period.spoken)),
            ("Supplied on", HTML(text: one.cover.suppliedOn.spoken)), ("File", HTML(text: one.fileName)),
            ("SHA-256", "<code>\(one.sha256)</code>"), ("Handed in", "\(one.loadedAt.spoken), by \(one.loadedBy)"),
          ]))
          \(when: !one.problems.isEmpty, "<h2>Rows refused</h2><ul>\(each: one.problems.prefix(200), { "<li>\($0)</li>" })</ul>")
          \(when: may, "<p>\(UI.link("Download the file as it came", href: path + "/file"))</p>")
          \(when: may && one.undone == nil, UI.form(action: path + "/withdraw", submit: "Take the return back", kind: .warning, UI.textField("reason", "Reason")))
          """, status: refusal == nil ? 200 : 422))
  }

  func file(_ ask: Ask) async throws -> Reply {
    let id = ID<ExternalReturn>(try ask.parameter("id"))
    guard let one = try await returns.find(id), let bytes = try await returns.bytes(id) else { throw NotFound() }
    return .download(bytes, type: "text/csv; charset=utf-8", filename: one.fileName)
  }

  func withdraw(_ ask: Ask) async throws -> Reply {
    let id = ID<ExternalReturn>(try ask.parameter("id"))
    do {
      try await returns.undo(
        id, reason: try ask.required("reason", "Reason"), by: ask.visitor?.name ?? "", at: clock.now())
      return .redirect(FiguresPath.oneReturn(id.text))
    } catch let refusal as Refusal {
      return try await reply(ask, refusal)
    }
  }
}
