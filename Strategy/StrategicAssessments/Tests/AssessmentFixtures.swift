import Basics
import Foundation
import StrategyModel
import Synchronization

/// Evidence that answers from a list, so that tests decide what it says and when it changes its mind.
final class ScriptedEvidence: EvidenceSource {
  private let answers = Mutex<[String: Figure]>([:])
  private let refusals = Mutex<[String: Refusal]>([:])
  private let usual: (@Sendable (FigureQuestion) -> Figure)?

  init(usual: (@Sendable (FigureQuestion) -> Figure)? = nil) { self.usual = usual }

  func set(_ question: String, _ figure: Figure) {
    answers.withLock { $0[question] = figure }
    refusals.withLock { $0[question] = nil }
  }
  func refuse(_ question: String, _ refusal: Refusal) { refusals.withLock { $0[question] = refusal } }

  func answer(_ question: FigureQuestion) async throws -> Figure {
    let text = question.query
    if let refusal = refusals.withLock({ $0[text] }) { throw refusal }
    if let figure = answers.withLock({ $0[text] }) { return figure }
    if let usual { return usual(question) }
    throw Refusal("no-data", place: question.measure, "Nothing is held for this question.", remedy: "Import a file.")
  }
}

enum Sample {
  static let now = Instant(milliseconds: 1_700_000_000_000)
  static let clock = Clock.fixed(now)
  static let analyst = Writer(account: "a1", name: "Analyst", permissions: [.readEvidence, .writeAssessment])
  static let manager = Writer(
    account: "m1", name: "Manager", permissions: [.readEvidence, .writeAssessment, .approveAssessment])
  static let reader = Writer(account: "r1", name: "Reader", permissions: [.readEvidence])

  static let shareQuestion =
    "figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23&geography=investigating"

  /// Westminster's share of recorded crime in 2022/23 as the published file of July 2023 gives it.
  static func share(
    _ numerator: Int = 84_048, of denominator: Int = 881_280, question: String = shareQuestion, lower: Double? = nil,
    upper: Double? = nil, extractDate: String = "2023-07-31", unsettled: [Coverage] = []
  ) -> Figure {
    let value = Double(numerator) / Double(denominator) * 100
    let extract = Extract(
      sha256: String(repeating: "a", count: 64), fileName: "boroughs.csv", kind: .mpsBorough, byteCount: 1,
      publisher: "Metropolitan Police Service",
      licence: "Open Government Licence v3.0", extractDate: extractDate, importedAt: "2023-08-01T00:00:00.000Z")
    return Figure(
      question: question, title: "Westminster’s share of recorded crime in London, 2022/23",
      sentence: "Westminster had a share.",
      value: value, unit: "%", decimals: 2, lower: lower, upper: upper, numerator: numerator, denominator: denominator,
      evidence: Figure.Provenance(
        definition: "Recorded crime", numerator: "crimes of Westminster", denominator: "crimes of all boroughs",
        geography: "investigating borough", extracts: [Figure.Citation(extract)],
        caveats: ["A share can rise while crime falls."],
        method: Figure.Method(name: "Share of force", formula: "k / n", source: "OHID", whenNotToUse: "small bases"),
        unsettled: unsettled),
      table: Figure.Table(
        caption: "Share by year",
        headings: [Figure.Heading("Year"), Figure.Heading("Crimes", isNumber: true), Figure.Heading("Finding")],
        rows: [[Figure.Cell("2022/23"), Figure.Cell(numerator.grouped, Double(numerator)), Figure.Cell("more")]]),
      chart: .bars([Figure.Bar("2022/23", value)], unit: "%"), fingerprint: "f")
  }

  static let practice: AssessmentPractice = {
    do { return try AssessmentPractice.read(practice: repository + "/Practice") } catch { return Sample.plainPractice }
  }()
  static let plainPractice = AssessmentPractice(matrix: matrix, claims: ClaimChecker(words: ClaimWords(groups: [])))

  /// The checkout that these tests belong to.
  static let repository: String = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  static let matrix = PriorityMatrix(
    name: "test", title: "Test matrix", version: 1, status: "local, unverified", source: "tests",
    formula: "impact × likelihood × confidence", watched: 2,
    dimensions: [
      dimension("harm", .impact, 1...5), dimension("often", .likelihood, 1...5),
      PriorityMatrix.Dimension(
        id: "sure", title: "Confidence", question: "How sure?", role: .confidence, weight: 1,
        levels: [
          PriorityMatrix.Level(score: 1, anchor: "low", multiplier: 0.8),
          PriorityMatrix.Level(score: 2, anchor: "high", multiplier: 1),
        ]),
    ])

  static func dimension(_ id: String, _ role: PriorityMatrix.Role, _ range: ClosedRange<Int>, weight: Double = 1)
    -> PriorityMatrix.Dimension
  {
    PriorityMatrix.Dimension(
      id: id, title: id, question: "?", role: role, weight: weight,
      levels: range.map { PriorityMatrix.Level(score: $0, anchor: "level \($0)") })
  }

  static func priority(_ name: String, harm: Int, often: Int, sure: Int = 2, status: Priority.Status = .candidate)
    -> Priority
  {
    Priority(
      id: ID(name), position: 1, title: name, status: status, rationale: "because it was scored",
      scores: ["harm": harm, "often": often, "sure": sure])
  }

  static func edition(state: EditionState = .scoping, isTwoTier: Bool = false) -> AssessmentEdition {
    AssessmentEdition(
      id: ID(at: now), name: "westminster-2023", title: "Westminster 2023",
      partnership: "Safer Westminster Partnership", areaCode: "E09000033",
      areaName: "Westminster", planYear: 2023,
      period: Period(Month(year: 2019, month: 4), Month(year: 2023, month: 3)) ?? Period(financialYear: 2022),
      isTwoTier: isTwoTier, state: state, createdAt: now, createdBy: "Analyst")
  }

  /// An edition that lacks nothing.
  static func complete(state: EditionState = .groupApproval) -> AssessmentContent {
    let held = try? HeldFigure(share(), at: now, by: "Analyst")
    let sections = StatutoryContent.allCases.map { kind -> AssessmentSection in
      if kind == .county { return AssessmentSection(kind: kind, notApplicable: "a London borough") }
      let id = ID<AssessmentBlock>("block-\(kind.rawValue)")
      let binding = Binding(
        id: ID("binding-\(kind.rawValue)"), block: id, name: "share-\(kind.rawValue)", shows: .figure,
        question: shareQuestion, held: held)
      return AssessmentSection(
        kind: kind,
        blocks: [
          AssessmentBlock(
            id: id, section: kind, position: 1, title: "Block \(kind.rawValue)",
            text: "The share was {figure:share-\(kind.rawValue)}.",
            author: "Analyst", editedAt: now, bindings: [binding])
        ])
    }
    return AssessmentContent(
      edition: edition(state: state), sections: sections,
      findings: [
        Finding(
          id: ID("finding"), position: 1, claim: "The share was {figure:share-7a}.", confidence: .high,
          reason: "complete counts",
          blocks: [ID("block-7a")])
      ],
      priorities: [
        priority("Theft", harm: 2, often: 5, status: .adopted),
        priority("Burglary", harm: 3, often: 2, status: .rejected),
      ],
      contributions: InformationSource.responsibleAuthorities.map { source in
        Contribution(
          id: ID(source.rawValue), source: source, body: source.label, asked: "figures",
          events: [
            Contribution.Event(.requested, on: now.day, by: "Analyst", note: ""),
            Contribution.Event(.received, on: now.day, by: "Analyst", note: ""),
          ])
      }, matrix: matrix)
  }
}
