import Basics
import StrategyModel
import Testing

struct GeographyTests {
  @Test func `re-coding keeps every record, whatever the weights and the counts`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var changes: [LsoaChange] = [], residents: [String: Int] = [:], counts: [String: Int] = [:]
      for old in 0..<Int.random(in: 1...8, using: &random) {
        let parts = Int.random(in: 1...4, using: &random)
        for part in 0..<parts {
          let new = "N\(old)-\(part)"
          residents[new] = Int.random(in: 0...4000, using: &random)
          changes.append(
            LsoaChange(lsoa11: "O\(old)", lsoa21: new, change: parts == 1 ? .unchanged : .split, district: "D"))
        }
        counts["O\(old)"] = Int.random(in: 0...500, using: &random)
      }
      counts["elsewhere"] = 7
      let out = LsoaRecoding(changes, residents: residents).recode(counts)
      #expect(out.values.reduce(0, +) == counts.values.reduce(0, +))
      #expect(out.values.allSatisfy { $0 >= 0 })
      #expect(out["elsewhere"] == 7)
    }
  }

  @Test func `a split area is shared by residents and merged areas are added`() {
    let recoding = LsoaRecoding(
      FigureFixtures.lookups().lsoa11to21, residents: ["L1": 1000, "L21": 3000, "L22": 1000, "L34": 5000])
    #expect(recoding.recode(["L1": 5, "L2": 8, "L3": 2, "L4": 3]) == ["L1": 5, "L21": 6, "L22": 2, "L34": 5])
    #expect(recoding.isDivided("L2"))
    #expect(recoding.successor(of: "L3") == "L34")
  }

  @Test func `sharing out month by month gives the same as sharing out the year`() {
    for weights in [[3000.0, 1000], [1, 1, 1], [0, 0], [2500, 900, 40, 1300]] {
      var monthly = Apportionment(weights: weights), yearly = Apportionment(weights: weights)
      var sums = weights.map { _ in 0 }
      for count in [1, 0, 3, 7, 1, 1, 12, 2, 5, 9, 4, 6] {
        let given = monthly.share(count)
        #expect(given.reduce(0, +) == count)
        sums = zip(sums, given).map { $0 + $1 }
      }
      #expect(sums == yearly.share(51))
    }
  }

  @Test func `wards of small areas add up to their borough, with the old codes and the new`() throws {
    let months = FigureFixtures.months("2022-01", 12)
    let rows = [
      ("L1", "Burglary", 3), ("L2", "Burglary", 5), ("L21", "Drugs", 2), ("L3", "Drugs", 1), ("L34", "Drugs", 4),
      ("", "Drugs", 2),
    ]
    let table = FigureFixtures.streetTable(rows.map { (lsoa: $0.0, category: $0.1, count: $0.2) }, months: months)
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
    let borough = try sources.answer(
      FigureFixtures.ask("figure=count&measure=street-crime&area=E09000001&period=2022&by=ward"))
    #expect(borough.numerator == 15 * 12)
    #expect(Int(borough.table.rows.compactMap { $0[2].number }.reduce(0, +)) == borough.numerator)
    let wards = try ["W1", "W2"].map { ward in
      try sources.answer(FigureFixtures.ask("figure=count&measure=street-crime&area=\(ward)&period=2022")).numerator
        ?? 0
    }
    #expect(wards.reduce(0, +) == borough.numerator)
    // L2's five a month are shared three to one between the wards: 45 and 15 of 60.
    #expect(wards[0] == (3 + 2) * 12 + 45)
    let force = try sources.answer(
      FigureFixtures.ask("figure=count&measure=street-crime&area=COLP&period=2022&by=borough"))
    #expect(force.numerator == 17 * 12)
    #expect(force.table.rows.last?[0].text == "No place, or outside the look-ups")
    #expect(force.evidence.excluded.contains { $0.reason.hasPrefix("No place") && $0.rows == 24 })
  }

  @Test func `shares of areas, with the records that lie in none, add up to all`() throws {
    let table = FigureFixtures.streetTable(
      [("L1", "Burglary", 3), ("L2", "Burglary", 5), ("L3", "Drugs", 1), ("", "Drugs", 2)],
      months: FigureFixtures.months("2022-01", 3))
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
    let figure = try sources.answer(
      FigureFixtures.ask("figure=share&measure=street-crime&area=E09000001&of=COLP&period=2022-01..2022-03&by=borough"))
    #expect(figure.numerator == 27)
    #expect(figure.denominator == 33)
    #expect(abs(figure.table.rows.compactMap { $0[4].number }.reduce(0, +) - 100) < 1e-9)
  }

  @Test func `a borough whose force is not held has no figures, whatever stray rows lie in a neighbour's file`() throws
  {
    var lookups = FigureFixtures.lookups()
    lookups.lsoaWard["X1"] = LsoaPlacement(
      ward: "WX", wardName: "X", district: "E09000033", districtName: "Westminster")
    let table = FigureFixtures.streetTable([("X1", "Burglary", 3)], months: FigureFixtures.months("2022-01", 3))
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: lookups)
    let found = try #require(
      refusal {
        _ = try sources.answer(
          FigureFixtures.ask("figure=count&measure=street-crime&area=E09000033&period=2022-01..2022-03"))
      })
    #expect(found.kind == "no-data")
    #expect(found.reason.contains("Metropolitan Police Service"))
  }

  @Test func `an unknown area is refused with the nearest known one`() throws {
    let found = try #require(
      refusal {
        _ = try FigureFixtures.metropolitan().answer(
          FigureFixtures.ask("figure=count&measure=mps-recorded-crime&area=Westminter&period=2022/23"))
      })
    #expect(found.kind == "unknown-area")
    #expect(found.remedy?.contains("Westminster (E09000033)") == true)
  }
}
