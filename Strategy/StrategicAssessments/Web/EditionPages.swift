import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The list of editions, beginning one, and the overview of one.
extension AssessmentDesk {
  var editionRoutes: [Route] {
    [
      Route(.get, AssessmentPath.list, policy: .needs(.readEvidence)) { ask in .page(try await listPage(ask)) },
      Route(.get, AssessmentPath.new, policy: .needs(.writeAssessment)) { ask in .page(newPage(ask, nil)) },
      Route(.post, AssessmentPath.list, policy: .needs(.writeAssessment)) { ask in try await create(ask) },
      view("") { ask, content in .page(overview(ask, content)) },
      view("/history", policy: .writeAssessment) { _, content in
        .page(historyPage(content, try await store.history(content.edition.id)))
      },
      change("/steps/:step", policy: .readEvidence) { ask, content, writer in
        guard let step = EditionStep(rawValue: try ask.parameter("step")) else { throw NotFound() }
        let reason = ask.typed("reason").trimmed
        try await store.take(step, on: content.edition.id, reason: reason, by: writer, at: clock.now())
        return .redirect(AssessmentPath.edition(content.edition.name))
      },
    ]
  }

  private func listPage(_ ask: Ask) async throws -> Page {
    let entries = try await store.list().filter { $0.edition.state.isForReaders || ask.mayWork }
    return Page(
      title: "Strategic assessments",
      lead: "<p>One edition for each year’s plan: what the evidence says, what changed, and what to prioritise.</p>",
      body: """
        \(UI.table(
          caption: "Editions",
          headings: [UI.Heading("Edition"), UI.Heading("Area"), UI.Heading("Period covered"), UI.Heading("Status"), UI.Heading("Blocks", numeric: true), UI.Heading("To affirm", numeric: true)],
          rows: entries.map { entry in
            let edition = entry.edition
            return [
              UI.link(edition.title, href: AssessmentPath.edition(edition.name)), HTML(text: edition.areaName),
              HTML(text: edition.periodSpoken), UI.tag(edition.state.label, edition.state.colour), "\(entry.blocks)", "\(entry.outstanding)",
            ]
          }, empty: "No edition has been begun."))
        \(when: ask.mayWrite, UI.buttonLink("Begin an edition", href: AssessmentPath.new))
        """)
  }

  private func newPage(_ ask: Ask, _ refusal: Refusal?) -> Page {
    func value(_ field: String, _ usual: String = "") -> String { ask.form[field] ?? usual }
    let fields: HTML = """
      \(UI.textField("title", "Title", value: value("title")))
      \(UI.textField("name", "Short name", hint: "For addresses and the command line: lower-case letters, digits and hyphens.", value: value("name"), width: .twenty))
      \(UI.textField("partnership", "Partnership", value: value("partnership")))
      \(UI.textField("area-name", "Area", value: value("area-name"), width: .half))
      \(UI.textField("area-code", "Area code", hint: "The GSS code of the district or borough, such as E09000033.", value: value("area-code"), width: .ten))
      \(UI.textField("plan-year", "Plan year", hint: "The year in which the plan that this informs begins, such as 2023.", value: value("plan-year"), width: .four, inputMode: "numeric"))
      \(UI.textField("period", "Period covered", hint: "First and last month: 2019-04..2023-03.", value: value("period"), width: .twenty))
      \(UI.radios("tiers", "Is this a two-tier area, with a county council and districts?", options: [("one", "No"), ("two", "Yes")], selected: value("tiers", "one"), inline: true))
      """
    return Page(
      title: "Begin an edition", crumbs: [("Assessments", AssessmentPath.list)],
      body: "\(UI.problem(refusal))\(UI.form(action: AssessmentPath.list, submit: "Begin", fields))",
      status: refusal == nil ? 200 : 422)
  }

  private func create(_ ask: Ask) async throws -> Reply {
    do throws(any Error) {
      guard let period = Period(ask.form["period"]?.trimmed ?? "") else {
        throw Refusal(
          "unreadable-period", place: "Period covered", "This is no period.",
          remedy: "Write first and last month: 2019-04..2023-03.")
      }
      guard let year = Int(try ask.required("plan-year", "Plan year")) else {
        throw Refusal("plan-year", place: "Plan year", "This is no year.", remedy: "Enter a year such as 2023.")
      }
      let now = clock.now(), writer = try writer(ask)
      let edition = AssessmentEdition(
        id: ID(at: now), name: try ask.required("name", "Short name"), title: try ask.required("title", "Title"),
        partnership: try ask.required("partnership", "Partnership"),
        areaCode: try ask.required("area-code", "Area code"),
        areaName: try ask.required("area-name", "Area"), planYear: year, period: period,
        isTwoTier: ask.form["tiers"] == "two",
        createdAt: now, createdBy: writer.name)
      try await store.create(edition, matrix: practice.matrix, by: writer)
      return .redirect(AssessmentPath.edition(edition.name))
    } catch let refusal as Refusal {
      return .page(newPage(ask, refusal))
    }
  }

