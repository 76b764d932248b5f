import Basics
import Database
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing

@Suite struct AssessmentDemoTests {
  private let path = Sample.repository + "/Demo/assessment/westminster-2023.yaml"

  /// Evidence that answers everything with a table that has every row and column the edition refers to.
  private var evidence: ScriptedEvidence {
    ScriptedEvidence { question in
      let rows = [
        "Theft", "Violence Against the Person", "Robbery", "Burglary", "Sexual Offences", "Vehicle Offences",
        "Public Order Offences",
        "Arson and Criminal Damage", "Drug Offences", "Possession of Weapons", "West End", "St James's",
      ]
      var figure = Sample.share(question: question.query, lower: 1, upper: 20)
      figure.table = Figure.Table(
        caption: "rows", headings: ["Category", "Crimes", "Share", "Change", "Finding"].map { Figure.Heading($0) },
        rows: rows.map {
          [
            Figure.Cell($0), Figure.Cell("1,000", 1000), Figure.Cell("10.0%", 10), Figure.Cell("+1.0%", 1),
            Figure.Cell("more"),
          ]
        })
      return figure
    }
  }

  private func load(_ database: Database) async throws -> (AssessmentStore, AssessmentDemo.Outcome) {
    let store = AssessmentStore(database)
    let outcome = try await AssessmentDemo.load(
      path, store: store, evidence: evidence, practice: Sample.practice, by: Sample.manager, clock: Sample.clock)
    return (store, outcome)
  }

  @Test(arguments: TestDatabase.engines) func `the demonstration edition is complete and ready for the strategy group`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, outcome) = try await load(database)
      #expect(outcome.problems.isEmpty && !outcome.wasLoaded && outcome.state == .partnerComment)
      let content = try #require(try await store.content(named: "westminster-2023"))
      #expect(Completeness.missing(content).isEmpty)
      #expect(content.priorities.count == 7 && content.findings.allSatisfy { !$0.blocks.isEmpty })
      try await store.take(.submit, on: content.edition.id, reason: "", by: Sample.analyst, at: Sample.now)
      try await store.approve(
        content.edition.id, minute: "minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      #expect(try await store.content(content.edition.id)?.frozen.count == outcome.figures)
    }
  }

  @Test func `loading it again changes nothing that people made of it`() async throws {
    try await TestDatabase.with(.sqlite, AssessmentMigrations.all) { database in
      let (store, _) = try await load(database)
      let before = try #require(try await store.content(named: "westminster-2023"))
      let block = try #require(before.blocks.first)
      try await store.removeBlock(block.id, in: before.edition.id, by: Sample.analyst, at: Sample.now)
      let (_, again) = try await load(database)
      #expect(again.wasLoaded)
      #expect(try await store.content(named: "westminster-2023")?.blocks.count == before.blocks.count - 1)
      #expect(try await store.list().count == 1)
    }
  }

  @Test func `a figure that cannot be had leaves the edition in analysis with the reason`() async throws {
    try await TestDatabase.with(.sqlite, AssessmentMigrations.all) { database in
      let store = AssessmentStore(database)
      let outcome = try await AssessmentDemo.load(
        path, store: store, evidence: ScriptedEvidence(), practice: Sample.practice, by: Sample.manager,
        clock: Sample.clock)
      #expect(outcome.figures == 0 && outcome.state == .draft)
      #expect(outcome.problems.contains { $0.contains("“share-2019” could not be had") })
    }
  }

  @Test func `its texts type no number of the evidence`() async throws {
    try await TestDatabase.with(.sqlite, AssessmentMigrations.all) { database in
      let (store, _) = try await load(database)
      let content = try #require(try await store.content(named: "westminster-2023"))
      let texts = content.blocks.map(\.text) + content.findings.map(\.claim)
      let warnings = texts.flatMap { Sample.practice.claims.warnings(in: BlockText($0)) }
      #expect(warnings.filter { $0.kind != .unsupportedClaim } == [])
      #expect(BlockText(texts.joined(separator: "\n\n")).broken.isEmpty)
    }
  }
}
