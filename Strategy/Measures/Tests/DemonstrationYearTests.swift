import Basics
import Database
import Facts
import Foundation
import StrategyModel
import StrategyStore
import TestSupport
import Testing

/// The invented returns give the counts that the public report of 2023 printed, and nothing in between types them.
@Suite struct DemonstrationYearTests {
  /// What the report printed, by measure and period. Where it said “over” or “exceeding” the number is the least it can be.
  private static let printed: [(measure: String, period: String, value: Double, isLeast: Bool)] = [
    ("strategy-principles", "2022/23", 2, false), ("strategy-priorities", "2022/23", 5, false),
    ("partnership-strategy-term", "2022/23", 3, false), ("modern-slavery-strategy-term", "2022/23", 5, false),
    ("asb-strategy-term", "2023-04-01..2023-06-01", 5, false), ("exclusions-pilot-pupils", "2022/23", 24, false),
    ("operation-firearms", "2022-02..2023-02", 4, false), ("operation-ammunition", "2022-02..2023-02", 61, false),
    ("operation-cannabis", "2022-02..2023-02", 43, false), ("operation-cocaine", "2022-02..2023-02", 5.5, false),
    ("operation-heroin", "2022-02..2023-02", 3, false), ("operation-cash", "2022-02..2023-02", 50_000, false),
    ("operation-arrests", "2022-02..2023-02", 37, false), ("violence-reduction-young-people", "2022/23", 42, false),
    ("vawg-referrals", "2022/23", 983, false), ("offender-service-clients", "2022/23", 69, false),
    ("offender-service-completions", "2022/23", 10, false), ("night-stars-helped", "2022/23", 401, true),
    ("night-stars-hours", "2022/23", 345, false), ("prevent-institutions", "2022/23", 58, false),
    ("prevent-workshops", "2022/23", 34, false), ("prevent-workshop-attendances", "2022/23", 3_105, false),
    ("prevent-staff-sessions", "2022/23", 54, false), ("prevent-referrals", "2022/23", 21, false),
    ("act-sessions", "2022/23", 148, false), ("act-attendances", "2022/23", 2_622, false),
    ("scan-sessions", "2022/23", 99, false), ("scan-attendances", "2022/23", 1_167, false),
    ("emergency-exercises", "2022/23", 15, false), ("emergency-responses", "2022/23", 25, false),
    ("joint-operations", "2023-06-01", 14, false), ("riders-reported", "2023-06-01", 55, false),
    ("riders-in-court", "2023-06-01", 29, false), ("rider-fines", "2023-06-01", 23_501, true),
    ("pedicab-posters", "2023-06-01", 500, false), ("pedicab-leaflets", "2023-06-01", 1_001, true),
    ("acoustic-cameras", "2023-06-01", 2, false), ("noise-threshold", "2023-06-01", 80, false),
    ("order-breaches", "2023-06-01", 45, false), ("keepers-found", "2023-06-01", 37, false),
    ("penalties-paid", "2023-06-01", 28, false), ("penalty-income", "2023-06-01", 2_800, false),
    ("asb-teams", "2023-06-01", 2, false), ("closure-applications", "2023-06-01", 7, false),
    ("closure-applications-gangs", "2023-06-01", 2, false),
  ]

  @Test func `every figure of the report comes out of the returns`() async throws {
    try await TestDatabase.with(.sqlite, MeasureSample.migrations) { database in
      let engine = try MeasureEngine(database, practice: MeasureSample.practice, evidence: nil)
      let rows = try await ReturnsDemo.load(
        folder: Sample.repository + "/Demo/returns", returns: engine.returns, by: "Demonstration", at: MeasureSample.now
      )
      #expect(rows > 1_500)
      for one in Self.printed {
        let value = try await engine.run(one.measure, MeasureSample.period(one.period)).figure.value
        #expect(one.isLeast ? value ?? 0 >= one.value : value == one.value, "\(one.measure): \(value ?? -1)")
      }
      let order = try await engine.run("order-in-force", MeasureSample.period("2022-01-01..2023-06-01")).figure
      #expect(order.sentence == "24 January 2022")
      let share = try await engine.run("vawg-abuse-reduced-share", MeasureSample.period("2022/23")).figure
      #expect(share.value?.rounded() == 98)
      let figures = try await engine.figures()
      for rule in engine.measures.rules {
        var values: [String: Double] = [:]
        for id in rule.measures {
          values[id] = try figures.run(engine.measures.measure(id), MeasureSample.period("2022-04-01..2023-06-01"))
            .figure.value
        }
        #expect(rule.fault(values) { $0 } == nil, "\(rule.title)")
      }
      let again = try await ReturnsDemo.load(
        folder: Sample.repository + "/Demo/returns", returns: engine.returns, by: "Demonstration", at: MeasureSample.now
      )
      #expect(again == 0)
    }
  }

  @Test func `a million facts are counted in well under a second`() throws {
    var table = FactTable()
    for number in 1...1_000_000 {
      table.take(
        KeptFact(
          id: ID("f"),
          fact: Fact(
            "client.seen", on: Day(number: 19_083 + number % 365), record: "v", subject: "s\(number % 50_000)"),
          sequence: number, recordedAt: MeasureSample.now))
    }
    let figures = RecordFigures(
      measures: try MeasureSample.measures(), kinds: try MeasureSample.kinds(), table: table, returns: [:])
    let measure = try figures.measures.measure("clients")
    #expect(try figures.run(measure, MeasureSample.period("2022/23")).figure.value == 50_000)
  }
}
