import Audit
import Basics
import Foundation
import PartnershipModel
import PartnershipStore

extension Workspace {
  /// The audit log for looking only: a folder without a key is refused rather than given one.
  func existingAudit() throws -> AuditLog {
    guard FileManager.default.fileExists(atPath: directory + "/audit.key") else {
      throw Refusal(
        "no-audit-key", place: directory + "/audit.key", "There is no key of an audit log here.",
        remedy: "Start the server once, or restore the key from the backup.")
    }
    return try auditLog()
  }

  func alerts(_ log: AuditLog) throws -> AlertStore { AlertStore(log: log, rules: try Installation.insiderRules()) }
}

extension Installation {
  /// The rules that find the authorised person who looks at the wrong case, from `Practice/insider-rules.yaml`.
  static func insiderRules() throws -> InsiderRules {
    try InsiderRules(text: text("insider-rules.yaml"))
  }
}

/// What the server does by itself while it runs: every minute a signed head, every five minutes a look over what was read
/// and over accounts of people who left or stay away. A failure is said on standard error and tried again; nobody's page waits for it.
struct AuditKeeping: Sendable {
  let log: AuditLog
  let alerts: AlertStore
  let partners: PartnersStore
  /// Days after which an account that nobody uses is suspended.
  let idleDays: Int
  let clock: Clock

  /// Seconds between two heads, and how many of those lie between two looks.
  private static let pause = 60, looksEvery = 5
  /// Seconds that a look reaches back, far enough for a server that was down over a weekend.
  private static let reach = 4 * 86_400

  func run() async {
    var round = 0
    while !Task.isCancelled {
      do {
        _ = try await log.signHeadIfDue(clock.now())
        if round.isMultiple(of: AuditKeeping.looksEvery) {
          let now = clock.now()
          // The first look after a start makes good for the time that the server was down.
          let since = now.adding(seconds: round == 0 ? -AuditKeeping.reach : -3600)
          try await alerts.scan(since: since, now: now)
          let suspended = try await partners.suspendLeaversAndIdle(idleDays: idleDays, now: now)
          if suspended > 0 { Terminal.note("\(suspended) accounts were suspended: left, or not used.") }
        }
      } catch { Terminal.complain("The audit log was not kept this minute: \(error)") }
      round += 1
      try? await Task.sleep(for: .seconds(AuditKeeping.pause))
    }
  }
}
