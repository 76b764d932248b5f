import Basics
import DeliveryModel
import Testing

@Suite struct `Periods and checks of returns` {
  private func contract(_ starts: String, _ ends: String, _ frequency: String) throws -> ServiceContract {
    var values = RegisterValues([
      "service": .text("s"), "provider": .text("p"), "reference": .text("r"), "boroughs": .text("E09000033"),
      "frequency": .text(frequency), "return_days": .number(20),
    ])
    values["starts"] = Day(starts).map(RegisterValue.day)
    values["ends"] = Day(ends).map(RegisterValue.day)
    return try ServiceContract(values)
  }

  private func spoken(_ contract: ServiceContract, _ today: String) -> [String] {
    contract.periods(through: Day(today) ?? Day(number: 0)).map { "\($0.first) \($0.last) \($0.due)" }
  }

  @Test func `quarters are those of the financial year, cut to the term of the contract`() throws {
    let contract = try contract("2025-05-10", "2025-11-15", "quarterly")
    #expect(
      spoken(contract, "2026-09-01") == [
        "2025-05-10 2025-06-30 2025-07-20", "2025-07-01 2025-09-30 2025-10-20", "2025-10-01 2025-11-15 2025-12-05",
      ])
    // A period is over on the day after its last.
    #expect(spoken(contract, "2025-06-30").isEmpty && spoken(contract, "2025-07-01").count == 1)
  }

  @Test func `years begin on 1 April, and months are months`() throws {
    #expect(
      spoken(try contract("2024-01-01", "2026-03-31", "yearly"), "2025-04-01").map { String($0.prefix(21)) } == [
        "2024-01-01 2024-03-31", "2024-04-01 2025-03-31",
      ])
    #expect(spoken(try contract("2024-01-31", "2024-12-31", "monthly"), "2024-03-05").count == 2)
  }

  @Test func `a contract that ends before it begins, or lasts for centuries, is refused by field`() {
    for (starts, ends) in [("2025-04-01", "2025-03-31"), ("2025-04-01", "2125-03-31")] {
      let refusal = #expect(throws: Refusal.self) { try contract(starts, ends, "monthly") }
      #expect(refusal?.place == "Last day")
    }
  }

  private func content(_ changes: [ReturnItem: Int] = [:]) -> ReturnContent {
    var content = ReturnContent(figures: [
      .openAtStart: 20, .referralsAccepted: 10, .referralsDeclined: 1, .referralsSignposted: 2, .clients: 25,
      .closedSuccessful: 6, .closedNotSuccessful: 2, .closedUnplanned: 1, .closedTransferred: 1, .openAtEnd: 20,
      .assessedReduced: 5, .assessedUnchanged: 1, .assessedIncreased: 0,
    ])
    content.figures.merge(changes) { $1 }
    return content
  }

  @Test func `figures that add up have no problem, and each that does not is named by its field`() {
    #expect(content().problems(indicators: [], previous: nil).isEmpty)
    for (changes, field) in [
      ([.openAtEnd: 21], "open-at-end"), ([.assessedReduced: 10], "assessed-reduced"), ([.clients: 31], "clients"),
    ] as [([ReturnItem: Int], String)] {
      #expect(content(changes).problems(indicators: [], previous: nil).map(\.field) == [field])
    }
    var missing = content()
    missing.figures[.clients] = nil
    #expect(missing.problems(indicators: [], previous: nil).map(\.field) == ["clients"])
  }

  @Test func `what stands out against the period before needs a word in the account`() {
    let before = content([.openAtEnd: 19, .referralsAccepted: 60])
    let problems = content().problems(indicators: [], previous: before)
    #expect(problems.filter(\.isWarning).map(\.field) == ["open-at-start", "referrals-accepted"])
    #expect(problems.filter { !$0.isWarning }.map(\.field) == ["narrative"])
    var explained = content()
    explained.narrative = "One case was reopened; a referrer closed."
    #expect(explained.problems(indicators: [], previous: before).allSatisfy { $0.isWarning })
  }

  @Test func `an outcome is never said without the share of closed cases that had a closing assessment`() {
    var few = content(), many = content()
    few.figures.merge([.assessedReduced: 5, .assessedUnchanged: 1]) { $1 }
    many.figures.merge([.closedSuccessful: 90, .assessedReduced: 49, .assessedUnchanged: 1]) { $1 }
    #expect(
      ServiceOutcome([few]).words
        == "Too few closing assessments for a percentage: 60.0% of 10 closed cases had one.")
    #expect(
      ServiceOutcome([many]).words
        == "Harm reduced in 98.0% of 50 closing assessments; 53.2% of 94 closed cases had one.")
    #expect(ServiceOutcome([]).words == "No case was closed.")
  }
}
