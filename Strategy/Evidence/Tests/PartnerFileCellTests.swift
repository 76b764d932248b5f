import Basics
import StrategyModel
import Testing

@Suite struct PartnerFileCellTests {
  @Test(
    arguments: [
      ("2026-04-03", "2026-04-03", nil), ("03/04/2026", "2026-04-03", nil), ("3-Apr-26", "2026-04-03", nil),
      ("3 April 2026", "2026-04-03", nil), ("20260403", "2026-04-03", nil), ("03.04.2026", "2026-04-03", nil),
      ("2026-04-03T14:05:00", "2026-04-03", 845), ("03/04/2026 14:05", "2026-04-03", 845),
      ("3 April 2026 2:05 pm", "2026-04-03", 845), ("2026-04-03 00:00:00", "2026-04-03", 0),
    ] as [(String, String, Int?)])
  func `dates are read however partners write them`(text: String, day: String, minute: Int?) throws {
    let moment = try #require(PartnerCell.moment(text, order: .dayFirst))
    #expect(moment.day.description == day)
    #expect(moment.minute == minute)
  }

  @Test func `month first is read only when the map says so`() throws {
    #expect(PartnerCell.moment("03/04/2026", order: .monthFirst)?.day.description == "2026-03-04")
    #expect(PartnerCell.moment("31/12/2026", order: .monthFirst) == nil)
    #expect(PartnerCell.moment("2026-04-03", order: .monthFirst)?.day.description == "2026-04-03")
  }

  @Test(arguments: [
    "", "30/02/2026", "2026-13-01", "yesterday", "45123", "03/04", "1/1/1/1", "٣/٤/٢٠٢٦", "03/04/20261",
  ])
  func `what is no date is not guessed`(text: String) { #expect(PartnerCell.moment(text, order: .dayFirst) == nil) }

  @Test(arguments: [
    ("14:05", 845), ("14:05:59", 845), ("1405", 845), ("2.05 pm", 845), ("12:00am", 0), ("12:30 PM", 750), ("0000", 0),
  ])
  func `times are read however partners write them`(text: String, minute: Int) {
    #expect(PartnerCell.minute(text) == minute)
  }

  @Test(arguments: [
    "24:00", "14:60", "1:5", "noon", "14:05:00.000Z", "13:00 pm", "-1:30", "99999999999999999999", "25",
  ])
  func `what is no time is not guessed`(text: String) { #expect(PartnerCell.minute(text) == nil) }

  @Test(arguments: ["W1D", "SW1A", "w1", "EC1A", "N1", "W 1 D"])
  func `an outward part is taken`(text: String) { #expect(PartnerCell.outward(text) != nil) }

  @Test(arguments: ["W1D 3BB", "SW1A1AA", "W", "1W", "WESTMINSTER", "", "W1D3"])
  func `anything else is no outward part`(text: String) { #expect(PartnerCell.outward(text) == nil) }

  @Test(arguments: ["W1D 3BB", "sw1a1aa", "Flat 2, 10 Dean Street, W1D 3BB", "(EC1A 1BB)", "near N1 9GU station"])
  func `a full postcode is found wherever it stands`(text: String) { #expect(PartnerCell.hasFullPostcode(text)) }

  @Test(arguments: [
    "W1D", "Marylebone Road", "A40 westbound", "F-12345", "1AA", "E05013792", "B1234 5AB9", "CAD 1234 5JUN26",
  ])
  func `ordinary places and references are no postcode`(text: String) { #expect(!PartnerCell.hasFullPostcode(text)) }
}
