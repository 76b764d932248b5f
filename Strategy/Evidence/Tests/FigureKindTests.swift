import Basics
import StrategyModel
import Testing

struct FigureKindTests {
  private func street(_ rows: [(lsoa: String, category: String, count: Int)], _ months: Int = 12) throws
    -> FigureSources
  {
    let table = FigureFixtures.streetTable(rows, months: FigureFixtures.months("2022-01", months))
    return try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
  }

  @Test func `anti-social behaviour is never in crime, and crime never in anti-social behaviour`() throws {
    let sources = try street([("L1", "Burglary", 2), ("L1", "Anti-social behaviour", 5)])
    let crime = try sources.answer(FigureFixtures.ask("figure=count&measure=street-crime&area=COLP&period=2022"))
    #expect(crime.numerator == 24)
    #expect(crime.evidence.excluded.contains { $0.reason.hasPrefix("Anti-social behaviour") && $0.rows == 60 })
    let asb = try sources.answer(FigureFixtures.ask("figure=count&measure=street-asb&area=COLP&period=2022"))
    #expect(asb.numerator == 60)
    let found = refusal {
      _ = try sources.answer(
        FigureFixtures.ask("figure=count&measure=street-crime&category=Anti-social%20behaviour&area=COLP&period=2022"))
    }
    #expect(found?.kind == "not-in-measure")
  }

