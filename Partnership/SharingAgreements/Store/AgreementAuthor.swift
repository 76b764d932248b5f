import Audit
import Basics
import Database
import PartnershipModel

/// Who changes an agreement, as the register of accounts knows them in the same transaction.
struct AgreementAuthor {
  let account: ID<Account>
  let name: String
  let authority: String
  let permissions: Set<Permission>

  /// Refuses an account that is not there, is suspended, or lacks the permission.
  init(_ account: ID<Account>, needs permission: Permission, _ connection: any Connection) throws {
    guard
      let row = try connection.row(
        "SELECT name, authority_id FROM account WHERE id = \(account) AND suspended_at IS NULL")
    else { throw Refusal("agreement-author", "The account is not in use.", remedy: "Sign in again.") }
    let roles = try connection.rows("SELECT role FROM account_role WHERE account_id = \(account)")
    self.account = account
    name = try row.text("name")
    authority = try row.text("authority_id")
    permissions = Set(try roles.compactMap { Role(rawValue: try $0.text("role")) }).permissions
    guard permissions.contains(permission) else {
      throw Refusal(
        "agreement-author", place: name,
        "This account may not \(permission == .signAgreements ? "sign" : "change") agreements.",
        remedy: "Ask the administrator of your partnership.")
    }
  }

  /// An agreement is managed by the bodies that are party to it, and by whoever began it.
  func manages(_ held: HeldAgreement) throws {
    guard held.content.party(authority) != nil || held.createdBy == account.text else {
      throw Refusal(
        "agreement-author", place: name, "Only the parties of this agreement may change it.",
        remedy: "Ask the information-governance lead of a party.")
    }
  }
}

extension AgreementStore {
  /// Runs a change in one transaction; with an audit log, in one that takes its turn there first.
  func change<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    if let audit { return try await audit.write(body) }
    return try await database.write(body)
  }

  static func existing(_ id: ID<SharingAgreement>, _ connection: any Connection) throws -> HeldAgreement {
    guard let held = try held(id, connection) else {
      throw Refusal("agreement", "There is no such agreement.", remedy: "Go back to the register of agreements.")
    }
    return held
  }

  /// Writes what was done beside the change, here and in the audit log. `author` nil is the server itself.
  func record(
    _ action: String, _ id: ID<SharingAgreement>, version: Int, by author: AgreementAuthor?, detail: String = "",
    at now: Instant, _ connection: any Connection
  ) throws {
    let event = ID<AgreementEvent>(at: now)
    try connection.run(
      """
      INSERT INTO sharing_agreement_event (id, agreement, at, account, name, action, detail)
      VALUES (\(event), \(id), \(now), \(author?.account.text ?? "server"), \(author?.name ?? "Concordat"), \(action),
        \(detail))
      """)
    try audit?.append(
      AuditEntry(
        .admin, by: author.map { try AuditActor(user: $0.account.text, agency: $0.authority) } ?? .server,
        object: AuditObject(kind: "sharing-agreement", id: id.text, rowVersion: version),
        grounds: AuditGrounds(effect: .allow, reason: action)),
      now: now, in: connection)
  }

  /// Moves the status by a step and records it.
  @discardableResult
  func take(
    _ step: AgreementStep, _ held: HeldAgreement, signed: Int = 0, by author: AgreementAuthor?, detail: String = "",
    at now: Instant, _ connection: any Connection
  ) throws -> AgreementStatus {
    let next = try step.next(from: held.stored, signed: signed, of: held.content.parties.count)
    try connection.run("UPDATE sharing_agreement SET status = \(next.rawValue) WHERE id = \(held.id)")
    try record(
      step.rawValue, held.id, version: held.content.version, by: author, detail: detail, at: now, connection)
    return next
  }
}
