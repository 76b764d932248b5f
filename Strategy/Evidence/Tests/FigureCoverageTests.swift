import Basics
import StrategyModel
import Testing

struct FigureCoverageTests {
  /// Animal rescues as the brigade's file names them, and one row with another service when it is asked for.
  private func fire(and other: String? = nil) throws -> FigureSources {
    let months = FigureFixtures.months("2019-01", 12).map(\.description)
    let service = months.map { _ in "Animal rescue from height" } + (other.map { [$0] } ?? [])
    let month = months + (other == nil ? [] : ["2019-12"])
    let table = SeriesTable.make(
      kind: .fireIncidents,
      columns: [
        .month: month, .borough: month.map { _ in "E09000033" }, .publisher: month.map { _ in "London Fire Brigade" },
        .category: month.map { _ in "Dwelling" }, .subcategory: service,
      ])
    return try FigureFixtures.sources([.fireIncidents: table])
  }

  @Test(arguments: [
    "figure=count&area=MERSEYSIDE", "figure=count&area=Merseyside", "figure=count&area=COLP", "figure=rate&area=COLP",
    "figure=count&area=E09000001", "figure=count&area=LFB", "figure=count&area=E08000012",
    "figure=count&area=Liverpool",
    "figure=change&area=COLP", "figure=trend&area=E09000001", "figure=share&area=E09000033&of=COLP",
  ])
  func `recorded crime is never nought in an area that the Metropolitan Police does not cover`(asked: String) throws {
    let found = try #require(
      refusal {
        _ = try FigureFixtures.metropolitan().answer(
          FigureFixtures.ask("\(asked)&measure=mps-recorded-crime&period=2022/23"))
      })
    #expect(found.kind == "not-covered")
    #expect(found.reason.contains("Recorded crime (Metropolitan Police) does not cover"))
    #expect(found.remedy?.contains("London (MPS)") == true)
  }

  @Test func `the refusal names the area, and the measure that has it`() throws {
    let found = try #require(
      refusal {
        _ = try FigureFixtures.metropolitan().answer(
          FigureFixtures.ask("figure=count&area=MERSEYSIDE&measure=mps-recorded-crime&period=2022/23"))
      })
    #expect(found.reason == "Recorded crime (Metropolitan Police) does not cover Merseyside.")
    #expect(found.remedy?.contains("(street-crime)") == true)
    #expect(found.remedy?.contains("fire-incidents") == false)
  }

  @Test(arguments: ["count", "change"])
  func `the police's area is not the brigade's, but London is`(kind: String) throws {
    let asked = "figure=\(kind)&measure=fire-incidents&period=2019-07..2019-12"
    let found = try #require(refusal { _ = try fire().answer(FigureFixtures.ask(asked + "&area=MPS")) })
    #expect(found.kind == "not-covered")
    #expect(found.reason.contains("Metropolitan Police Service"))
    #expect(
      try fire().answer(FigureFixtures.ask("figure=count&measure=fire-incidents&period=2019&area=London")).value == 12)
  }

  @Test func `a covered borough and a category without records in months that are held have nought`() throws {
    let asked = "figure=count&measure=fire-incidents&period=2019"
    let none = try fire().answer(FigureFixtures.ask(asked + "&area=E09000001"))
    #expect(none.value == 0)
    let sources = try FigureFixtures.metropolitan()
    #expect(
      try sources.answer(FigureFixtures.ask("figure=count&measure=mps-recorded-crime&area=E09000002&period=2022/23"))
        .value == 0)
  }

  @Test func `the airports, which no force's list of boroughs has, are the Metropolitan Police's`() throws {
    let figure = try FigureFixtures.metropolitan().answer(
      FigureFixtures.ask("figure=count&measure=mps-recorded-crime&area=MPS-AIRPORTS&period=2022/23"))
    #expect(figure.value == 1200)
  }

  @Test func `a share is not taken of a force that does not hold the area`() throws {
    let table = FigureFixtures.streetTable([("L1", "Burglary", 3)], months: FigureFixtures.months("2022-01", 3))
    let sources = try FigureFixtures.sources([.streetCrime: table], reference: FigureFixtures.lookups())
    for of in ["MPS", "MERSEYSIDE"] {
      let found = refusal {
        _ = try sources.answer(
          FigureFixtures.ask("figure=share&measure=street-crime&area=E09000001&of=\(of)&period=2022-01..2022-03"))
      }
      #expect(found?.kind == "part-above-whole")
      #expect(found?.remedy?.contains("COLP") == true)
    }
  }

  @Test func `an extract of animal rescues is spoken of as that, and a wider one is not`() throws {
    let asked = try FigureFixtures.ask("figure=count&measure=fire-incidents&period=2019&area=E09000033")
    let rescues = try fire().answer(asked)
    #expect(rescues.sentence.contains("12 animal rescues by the London Fire Brigade"))
    #expect(rescues.sentence.contains("placed in the borough and ward that the brigade gives"))
    #expect(rescues.unit == "animal rescues")
    #expect(try fire(and: "Primary Fire").answer(asked).sentence.contains("13 fire brigade incidents"))
  }

  @Test func `a moment before the first import is told from a measure without files`() throws {
    var question = try FigureFixtures.ask(
      "figure=count&measure=mps-recorded-crime&area=MPS&period=2022/23&as-at=2021-12-01")
    let empty = SeriesTable(kind: .mpsBorough, extracts: [], coverage: [], sources: [])
    let practice = try FigureFixtures.practice()
    let sources = FigureSources(
      practice: practice, atlas: Atlas(ReferenceData(), forces: practice.forces, zones: practice.zones),
      tables: [.mpsBorough: empty], heldNow: [.mpsBorough: FigureFixtures.boroughTable().extracts])
    let early = try #require(refusal { _ = try sources.answer(question) })
    #expect(early.reason.contains("was held at 2021-12-01"))
    #expect(early.reason.contains("came in from 2023-08-01"))
    #expect(early.remedy?.contains("Import") == false)
    question.asAt = nil
    #expect(refusal { _ = try sources.answer(question) }?.remedy?.contains("Import a file") == true)
  }

  @Test func `a name that resembles no area is not answered with a guess`() throws {
    let found = try #require(
      refusal {
        _ = try FigureFixtures.metropolitan().answer(
          FigureFixtures.ask("figure=count&measure=mps-recorded-crime&area=E12345678&period=2022/23"))
      })
    #expect(found.kind == "unknown-area")
    #expect(found.remedy?.contains("Ealing") == false)
    let near = refusal {
      _ = try FigureFixtures.metropolitan().answer(
        FigureFixtures.ask("figure=count&measure=mps-recorded-crime&area=E0900033&period=2022/23"))
    }
    #expect(near?.remedy?.contains("Westminster (E09000033)") == true)
  }
}
