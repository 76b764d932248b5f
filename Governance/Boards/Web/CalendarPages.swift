import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Calendars that other programs read. They cannot sign in, so that a secret in the address stands for the account; it is
/// part of the query, which no log of ours keeps.
extension GovernanceDesk {
  var calendarRoutes: [Route] {
    [
      view(GovernancePath.calendar) { try await calendarPage($0, secret: nil) },
      Route(.post, GovernancePath.calendar, policy: .needs(.readEvidence)) { ask in
        guard let visitor = ask.visitor else { throw NotPermitted(.readEvidence) }
        let secret = try await store.makeCalendarSecret(for: visitor.account, at: clock.now())
        return .page(try await calendarPage(ask, secret: secret))
      },
      Route(.post, GovernancePath.calendar + "/remove", policy: .needs(.readEvidence)) { ask in
        guard let visitor = ask.visitor else { throw NotPermitted(.readEvidence) }
        try await store.removeCalendarSecret(of: visitor.account)
        return .redirect(GovernancePath.calendar)
      },
      Route(.get, GovernancePath.calendar + "/my-deadlines.ics", policy: .everyone) { ask in
        ics(try await store.deadlines(of: try await reader(ask)))
      },
      Route(.get, GovernancePath.calendar + "/boards/:board", policy: .everyone) { ask in
        _ = try await reader(ask)
        let name = try ask.parameter("board")
        guard name.hasSuffix(".ics"), let board = try await store.board(String(name.dropLast(4))) else {
          throw NotFound()
        }
        return ics(try await store.feed(of: board))
      },
    ]
  }

  private func ics(_ feed: CalendarFeed) -> Reply {
    .bytes(Array(feed.text(at: clock.now()).utf8), type: "text/calendar; charset=utf-8")
  }

  /// By the secret of the address, or by the session of somebody who is signed in and may read governance.
  private func reader(_ ask: Ask) async throws -> CalendarReader {
    if let secret = ask.query["key"] {
      guard secret.utf8.count <= 200, let reader = try await store.reader(of: secret) else { throw NotFound() }
      return reader
    }
    guard let visitor = ask.visitor, visitor.may(.readEvidence) else { throw NotFound() }
    return CalendarReader(account: visitor.account, authority: visitor.agencyID)
  }

  private func calendarPage(_ ask: Ask, secret: String?) async throws -> Page {
    guard let visitor = ask.visitor else { throw NotPermitted(.readEvidence) }
    let made = try await store.calendarMade(for: visitor.account), boards = try await store.boards()
    func address(_ path: String) -> String {
      GovernancePath.calendar + path + Address.query([("key", secret ?? "")])
    }
    let mine: [[HTML]] = [["My deadlines", "<code>\(address("/my-deadlines.ics"))</code>"]]
    let rows = mine + boards.map { [HTML(text: $0.name), "<code>\(address("/boards/\($0.code).ics"))</code>"] }
    let addresses: HTML = """
      \(UI.notice(.success, """
        <p>These addresses are shown once. Put the address of this site before each, and give it to your calendar program.
        Whoever has one can read it, so treat it like a password.</p>
        """))
      \(UI.table(
        caption: "Your addresses", headings: .init("Calendar", "Address"),
        rows: rows))
      """
    return page(
      "Calendars", wide: true,
      lead:
        "Meetings of each board, and what you or your organisation have to do by when. No name of a case is in them.",
      """
      \(when: secret != nil, addresses)
      \(when: secret == nil && made != nil, "<p>You made addresses on \(made?.spoken ?? ""). They are not kept, so they cannot be shown again.</p>")
      \(UI.form(action: GovernancePath.calendar, submit: made == nil ? "Make my addresses" : "Make new addresses; the old ones stop", ""))
      \(when: made != nil, UI.form(action: GovernancePath.calendar + "/remove", submit: "Remove my addresses", kind: .warning, ""))
      """)
  }
}
