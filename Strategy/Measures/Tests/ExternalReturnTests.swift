import Basics
import Database
import FactStore
import Facts
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct ExternalReturnTests {
  private let now = MeasureSample.now

  private func cover(_ name: String = "payments") throws -> ReturnFile.Cover {
    try ReturnFile.Cover(
      name: name, title: "Payments", source: "A contractor", period: MeasureSample.period("2022/23"),
      suppliedOn: MeasureSample.day("2023-04-20"))
  }

  private func file(_ rows: [String]) -> [UInt8] {
    Array((["reference,kind,first,quantity,attributes"] + rows).joined(separator: "\r\n").utf8)
  }

  private func with(_ engine: Engine, _ body: (MeasureEngine, ExternalReturns) async throws -> Void) async throws {
    try await TestDatabase.with(engine, MeasureSample.migrations) { database in
      let measures = try MeasureEngine(database, practice: MeasureSample.practice, evidence: nil)
      try await body(measures, measures.returns)
    }
  }

  private func income(_ engine: MeasureEngine, asAt: Instant? = nil) async throws -> Double? {
    try await engine.run("penalty-income", MeasureSample.period("2022/23"), asAt: asAt).figure.value
  }

  @Test(arguments: TestDatabase.engines)
  func `a later file of the same name corrects row by row, and the past stays askable`(
    engine: Engine
  ) async throws {
    try await with(engine) { measures, returns in
      let first = file([
        "a,penalty.payment,2022-05-01,10000,order=car-meets", "b,penalty.payment,2022-05-02,10000,order=car-meets",
        "c,penalty.payment,2022-05-03,10000,order=car-meets",
      ])
      let second = file([
        "a,penalty.payment,2022-05-01,10000,order=car-meets", "b,penalty.payment,2022-05-02,5000,order=car-meets",
        "d,penalty.payment,2022-05-04,2500,order=car-meets",
      ])
      let one = try await returns.load(first, fileName: "1.csv", cover: cover(), by: "Analyst", at: now)
      #expect(one?.added == 3)
      let again = try await returns.load(first, fileName: "1.csv", cover: cover(), by: "Analyst", at: now)
      #expect(again == nil)
      let later = now.adding(seconds: 3_600)
      let two = try #require(
        try await returns.load(second, fileName: "2.csv", cover: cover(), by: "Analyst", at: later))
      #expect(two.added == 1 && two.changed == 1 && two.withdrawn == 1)
      #expect(try await income(measures) == 175)
      #expect(try await income(measures, asAt: now) == 300)
      let run = try await measures.run("penalty-income", MeasureSample.period("2022/23"))
      #expect(run.figure.evidence.caveats.contains { $0.contains("counted by A contractor") })
      #expect(run.figure.evidence.extracts.map(\.publisher) == ["A contractor", "A contractor"])
    }
  }

  @Test(arguments: TestDatabase.engines) func `a return that is taken back counts no more, and what it said stays`(
    engine: Engine
  )
    async throws
  {
    try await with(engine) { measures, returns in
      let bytes = file(["a,penalty.payment,2022-05-01,10000,order=car-meets"])
      let one = try #require(try await returns.load(bytes, fileName: "1.csv", cover: cover(), by: "Analyst", at: now))
      await #expect(throws: Refusal.self) { try await returns.undo(one.id, reason: " ", by: "Analyst", at: now) }
      try await returns.undo(one.id, reason: "Sent in error", by: "Analyst", at: now.adding(seconds: 60))
      #expect(try await income(measures) == 0)
      #expect(try await income(measures, asAt: now) == 100)
      await #expect(throws: Refusal.self) { try await returns.undo(one.id, reason: "again", by: "Analyst", at: now) }
      let restored = try await returns.load(
        bytes, fileName: "1.csv", cover: cover(), by: "Analyst", at: now.adding(seconds: 90))
      #expect(restored?.added == 1)
      #expect(try await income(measures) == 100)
      #expect(try await returns.bytes(one.id) == bytes)
    }
  }

  @Test(arguments: TestDatabase.engines) func `taking the latest file back restores what the one before it said`(
    engine: Engine
  )
    async throws
  {
    try await with(engine) { measures, returns in
      let first = file((1...4).map { "r\($0),penalty.payment,2022-05-0\($0),10000,order=car-meets" })
      let second = file([
        "r1,penalty.payment,2022-05-01,10000,order=car-meets", "r2,penalty.payment,2022-05-02,5000,order=car-meets",
        "r4,penalty.payment,2022-05-04,1O000,order=car-meets",
      ])
      let one = try #require(try await returns.load(first, fileName: "1.csv", cover: cover(), by: "Analyst", at: now))
      let two = try #require(
        try await returns.load(second, fileName: "2.csv", cover: cover(), by: "Analyst", at: now.adding(seconds: 60)))
      // Row 3 is gone; row 4 could not be read, so what it said before stands.
      #expect(two.refused == 1 && two.withdrawn == 1)
      #expect(try await income(measures) == 250)
      let refusal = await #expect(throws: Refusal.self) {
        try await returns.undo(one.id, reason: "Wrong", by: "Analyst", at: now.adding(seconds: 90))
      }
      #expect(refusal?.kind == "not-latest")
      try await returns.undo(two.id, reason: "Wrong", by: "Analyst", at: now.adding(seconds: 90))
      #expect(try await income(measures) == 400)
      try await returns.undo(one.id, reason: "Wrong", by: "Analyst", at: now.adding(seconds: 120))
      #expect(try await income(measures) == 0)
    }
  }

  @Test(arguments: [
    ("a,penalty.payment,0203-05-01,1,", "outside the period"),
    ("a,penalty.payment,2022-05-01,9223372036854775807,", "is too large"),
    ("a,penalty.payment,2019-05-01,1,", "outside the period"),
  ]) func `a row that could break every figure is refused`(row: String, words: String) async throws {
    try await with(.sqlite) { _, returns in
      let cover = try cover()
      let refusal = await #expect(throws: Refusal.self) {
        try await returns.load(file([row]), fileName: "x.csv", cover: cover, by: "Analyst", at: now)
      }
      #expect(refusal?.reason.contains(words) == true, "\(refusal?.reason ?? "")")
      #expect(FactPeriod("0022/23") == nil && FactPeriod("9999/00") == nil)
    }
  }

  @Test func `rows that cannot be taken in are named with their line, and the others go on`() async throws {
    try await with(.sqlite) { _, returns in
      let bytes = file([
        "a,penalty.payment,2022-05-01,10000,order=car-meets", "b,penalty.payment,yesterday,1,order=car-meets",
        "c,penalty.payed,2022-05-01,1,", "d,penalty.payment,2022-05-01,ten,order=car-meets",
        "a,penalty.payment,2022-05-09,1,order=car-meets", "Mr Smith,penalty.payment,2022-05-01,1,order=car-meets",
        "e,penalty.payment,2022-05-01,1,order=Car Meets",
      ])
      let one = try #require(try await returns.load(bytes, fileName: "1.csv", cover: cover(), by: "Analyst", at: now))
      #expect(one.rows == 1 && one.refused == 6)
      #expect(one.problems.map { $0.prefix(7) } == ["Line 3:", "Line 4:", "Line 5:", "Line 6:", "Line 7:", "Line 8:"])
      #expect(one.problems[1].contains("Is it “penalty.paid”?"))
    }
  }

  @Test(arguments: [
    ("reference,kind,frist\r\na,penalty.paid,2022-05-01", "There is no column “frist” in a return."),
    ("reference,kind\r\na,penalty.paid", "The column “first” is missing."),
    ("reference;kind;first\r\na;penalty.paid;2022-05-01", "The columns are not parted by commas."),
    ("", "The file is empty (0 bytes)."),
  ]) func `a file that is no return is refused by what is wrong with it`(text: String, reason: String) async throws {
    try await with(.sqlite) { _, returns in
      let cover = try cover()
      let refusal = await #expect(throws: Refusal.self) {
        try await returns.load(Array(text.utf8), fileName: "x.csv", cover: cover, by: "Analyst", at: now)
      }
      #expect(refusal?.reason == reason)
      #expect(try await returns.list().isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines) func `a kept figure says what changed since and what it would be today`(
    engine: Engine
  )
    async throws
  {
    try await TestDatabase.with(engine, MeasureSample.migrations) { database in
      let measures = try MeasureEngine(database, practice: MeasureSample.practice, evidence: nil)
      let rows = (1...5).map { "r\($0),penalty.payment,2022-05-0\($0),10000,order=car-meets" }
      try await measures.returns.load(file(rows), fileName: "1.csv", cover: cover(), by: "Analyst", at: now)
      let run = try await measures.run("penalty-income", MeasureSample.period("2022/23")), moment = now
      try await database.write { connection in
        _ = try connection.run(KeptRuns.statement(run, for: "test", knownAt: moment, by: "Manager", at: moment))
      }
      let kept = try #require(try await KeptRuns(database).kept(for: "test").first)
      #expect(try await KeptRuns(database).drift(kept, engine: measures).hasChanged == false)
      try await measures.returns.load(
        file(Array(rows.dropLast()) + ["r5,penalty.payment,2022-05-05,4000,order=car-meets"]), fileName: "2.csv",
        cover: cover(),
        by: "Analyst", at: now.adding(seconds: 60))
      let drift = try await KeptRuns(database).drift(kept, engine: measures)
      #expect(drift.words == "1 record changed since; today this would be £440.")
      #expect(drift.then.value == 500)
    }
  }
}
