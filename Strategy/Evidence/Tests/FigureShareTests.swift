import Basics
import StrategyModel
import Testing

struct FigureShareTests {
  @Test(arguments: [
    ("2019/20", 80_641, 913_660, 8.826), ("2020/21", 37_578, 744_198, 5.049), ("2022/23", 84_048, 881_280, 9.537),
  ])
  func `Westminster's share of the force is that of the borough file, with numerator and denominator`(
    year: String, part: Int, whole: Int, percent: Double
  ) throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=\(year)"))
    #expect(figure.numerator == part)
    #expect(figure.denominator == whole)
    #expect(abs((figure.value ?? 0) - percent) < 0.0005)
    #expect(figure.evidence.geography.hasPrefix("Investigating borough"))
    #expect(figure.evidence.extracts.map(\.fileName) == ["MPS Borough Level Crime.csv"])
  }

  @Test func `the sentence gives numerator, denominator, geography rule and extract date`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23"))
    #expect(
      figure.sentence
        == "Westminster had 84,048 of 881,280 recorded crimes in London in 2022/23: 9.54% (investigating borough; extract of "
        + "July 2023).")
  }

  @Test func `a placed share is over the months that the ward file covers and names those it does not`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask(
        "figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2020/21&geography=placed"))
    #expect(figure.numerator == 21_293)
    #expect(figure.denominator == 435_174)
    #expect(abs((figure.value ?? 0) - 4.893) < 0.0005)
    #expect(figure.sentence.contains("September 2020 to March 2021, the months held of 2020/21"))
    #expect(figure.sentence.contains("April to August 2020 are not held"))
    #expect(
      figure.evidence.extracts.map(\.fileName).sorted() == ["MPS Borough Level Crime.csv", "MPS Ward Level Crime.csv"])
  }

  @Test func `shares of all boroughs and of what lies in none add up to the whole`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23&by=borough"))
    let parts = figure.table.rows.compactMap { $0[2].number }
    #expect(Int(parts.reduce(0, +)) == figure.denominator)
    let shares = figure.table.rows.compactMap { $0[4].number }
    #expect(abs(shares.reduce(0, +) - 100) < 1e-9)
  }

  @Test func `a share against an earlier year gives the difference in points with its interval`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23&compare=2019/20")
    )
    #expect(figure.sentence.contains("0.71 percentage points more than in 2019/20 (8.83% (80,641 of 913,660)"))
    #expect(figure.sentence.contains("95% interval"))
  }

  @Test func `the West End's share of Westminster is taken over wards of one set of boundaries`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=share&measure=mps-ward-crime&area=west-end&of=E09000033&period=2021-09..2022-08"))
    #expect(figure.numerator == RealMonths.placedInWestEnd.suffix(12).reduce(0, +))
    #expect(figure.denominator == RealMonths.placedInWestminster.suffix(12).reduce(0, +))
    #expect(figure.sentence.hasPrefix("The West End had"))
    #expect(figure.evidence.caveats.contains { $0.contains("local definition") })
  }

  @Test func `the fingerprint is the same for the same answer and another for another`() throws {
    let sources = try FigureFixtures.metropolitan()
    let question = try FigureFixtures.ask(
      "figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23")
    let once = try sources.answer(question), again = try sources.answer(question)
    #expect(once.fingerprint == again.fingerprint)
    #expect(once.fingerprint.count == 64)
    let other = try FigureFixtures.ask("figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2021/22")
    #expect(try sources.answer(other).fingerprint != once.fingerprint)
  }
}
