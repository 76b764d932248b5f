import Basics
import CaseworkModel
import PartnershipModel
import Testing

@Suite struct SubjectAccessClockTests {
  private func calendar() throws -> WorkingCalendar {
    try WorkingCalendar(text: CaseFixture.practice("law/bank-holidays.yaml"))
  }

  private func terms(_ regime: SubjectRequest.Regime = .general) throws -> SubjectAccessTerms {
    try SubjectAccessTerms(PracticeClocks(text: CaseFixture.practice("law/clocks.yaml")), regime)
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// Days as the Information Commissioner's guidance counts them, and as the calendar on the wall has them.
  @Test(arguments: [
    // The corresponding date of the next month.
    ("2026-09-03", "2026-10-05"),  // 3 October is a Saturday
    ("2026-09-21", "2026-10-21"),
    // No such date: the last day of the month; 28 February 2026 is a Saturday.
    ("2026-01-31", "2026-03-02"),
    ("2024-01-31", "2024-02-29"),
    ("2025-03-31", "2025-04-30"),
    // A bank holiday: 25 December 2026 is a Friday, 28 December the substitute day.
    ("2026-11-25", "2026-12-29"),
    ("2026-12-01", "2027-01-04"),  // 1 January 2027 is a Friday
    ("2026-03-06", "2026-04-07"),  // Easter Monday
  ])
  func `the answer is due on the corresponding date, or the next working day`(received: String, due: String) throws {
    let clock = SubjectAccessClock(terms: try terms(), received: try day(received))
    #expect(try clock.due(on: day(received), calendar()) == day(due))
  }

  @Test func `days from a question to its answer do not count, and days in two questions count once`() throws {
    let calendar = try calendar(), received = try day("2026-09-01"), today = try day("2026-09-20")
    let identity = SubjectAccessClock.Pause(
      reason: .identity, askedOn: try day("2026-09-02"), answeredOn: try day("2026-09-09"))
    let overlapping = SubjectAccessClock.Pause(
      reason: .clarification, askedOn: try day("2026-09-07"), answeredOn: try day("2026-09-12"))
    #expect(try SubjectAccessClock(terms: terms(), received: received, pauses: [identity]).due(on: today, calendar) == day("2026-10-08"))
    let both = SubjectAccessClock(terms: try terms(), received: received, pauses: [identity, overlapping])
    #expect(try both.stoppedDays(on: today) == 10 && both.due(on: today, calendar) == day("2026-10-12"))
  }

  @Test func `while an answer is awaited the last day moves on with every day`() throws {
    let open = SubjectAccessClock.Pause(reason: .identity, askedOn: try day("2026-09-02"), answeredOn: nil)
    let clock = SubjectAccessClock(terms: try terms(), received: try day("2026-09-01"), pauses: [open])
    #expect(clock.standing == open)
    #expect(try clock.due(on: day("2026-09-02"), calendar()) == day("2026-10-01"))
    #expect(try clock.due(on: day("2026-09-16"), calendar()) == day("2026-10-15"))
  }

  @Test func `an extension gives three months from the start, once, and only within the first month`() throws {
    let calendar = try calendar(), received = try day("2026-09-01")
    let clock = SubjectAccessClock(terms: try terms(), received: received)
    try clock.checkExtension(on: try day("2026-10-01"), calendar)
    let late = #expect(throws: Refusal.self) { try clock.checkExtension(on: try day("2026-10-02"), calendar) }
    #expect(late?.kind == "extension-late" && late?.reason.contains("1 October 2026") == true)
    let extended = SubjectAccessClock(terms: try terms(), received: received, extendedOn: try day("2026-09-20"))
    #expect(try extended.due(on: day("2026-09-20"), calendar) == day("2026-12-01"))
    #expect(throws: Refusal.self) { try extended.checkExtension(on: try day("2026-09-21"), calendar) }
  }

  @Test func `the months are those of practice, and a file without them is refused by name`() throws {
    #expect(try terms().months == 1 && terms().extensionMonths == 2 && terms().isConfirmed)
    #expect(try !terms(.lawEnforcement).isConfirmed)
    let longer = try PracticeClocks(
      text: CaseFixture.practice("law/clocks.yaml").replacing(
        "title: Subject access request (UK GDPR)\n    amount: 1", with: "title: Subject access request (UK GDPR)\n    amount: 4"))
    let clock = SubjectAccessClock(terms: try SubjectAccessTerms(longer, .general), received: try day("2026-09-01"))
    #expect(try clock.due(on: day("2026-09-01"), calendar()) == day("2027-01-04"))
    let refusal = #expect(throws: Refusal.self) {
      try SubjectAccessTerms(PracticeClocks(text: "version: 1\nclocks: []"), .general)
    }
    #expect(refusal?.reason.contains("subject-access") == true)
  }
}
