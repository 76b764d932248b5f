import Basics
import StrategyModel
import Testing

@Suite struct ImportFilesTests {
  @Test func `a month of the City of London keeps every row but repeated crimes, and counts the unplaced`() throws {
    let file = try ImportFixture.read("2020-06-city-of-london-street.issue-2021.csv.gz")
    // Counted from the published file: 323 rows, of which four repeat a Crime ID.
    #expect(file.rows == 323 && file.kept == 319 && file.rejected == 4)
    #expect(file.problems.contains { $0.contains("4 rows repeat the Crime ID") })
    let rows = try ImportFixture.text("2020-06-city-of-london-street.issue-2021.csv.gz").split(separator: "\n")
      .dropFirst()
    let table = ImportFixture.table(file)
    #expect(
      table.tally(by: [.category])["Anti-social behaviour"] == rows.count { $0.contains(",Anti-social behaviour,") })
    #expect(table.unplaced() == file.unplaced)
    #expect(
      file.parts == [
        .init(publisher: "City of London Police", name: "2020-06", rows: 319, unplaced: file.unplaced, isPartial: false)
      ])
    #expect(table.weightedPoints().reduce(0) { $0 + $1.weight } == Double(319 - file.unplaced))
  }

  @Test
  func `identical anti-social behaviour rows are different incidents; of a repeated Crime ID the last in order counts`()
    throws
  {
    let asb = ImportFixture.street("", "Anti-social behaviour", outcome: "")
    let file = try ImportFixture.read(
      text: ImportFixture.table([
        asb, asb, asb, ImportFixture.street("x", outcome: "Under investigation"),
        ImportFixture.street("x", outcome: "Local resolution"),
        ImportFixture.street("x", month: "2021-02"),
      ]))
    let table = ImportFixture.table(file)
    #expect(table.tally(by: [.category])["Anti-social behaviour"] == 3)
    #expect(table.tally(by: [.outcome, .month])["Local resolution", "2021-01"] == 0)
    #expect(table.tally(by: [.outcome, .month])["Under investigation", "2021-01"] == 1)
    // The same identifier in another month is another record.
    #expect(table.tally(by: [.month])["2021-02"] == 1)
  }

  @Test func `rows without a place stay in totals`() throws {
    let file = try ImportFixture.read(
      text: ImportFixture.table([
        ImportFixture.street("a", place: ",", location: "No Location"), ImportFixture.street("b"),
      ]))
    #expect(file.kept == 2 && file.unplaced == 1)
    #expect(ImportFixture.table(file).rows() == 2)
    #expect(ImportFixture.table(file).weightedPoints().count == 1)
  }

  @Test func `all outcomes of one crime are kept`() throws {
    let file = try ImportFixture.read("outcomes.csv")
    #expect(file.rows == file.kept)
    #expect(file.problems.contains { $0.contains("may have several outcomes") })
  }

  @Test func `searches belong to London's month, although their times are universal`() throws {
    let file = try ImportFixture.read("2018-10-metropolitan-stop-and-search.csv")
    let text = try ImportFixture.text("2018-10-metropolitan-stop-and-search.csv")
    #expect(text.contains("2018-09-30T23:01:00+00:00"))
    #expect(Set(file.parts.map(\.name)) == ["2018-10"])
    #expect(file.parts.first?.publisher == "Metropolitan Police Service")
    // The fixture holds only the first days of the month.
    #expect(file.parts.first?.isPartial == true)
    #expect(try ImportFixture.read("2019-06-city-of-london-stop-and-search.csv.gz").parts.allSatisfy { !$0.isPartial })
  }

  @Test func `crime by borough reads the same before and after the change of system in 2024`() throws {
    let before = try ImportFixture.read("mps-borough-before-2024.csv")
    var lines = try ImportFixture.text("mps-borough-before-2024.csv").split(separator: "\n").map { String($0) }
    lines[0] = lines[0].replacing("LookUp_BoroughName", with: "BoroughName")
    lines =
      [lines[0]]
      + lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return line.contains("\"")
          ? line
          : ([cells[0].uppercased(), cells[1].uppercased()] + cells.dropFirst(2).map { String($0) }).joined(
            separator: ",")
      }
    lines.append("THEFT,OTHER THEFT,Unknown," + Array(repeating: "2", count: 24).joined(separator: ","))
    let after = try ImportFixture.read(text: lines.joined(separator: "\r\n") + "\r\n")
    let old = ImportFixture.table(before).tally(by: [.category, .borough]),
      new = ImportFixture.table(after).tally(by: [.category, .borough])
    for cell in old.cells { #expect(new[cell.keys[0], cell.keys[1]] == cell.count) }
    #expect(new["Theft", "MPS-UNKNOWN"] == 48)
    #expect(old.sums(of: .borough)["E09000033"] != nil)
    #expect(old.sums(of: .borough)["MPS-AIRPORTS"] != nil)
    #expect(before.parts.count == 24 && before.parts.first?.name == "2021-08")
  }

  @Test func `counts of one borough and group add up as the file has them`() throws {
    let line = try #require(
      ImportFixture.text("mps-borough-before-2024.csv").split(separator: "\n").first { $0.contains(",Westminster,") })
    let cells = line.split(separator: ",")
    let expected = cells.dropFirst(3).compactMap { Int($0) }.reduce(0, +)
    let table = ImportFixture.table(try ImportFixture.read("mps-borough-before-2024.csv"))
    #expect(expected > 0)
    #expect(table.tally(by: [.subcategory], where: [SeriesFilter(.borough, "E09000033")])[String(cells[1])] == expected)
  }

  @Test func `an unknown borough or a count that is no number rejects its row with the reason`() throws {
    let file = try ImportFixture.read(
      text:
        "MajorText,MinorText,BoroughName,202304\nTheft,Shoplifting,Westminster,5\n"
        + "Theft,Shoplifting,Westmister,5\nTheft,Other Theft,Camden,many\n"
    )
    #expect(file.kept == 1 && file.rejected == 2)
    #expect(file.problems[0].contains("“Westmister”") && file.problems[0].contains("westminster"))
    #expect(file.problems[1].contains("“many” under 202304"))
  }

  @Test func `crime by ward carries the ward's code and its borough`() throws {
    let file = try ImportFixture.read("mps-ward-before-2024.csv")
    let wards = ImportFixture.table(file).values(.ward)
    #expect(wards.count > 1 && wards.dropFirst().allSatisfy { $0.hasPrefix("E05") })
    #expect(ImportFixture.table(file).values(.borough) == ["", "E09000033"])
  }

  @Test func `fire incidents name their borough in either letter case, and a dwelling's place is the rounded one`()
    throws
  {
    let text = try ImportFixture.text("fire-animal-rescues.csv")
    #expect(text.contains("CROYDON") || text.contains("Croydon"))
    let file = try ImportFixture.read("fire-animal-rescues.csv")
    #expect(file.kept == 150 && file.unplaced == 0)
    #expect(ImportFixture.table(file).values(.borough).dropFirst().allSatisfy { $0.hasPrefix("E0") })
    // Places rounded to 50 m lie in Greater London like the exact ones.
    for point in ImportFixture.table(file).weightedPoints() {
      #expect((-0.6...0.4).contains(point.longitude) && (51.2...51.8).contains(point.latitude))
    }
    #expect(file.problems.contains { $0.contains("no exact coordinates") })
  }

  @Test func `look-ups, populations, deprivation, mobility and dates come out as they stand in their files`() throws {
    var data = ReferenceData()
    let reading = FileReading(practice: try ImportFixture.sourcePractice())
    for name in [
      "ons-population.csv", "lsoa-2011-2021.csv", "lsoa-ward.csv", "deprivation-2019.csv", "mobility.csv",
      "restrictions.csv",
      "policy-dates.csv", "bank-holidays.csv", "wards-2022.geojson", "lsoa-2021-city-of-london.zip",
    ] { try reading.readReference(try ImportFixture.content(name), name: name, into: &data) }
    data.settle()
    #expect(data.populations["E01000001"]?[2011] == 1472 && data.populations["E01000001"]?[2022] == 1795)
    #expect(
      data.lsoa11to21.allSatisfy { $0.district == "E09000033" } && data.lsoa11to21.contains { $0.change == .split })
    #expect(data.lsoaWard.values.allSatisfy { $0.district == "E09000033" && $0.ward.hasPrefix("E05") })
    #expect(data.deprivation.values.allSatisfy { (1...32_844).contains($0.rank) && (1...10).contains($0.decile) })
    #expect(data.mobility.first?.area == "E09000033" && data.mobility.first?.day.description == "2020-02-15")
    #expect(data.restrictions.count == 60 && data.restrictions.contains { $0.inForce.contains("pubs_closed") })
    #expect(data.policies.contains { $0.name == "covid_england_lockdown_1" && $0.last?.description == "2020-05-31" })
    #expect(data.bankHolidays[try #require(Day("2010-04-02"))] == "Good Friday")
    let wards = try #require(data.layer("ward-2022"))
    #expect(wards.areas.count == 18 && wards.areas.allSatisfy { $0.parent == "E09000033" })
  }

  @Test func `a zipped shapefile in National Grid comes out in degrees where the area is`() throws {
    var data = ReferenceData()
    try FileReading(practice: try ImportFixture.sourcePractice()).readReference(
      try ImportFixture.content("lsoa-2021-city-of-london.zip"), name: "city.zip", into: &data)
    let layer = try #require(data.layer("lsoa-2021"))
    #expect(layer.areas.count == 6 && layer.areas.allSatisfy { $0.parent == "E09000001" })
    let points = layer.areas.flatMap { $0.rings.flatMap { $0 } }
    // The City lies between Temple Bar and the Tower.
    #expect(points.allSatisfy { (-0.12...(-0.07)).contains($0.longitude) && (51.50...51.53).contains($0.latitude) })
  }

  @Test func `GeoJSON that is cut short, of unknown properties or in metres is refused`() throws {
    let text = try ImportFixture.text("wards-2022.geojson")
    #expect(ImportFixture.refusal(text: String(text.prefix(2000)))?.kind == "damaged-json")
    let unknown = ImportFixture.refusal(text: text.replacing("WD24CD", with: "WARD_ID"))
    #expect(unknown?.kind == "unknown-heading" && unknown?.reason.contains("WARD_ID") == true)
    let metres = ImportFixture.refusal(text: text.replacing("[-0.175791,51.539615]", with: "[526000.5,184000.5]"))
    #expect(metres?.reason.contains("another projection") == true)
    #expect(ImportFixture.refusal(text: String(repeating: "{\"a\":[", count: 500))?.kind == "damaged-json")
  }
}
