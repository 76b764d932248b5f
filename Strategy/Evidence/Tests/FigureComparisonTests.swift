import Basics
import StrategyModel
import Testing

struct FigureComparisonTests {
  /// Two boroughs, steady, April 2022 to March 2025.
  private func acrossTheSystems() throws -> FigureSources {
    var month: [String] = [], borough: [String] = [], quantity: [Int] = []
    for at in FigureFixtures.months("2021-04", 48) {
      for code in ["E09000033", "E09000007"] {
        month.append(at.description)
        borough.append(code)
        quantity.append(500 + at.month * 3)
      }
    }
    let table = SeriesTable.make(
      kind: .mpsBorough, extracts: [FigureFixtures.extract("b.csv", .mpsBorough, "2025-04-30")],
      columns: [
        .month: month, .borough: borough, .publisher: month.map { _ in "Metropolitan Police Service" },
        .category: month.map { _ in "Theft" }, .subcategory: month.map { _ in "Shoplifting" },
      ], quantity: quantity)
    return try FigureFixtures.sources([.mpsBorough: table])
  }

  @Test func `a comparison across the change of system is refused with the reason and the nearest valid one`() throws {
    let sources = try acrossTheSystems()
    let found = try #require(
      refusal {
        _ = try sources.answer(
          FigureFixtures.ask("figure=change&measure=mps-recorded-crime&area=E09000033&period=2024/25&compare=2022/23"))
      })
    #expect(found.kind == "not-comparable")
    #expect(found.reason.contains("CONNECT on 28 February 2024"))
    #expect(found.remedy?.contains("2022/23 with 2021/22") == true)
  }

  @Test func `a year that begins before the break and ends after it is refused as well`() throws {
    let sources = try acrossTheSystems()
    let found = refusal {
      _ = try sources.answer(
        FigureFixtures.ask("figure=change&measure=mps-recorded-crime&area=E09000033&period=2023/24&compare=2022/23"))
    }
    #expect(found?.kind == "not-comparable")
  }

  @Test func `the trend stops its line at the break and says so`() throws {
    let figure = try acrossTheSystems().answer(
      FigureFixtures.ask("figure=trend&measure=mps-recorded-crime&area=E09000033&period=2021-04..2025-03"))
    guard case .lines(let lines) = figure.chart else {
      Issue.record("a trend is drawn as lines")
      return
    }
    let mark = try #require(lines.breaks.first { $0.stopsLine })
    #expect(lines.labels[mark.index] == "2024-03")
    #expect(figure.sentence.contains("Change of crime recording system"))
    #expect(figure.sentence.contains("the two sides are not compared"))
  }

  @Test func `wards are compared within one extract that keeps its boundaries, with a note`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask(
        "figure=change&measure=mps-ward-crime&area=E05000649&period=2021-09..2022-08&compare=2020-09..2021-08"))
    #expect(figure.evidence.caveats.contains { $0.contains("one extract") })
    #expect(figure.evidence.breaks.contains { $0.id == "london-wards-2022" })
  }

  @Test func `a change of ward boundaries between two files does not read as a trend`() throws {
    // The old ward's file ends in April 2022; the new file names another code, and the ward kept its name.
    func table(_ code: String, _ first: String, _ file: String) -> ([String], [String], Extract) {
      let months = FigureFixtures.months(first, 12).map(\.description)
      return (months, months.map { _ in code }, FigureFixtures.extract(file, .mpsWard, "2023-05-31"))
    }
    let old = table("E05000649", "2021-05", "old.csv"), new = table("E05013808", "2022-05", "new.csv")
    let months = old.0 + new.0
    let joined = SeriesTable.make(
      kind: .mpsWard, extracts: [old.2, new.2],
      columns: [
        .month: months, .ward: old.1 + new.1, .borough: months.map { _ in "E09000033" },
        .publisher: months.map { _ in "Metropolitan Police Service" }, .category: months.map { _ in "Theft" },
      ], quantity: months.map { _ in 50 })
    let sources = try FigureFixtures.sources([.mpsWard: joined])
    for area in ["E05000649", "E05013808", "west-end"] {
      let found = refusal {
        _ = try sources.answer(
          FigureFixtures.ask(
            "figure=change&measure=mps-ward-crime&area=\(area)&period=2022-05..2023-04&compare=2021-05..2022-04"))
      }
      #expect(found?.kind == "not-comparable")
      #expect(found?.reason.contains("5 May 2022") == true)
    }
  }

  @Test func `a part of a year is never compared with a whole one`() throws {
    let found = try #require(
      refusal {
        _ = try FigureFixtures.metropolitan().answer(
          FigureFixtures.ask(
            "figure=change&measure=mps-recorded-crime&area=E09000033&period=2022-04..2022-09&compare=2021/22"))
      })
    #expect(found.kind == "not-comparable")
    #expect(found.reason.contains("never"))
    #expect(found.remedy?.contains("April to September 2021") == true)
  }

  @Test func `a missing month is not zero: the comparison is refused, and the months that may be compared are named`()
    throws
  {
    let months = FigureFixtures.months("2019-04", 24).filter { $0 != Month("2019-07") }
    let table = FigureFixtures.streetTable([("L1", "Burglary", 30)], months: months)
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
    let found = try #require(
      refusal {
        _ = try sources.answer(
          FigureFixtures.ask("figure=change&measure=street-crime&area=COLP&period=2020/21&compare=2019/20"))
      })
    #expect(found.kind == "not-comparable")
    #expect(found.reason.contains("July 2019 is not held"))
    #expect(found.remedy?.contains("2020-08..2021-03") == true)
    let count = try sources.answer(FigureFixtures.ask("figure=count&measure=street-crime&area=COLP&period=2019/20"))
    #expect(count.sentence.contains("July 2019 is not held, so it is not counted."))
    #expect(count.evidence.unsettled.map(\.status) == [.missing])
  }

  @Test func `a change is judged against the usual month-to-month variation`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=change&measure=mps-recorded-crime&area=E09000033&period=2022/23&compare=2019/20"))
    #expect(figure.numerator == 84_048)
    #expect(figure.denominator == 80_641)
    #expect(abs((figure.value ?? 0) - 4.22) < 0.01)
    #expect((figure.lower ?? 1) < 0 && (figure.upper ?? 0) > 0)
    #expect(figure.sentence.contains("within the usual month-to-month variation"))
    #expect(figure.evidence.method?.name == "Quasi-Poisson rate ratio")
  }

  @Test func `a test that assumes chance variation alone says so`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask(
        "figure=change&measure=mps-recorded-crime&area=E09000033&period=2022/23&compare=2019/20&test=mid-p"))
    #expect(figure.sentence.contains("conditional mid-P test"))
    #expect(figure.evidence.caveats.contains { $0.contains("Poisson") && $0.contains("two to forty") })
  }

  @Test func `percentages on a base under twenty are not shown`() throws {
    let months = FigureFixtures.months("2021-04", 24)
    let table = FigureFixtures.streetTable([("L1", "Robbery", 1), ("L1", "Burglary", 40)], months: months)
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
    let figure = try sources.answer(
      FigureFixtures.ask("figure=change&measure=street-crime&area=COLP&period=2022/23&by=category"))
    let robbery = try #require(figure.table.rows.first { $0[0].text == "Robbery" })
    #expect(robbery.contains { $0.text == "base under 20" })
    #expect(figure.table.caption.contains("2 tests"))
  }
}
