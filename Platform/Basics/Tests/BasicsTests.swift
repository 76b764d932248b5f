import Basics
import Testing

@Suite struct BasicsTests {
  @Test func `a day round-trips through its parts and its text for four centuries`() {
    for number in stride(from: Day(year: 1800, month: 1, day: 1)?.number ?? 0, through: 146_097, by: 13) {
      let day = Day(number: number)
      #expect(Day(year: day.parts.year, month: day.parts.month, day: day.parts.day) == day)
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: ["2023-02-29", "2023-13-01", "2023-1-1", "", "2023-04-31", "yyyy-mm-dd"])
  func `a day that is not in the calendar is refused`(text: String) { #expect(Day(text) == nil) }

  @Test func `weekdays follow ISO 8601`() {
    #expect(Day("2026-11-23")?.weekday == 1)
    #expect(Day("1969-12-28")?.weekday == 7)
  }

  @Test(arguments: [
    ("2022/23", "2022-04", "2023-03"), ("2022-23", "2022-04", "2023-03"), ("2022", "2022-01", "2022-12"),
    ("2022-04", "2022-04", "2022-04"), ("2011-12", "2011-12", "2011-12"), ("2020-09..2021-03", "2020-09", "2021-03"),
    ("1999/00", "1999-04", "2000-03"),
  ])
  func `a period reads as people type it`(text: String, first: String, last: String) {
    #expect(Period(text)?.first.description == first)
    #expect(Period(text)?.last.description == last)
  }

  @Test(arguments: ["2022/24", "22/23", "2023-03..2022-04", "2022-13", "all"])
  func `a period that is none is refused`(text: String) { #expect(Period(text) == nil) }

  @Test func `text order of identities is order of creation`() {
    let early = ID<Int>(at: Instant(milliseconds: 1_000)), late = ID<Int>(at: Instant(milliseconds: 2_000))
    #expect(early < late)
    #expect(early.text.count == 36)
    #expect(early.text.dropFirst(14).first == "7")
  }

  @Test func `an instant round-trips through its text`() {
    let instant = Instant(milliseconds: 1_700_000_000_123)
    #expect(instant.description == "2023-11-14T22:13:20.123Z")
    #expect(Instant(instant.description) == instant)
    #expect(Instant("2018-09-30T23:01:00+00:00")?.description == "2018-09-30T23:01:00.000Z")
    #expect(Instant("2018-09-30T25:01:00Z") == nil)
  }

  @Test func `numbers read as a British reader expects them`() {
    #expect(913_660.grouped == "913,660")
    #expect((-1_234).grouped == "−1,234")
    #expect(8.825_5.fixed(2) == "8.83")
    #expect(1_999.999.fixed(2) == "2,000.00")
    #expect((-0.001).fixed(2) == "0.00")
    #expect(Double.nan.fixed(1) == "not available")
  }

  @Test func `a cell that a spreadsheet would run is defused, a negative number is not`() {
    var table = CSVText(headings: ["a", "b"])
    table.append(["=1+1", "-5"])
    table.append(["say \"no\"", "x,y"])
    #expect(table.text == "a,b\r\n'=1+1,-5\r\n\"say \"\"no\"\"\",\"x,y\"\r\n")
  }

  @Test func `JSON keeps the order of members and cannot close a script block`() {
    let value: JSON = ["b": 1, "a": ["</script>", .double(.nan)]]
    #expect(value.text() == #"{"b":1,"a":["\u003c/script>",null]}"#)
  }
}
