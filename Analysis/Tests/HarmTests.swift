import Analysis
import Basics
import Testing

@Suite struct HarmTests {
  private func severityByCode() throws -> HarmScale {
    let table = try GoldenTable("ons_css_weights")
    let weights = zip(table.rows, try table.numbers("css_weight")).map { row, weight in
      (row[0], HarmScale.Weight(exact: weight))
    }
    return try HarmScale(
      name: "ONS Crime Severity Score", edition: "2020/21", unit: "severity points",
      meaningOfRange: "one weight for each offence code", weights: Dictionary(weights) { first, _ in first })
  }

  private func byCategory(_ lowest: String, _ middle: String?, _ highest: String) throws -> HarmScale {
    let table = try GoldenTable("police_uk_category_harm")
    let low = try table.numbers(lowest), high = try table.numbers(highest)
    let weights = try table.rows.indices.map { i in
      let between = try middle.map { try table.numbers($0)[i] }
      return (table.rows[i][0], HarmScale.Weight(lowest: low[i], middle: between, highest: high[i]))
    }
    return try HarmScale(
      name: "scale", edition: "test", unit: "days", meaningOfRange: "ends",
      weights: Dictionary(uniqueKeysWithValues: weights))
  }

  @Test func `harm from offence codes is one figure, with every code weighed or listed`() throws {
    let scale = try severityByCode()
    let total = try scale.total(["4.1": 1, "56B": 10, "not a code": 3])
    #expect(total.isExact && close(total.lowest, 7973.39342299999 + 1866.6821832, 1e-6))
    #expect(total.unmapped.map(\.key) == ["not a code"] && total.unmappedEvents == 3 && total.weighedEvents == 11)
    #expect(total.contributions.map(\.key) == ["4.1", "56B"])
    #expect(total.largestEventShare > 0.8 && total.restsOnFewEvents)
  }

  @Test func `harm from police categories is a range, wide for violence`() throws {
    let scale = try byCategory("css_ho_codes_min", "css_ho_codes_median", "css_ho_codes_max")
    let total = try scale.total(["Violence and sexual offences": 100, "Anti-social behaviour": 400, "Shoplifting": 0])
    #expect(try close(total.lowest, 754) && close(total.highest, 797_339) && close(#require(total.middle), 102_485))
    #expect(!total.isExact)
    // Antisocial behaviour has no weight on either scale, and says so.
    #expect(total.unmapped.map(\.key) == ["Anti-social behaviour"])
    let rate = try total.rate(population: 200_000)
    #expect(close(rate.lowest, 3.77))
    #expect(throws: Refusal.self) { try total.rate(population: 0) }
  }

  @Test func `the Cambridge index has a median-based and a mean-based end and no middle`() throws {
    let scale = try byCategory("cchi_days_per_offence_median_based", nil, "cchi_days_per_offence_mean_based")
    let total = try scale.total(["Robbery": 2, "Burglary": 10])
    #expect(total.middle == nil)
    #expect(close(total.lowest, 730 + 2446.84) && close(total.highest, 730 + 2461.79))
  }

  @Test func `weights out of order and negative counts are refused`() throws {
    func scale(_ weight: HarmScale.Weight) throws {
      _ = try HarmScale(name: "s", edition: "e", unit: "u", meaningOfRange: "m", weights: ["a": weight])
    }
    #expect(throws: Refusal.self) { try scale(.init(lowest: 5, highest: 2)) }
    #expect(throws: Refusal.self) { try scale(.init(lowest: 1, middle: 9, highest: 2)) }
    #expect(throws: Refusal.self) { try scale(.init(exact: -1)) }
    let weights = try severityByCode()
    #expect(throws: Refusal.self) { try weights.total(["4.1": -1]) }
    let nothing = try weights.total([:])
    #expect(nothing.lowest == 0 && nothing.middle == nil && nothing.restsOnFewEvents)
  }
}
