import Audit
import Basics
import Database
import PartnershipModel

/// Sharing agreements in the database. Every change is one transaction that also writes what was done, and the entry in
/// the audit log where there is one.
package struct AgreementStore: Sendable {
  let database: Database
  let audit: AuditLog?
  package let practice: AgreementPractice

  package init(_ database: Database, practice: AgreementPractice, audit: AuditLog? = nil) {
    self.database = database
    self.practice = practice
    self.audit = audit
  }

  /// All agreements: the protocol first, then by title and version.
  package func list() async throws -> [HeldAgreement] {
    try await database.read { try AgreementStore.all($0) }
  }

  package func agreement(_ id: ID<SharingAgreement>) async throws -> HeldAgreement? {
    try await database.read { try AgreementStore.held(id, $0) }
  }

  /// What was done with it, latest first.
  package func events(of id: ID<SharingAgreement>) async throws -> [AgreementEvent] {
    try await database.read { connection in
      try connection.rows(
        "SELECT * FROM sharing_agreement_event WHERE agreement = \(id) ORDER BY at DESC, id DESC LIMIT 500"
      ).map {
        AgreementEvent(
          at: try $0.instant("at"), name: try $0.text("name"), action: try $0.text("action"),
          detail: try $0.text("detail"))
      }
    }
  }

  /// What decisions look at on that day: agreements in force whose stored text is the one that was signed.
  package func facts(on day: Day) async throws -> [AgreementFacts] {
    try await list().filter(\.isIntact).map { $0.facts(status: $0.status(on: day)) }.filter { $0.isInForce(on: day) }
  }

  /// What is missing before it can be sent for signature.
  package func missing(_ held: HeldAgreement, on day: Day) async throws -> [String] {
    try await database.read { try missing(held.content, on: day, $0) }
  }

  func missing(_ content: SharingAgreement, on day: Day, _ connection: any Connection) throws -> [String] {
    let parent = try content.parent.flatMap { try AgreementStore.held(ID($0), connection) }
    var out = practice.rules.missing(content, parent: parent?.content, on: day)
    do { try AgreementStore.checkKinds(content, connection) } catch let refusal as Refusal {
      // A body's kind may have been changed since it was named.
      out.append(refusal.reason)
    }
    return out
  }

  static func all(_ connection: any Connection) throws -> [HeldAgreement] {
    let rows = try connection.rows("SELECT * FROM sharing_agreement")
    let signatures = Dictionary(
      grouping: try connection.rows(
        "SELECT * FROM sharing_agreement_party WHERE signed_at IS NOT NULL ORDER BY authority_id"
      )
    ) { (try? $0.text("agreement")) ?? "" }
    let order = AgreementTier.allCases
    func rank(_ held: HeldAgreement) -> (Int, String, Int) {
      (order.firstIndex(of: held.content.tier) ?? 0, held.content.title, held.content.version)
    }
    return try rows.map { try held($0, signatures: signatures[$0.text("id")] ?? []) }.sorted { rank($0) < rank($1) }
  }

  static func held(_ id: ID<SharingAgreement>, _ connection: any Connection) throws -> HeldAgreement? {
    guard let row = try connection.row("SELECT * FROM sharing_agreement WHERE id = \(id)") else { return nil }
    return try held(
      row,
      signatures: connection.rows(
        """
        SELECT * FROM sharing_agreement_party WHERE agreement = \(id) AND signed_at IS NOT NULL ORDER BY authority_id
        """))
  }

  private static func held(_ row: Row, signatures: [Row]) throws -> HeldAgreement {
    let text = try row.text("content"), digest = try row.text("content_sha256")
    return HeldAgreement(
      id: try row.id("id"), content: try SharingAgreement(canonicalJSON: text), sha256: digest,
      isIntact: SharingAgreement.digest(of: text) == digest,
      // A word that is not ours counts for nothing.
      stored: AgreementStatus(rawValue: try row.text("status")) ?? .terminated,
      replaces: try row.optionalID("replaces"), model: try row.optionalText("model"),
      created: try row.instant("created_at"), createdBy: try row.text("created_by"),
      signatures: try signatures.map {
        AgreementSignature(
          authority: try $0.text("authority_id"), at: try $0.instant("signed_at"), account: try $0.text("signed_by"),
          signatory: try $0.optionalText("signatory") ?? "", sha256: try $0.text("signed_sha256"))
      })
  }
}
