import Basics
import StrategyModel
import Testing

@Suite struct PartnerFileCheckTests {
  private func check(
    _ set: String, _ text: String, quarter: String = "2026-04", held: [PartnerRow] = [],
    change: (inout ColumnMap) -> Void = { _ in }
  ) throws -> PartnerFilePreview {
    let set = try PartnerFileFixtures.set(set)
    let table = try PartnerFileFixtures.table(text)
    var map = ColumnMap.suggested(for: set, headings: table.headings, kept: nil)
    change(&map)
    let quarter = try PartnerFileFixtures.quarter(quarter)
    return PartnerFileCheck(set: set, quarter: quarter, map: map, holder: "test").preview(table, held: held)
  }

  @Test func `a clean file of malicious calls is read with its own headings`() throws {
    let preview = try check("fire-malicious-calls", PartnerFileFixtures.maliciousCalls)
    #expect(preview.blockers.isEmpty)
    #expect(preview.rows.count == 3)
    #expect(preview.created == 3)
    #expect(preview.rows.first?.day == "2026-04-03")
    #expect(preview.rows.first?.minute == 845)
    #expect(preview.rows.first?.place == "Marylebone Road")
    #expect(preview.rows.first?.line == 2)
    #expect(preview.rows.first?.reference.isEmpty == false)
    #expect(preview.rows.first?.reference.contains("F-1") == false)
  }

