import Basics
import Foundation
import Synchronization

@testable import WebShell

/// Who each session cookie stands for in these tests.
struct TestDoor: SessionDoor {
  static let analyst = Visitor(
    account: "account-1", name: "Analyst", agency: "Council", permissions: [.readEvidence, .importEvidence],
    session: "session-1")
  static let reader = Visitor(
    account: "account-2", name: "Reader", agency: "Police", permissions: [.readEvidence], session: "session-2")

  func visitor(cookies: [String: String], now: Instant) async throws -> Visitor? {
    switch cookies["s"] {
    case "analyst": TestDoor.analyst
    case "reader": TestDoor.reader
    default: nil
    }
  }

  func formToken(session: String) -> String { "token of \(session)" }
}

/// Counts what handlers did, across tasks.
final class Tally: Sendable {
  private let counted = Mutex(0)
  var count: Int { counted.withLock { $0 } }
  @discardableResult func add() -> Int {
    counted.withLock {
      $0 += 1
      return $0
    }
  }
}

let moment = Instant(milliseconds: 1_790_000_000_000)

func testSite(
  _ routes: [Route], secure: Bool = false, limits: Limits = Limits(), log: AccessLog = .none, folder: String? = nil
) -> Site {
  Site(
    routes: routes, session: TestDoor(), clock: .fixed(moment),
    masthead: Masthead(
      partnership: "Safer Town",
      navigation: [
        NavigationItem("Evidence", "/evidence", permission: .readEvidence),
        NavigationItem("People", "/people", permission: .administer), NavigationItem("About", "/about", open: true),
      ]),
    secure: secure, limits: limits,
    guide: PermissionGuide(roles: [.administer: ["administrator"]], ask: "the community safety manager"), log: log,
    uploadFolder: folder ?? NSTemporaryDirectory())
}

let sameOrigin = ["host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"]

extension Site {
  /// Sends a form as a browser on our own page would.
  func post(
    _ uri: String, _ fields: [(String, String)], session: String? = "analyst", token: String? = nil,
    key: String? = "key-0000-0000-0001", headers: [String: String] = sameOrigin
  ) async -> Response {
    var all = fields
    if let token = token ?? session.map({ "token of session-\($0 == "analyst" ? 1 : 2)" }) {
      all.append(("token", token))
    }
    if let key { all.append(("key", key)) }
    let body = all.map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
    var sent = headers
    sent["content-type"] = "application/x-www-form-urlencoded"
    if let session { sent["cookie"] = "s=\(session)" }
    return await respond(method: "POST", uri: uri, headers: sent, body: Array(body.utf8))
  }
}
