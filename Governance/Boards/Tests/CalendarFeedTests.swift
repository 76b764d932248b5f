import Basics
import Database
import GovernanceModel
import GovernanceStore
import TestSupport
import Testing

@Suite struct CalendarFeedTests {
  private let now = GovernanceFixture.now
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  private func text(_ entry: CalendarFeed.Entry) -> String {
    CalendarFeed(name: "Board", entries: [entry]).text(at: now)
  }

  @Test func `a meeting at ten in July is at nine in universal time, in January at ten`() {
    let summer = text(
      CalendarFeed.Entry(uid: "a", summary: "Board", day: day("2023-07-06"), time: "10:00", minutes: 90))
    #expect(summer.contains("\r\nDTSTART:20230706T090000Z\r\nDTEND:20230706T103000Z\r\n"))
    let winter = text(
      CalendarFeed.Entry(uid: "a", summary: "Board", day: day("2023-01-06"), time: "10:00", minutes: 90))
    #expect(winter.contains("\r\nDTSTART:20230106T100000Z\r\nDTEND:20230106T113000Z\r\n"))
  }

  @Test(arguments: [
    ("2023-03-26", "00:30", "20230326T003000Z"), ("2023-03-26", "02:30", "20230326T013000Z"),
    ("2023-10-29", "00:30", "20231028T233000Z"), ("2023-10-29", "09:00", "20231029T090000Z"),
    ("2023-07-06", "00:15", "20230705T231500Z"),
  ]) func `the change of the clocks falls in the night of its Sunday`(date: String, time: String, stamp: String) {
    let feed = text(CalendarFeed.Entry(uid: "a", summary: "Board", day: day(date), time: time))
    #expect(feed.contains("DTSTART:\(stamp)\r\n"))
  }

  @Test func `no line is longer than 75 bytes and none cuts a character`() throws {
    let feed = text(
      CalendarFeed.Entry(uid: "a", summary: String(repeating: "Süd–", count: 60), day: day("2023-07-06")))
    let lines = feed.components("\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.count > 15)
    let unfolded = feed.replacing("\r\n ", with: "")
    #expect(unfolded.contains("SUMMARY:" + String(repeating: "Süd–", count: 60)))
    #expect(feed.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && feed.hasSuffix("END:VCALENDAR\r\n"))
  }

  @Test func `a text cannot add a line of its own`() {
    let feed = text(
      CalendarFeed.Entry(
        uid: "a", summary: "One\r\nATTACH:http://evil.example; two, \\three", day: day("2023-07-06"), isCancelled: true)
    )
    #expect(feed.contains("SUMMARY:One\\nATTACH:http://evil.example\\; two\\, \\\\three\r\n"))
    #expect(!feed.contains("\r\nATTACH") && feed.contains("STATUS:CANCELLED"))
    #expect(feed.contains("DTSTART;VALUE=DATE:20230706\r\nDTEND;VALUE=DATE:20230707\r\n"))
  }

  @Test(arguments: TestDatabase.engines) func `deadlines carry numbers and never words`(engine: Engine) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      var mine = try fixture.action("Visit the family of case 4711.")
      mine.account = fixture.reader
      let number = try await fixture.store.add(mine, by: fixture.keeper, at: now)
      var others = try fixture.action("Of another person.")
      others.account = fixture.keeper.account
      try await fixture.store.add(others, by: fixture.keeper, at: now)
      let ofBody = try fixture.action("Of the council.")
      let third = try await fixture.store.add(ofBody, by: fixture.keeper, at: now)
      let secret = try await fixture.store.makeCalendarSecret(for: fixture.reader, at: now)
      let reader = try #require(try await fixture.store.reader(of: secret))
      let feed = try await fixture.store.deadlines(of: reader)
      #expect(feed.entries.map(\.summary) == ["Action \(number) is due", "Action \(third) is due"])
      #expect(!feed.text(at: now).contains("4711"))
    }
  }

  @Test(arguments: TestDatabase.engines) func `a new address ends the old one, and a suspended account has none`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let first = try await fixture.store.makeCalendarSecret(for: fixture.reader, at: now)
      let second = try await fixture.store.makeCalendarSecret(for: fixture.reader, at: now)
      #expect(first != second && second.count == 48)
      let old = try await fixture.store.reader(of: first), new = try await fixture.store.reader(of: second)
      #expect(old == nil && new?.account == fixture.reader)
      let kept = try await fixture.database.read { connection in
        try connection.rows("SELECT secret_sha256 FROM calendar_address").map { try $0.text("secret_sha256") }
      }
      #expect(kept.count == 1 && kept.first != second)
      try await fixture.database.write { connection in
        _ = try connection.run("UPDATE account SET suspended_at = \(now) WHERE id = \(fixture.reader)")
      }
      let suspended = try await fixture.store.reader(of: second)
      #expect(suspended == nil)
    }
  }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
