import Basics
import Crypto
import Database
import Foundation
import GovernanceModel
import PartnershipModel

/// Addresses of calendars: a secret in the address stands for the account, because calendar programs cannot sign in.
extension GovernanceStore {
  /// A new address for the account; the one it had before stops working. The secret is shown once.
  package func makeCalendarSecret(for account: String, at now: Instant) async throws -> String {
    let secret = Hex.text((0..<24).map { _ in UInt8.random(in: .min ... .max) })
    let digest = GovernanceStore.digest(secret)
    try await database.write { connection in
      try connection.run("DELETE FROM calendar_address WHERE account = \(account)")
      try connection.run(
        "INSERT INTO calendar_address (secret_sha256, account, made_at) VALUES (\(digest), \(account), \(now))")
    }
    return secret
  }

  package func removeCalendarSecret(of account: String) async throws {
    try await database.write { connection in
      try connection.run("DELETE FROM calendar_address WHERE account = \(account)")
    }
  }

  package func calendarMade(for account: String) async throws -> Instant? {
    try await database.read { connection in
      try connection.row("SELECT made_at FROM calendar_address WHERE account = \(account)")?.instant("made_at")
    }
  }

  /// Whose address it is; nil when there is none, or the account is suspended or may no longer read governance.
  package func reader(of secret: String) async throws -> CalendarReader? {
    let digest = GovernanceStore.digest(secret)
    return try await database.read { connection in
      guard
        let row = try connection.row(
          """
          SELECT a.id, a.authority_id FROM calendar_address c JOIN account a ON a.id = c.account
          WHERE c.secret_sha256 = \(digest) AND a.suspended_at IS NULL
          """)
      else { return nil }
      let id = try row.text("id")
      let roles = try connection.rows("SELECT role FROM account_role WHERE account_id = \(id)")
      let permissions = Set(try roles.compactMap { Role(rawValue: try $0.text("role")) }).permissions
      guard permissions.contains(.readEvidence) else { return nil }
      return CalendarReader(account: id, authority: try row.text("authority_id"))
    }
  }

  private static func digest(_ secret: String) -> String { Hex.text(SHA256.hash(data: Data(secret.utf8))) }

  /// Meetings of a board. A meeting says only that it takes place: neither agenda nor paper is in it.
  package func feed(of board: Board) async throws -> CalendarFeed {
    let entries = try await meetings(of: board.id).map { meeting in
      CalendarFeed.Entry(
        uid: "meeting-\(meeting.id)@concordat", summary: board.name, day: meeting.day, time: meeting.time,
        minutes: meeting.minutes, location: meeting.place, isCancelled: meeting.state == .cancelled)
    }
    return CalendarFeed(name: board.name, entries: entries)
  }

  /// What the reader, or the body they work for, has to do by when: numbers of records, never their words.
  package func deadlines(of reader: CalendarReader) async throws -> CalendarFeed {
    let actions = try await actions().filter {
      $0.state == .open && ($0.account == reader.account || $0.account == nil && $0.authority == reader.authority)
    }
    let answers = try await recommendations().filter {
      $0.answer == .awaited && $0.authority == reader.authority && $0.answerDue != nil
    }
    let steps = try await openSteps(of: reader.authority)
    func entry(_ kind: String, _ id: String, _ words: String, _ day: Day) -> CalendarFeed.Entry {
      CalendarFeed.Entry(uid: "\(kind)-\(id)@concordat", summary: words, day: day)
    }
    return CalendarFeed(
      name: "My deadlines",
      entries: actions.map { entry("action", $0.id.text, "Action \($0.number) is due", $0.due) }
        + answers.compactMap { one in
          one.answerDue.map {
            entry("recommendation", one.id.text, "Answer to recommendation \(one.number) is due", $0)
          }
        }
        + steps.map { entry("step", $0.id.text, "Step \($0.position) of \($0.title) is due", $0.due) })
  }

  private struct OpenStep: Sendable {
    let id: ID<StrategyItem>
    let position: Int
    let title: String
    let due: Day
  }

  private func openSteps(of authority: String) async throws -> [OpenStep] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT i.id, i.position, i.due, s.title FROM strategy_item i JOIN strategy s ON s.id = i.strategy
        WHERE i.authority = \(authority) AND i.state = 'open' AND i.withdrawn IS NULL AND i.due IS NOT NULL
          AND s.state <> 'ended' ORDER BY i.due, i.id
        """
      ).map {
        OpenStep(
          id: try $0.id("id"), position: try $0.int("position"), title: try $0.text("title"), due: try $0.day("due"))
      }
    }
  }
}

/// Whoever a calendar's address stands for.
package struct CalendarReader: Sendable {
  package let account: String
  package let authority: String

  package init(account: String, authority: String) {
    self.account = account
    self.authority = authority
  }
}
