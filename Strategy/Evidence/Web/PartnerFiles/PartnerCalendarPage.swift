import Basics
import StrategyModel
import StrategyStore
import WebShell

/// What is due from whom: holders and their sets down the side, quarters across.
struct PartnerCalendarPage {
  let files: PartnerFiles
  /// Quarters on one page at most: two years.
  static let width = 8

  func reply(_ ask: Ask) async throws -> Reply {
    let today = ask.now.londonDay
    guard let running = Quarter(containing: today) else { throw NotFound() }
    var last = running
    if let asked = ask.query["to"], !asked.isEmpty {
      guard let quarter = Quarter(asked) else {
        throw Refusal(
          "unreadable-quarter", place: "to", "“\(asked.prefix(40))” is not a quarter.",
          remedy: "Write its first month, such as 2026-04 for April to June 2026.")
      }
      last = min(quarter, Quarter(number: running.number + PartnerCalendarPage.width) ?? running)
    }
    let quarters = files.prescribed.quarters(upTo: last, count: PartnerCalendarPage.width)
    let cells = try await files.calendar(quarters)
    let shown = holderFilter(cells, ask.query["holder"])
    return .page(page(shown, quarters, running: running, ask))
  }

  private func holderFilter(_ cells: [DueCell], _ holder: String?) -> [DueCell] {
    guard let holder, !holder.isEmpty, files.prescribed.holder(holder) != nil else { return cells }
    return cells.filter { $0.holder.id == holder }
  }

  private func page(_ cells: [DueCell], _ quarters: ClosedRange<Quarter>, running: Quarter, _ ask: Ask) -> Page {
    let list = cells.filter { $0.holder.id == cells.first?.holder.id && $0.set.id == cells.first?.set.id }.map(
      \.quarter)
    let late = cells.count { $0.status == .late }, refused = cells.count { $0.status == .refused }
    let received = cells.count { $0.status == .received || $0.status == .receivedLate }
    let expected = cells.count { $0.status == .expected }
    var groups: [(holder: PartnerHolder, sets: [[DueCell]])] = []
    for cell in cells {
      if groups.last?.holder.id != cell.holder.id { groups.append((cell.holder, [])) }
      let at = groups.count - 1
      if groups[at].sets.last?.first?.set.id != cell.set.id { groups[at].sets.append([]) }
      groups[at].sets[groups[at].sets.count - 1].append(cell)
    }
    let body: HTML = """
      \(UI.stats([
        UI.stat("\(received)", "received"), UI.stat("\(late)", "late"), UI.stat("\(expected)", "expected"),
        UI.stat("\(cells.count { $0.status == .notHeld })", "not held"), UI.stat("\(refused)", "refused"),
      ]))
      \(filter(ask))
      \(each: groups, { table($0.holder, $0.sets, list) })
      \(earlierAndLater(quarters, running, ask))
      <h2>What the words mean</h2>
      \(UI.summaryList(DueStatus.allCases.map { (status: DueStatus) in (status.title, HTML(text: PartnerCalendarPage.meaning(status))) }))
      <p>\(UI.link("The twelve prescribed sets, their fields and code lists", href: EvidencePath.partnerSets))</p>
      """
    return Page(
      title: "Files due from partners", crumbs: [("Evidence", EvidencePath.home)],
      lead: """
        Every quarter the responsible authorities disclose these depersonalised sets to one another (\(files.prescribed.instrument)). \
        Each is due by the end of the quarter that follows.
        """, body: body, wide: true)
  }

  private func filter(_ ask: Ask) -> HTML {
    let options = [("", "All holders")] + files.prescribed.holders.map { ($0.id, $0.name) }
    let to = ask.query["to"].map { UI.hidden("to", $0) } ?? ""
    return UI.filters(
      action: EvidencePath.partnerFiles, submit: "Show",
      "\(UI.select("holder", "Holder", options: options, selected: ask.query["holder"]))\(to)")
  }

  private func table(_ holder: PartnerHolder, _ sets: [[DueCell]], _ quarters: [Quarter]) -> HTML {
    let headings =
      [UI.Heading("Set")]
      + quarters.map {
        UI.Heading("\($0.firstMonth.spoken.prefix(3))–\($0.lastMonth.spoken.prefix(3))\u{A0}\($0.lastMonth.year)")
      }
    return """
      <h2>\(holder.name)</h2>
      \(holder.note.map { "<p class=\"hint\">\($0)\(when: holder.status == .notEstablished, " (not established)")</p>" as HTML })
      \(UI.table(
        caption: "Files due from \(holder.name), by quarter", headings: headings,
        rows: sets.map { cells in
          [cells.first.map { "\($0.set.title) <span class=\"hint\">(paragraph \($0.set.paragraph))</span>" as HTML } ?? ""]
            + cells.map(square)
        }, hideCaption: true, compact: true))
      """
  }

  private func square(_ cell: DueCell) -> HTML {
    let detail: HTML =
      switch cell.status {
      case .received, .receivedLate: "\((cell.rows ?? 0).grouped) rows"
      case .expected: "due\u{A0}\(cell.quarter.due.spoken.replacing(" ", with: "\u{A0}"))"
      case .late: "\((-cell.daysLeft).grouped) days over"
      case .notHeld, .refused: ""
      }
    let words = "\(cell.holder.name), \(cell.set.title), \(cell.quarter.spoken)"
    return """
      <a href="\(url: EvidencePath.square(cell.holder.id, cell.set.id, cell.quarter))">\(PartnerCalendarPage.tag(cell.status))\
      <span class="visually-hidden"> \(words)</span></a><br><span class="hint">\(detail)</span>
      """
  }

  private func earlierAndLater(_ quarters: ClosedRange<Quarter>, _ running: Quarter, _ ask: Ask) -> HTML {
    let earlier = quarters.lowerBound.previous.flatMap { $0 >= files.prescribed.firstQuarter ? $0 : nil }
    let later = Quarter(number: min(quarters.upperBound.number + PartnerCalendarPage.width, running.number))
    return """
      <p>\(earlier.map { UI.link("Earlier quarters", href: ask.href(setting: ["to": $0.description])) }) \
      \(later.flatMap { $0 > quarters.upperBound ? UI.link("Later quarters", href: ask.href(setting: ["to": $0.description])) : nil })</p>
      """
  }

  /// The status as a word in a colour; the word carries the meaning.
  static func tag(_ status: DueStatus) -> HTML {
    switch status {
    case .expected: UI.tag(status.title, .grey)
    case .received: UI.tag(status.title, .green)
    case .receivedLate: UI.tag(status.title, .yellow)
    case .late: UI.tag(status.title, .red)
    case .notHeld: UI.tag(status.title, .purple)
    case .refused: UI.tag(status.title, .red)
    }
  }

  static func meaning(_ status: DueStatus) -> String {
    switch status {
    case .expected: "Not due yet, and nothing has come."
    case .received: "A file came by the due day and was imported."
    case .receivedLate: "A file came after the due day and was imported."
    case .late: "The due day has passed and nothing has come."
    case .notHeld: "The holder says that it holds no such information for the quarter."
    case .refused: "The holder declined to disclose; its reason is recorded."
    }
  }
}
