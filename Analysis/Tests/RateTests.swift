import Analysis
import Basics
import Testing

@Suite struct RateTests {
  @Test func `exact and Byar intervals agree with SciPy to ten digits for counts up to a million`() throws {
    let table = try GoldenTable("rate_intervals")
    let events = try table.counts("events")
    for (i, count) in events.enumerated() {
      let exact = try Rate.interval(events: count, method: .exact),
        byar = try Rate.interval(events: count, method: .byar)
      #expect(try close(exact.lower, table.numbers("exact_lower")[i]), "\(count)")
      #expect(try close(exact.upper, table.numbers("exact_upper")[i]), "\(count)")
      #expect(try close(byar.lower, table.numbers("byar_lower")[i]), "\(count)")
      #expect(try close(byar.upper, table.numbers("byar_upper")[i]), "\(count)")
    }
    #expect(events.max() == 1_000_000)
  }

  @Test(arguments: [(0, 1000), (1, 1000), (7, 1000), (10, 1000), (65, 100_000), (1234, 211_365)])
  func `rates per 1,000 give the published example values`(events: Int, population: Int) throws {
    let golden = try GoldenTable("golden_values").expected("Rate per 1,000 with CI", "O=\(events) n=\(population)")
    // "rate=… exact95=[…,…] Byar95=[…,…]": the words carry two 95s.
    let exact = try Rate(events: events, population: Double(population), method: .exact)
    let byar = try Rate(events: events, population: Double(population), method: .byar)
    let found = [
      exact.value, 95, exact.interval.lower, exact.interval.upper, 95, byar.interval.lower, byar.interval.upper,
    ]
    #expect(golden.count == found.count)
    for (a, b) in zip(found, golden) { #expect(abs(a - b) <= 5.01e-7) }
  }

  @Test func `the interval is exact below ten events and Byar's from ten`() throws {
    #expect(try Rate(events: 9, population: 100).method == .exact)
    #expect(try Rate(events: 10, population: 100).method == .byar)
    #expect(try Rate(events: 5, population: 500, base: 100_000).value == 1000)
  }

  @Test func `a rate without a population is refused with a remedy`() {
    #expect { try Rate(events: 3, population: 0) } throws: { error in
      (error as? Refusal)?.kind == "no-population" && (error as? Refusal)?.remedy != nil
    }
    #expect(throws: Refusal.self) { try Rate(events: -1, population: 10) }
    #expect(throws: Refusal.self) { try Rate(events: 1, population: .nan) }
    #expect(throws: Refusal.self) { try Rate.interval(events: 1, confidence: 1) }
  }

  @Test func `Wilson intervals agree with statsmodels`() throws {
    let table = try GoldenTable("wilson")
    for (i, part) in try table.counts("part").enumerated() {
      let found = try Proportion(part, of: try table.counts("whole")[i]).interval
      #expect(try close(found.lower, table.numbers("lower")[i], 1e-12))
      #expect(try close(found.upper, table.numbers("upper")[i], 1e-12))
    }
    let newcombe = try GoldenTable("golden_values").expected("Wilson score CI proportion", "81/263")
    #expect(try abs(Proportion(81, of: 263).interval.lower - newcombe[0]) < 1e-9)
  }

  @Test func `the change of a share agrees with Newcombe's hybrid interval`() throws {
    let table = try GoldenTable("newcombe")
    for row in table.rows.indices {
      let number = { (heading: String) in try table.counts(heading)[row] }
      let later = try Proportion(number("part"), of: number("whole"))
      let found = later.change(from: try Proportion(number("earlier_part"), of: number("earlier_whole")))
      #expect(try close(found.interval.lower, table.numbers("lower")[row], 1e-9))
      #expect(try close(found.interval.upper, table.numbers("upper")[row], 1e-9))
    }
  }

  @Test func `a share of force carries its numerator and denominator`() throws {
    let share = try ShareOfForce(area: 80_641, force: 913_660)
    #expect(share.words == "8.83% (80,641 of 913,660)")
    #expect(share.interval.contains(share.value))
    let later = try ShareOfForce(area: 37_578, force: 744_198)
    #expect(later.change(from: share).difference < -0.037)
    #expect(throws: Refusal.self) { try ShareOfForce(area: 5, force: 4) }
    #expect(throws: Refusal.self) { try ShareOfForce(area: 0, force: 0) }
  }

  @Test func `an area with the force's own mix has a location quotient of one`() throws {
    #expect(try close(LocationQuotient(areaType: 20, areaAll: 200, forceType: 100, forceAll: 1000).value, 1))
    let double = try LocationQuotient(areaType: 40, areaAll: 200, forceType: 100, forceAll: 1000)
    #expect(close(double.value, 2))
    #expect(double.interval.lower < 2 && double.interval.upper > 2)
    #expect(throws: Refusal.self) { try LocationQuotient(areaType: 0, areaAll: 0, forceType: 1, forceAll: 1) }
  }

  @Test func `every method says where it comes from and when not to use it`() {
    #expect(MethodNote.all.count == 22)
    #expect(Set(MethodNote.all.map(\.name)).count == MethodNote.all.count)
    for note in MethodNote.all {
      #expect(!note.formula.isEmpty && !note.source.isEmpty && !note.units.isEmpty && note.whenNotToUse.count > 40)
    }
  }
}