  private func overview(_ ask: Ask, _ content: AssessmentContent) -> Page {
    let edition = content.edition, name = edition.name
    let missing = Completeness.missing(content)
    var links = [("Read the document", AssessmentPath.reading(name))]
    if edition.state.isForReaders { links.append(("Comments", AssessmentPath.part(name, "comments"))) }
    if ask.mayWork {
      links += [
        ("Findings", AssessmentPath.part(name, "findings")), ("Priorities", AssessmentPath.part(name, "priorities")),
        ("Contributions", AssessmentPath.part(name, "contributions")),
        ("Claims to check", AssessmentPath.part(name, "claims")),
        ("Refresh figures", AssessmentPath.part(name, "refresh")), ("Approval", AssessmentPath.part(name, "approval")),
        ("History", AssessmentPath.part(name, "history")),
      ]
    }
    return Page(
      title: edition.title, crumbs: [("Assessments", AssessmentPath.list)],
      body: """
        \(edition.notice.map { UI.notice(.important, "<p>\($0)</p>") })
        \(UI.summaryList(facts(content)))
        \(UI.tabs(label: "This edition", links, current: ""))
        <h2>Sections</h2>
        \(UI.taskList(content.sections.map { section in task(name, section, missing, linked: ask.mayWork) }))
        \(checklist(content, missing))
        \(when: ask.mayWork, steps(ask, content))
        <h2>Export</h2>
        <ul>\(each: AssessmentExport.Format.allCases, { "<li>\(UI.link($0.label, href: AssessmentPath.export(name, $0.rawValue)))</li>" })</ul>
        """)
  }

  private func facts(_ content: AssessmentContent) -> [(String, HTML)] {
    let edition = content.edition
    var rows: [(String, HTML)] = [
      ("Status", UI.tag(edition.state.label, edition.state.colour)),
      ("Area", "\(edition.areaName) (\(edition.areaCode))"),
      ("Period covered", HTML(text: edition.periodSpoken)),
      ("Plan year", HTML(text: Period(financialYear: edition.planYear).description)),
      ("Figures bound", "\(content.bindings.count)"),
      ("Begun", "\(edition.createdAt.day.spoken) by \(edition.createdBy)"),
    ]
    if let approval = edition.approval {
      rows.append(("Approved", "\(approval.minute), recorded by \(approval.by) on \(approval.at.spoken)"))
      rows.append(("Fingerprint", "<code>\(approval.fingerprint)</code>"))
    }
    return rows
  }

  private func task(_ name: String, _ section: AssessmentSection, _ missing: [Missing], linked: Bool) -> (
    label: String, href: String?, status: HTML
  ) {
    let lacking = missing.filter { $0.section == section.kind }.count
    let status: HTML =
      section.notApplicable != nil
      ? UI.tag("Does not apply", .grey)
      : lacking == 0 ? "Complete" : UI.tag(lacking == 1 ? "1 thing missing" : "\(lacking) things missing", .yellow)
    return (
      "\(section.kind.citation) \(section.kind.title)",
      linked ? AssessmentPath.section(name, section.kind.rawValue) : nil, status
    )
  }

  func checklist(_ content: AssessmentContent, _ missing: [Missing]) -> HTML {
    if content.edition.state.isApproved { return "" }
    guard !missing.isEmpty else {
      return UI.notice(
        .success, "<p>Everything that regulation 7 demands is here, and regulation 6’s sources have been asked.</p>")
    }
    return """
      <h2>Missing before approval</h2>
      <ul class="missing">\(each: missing, { "<li>\($0.sentence)</li>" })</ul>
      """
  }

  private func steps(_ ask: Ask, _ content: AssessmentContent) -> HTML {
    let edition = content.edition
    let open = EditionStep.open(from: edition.state).filter {
      $0 != .approve && ask.visitor?.may($0.permission) ?? false
    }
    guard !open.isEmpty else { return "" }
    return """
      <h2>Next step</h2>
      \(each: open, { step in
        let obstacles = step.obstacles(content)
        return obstacles.isEmpty
          ? UI.form(
            action: AssessmentPath.part(edition.name, "steps", step.rawValue), submit: step.label, kind: step.isBack ? .secondary : .primary,
            step.needsReason ? UI.textField("reason", step.reasonLabel, width: .half) : "")
          : UI.details(
            "\(step.label): \(obstacles.count) \(obstacles.count == 1 ? "thing" : "things") first",
            "<ul>\(each: obstacles, { "<li>\($0.sentence)</li>" })</ul>")
      })
      """
  }

  private func historyPage(_ content: AssessmentContent, _ entries: [HistoryEntry]) -> Page {
    page(
      content, "History", wide: true,
      body: UI.table(
        caption: "Every change, latest first",
        headings: [UI.Heading("When"), UI.Heading("Who"), UI.Heading("What"), UI.Heading("Detail")],
        rows: entries.map {
          [HTML(text: $0.at.spoken), HTML(text: $0.name), HTML(text: $0.action), HTML(text: $0.detail)]
        }))
  }
}
