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

  func alerts(_ log: AuditLog, matching: MatchKeys) throws -> AlertStore {
    AlertStore(log: log, rules: try Installation.insiderRules(), matching: matching)
  }
}

extension Installation {
  /// The rules that find the authorised person who looks at the wrong case, from `Practice/insider-rules.yaml`.
  static func insiderRules() throws -> InsiderRules {
    try InsiderRules(text: text("insider-rules.yaml"))
  }
}

/// What the server does by itself while it runs: every minute a signed head, every five minutes a look over what was read
/// and over accounts of people who left or stay away, every night the whole log recomputed. A failure is said on standard
/// error and tried again; nobody's page waits for it.
struct AuditKeeping: Sendable {
  let log: AuditLog
  let alerts: AlertStore
  let partners: PartnersStore
  /// Days after which an account that nobody uses is suspended.
  let idleDays: Int
  /// A file on another disk to which every head is appended; nil for none.
  let heads: String?
  let clock: Clock

  /// Seconds between two heads, and how many of those lie between two looks.
  private static let pause = 60, looksEvery = 5
  /// Rounds between two verifications, and the round of the first.
  private static let verifiesEvery = 24 * 60, firstVerification = 30
  /// Seconds that a look reaches back, far enough for a server that was down over a weekend.
  private static let reach = 4 * 86_400

  func run() async {
    var round = 0
    while !Task.isCancelled {
      do {
        if let head = try await log.signHeadIfDue(clock.now()) { try keep(head) }
        if round % AuditKeeping.verifiesEvery == AuditKeeping.firstVerification { try await verify() }
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

  /// Appends the head to the file on the other disk, and is content only when it is on that disk.
  private func keep(_ head: SignedHead) throws {
    guard let heads else { return }
    let failed = Refusal(
      "heads-file", place: heads, "The signed head could not be appended to the file on the other disk.",
      remedy: "Mount the disk, or make the file writable for the server's account.")
    let descriptor = open(heads, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed }
    defer { close(descriptor) }
    let bytes = Array((head.description + "\n").utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else { throw failed }
  }

  /// Recomputes the whole log; the outcome is an entry of its own, and damage is complained of until somebody acts.
  private func verify() async throws {
    let verdict = try await log.verify(), now = clock.now()
    let entry = try AuditEntry(
      .system, by: AuditActor(user: nil), object: AuditObject(kind: "audit-log", id: "verification"),
      grounds: AuditGrounds(
        rules: [verdict.isSound ? "sound" : "damaged"], effect: verdict.isSound ? .allow : .deny),
      resultCount: verdict.size)
    try await log.write { connection in _ = try log.append(entry, now: now, in: connection) }
    if !verdict.isSound { Terminal.complain("The audit log is damaged: \(verdict.description)") }
  }
}