  @Test func `each row that cannot be taken gives its line and its reason`() throws {
    let preview = try check(
      "fire-deliberate",
      """
      Category,Date,Time,Location
      Deliberate primary fire in a vehicle,01/04/2026,10:00,Strand
      Deliberate primary fire in a vehicle,31/03/2026,10:00,Strand
      Deliberate primary fire in a vehicle,31/04/2026,10:00,Strand
      Deliberate primary fire in a vehicle,01/05/2026,25:00,Strand
      Deliberate primry fire in a vehicle,01/05/2026,10:00,Strand
      ,01/05/2026,10:00,Strand
      Deliberate primary fire in a vehicle,01/05/2026,10:00
      """)
    #expect(preview.rows.map(\.line) == [2])
    #expect(preview.problems.map(\.line) == [3, 4, 5, 6, 7, 8])
    #expect(
      preview.problems.map(\.kind) == [
        .outsideQuarter, .unreadableDate, .unreadableTime, .unknownCategory, .missing, .cellCount,
      ])
    #expect(preview.unknownCategories.map(\.words) == ["Deliberate primry fire in a vehicle"])
    #expect(preview.unknownCategories.first?.nearest == "deliberate-primary-vehicle")
    #expect(preview.read == 7)
  }

  @Test func `a meaning given once is used for every row with these words`() throws {
    let text = "Category,Date,Time,Location\nBin fire,01/04/2026,10:00,Strand\nBIN  FIRE,02/04/2026,11:00,Strand\n"
    #expect(try check("fire-deliberate", text).problems.count == 2)
    let mapped = try check("fire-deliberate", text) { $0.categories["bin fire"] = "deliberate-secondary-not-vehicle" }
    #expect(mapped.rows.map(\.category) == ["deliberate-secondary-not-vehicle", "deliberate-secondary-not-vehicle"])
    #expect(mapped.problems.isEmpty)
  }

  @Test func `ICD-10 codes fall into the ranges that paragraph 9 names`() throws {
    let codes = [
      ("X93.0", "assault"), ("Y09", "assault"), ("F10.2", "psychoactive-substances"),
      ("T51", "toxic-effect-of-alcohol"), ("Y91", "evidence-of-alcohol"),
    ]
    let body = codes.map { "\($0.0),15/05/2026,W1D" }.joined(separator: "\n")
    let preview = try check(
      "health-admissions", "Category,Admission date,Postcode\n\(body)\nX84,15/05/2026,W1D\nY10,15/05/2026,W1D\n")
    #expect(preview.rows.map(\.category) == codes.map(\.1))
    #expect(preview.problems.map(\.kind) == [.unknownCategory, .unknownCategory])
  }

  @Test func `few admissions of a kind in a district on a day give the small-number warning`() throws {
    let few = try check("health-admissions", "Category,Date,Postcode\nassault,15/05/2026,W1D\n")
    #expect(few.smallNumbers?.few == 1)
    #expect(few.smallNumbers?.sentence.contains("fewer than 5") == true)
    let many = String(repeating: "assault,15/05/2026,W1D\n", count: 5)
    #expect(try check("health-admissions", "Category,Date,Postcode\n" + many).smallNumbers == nil)
    #expect(try check("fire-malicious-calls", PartnerFileFixtures.maliciousCalls).smallNumbers == nil)
  }

  @Test func `numbers-only files have no dates and count what they say`() throws {
    let preview = try check(
      "health-numbers", "Category,Number\nDrug treatment,\"1,204\"\nMental illness,87\nMental illness,-1\n")
    #expect(preview.rows.map(\.quantity) == [1204, 87])
    #expect(preview.problems.map(\.kind) == [.unreadableNumber])
  }

  @Test func `casualties of a collision are kept by field`() throws {
    let text = """
      Date,Time,Location,Adults killed,Adults seriously injured,Adults slightly injured,Children killed,Children seriously injured,Children slightly injured
      01/04/2026,10:00,Strand,0,1,2,0,0,1
      02/04/2026,10:00,Strand,0,1,,0,0,1
      """
    let preview = try check("road-collisions", text)
    #expect(preview.rows.first?.details["adults-slightly-injured"] == "2")
    #expect(preview.rows.first?.details["children-slightly-injured"] == "1")
    #expect(preview.problems.map(\.kind) == [.missing])
  }

  @Test func `a corrected file says what it creates, changes, leaves and no longer has`() throws {
    let first = try check("fire-malicious-calls", PartnerFileFixtures.maliciousCalls)
    let again = try check("fire-malicious-calls", PartnerFileFixtures.maliciousCalls, held: first.rows)
    #expect([again.created, again.changed, again.unchanged, again.lost] == [0, 0, 3, 0])
    let corrected = """
      Incident Number,Date of Call,Time of Call,Location
      F-2,17/05/2026,23:58,Praed Street
      F-3,30/06/2026,00:00,Strand
      F-4,30/06/2026,01:00,Strand

      """
    let after = try check("fire-malicious-calls", corrected, held: first.rows)
    #expect([after.created, after.changed, after.unchanged, after.lost] == [1, 1, 1, 1])
  }

  @Test func `identical rows without a reference are counted, not merged`() throws {
    let row = "01/04/2026,10:00,Strand\n"
    let two = try check("racial-incidents", "Date,Time,Location\n" + row + row)
    #expect(two.created == 2)
    let three = try check("racial-incidents", "Date,Time,Location\n" + row + row + row, held: two.rows)
    #expect([three.created, three.unchanged, three.lost] == [1, 2, 0])
    let one = try check("racial-incidents", "Date,Time,Location\n" + row, held: two.rows)
    #expect([one.created, one.unchanged, one.lost] == [0, 1, 1])
  }

  @Test func `rows without a place are kept and counted`() throws {
    let preview = try check("racial-incidents", "Date,Time,Location\n01/04/2026,10:00,\n01/04/2026,,Strand\n")
    #expect(preview.rows.count == 2)
    #expect(preview.unplaced == 1)
    #expect(preview.untimed == 1)
  }

  @Test func `a map that does not fit blocks the whole file by name`() throws {
    let missing = try check("racial-incidents", "When,Where\n01/04/2026,Strand\n")
    #expect(missing.blockers.contains { $0.kind == "unmapped-field" && $0.place == "Date" })
    #expect(!missing.mayBeImported)
    let gone = try check("racial-incidents", "Date,Time,Location\n01/04/2026,10:00,Strand\n") { $0[.date] = "Datum" }
    #expect(gone.blockers.contains { $0.kind == "unknown-heading" && $0.reason.contains("Date") })
    let twice = try check("racial-incidents", "Date,Time,Location,Location\n01/04/2026,10:00,Strand,Strand\n")
    #expect(twice.blockers.contains { $0.kind == "repeated-heading" })
  }

  @Test func `points are read within Great Britain and refused outside`() throws {
    let preview = try check(
      "racial-incidents",
      "Date,Easting,Northing\n01/04/2026,529000,181000\n01/04/2026,999999,181000\n01/04/2026,nan,181000\n01/04/2026,,\n01/04/2026,529000,\n"
    )
    #expect(preview.rows.map(\.easting) == [529_000, nil])
    #expect(preview.problems.map(\.kind) == [.unreadablePlace, .unreadablePlace, .unreadablePlace])
  }
}
