import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The list of reports, beginning one, the overview of one and its header.
extension ReportRoom {
  var listRoutes: [Route] {
    [
      Route(.get, ReportPath.list, policy: .needs(.readPublished)) { ask in .page(try await listPage(ask)) },
      Route(.get, ReportPath.new, policy: .needs(.writeReport)) { ask in .page(newPage(ask, nil)) },
      Route(.post, ReportPath.list, policy: .needs(.writeReport)) { ask in
        do { return .redirect(try await create(ask)) } catch let refusal as Refusal {
          return .page(newPage(ask, refusal))
        }
      },
      view("", policy: .readEvidence) { ask, content in .page(try await overview(ask, content)) },
      view("/header") { ask, content in .page(headerPage(ask, content, nil)) },
      change("/header", again: { headerPage($0, $1, $2) }) { ask, content, writer in
        var header = ReportHeader()
        for (index, field) in ReportHeader.fields.enumerated() {
          header[keyPath: field.path] = (ask.form["field-\(index)"] ?? "").trimmed
        }
        header.backgroundPapers = ask.typed("papers").split(separator: "\n").map { String($0).trimmed }.filter {
          !$0.isEmpty
        }
        let was = ask.form["was"] == HeldFigure.digest("\(content.edition.header)") ? nil : ReportHeader()
        try await store.setHeader(header, was: was, of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      view("/history") { _, content in
        .page(
          page(
            content, "History",
            UI.table(
              caption: "Every change, latest first",
              headings: [UI.Heading("When"), UI.Heading("Who"), UI.Heading("What"), UI.Heading("Detail")],
              rows: try await store.history(content.edition.id).map {
                [HTML(text: $0.at.spoken), HTML(text: $0.name), HTML(text: $0.action), HTML(text: $0.detail)]
              }), wide: true))
      },
    ]
  }

  private func listPage(_ ask: Ask) async throws -> Page {
    let open = ask.visitor?.may(.readEvidence) ?? false
    let reports = try await store.list().filter { $0.state == .published || open }
    return Page(
      title: "Reports",
      lead:
        "<p>What the partnership reports each year to the committee that scrutinises it. Every figure in a report is counted from records.</p>",
      body: """
        \(UI.table(
          caption: "Reports", headings: [UI.Heading("Report"), UI.Heading("Period"), UI.Heading("Status"), UI.Heading("Committee")],
          rows: reports.map { one in
            [
              UI.link(one.title, href: open ? ReportPath.report(one.name) : ReportPath.snapshot(one.name)),
              HTML(text: one.period.spoken), UI.tag(one.state.label, one.state.colour), HTML(text: one.header.committee),
            ]
          }, empty: open ? "No report has been begun." : "No report has been published."))
        \(when: ask.mayReport, UI.buttonLink("Begin a report", href: ReportPath.new))
        """)
  }

  private func newPage(_ ask: Ask, _ refusal: Refusal?) -> Page {
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    return Page(
      title: "Begin a report", crumbs: [("Reports", ReportPath.list)],
      body: """
        \(UI.problem(refusal))
        \(UI.form(action: ReportPath.list, submit: "Begin", """
          \(UI.textField("title", "Title", value: value("title")))
          \(UI.textField("name", "Short name", hint: "For addresses and the command line: lower-case letters, digits and hyphens.", value: value("name"), width: .twenty))
          \(UI.textField("partnership", "Partnership", value: value("partnership")))
          \(UI.textField("period", "Year reported on", hint: "2022/23.", value: value("period"), width: .ten))
          \(UI.textField("previous", "Report before", hint: "Its short name; its promises must then be answered. Empty for the first report.", value: value("previous"), width: .twenty))
          """))
        """, status: refusal == nil ? 200 : 422)
  }

  private func create(_ ask: Ask) async throws -> String {
    guard let period = FactPeriod(try ask.required("period", "Year reported on")) else {
      throw Refusal(
        "unreadable-period", place: "Year reported on", "This is no period.", remedy: "Write it as 2022/23.")
    }
    let now = clock.now(), writer = try writer(ask), previous = (ask.form["previous"] ?? "").trimmed
    let edition = ReportEdition(
      id: ID(at: now), name: try ask.required("name", "Short name"), title: try ask.required("title", "Title"),
      partnership: try ask.required("partnership", "Partnership"), period: period,
      previous: previous.isEmpty ? nil : previous, createdAt: now, createdBy: writer.name)
    try await store.create(edition, by: writer)
    return ReportPath.report(edition.name)
  }

  private func overview(_ ask: Ask, _ content: ReportContent) async throws -> Page {
    let edition = content.edition, name = edition.name
    var links = [("Read", ReportPath.part(name, "read"))]
    if ask.mayReport {
      links += [
        ("Header", ReportPath.part(name, "header")), ("Figures", ReportPath.part(name, "figures")),
        ("Claims", ReportPath.part(name, "claims")), ("Promises", ReportPath.part(name, "promises")),
        ("Disclosure gate", ReportPath.part(name, "gate")), ("Checks and sign-off", ReportPath.part(name, "checks")),
        ("History", ReportPath.part(name, "history")),
      ]
    }
    let claims = ReportChecks.claims(content, desk.practice).filter { $0.judgement == nil }
    var rows: [(String, HTML)] = [
      ("Status", UI.tag(edition.state.label, edition.state.colour)),
      ("Year reported on", HTML(text: edition.period.spoken)),
      ("Figures bound", HTML(text: content.bindings.count.grouped)),
      ("Claims without a figure", HTML(text: claims.count.grouped)),
    ]
    if let signed = edition.signOff {
      rows += [
        ("Signed off", "\(signed.by), \(signed.at.spoken)"), ("Fingerprint", "<code>\(signed.fingerprint)</code>"),
      ]
    }
    if let at = edition.publishedAt {
      rows.append(("Published", "\(at.spoken): \(UI.link("public page", href: ReportPath.snapshot(name)))"))
    }
    return Page(
      title: edition.title, crumbs: [("Reports", ReportPath.list)],
      body: """
        \(edition.notice.map { UI.notice(.important, "<p>\($0)</p>") })
        \(UI.summaryList(rows))
        \(UI.tabs(label: "This report", links, current: ""))
        \(each: content.sections.enumerated(), { index, section in
          """
          <h2>\(index + 1). \(section.heading)</h2>
          \(UI.taskList(section.paragraphs.enumerated().map { place, paragraph in
            let open = claims.filter { $0.paragraph == paragraph.id.text }.count
            let words =
              paragraph.exempt != nil && !ask.mayReport
              ? "Not published" : paragraph.kind == .text ? plain(paragraph.text) : paragraph.kind.label
            return (
              label: "\(index + 1).\(place + 1) \(words)", href: ask.mayReport ? ReportPath.part(name, "paragraphs", paragraph.id.text) : nil,
              status: "\(when: paragraph.exempt != nil, UI.tag("Exempt", .purple)) \(when: open > 0, UI.tag(open == 1 ? "1 claim" : "\(open) claims", .yellow))"
            )
          }))
          \(when: ask.mayReport && edition.state == .draft, addParagraph(name, section))
          """
        })
        \(when: ask.mayReport && edition.state == .draft, "<h2>Add a section</h2>\(UI.form(action: ReportPath.part(name, "sections"), submit: "Add the section", kind: .secondary, UI.textField("heading", "Heading", width: .half)))")
        <h2>Export</h2>
        <ul>\(each: ReportExport.Version.allCases, { version in
          "<li>\(version.label): \(HTML.joined(AssessmentExport.Format.allCases.map { UI.link("\($0.label), \(version.label.lowercased())", href: ReportPath.part(name, "export", version.rawValue, $0.rawValue)) }, by: " · "))</li>"
        })</ul>
        """)
  }

  private func plain(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 90 ? String(words.prefix(90)) + "…" : words
  }

  private func addParagraph(_ name: String, _ section: ReportSection) -> HTML {
    let id = section.id.text
    return UI.details(
      "Add a paragraph to “\(section.heading)”",
      UI.form(
        action: ReportPath.part(name, "sections", id, "paragraphs"), submit: "Add the paragraph", kind: .secondary,
        """
        \(UI.select("kind-\(id)", "Kind", options: ReportParagraph.Kind.allCases.map { ($0.rawValue, $0.label) }, selected: "text"))
        \(UI.textField("subject-\(id)", "What it shows", hint: "For a figure its name in this report; for a funnel the identifier of its rule.", width: .twenty))
        \(UI.textArea("text-\(id)", "Text", hint: ReportRoom.markupHint, rows: 5))
        """))
  }

  static let markupHint =
    "{figure:name} prints a bound figure with its unit, {figure:name.number} the number alone, .denominator what it is out of. "
    + "{quote:words | source} quotes. A digit that is typed is marked."

  private func headerPage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) -> Page {
    let header = content.edition.header
    return page(
      content, "Header",
      UI.form(
        action: ReportPath.part(content.edition.name, "header"), submit: "Save",
        """
        \(UI.hidden("was", ask.form["was"] ?? HeldFigure.digest("\(header)")))
        \(each: ReportHeader.fields.enumerated(), { index, field in
          UI.textField("field-\(index)", field.label, value: ask.form["field-\(index)"] ?? header[keyPath: field.path])
        })
        \(UI.textArea("papers", "Background papers", hint: "One on each line.", value: ask.form["papers"] ?? header.backgroundPapers.joined(separator: "\n"), rows: 3))
        """), refusal: refusal)
  }
}