  @Test(arguments: ["near-repeat", "hour-of-day", "repeat-victims", "aoristic"])
  func `methods that police.uk cannot carry are refused with the reason`(method: String) throws {
    let found = try #require(
      refusal {
        _ = try street([("L1", "Burglary", 2)]).answer(
          FigureFixtures.ask("figure=count&measure=street-crime&area=COLP&period=2022&method=\(method)"))
      })
    #expect(found.kind == "method-not-supported")
    #expect(found.remedy != nil)
  }

  @Test func `a rate is for each thousand mid-year residents, with its interval`() throws {
    let figure = try street([("L1", "Burglary", 5), ("L21", "Burglary", 1)]).answer(
      FigureFixtures.ask("figure=rate&measure=street-crime&area=W1&period=2022"))
    #expect(figure.numerator == 72)
    #expect(figure.denominator == 4000)
    #expect(figure.value == 18)
    #expect((figure.lower ?? 0) < 18 && (figure.upper ?? 0) > 18)
    #expect(figure.sentence.contains("4,000 residents at mid-2022"))
  }

  @Test func `harm is a range on both scales and anti-social behaviour has none`() throws {
    let sources = try street([("L1", "Robbery", 1), ("L1", "Shoplifting", 10)])
    let figure = try sources.answer(FigureFixtures.ask("figure=harm&measure=street-crime&area=COLP&period=2022"))
    #expect(figure.sentence.contains("ONS Crime Severity Score"))
    #expect(figure.sentence.contains("Cambridge Crime Harm Index"))
    #expect(abs((figure.value ?? 0) - (12 * 799.63 + 120 * 11.86)) < 0.01)
    #expect(figure.table.rows.count == 2)
    let found = refusal {
      _ = try sources.answer(FigureFixtures.ask("figure=harm&measure=street-asb&area=COLP&period=2022"))
    }
    #expect(found?.reason.contains("anti-social behaviour") == true)
  }

  @Test func `harm of a category with unlike offences has a wide range`() throws {
    let figure = try street([("L1", "Violence and sexual offences", 10)]).answer(
      FigureFixtures.ask("figure=harm&measure=street-crime&area=COLP&period=2022&scale=cchi"))
    #expect((figure.upper ?? 0) / (figure.lower ?? 1) > 1000)
  }

  @Test func `concentration counts the places that have none`() throws {
    let figure = try street([("L1", "Burglary", 9), ("L34", "Burglary", 1)]).answer(
      FigureFixtures.ask("figure=concentration&measure=street-crime&area=E09000001&period=2022&by=lsoa&top=25"))
    #expect(figure.value == 90)
    #expect(figure.sentence.contains("1 of 4 lower layer super output areas"))
    guard case .lorenz(let curve) = figure.chart else {
      Issue.record("concentration is drawn as a Lorenz curve")
      return
    }
    #expect(curve.first?.y == 0 && curve.last?.y == 1)
  }

  @Test func `a hotspot is where the points are, in metres, and says what it may not be used for`() throws {
    var longitude: [(longitude: Double, latitude: Double)?] = [], month: [String] = []
    for index in 0..<60 {
      longitude.append(index < 40 ? (-0.1419, 51.5152) : (-0.1200 + Double(index) * 0.0002, 51.5000))
      month.append("2022-01")
    }
    longitude.append(nil)
    month.append("2022-01")
    let table = SeriesTable.make(
      kind: .streetCrime,
      columns: [
        .month: month, .publisher: month.map { _ in "City of London Police" }, .category: month.map { _ in "Robbery" },
        .lsoa: month.map { _ in "L1" },
      ], points: longitude)
    let figure = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups()).answer(
      FigureFixtures.ask("figure=hotspots&measure=street-crime&area=COLP&period=2022-01&bandwidth=300"))
    guard case .density(let density) = figure.chart else {
      Issue.record("hotspots are drawn as a density")
      return
    }
    #expect(density.values.count == density.columns * density.rows)
    // Oxford Circus is E 529000 N 181200 to 100 metres.
    #expect(figure.table.rows.first?[2].text == "529000")
    #expect(figure.table.rows.first?[3].text == "181200")
    #expect(figure.evidence.excluded.contains { $0.reason.hasPrefix("No point") && $0.rows == 1 })
    #expect(figure.evidence.caveats.contains { $0.contains("not an address") })
  }

  @Test func `crime and footfall that move together correlate, and the sentence claims no cause`() throws {
    var reference = ReferenceData()
    for (index, at) in FigureFixtures.months("2020-03", 13).enumerated() {
      for day in 0..<28 {
        var one = MobilityDay(area: "E09000033", day: at.first + day)
        // Footfall follows the crime of the same month, with a wobble.
        let crime = Double(RealMonths.westminster[11 + index]) / Double(RealMonths.westminster[(11 + index) % 12])
        one.retail = (crime - 1) * 100 + Double(index % 3)
        reference.mobility.append(one)
      }
    }
    let practice = try FigureFixtures.practice()
    var month: [String] = [], quantity: [Int] = []
    for at in FigureFixtures.months("2019-03", 1) {
      month.append(at.description)
      quantity.append(RealMonths.westminster[11])
    }
    for (index, at) in FigureFixtures.months("2019-04", 36).enumerated() {
      month.append(at.description)
      quantity.append(RealMonths.westminster[index])
    }
    let table = SeriesTable.make(
      kind: .mpsBorough,
      columns: [
        .month: month, .borough: month.map { _ in "E09000033" }, .category: month.map { _ in "Theft" },
        .publisher: month.map { _ in "Metropolitan Police Service" },
      ], quantity: quantity)
    let figure = try FigureFixtures.sources([.mpsBorough: table], reference: reference, practice: practice).answer(
      FigureFixtures.ask("figure=correlation&measure=mps-recorded-crime&area=E09000033&period=2020-03..2021-03"))
    #expect((figure.value ?? 0) > 0.8)
    #expect(figure.numerator == 13)
    #expect(figure.sentence.contains("does not show that one made the other"))
  }

  @Test func `a season needs three usual years, and July is found in a series that peaks in July`() throws {
    var month: [String] = [], quantity: [Int] = []
    for at in FigureFixtures.months("2015-04", 48) {
      month.append(at.description)
      quantity.append(at.month == 7 ? 130 : 100)
    }
    let table = SeriesTable.make(
      kind: .mpsBorough,
      columns: [
        .month: month, .borough: month.map { _ in "E09000033" }, .category: month.map { _ in "Theft" },
        .publisher: month.map { _ in "Metropolitan Police Service" },
      ], quantity: quantity)
    let sources = try FigureFixtures.sources([.mpsBorough: table])
    let figure = try sources.answer(
      FigureFixtures.ask("figure=season&measure=mps-recorded-crime&area=E09000033&period=2015-04..2019-03"))
    #expect(figure.sentence.contains("highest in July"))
    let short = refusal {
      _ = try sources.answer(
        FigureFixtures.ask("figure=season&measure=mps-recorded-crime&area=E09000033&period=2015/16"))
    }
    #expect(short?.kind == "too-few-points")
  }

  @Test func `every figure says what it is, where from, and what was left out`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=trend&measure=mps-recorded-crime&area=E09000033&period=2019-04..2023-03"))
    #expect(!figure.evidence.definition.isEmpty)
    #expect(!figure.evidence.numerator.isEmpty)
    #expect(figure.evidence.breaks.contains { $0.id == "covid-restrictions" })
    #expect(figure.evidence.method?.source.isEmpty == false)
    #expect(figure.sentence.contains("a month on average"))
    #expect(
      try FigureQuestion(text: figure.question)
        == FigureFixtures.ask(
          "figure=trend&measure=mps-recorded-crime&area=E09000033&period=2019-04..2023-03"))
  }
}
