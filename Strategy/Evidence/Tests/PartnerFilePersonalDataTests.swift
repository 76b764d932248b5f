import Basics
import StrategyModel
import Testing

@Suite struct PartnerFilePersonalDataTests {
  private func findings(_ set: String, _ text: String) throws -> [PersonalDataFinding.Kind] {
    PersonalDataScreen.findings(in: try PartnerFileFixtures.table(text), for: try PartnerFileFixtures.set(set)).map(
      \.kind)
  }

  @Test(arguments: [
    "Victim name", "Surname", "FORENAME", "Suspect", "Caller Name", "Date of birth", "DOB", "NHS number",
    "E-mail address",
    "Mobile", "Telephone no", "Full name", "Patient", "National Insurance", "Name",
  ])
  func `a heading of a person is found`(heading: String) throws {
    #expect(try !findings("racial-incidents", "Date,\(heading)\n01/04/2026,x\n").isEmpty)
  }

  @Test(arguments: [
    "Street name", "Location", "Road name", "Incident type", "School name", "Premises name", "Ward name", "Offence",
    "Reference", "Time of call",
  ])
  func `headings of places and incidents are not`(heading: String) throws {
    #expect(try findings("school-exclusions", "Date,\(heading)\n01/04/2026,Strand\n").isEmpty)
  }

  @Test func `values that reach a person are found in any column`() throws {
    #expect(
      try findings("racial-incidents", "Date,Notes\n01/04/2026,reported by j.doe@example.org today\n") == [.email])
    #expect(try findings("racial-incidents", "Date,Ref\n01/04/2026,07700 900123\n") == [.phone])
    #expect(try findings("racial-incidents", "Date,Ref\n01/04/2026,+44 20 7946 0018\n") == [.phone])
    #expect(try findings("racial-incidents", "Date,Ref\n01/04/2026,943 476 5919\n") == [.nhsNumber])
    #expect(try findings("racial-incidents", "Date,Place\n01/04/2026,\"Mr Example, Strand\"\n").isEmpty == false)
  }

  @Test func `a full postcode refuses where only the outward part is allowed, and stands in a school's address`() throws
  {
    #expect(try findings("health-admissions", "Date,Postcode\n01/04/2026,W1D 3BB\n") == [.fullPostcode])
    #expect(
      try findings("racial-incidents", "Date,Location\n01/04/2026,\"10 Dean Street, W1D 3BB\"\n") == [.fullPostcode])
    #expect(try findings("school-exclusions", "Age,School address\n12,\"1 Example Road, W1D 3BB\"\n").isEmpty)
  }

  @Test func `ten-digit references that pass the check by chance are not NHS numbers`() throws {
    let rows = ["9434765919", "1000000002", "1000000003", "1000000004"].map { "01/04/2026,\($0)" }.joined(
      separator: "\n")
    #expect(try findings("racial-incidents", "Date,Ref\n\(rows)\n").isEmpty)
  }

  @Test func `a finding names column and lines and never the value`() throws {
    let table = try PartnerFileFixtures.table("Date,Contact point\n01/04/2026,a\n01/04/2026,secret@example.org\n")
    let finding = try #require(
      PersonalDataScreen.findings(in: table, for: try PartnerFileFixtures.set("racial-incidents")).first)
    #expect(finding.lines == [3])
    #expect(finding.count == 1)
    #expect(!"\(finding)".contains("secret"))
  }
}
