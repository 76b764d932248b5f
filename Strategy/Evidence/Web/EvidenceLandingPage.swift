import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The evidence at a glance: where to begin, what is held of each series, breaks, and what came in last.
struct EvidenceLandingPage {
  let source: any FigureSource
  let library: EvidenceLibrary
  let partnerFiles: PartnerFiles

  /// Series that come in months, in the order in which people ask for them.
  private static let series: [(kind: SourceKind, title: String)] = [
    (.mpsBorough, "Recorded crime by borough"), (.mpsWard, "Recorded crime by ward"),
    (.streetCrime, "Street-level crime and anti-social behaviour"), (.outcomes, "Outcomes of crimes"),
    (.stopAndSearch, "Stop and search"), (.fireIncidents, "Fire brigade incidents"),
  ]

  func reply(_ ask: Ask) async throws -> Reply {
    let extracts = try await library.extracts()
    let revisions = try await library.revisions()
    var calendars: [HTML] = []
    var months = 0
    let kinds = Set(extracts.map(\.kind))
    for one in EvidenceLandingPage.series where kinds.contains(one.kind) {
      let coverage = try await library.table(one.kind).coverage
      months += coverage.count { $0.status != .missing }
      calendars.append(CoverageCalendar.tables(coverage, title: one.title))
    }
    let late = try await late(ask)
    let examples = ExplorerExamples.all.filter { example in
      let measure = example.members.first { $0.0 == "measure" }?.1
      return source.measures.isEmpty || source.measures.contains { $0.id == measure }
    }
    let body: HTML = """
      \(UI.stats([
        UI.stat(extracts.count.grouped, "files held", link: ("Imports", EvidencePath.imports)),
        UI.stat(months.grouped, "months of series held"),
        UI.stat(revisions.count.grouped, "months issued again", link: ("What changed", EvidencePath.imports + "#revisions")),
        UI.stat(late.grouped, "partner files late", link: ("Due-date calendar", EvidencePath.partnerFiles)),
      ]))
      <h2>Start here</h2>
      <ul>\(each: examples, { "<li>\(UI.link($0.words, href: EvidencePath.explore($0.members)))</li>" })</ul>
      <p>\(UI.buttonLink("Open the explorer", href: EvidencePath.explore))</p>
      <h2>What is held</h2>
      \(when: calendars.isEmpty, UI.notice(.information, "<p>Nothing is held yet. \(UI.link("Import published files", href: EvidencePath.imports)) to begin.</p>"))
      \(when: !calendars.isEmpty, "\(CoverageCalendar.key)\(calendars)")
      <p>\(UI.link("What each measure counts, and what it cannot carry", href: EvidencePath.measures))</p>
      <h2>Breaks in the series</h2>
      \(BreaksPage.table(source.breaks))
      <h2>Latest imports</h2>
      \(ImportsPage.table(Array(extracts.suffix(8).reversed()), caption: "Latest imports"))
      """
    return .page(
      Page(
        title: "Evidence",
        lead: "Published and partner files, as they came, and the figures that are counted from them.",
        body: body, wide: true))
  }

  /// Squares of the last two years whose due day has passed without a file or an answer.
  private func late(_ ask: Ask) async throws -> Int {
    guard let running = Quarter(containing: ask.now.londonDay) else { return 0 }
    let quarters = partnerFiles.prescribed.quarters(upTo: running, count: PartnerCalendarPage.width)
    return try await partnerFiles.calendar(quarters).count { $0.status == .late }
  }
}
