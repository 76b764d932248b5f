import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct AssessmentStoreTests {
  private func begun(_ database: Database) async throws -> (AssessmentStore, ID<AssessmentEdition>, ID<AssessmentBlock>)
  {
    let store = AssessmentStore(database), edition = Sample.edition()
    try await store.create(edition, matrix: Sample.matrix, by: Sample.analyst)
    let block = try await store.addBlock(
      edition.id, section: .levels, title: "Share", text: "First.", by: Sample.analyst, at: Sample.now)
    return (store, edition.id, block)
  }

  @Test(arguments: TestDatabase.engines) func `an edition begins with the seven sections of regulation 7`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, _) = try await begun(database)
      let content = try #require(try await store.content(id))
      #expect(content.sections.map(\.kind) == StatutoryContent.allCases)
      #expect(content.edition.state == .scoping && content.matrix == Sample.matrix)
      #expect(try await store.content(named: "westminster-2023")?.edition.id == id)
      await #expect(throws: Refusal.self) {
        try await store.create(Sample.edition(), matrix: Sample.matrix, by: Sample.analyst)
      }
      await #expect(throws: Refusal.self) {
        try await store.addBlock(id, section: .levels, title: "x", text: "", by: Sample.reader, at: Sample.now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines) func `two writers of one block both keep their text`(engine: Engine)
    async throws
  {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, block) = try await begun(database)
      try await store.saveBlock(
        block, in: id, title: "Share", text: "Mine.", version: 1, by: Sample.manager, at: Sample.now)
      let conflict = await #expect(throws: BlockConflict.self) {
        try await store.saveBlock(
          block, in: id, title: "Share", text: "Yours.", version: 1, by: Sample.analyst, at: Sample.now)
      }
      #expect(conflict?.stored.text == "Mine." && conflict?.yourText == "Yours." && conflict?.stored.version == 2)
      #expect(try await store.content(id)?.block(block)?.text == "Mine.")
      #expect(try await store.versions(of: block).map(\.text) == ["Mine.", "First."])
      #expect(try await store.history(id).count == 3)
    }
  }

  @Test(arguments: TestDatabase.engines) func `a figure's name is used once in an edition`(engine: Engine) async throws
  {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, block) = try await begun(database)
      let question = try FigureQuestion(text: Sample.shareQuestion)
      func bind(_ name: String) async throws {
        try await store.bind(
          question, as: name, shows: .figure, answer: Sample.share(), to: block, in: id, by: Sample.analyst,
          at: Sample.now)
      }
      try await bind("share")
      await #expect(throws: Refusal.self) { try await bind("share") }
      await #expect(throws: Refusal.self) { try await bind("Share 1") }
      let held = try #require(try await store.content(id)?.bindings.first?.held)
      #expect(try held.figure().numerator == 84_048 && held.by == "Analyst")
    }
  }

  @Test(arguments: TestDatabase.engines) func `only the county section can be left out, with a reason`(engine: Engine)
    async throws
  {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, _) = try await begun(database)
      try await store.setNotApplicable(.county, reason: "a London borough", in: id, by: Sample.analyst, at: Sample.now)
      #expect(try await store.content(id)?.section(.county).notApplicable == "a London borough")
      await #expect(throws: Refusal.self) {
        try await store.setNotApplicable(.residents, reason: "no time", in: id, by: Sample.analyst, at: Sample.now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines) func `scores are kept only when complete on the matrix`(engine: Engine)
    async throws
  {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, block) = try await begun(database)
      var priority = Sample.priority("Theft", harm: 3, often: 4)
      try await store.save(priority, in: id, by: Sample.analyst, at: Sample.now)
      priority.scores["harm"] = 9
      await #expect(throws: Refusal.self) { try await store.save(priority, in: id, by: Sample.analyst, at: Sample.now) }
      let kept = try #require(try await store.content(id)?.priorities.first)
      #expect(
        kept.scores == ["harm": 3, "often": 4, "sure": 2] && kept.scoredBy == "Analyst" && kept.scoredAt == Sample.now)
      let finding = Finding(
        id: ID("f"), position: 1, claim: "Theft.", confidence: .low, reason: "few", blocks: [block, ID("other")])
      try await store.save(finding, in: id, by: Sample.analyst, at: Sample.now)
      #expect(try await store.content(id)?.findings.first?.blocks == [block])
    }
  }

  @Test(arguments: TestDatabase.engines) func `a contribution is requested, chased and received in that order`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id, _) = try await begun(database)
      let one = Contribution(id: ID("c"), source: .police, body: "Police", asked: "Counts by ward")
      try await store.save(one, in: id, by: Sample.analyst, at: Sample.now)
      func record(_ status: Contribution.Status, _ note: String = "") async throws {
        let event = Contribution.Event(status, on: Sample.now.day, by: "Analyst", note: note)
        try await store.record(event, for: one.id, in: id, qualityNote: "complete", by: Sample.analyst, at: Sample.now)
      }
      await #expect(throws: Refusal.self) { try await record(.received) }
      try await record(.requested)
      try await record(.chased)
      try await record(.received)
      let kept = try #require(try await store.content(id)?.contributions.first)
      #expect(kept.events.map(\.status) == [.requested, .chased, .received] && kept.qualityNote == "complete")
    }
  }
}
