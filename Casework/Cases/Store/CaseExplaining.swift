import Audit
import Basics
import CaseworkModel
import Database
import PartnershipModel
import PartnershipStore

/// Who can see a case, and why somebody cannot.
extension CaseStore {
  package struct Seer: Sendable {
    package let account: String, name: String, agency: String
    package let decision: SharingDecision
  }

  /// Everybody with a duty, each with the decision of this moment on reading the case: for whoever may read it.
  package func whoCanSee(_ id: ID<Case>, by inquirer: Inquirer) async throws -> [Seer] {
    let store = self
    return try await database.read { connection in
      _ = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
      return try store.seers(id, inquirer.purpose, connection)
    }
  }

  private func seers(_ id: ID<Case>, _ purpose: String, _ connection: any Connection) throws -> [Seer] {
    let purposes = try panelPurposes(id, connection)
    return try connection.rows(
      """
      SELECT a.id, a.name, o.name AS agency FROM account a JOIN authority o ON o.id = a.authority_id
      WHERE EXISTS (SELECT 1 FROM account_duty d WHERE d.account_id = a.id) ORDER BY o.name, a.name
      """
    ).compactMap { row in
      let account = try row.text("id")
      // For the purpose of the reader, or the first that the panel serves and the other person could choose.
      let asked = try ([purpose] + purposes).lazy.compactMap { one in
        try gate.decision(.read, on: ID(id.text), for: Inquirer(account: account, purpose: one), connection)?.decision
      }.min { $0.failed.count < $1.failed.count }
      guard let asked else { return nil }
      return Seer(
        account: account, name: try row.text("name"), agency: try row.text("agency"), decision: asked)
    }
  }

  private func panelPurposes(_ id: ID<Case>, _ connection: any Connection) throws -> [String] {
    let panel = try connection.row("SELECT panel FROM access_record WHERE id = \(id)")?.text("panel") ?? ""
    return gate.words.panel(panel)?.purposes ?? []
  }

  /// Everybody with an account, for whoever asks what one of them would see.
  package func everybody() async throws -> [(String, String)] {
    try await database.read { connection in
      try connection.rows(
        "SELECT a.id, a.name, o.name AS agency FROM account a JOIN authority o ON o.id = a.authority_id ORDER BY a.name"
      ).map { (try $0.text("id"), "\(try $0.text("name")), \(try $0.text("agency"))") }
    }
  }

  /// What somebody else would see: the decision for another account, read only, for an administrator; it is in the audit.
  package func simulate(
    _ action: RecordAction, reference: String, as account: String, purpose: String, by administrator: Inquirer
  ) async throws -> (decision: SharingDecision, facts: DecisionFacts)? {
    let store = self
    let found = try await database.read { connection -> (String, SharingDecision, DecisionFacts)? in
      guard
        let id = try connection.row("SELECT id FROM case_file_cover WHERE reference = \(reference.uppercased())")?.text("id"),
        let (decision, facts) = try store.gate.decision(
          action, on: ID(id), for: Inquirer(account: account, purpose: purpose), connection)
      else { return nil }
      return (id, decision, facts)
    }
    _ = try await reads.record(
      AuditEntry(
        .decision, by: CaseAudit.actor(administrator, agency: nil),
        object: found.map { try AuditObject(kind: "case", id: $0.0, fieldGroups: ["simulation"]) },
        grounds: AuditGrounds(rules: ["simulated:\(account)", "action:\(action.rawValue)"])))
    return found.map { ($0.1, $0.2) }
  }
}
