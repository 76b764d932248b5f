import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct AssessmentApprovalTests {
  @Test(arguments: TestDatabase.engines) func `approval freezes every figure and later answers stand beside it`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, id) = try await Sample.submitted(database, evidence)
      try await store.approve(
        id, minute: "6 July 2023, minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      let approved = try #require(try await store.content(id))
      #expect(approved.edition.state == .final && approved.frozen.count == 6)
      #expect(approved.edition.approval?.fingerprint == approved.fingerprint)

      evidence.set(Sample.shareQuestion, Sample.share(85_000))
      try await store.refresh(id, evidence: evidence, by: Sample.manager, at: Sample.now)
      let later = try #require(try await store.content(id))
      #expect(try later.printed("share-7a")?.numerator == 84_048)
      #expect(later.edition.approval?.fingerprint == later.fingerprint)
      let check = try #require(later.bindings.first?.check)
      #expect(check.verdict == .beyondUsualVariation)
      #expect(try check.today?.figure().numerator == 85_000)
    }
  }

  @Test(arguments: TestDatabase.engines) func `the database itself keeps a frozen figure from being changed`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, id) = try await Sample.submitted(database, evidence)
      try await store.approve(id, minute: "minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      await #expect(throws: DatabaseFailure.self) {
        _ = try await database.write { try $0.run("UPDATE assessment_frozen SET figure = '{}' WHERE edition = \(id)") }
      }
      await #expect(throws: DatabaseFailure.self) {
        _ = try await database.write { try $0.run("DELETE FROM assessment_frozen WHERE edition = \(id)") }
      }
      #expect(try await store.content(id)?.frozen.count == 6)
      let binding = try #require(try await store.content(id)?.bindings.first)
      await #expect(throws: Refusal.self) {
        try await store.affirm(binding.id, in: id, takingToday: true, by: Sample.manager, at: Sample.now)
      }
      await #expect(throws: Refusal.self) {
        try await store.unbind(binding.id, in: id, by: Sample.manager, at: Sample.now)
      }
      await #expect(throws: Refusal.self) {
        try await store.saveBlock(
          binding.block, in: id, title: "x", text: "y", version: 1, by: Sample.manager, at: Sample.now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines) func `a figure that moved blocks approval until its author affirms the text`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, id) = try await Sample.submitted(database, evidence)
      evidence.set(Sample.shareQuestion, Sample.share(90_000))
      let refusal = await #expect(throws: Refusal.self) {
        try await store.approve(id, minute: "minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      }
      #expect(refusal?.reason.contains("“share-7a” in “Block 7a” is moved beyond usual variation") == true)
      #expect(try await store.content(id)?.edition.state == .groupApproval)

      for binding in try #require(try await store.content(id)).bindings {
        await #expect(throws: Refusal.self) {
          try await store.affirm(binding.id, in: id, takingToday: true, by: Sample.analyst, at: Sample.now)
        }
        try await store.affirm(binding.id, in: id, takingToday: false, by: Sample.analyst, at: Sample.now)
      }
      try await store.approve(id, minute: "minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      #expect(try await store.content(id)?.printed("share-7a")?.numerator == 84_048)
    }
  }

  @Test(arguments: TestDatabase.engines) func `taking today's figure replaces the held one while the edition is open`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, id) = try await Sample.submitted(database, evidence)
      try await store.take(.sendBack, on: id, reason: "new figures are out", by: Sample.manager, at: Sample.now)
      evidence.set(Sample.shareQuestion, Sample.share(90_000))
      let checks = try await store.refresh(id, evidence: evidence, by: Sample.analyst, at: Sample.now)
      #expect(checks["share-7a"]?.verdict == .beyondUsualVariation)
      let binding = try #require(try await store.content(id)?.bindings.first)
      try await store.affirm(binding.id, in: id, takingToday: true, by: Sample.analyst, at: Sample.now)
      let after = try #require(try await store.content(id)?.bindings.first)
      #expect(try after.held?.figure().numerator == 90_000 && after.check?.affirmedBy == "Analyst")
      let again = try await store.refresh(id, evidence: evidence, by: Sample.analyst, at: Sample.now)
      #expect(again["share-7a"]?.verdict == .unchanged)
    }
  }

  @Test(arguments: TestDatabase.engines) func `an incomplete edition is not submitted and an analyst does not approve`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, id) = try await Sample.submitted(database, evidence)
      await #expect(throws: Refusal.self) {
        try await store.approve(id, minute: "minute 4", evidence: evidence, by: Sample.analyst, at: Sample.now)
      }
      try await store.take(.sendBack, on: id, reason: "wording", by: Sample.manager, at: Sample.now)
      let block = try #require(try await store.content(id)?.section(.residents).blocks.first)
      try await store.removeBlock(block.id, in: id, by: Sample.analyst, at: Sample.now)
      try await store.take(.consult, on: id, reason: "", by: Sample.analyst, at: Sample.now)
      let refusal = await #expect(throws: Refusal.self) {
        try await store.take(.submit, on: id, reason: "", by: Sample.analyst, at: Sample.now)
      }
      #expect(refusal?.reason.contains("reg. 7(e)") == true)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `approving the next year's edition supersedes the last, which stays as it was`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let evidence = ScriptedEvidence()
      let (store, first) = try await Sample.submitted(database, evidence)
      try await store.approve(first, minute: "minute 4", evidence: evidence, by: Sample.manager, at: Sample.now)
      let fingerprint = try await store.content(first)?.edition.approval?.fingerprint
      let (_, second) = try await Sample.submitted(database, evidence, name: "westminster-2024", planYear: 2024)
      let (_, elsewhere) = try await Sample.submitted(
        database, evidence, name: "camden-2024", planYear: 2024, areaCode: "E09000007")
      try await store.approve(elsewhere, minute: "minute 1", evidence: evidence, by: Sample.manager, at: Sample.now)
      #expect(try await store.content(first)?.edition.state == .final)
      try await store.approve(second, minute: "minute 9", evidence: evidence, by: Sample.manager, at: Sample.now)
      let older = try #require(try await store.content(first))
      #expect(older.edition.state == .superseded && older.edition.approval?.fingerprint == fingerprint)
      #expect(older.fingerprint == fingerprint && older.frozen.count == 6)
      #expect(try await store.content(second)?.edition.state == .final)
      let words = "Replaced by “Westminster 2023 (westminster-2024)”."
      #expect(try await store.history(first).contains { $0.action == "marked as superseded" && $0.detail == words })
    }
  }

  @Test func `a kept figure that was altered is noticed when it is read`() throws {
    let held = try HeldFigure(Sample.share(), at: Sample.now, by: "Analyst")
    let altered = HeldFigure(
      json: held.json.replacing("84048", with: "84049"), sha256: held.sha256, at: held.at, by: held.by)
    #expect(altered.json != held.json)
    let refusal = #expect(throws: Refusal.self) { try altered.figure() }
    #expect(refusal?.kind == "figure-tampered")
  }
}
