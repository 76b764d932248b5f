import Basics
import StrategyModel
import Testing

@Suite struct PartnerFileCalendarTests {
  @Test func `quarters are counted from July 2007 and there is none before`() throws {
    #expect(Quarter(number: 0)?.spoken == "July to September 2007")
    #expect(Quarter(containing: try #require(Day("2007-06-30"))) == nil)
    #expect(Quarter(containing: try #require(Day("2007-07-01")))?.number == 0)
    #expect(Quarter(number: -1) == nil)
    #expect(Quarter(number: .max) == nil)
  }

  @Test(arguments: [
    ("2026-04", "2026-04-01", "2026-06-30", "2026-09-30"), ("2026-07", "2026-07-01", "2026-09-30", "2026-12-31"),
    ("2026-10", "2026-10-01", "2026-12-31", "2027-03-31"), ("2027-01", "2027-01-01", "2027-03-31", "2027-06-30"),
    ("2024-01", "2024-01-01", "2024-03-31", "2024-06-30"),
  ])
  func `a quarter is due on the last day of the next one`(text: String, first: String, last: String, due: String) throws
  {
    let quarter = try #require(Quarter(text))
    #expect(quarter.first.description == first)
    #expect(quarter.last.description == last)
    #expect(quarter.due.description == due)
    #expect(quarter.description == text)
    #expect(quarter.next?.previous == quarter)
  }

  @Test func `every day since July 2007 lies in exactly one quarter`() throws {
    var day = try #require(Day("2007-07-01"))
    let end = try #require(Day("2031-01-01"))
    while day < end {
      let quarter = try #require(Quarter(containing: day))
      #expect(quarter.contains(day))
      #expect(quarter.next?.contains(day) == false)
      day = day + 1
    }
  }

  @Test(arguments: ["2026-05", "2026-Q2", "2026", "2026/27", "", "2006-04", "9999-99", "2026-04..2026-07", "\u{0}"])
  func `only the first month of a quarter names it`(text: String) { #expect(Quarter(text) == nil) }

  @Test func `a range of exactly three months names the quarter too`() {
    #expect(Quarter("2026-04..2026-06")?.description == "2026-04")
  }

  @Test func `the square is expected up to the due day and late from the day after`() throws {
    let quarter = try #require(Quarter("2026-04"))
    let due = try #require(Day("2026-09-30"))
    #expect(DueStatus.of(quarter, receivedOn: nil, answer: nil, today: due) == .expected)
    #expect(DueStatus.of(quarter, receivedOn: nil, answer: nil, today: due + 1) == .late)
    #expect(DueStatus.of(quarter, receivedOn: due, answer: nil, today: due + 90) == .received)
    #expect(DueStatus.of(quarter, receivedOn: due + 1, answer: nil, today: due + 90) == .receivedLate)
    #expect(DueStatus.of(quarter, receivedOn: nil, answer: .notHeld, today: due + 90) == .notHeld)
    #expect(DueStatus.of(quarter, receivedOn: nil, answer: .refused, today: due) == .refused)
    #expect(DueStatus.of(quarter, receivedOn: due, answer: .refused, today: due) == .received)
  }

  @Test func `London's day runs an hour ahead in summer`() throws {
    #expect(try #require(Instant("2026-09-30T23:30:00Z")).londonDay.description == "2026-10-01")
    #expect(try #require(Instant("2026-12-31T23:30:00Z")).londonDay.description == "2026-12-31")
    #expect(try #require(Instant("2026-10-25T00:30:00Z")).londonDay.description == "2026-10-25")
    #expect(try #require(Instant("2026-03-29T00:59:00Z")).londonDay.description == "2026-03-29")
    #expect(try #require(Instant("2026-03-29T23:00:00Z")).londonDay.description == "2026-03-30")
    #expect(try #require(Instant("2026-10-25T23:30:00Z")).londonDay.description == "2026-10-25")
  }
}
