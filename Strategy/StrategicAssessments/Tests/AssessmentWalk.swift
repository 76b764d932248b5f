import Basics
import Database
import StrategyModel
import StrategyStore

extension Sample {
  /// A complete edition in the database, walked as far as the strategy group, or to another state before it.
  static func submitted(
    _ database: Database, _ evidence: ScriptedEvidence, name: String = "westminster-2023", planYear: Int = 2023,
    areaCode: String = "E09000033", to state: EditionState = .groupApproval
  ) async throws -> (AssessmentStore, ID<AssessmentEdition>) {
    let store = AssessmentStore(database), sample = complete(state: .scoping)
    let isFirst = name == "westminster-2023"
    let edition = AssessmentEdition(
      id: ID("edition-\(name)"), name: name, title: isFirst ? "Westminster 2023" : "Westminster 2023 (\(name))",
      partnership: "Safer Westminster Partnership", areaCode: areaCode, areaName: "Westminster", planYear: planYear,
      period: sample.edition.period, isTwoTier: false, createdAt: now, createdBy: "Analyst")
    let id = edition.id
    try await store.create(edition, matrix: matrix, by: analyst)
    evidence.set(shareQuestion, share())
    let question = try FigureQuestion(text: shareQuestion)
    var first: ID<AssessmentBlock>?
    for section in sample.sections {
      if let reason = section.notApplicable {
        try await store.setNotApplicable(section.kind, reason: reason, in: id, by: analyst, at: now)
      }
      for block in section.blocks {
        let new = try await store.addBlock(
          id, section: section.kind, title: block.title, text: block.text, by: analyst, at: now)
        first = first ?? new
        try await store.bind(
          question, as: "share-\(section.kind.rawValue)", shows: .figure, answer: share(), to: new, in: id,
          by: analyst, at: now)
      }
    }
    for finding in sample.findings {
      let own = Finding(
        id: ID("\(finding.id.text)-\(name)"), position: finding.position, claim: finding.claim,
        confidence: finding.confidence, reason: finding.reason, blocks: [first].compactMap { $0 })
      try await store.save(own, in: id, by: analyst, at: now)
    }
    for priority in sample.priorities {
      let own = Priority(
        id: ID("\(priority.id.text)-\(name)"), position: priority.position, title: priority.title,
        status: priority.status, rationale: priority.rationale, scores: priority.scores)
      try await store.save(own, in: id, by: analyst, at: now)
    }
    for one in sample.contributions {
      let own = Contribution(
        id: ID("\(one.id.text)-\(name)"), source: one.source, body: one.body, asked: one.asked, due: one.due)
      try await store.save(own, in: id, by: analyst, at: now)
      for event in one.events { try await store.record(event, for: own.id, in: id, by: analyst, at: now) }
    }
    var reached = EditionState.scoping
    for step in [EditionStep.collect, .analyse, .draft, .consult, .submit]
    where step.from == reached && reached != state {
      try await store.take(step, on: id, reason: "", by: analyst, at: now)
      reached = step.to
    }
    return (store, id)
  }
}
