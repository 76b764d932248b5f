import Basics
import StrategyModel
import Testing

@Suite struct ImportRecognitionTests {
  @Test(arguments: [
    ("2020-06-city-of-london-street.issue-2021.csv.gz", SourceKind.streetCrime), ("outcomes.csv", .outcomes),
    ("2019-06-city-of-london-stop-and-search.csv.gz", .stopAndSearch), ("mps-borough-before-2024.csv", .mpsBorough),
    ("mps-ward-before-2024.csv", .mpsWard), ("ons-population.csv", .population), ("lsoa-2011-2021.csv", .lsoaChange),
    ("lsoa-ward.csv", .lsoaWard), ("deprivation-2019.csv", .deprivation), ("fire-animal-rescues.csv", .fireIncidents),
    ("mobility.csv", .mobility), ("restrictions.csv", .restrictions), ("policy-dates.csv", .policyDates),
    ("bank-holidays.csv", .bankHolidays), ("wards-2022.geojson", .boundaries),
    ("lsoa-2021-city-of-london.zip", .boundaries),
  ])
  func `published files are recognised by their content and read whole`(name: String, kind: SourceKind) throws {
    let file = try ImportFixture.read(name)
    #expect(file.kind == kind)
    #expect(file.rows > 0 && file.kept + file.rejected == file.rows)
  }

  @Test func `the name of a file does not matter`() throws {
    #expect(try ImportFixture.read(text: ImportFixture.text("lsoa-ward.csv"), name: "crime.bin").kind == .lsoaWard)
  }

  @Test func `an unknown heading is named with the nearest known one and the kind it came closest to`() throws {
    let text = try ImportFixture.text("2020-06-city-of-london-street.issue-2021.csv.gz")
    let refusal = try #require(
      ImportFixture.refusal(text: text.replacing("Crime type", with: "Crimetype", maxReplacements: 1)))
    #expect(refusal.kind == "unknown-heading")
    #expect(refusal.reason.contains("“Crimetype”") && refusal.reason.contains("“Crime type”"))
    #expect(refusal.reason.contains("street-level crime of data.police.uk"))
    #expect(refusal.place == "file.csv, line 1, column 10")
  }

  @Test func `a missing or repeated heading is named`() throws {
    let heading = ImportFixture.streetHeading
    let missing = ImportFixture.refusal(text: heading.replacing(",LSOA code", with: "") + "\n")
    #expect(missing?.kind == "missing-heading" && missing?.reason.contains("LSOA code") == true)
    let twice = ImportFixture.refusal(text: heading + ",Month\n")
    #expect(twice?.kind == "repeated-heading" && twice?.reason.contains("Month") == true)
  }

  @Test func `text of another subject is refused with the nearest heading there is`() {
    let refusal = ImportFixture.refusal(text: "crime_type,slug\nBurglary,burglary\n")
    #expect(refusal?.kind == "unknown-heading")
    #expect(refusal?.reason.contains("crime_type") == true && refusal?.reason.contains("Crime type") == true)
  }

  @Test func `a search file whose name tells no force is refused, and taken when the force is given`() throws {
    let content = try ImportFixture.content("2019-06-city-of-london-stop-and-search.csv.gz")
    let practice = try ImportFixture.sourcePractice()
    let refusal = #expect(throws: Refusal.self) {
      try FileReading(practice: practice).read(content, name: "searches.csv")
    }
    #expect(refusal?.kind == "unknown-force")
    let file = try FileReading(practice: practice, publisher: "City of London Police").read(
      content, name: "searches.csv")
    #expect(file.parts.map(\.publisher) == ["City of London Police"])
  }

  @Test func `an edit distance counts insertions, deletions and replacements`() {
    #expect(EditDistance.between("kitten", "sitting") == 3)
    #expect(EditDistance.between("", "abc") == 3)
    #expect(EditDistance.nearest(to: "lattitude", in: ["Longitude", "Latitude"]) == "Latitude")
  }
}
