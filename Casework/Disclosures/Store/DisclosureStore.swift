import Audit
import Basics
import CaseworkModel
import Database
import Foundation
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Disclosures in the database. Whoever works on one may disclose the case it is about, by the same rule as opens the case;
/// before it is matched with a case, whoever of the agency asked has a duty that discloses anything. Who oversees an
/// agency's sharing sees its ledger, and no item's text.
package struct DisclosureStore: Sendable {
  package let cases: CaseStore
  package let gateways: GatewayTable
  package let reasons: WithholdingReasons
  package let knownTo: KnownToPractice
  var database: Database { cases.database }
  var gate: AccessGate { cases.gate }
  var audit: AuditLog { cases.audit }
  package var clock: Clock { cases.clock }

  package init(cases: CaseStore, gateways: GatewayTable, reasons: WithholdingReasons, knownTo: KnownToPractice) {
    self.cases = cases
    self.gateways = gateways
    self.reasons = reasons
    self.knownTo = knownTo
  }

  static func row(_ id: ID<Disclosure>, _ connection: any Connection) throws -> Disclosure? {
    try rows("WHERE d.id = \(id)", connection).first
  }

  static func rows(_ condition: SQL, _ connection: any Connection) throws -> [Disclosure] {
    try connection.rows(
      "SELECT d.*, o.name AS agency_name FROM disclosure d JOIN authority o ON o.id = d.agency \(sql: condition)"
    ).map { row in
      let second: SecondApproval =
        try !row.bool("second_needed")
        ? .notNeeded
        : try row.optionalText("second_by").map { .given(account: $0, name: try row.optionalText("second_name") ?? "") }
          ?? .waiting
      return Disclosure(
        id: try row.id("id"), reference: try row.text("reference"),
        kind: Disclosure.Kind(rawValue: try row.text("kind")) ?? .information, agency: try row.text("agency"),
        agencyName: try row.text("agency_name"), record: try row.optionalID("record"),
        state: Disclosure.State(rawValue: try row.text("state")) ?? .refused, askedBy: try row.text("asked_by"),
        askedBody: try row.text("asked_body"), askedAccount: try row.optionalText("asked_account"),
        receivedOn: try row.day("received_on"), acknowledgedAt: try row.optionalInstant("acknowledged_at"),
        gateway: try row.optionalText("gateway"), purpose: try row.optionalText("purpose"),
        refusalClause: try row.optionalText("refusal_clause"), deleteBy: try row.optionalDay("delete_by"),
        redaction: try row.int("redaction"), second: second, sentAt: try row.optionalInstant("sent_at"),
        authors: Set(try ["assessed_by", "chosen_by", "redacted_by"].compactMap { try row.optionalText($0) }))
    }
  }

  static func recipients(of id: ID<Disclosure>, _ connection: any Connection) throws -> [DisclosureRecipient] {
    try recipients("WHERE r.disclosure = \(id) ORDER BY r.number", connection)
  }

  static func recipients(_ condition: SQL, _ connection: any Connection) throws -> [DisclosureRecipient] {
    try connection.rows(
      """
      SELECT r.*, (SELECT g.title FROM sharing_agreement g WHERE g.id = r.agreement) AS agreement_title
      FROM disclosure_recipient r \(sql: condition)
      """
    ).map { row in
      DisclosureRecipient(
        id: try row.id("id"), number: try row.int("number"), account: try row.optionalText("account"),
        agency: try row.optionalText("agency"), kind: try row.optionalText("kind").flatMap(PartyKind.init(rawValue:)),
        name: try row.text("name"), body: try row.text("body"), sentTo: try row.text("sent_to"),
        form: DisclosureRecipient.Form(rawValue: try row.text("form")) ?? .copy,
        agreement: try row.optionalText("agreement"), agreementVersion: try row.optionalInt("agreement_version"),
        agreementTitle: try row.optionalText("agreement_title"),
        standing: DisclosureRecipient.Standing(rawValue: try row.text("standing")) ?? .named,
        confirmedAt: try row.optionalInstant("confirmed_at"), endedAt: try row.optionalInstant("ended_at"),
        receipt: try row.optionalText("receipt"))
    }
  }

  /// Somebody who may work on a disclosure, as the database knew at this moment.
  struct Worker: Sendable {
    let agency: String
    let inquirer: Inquirer
    let individuals: [String]
  }

  /// The disclosure, for somebody who may work on it; `AccessRefused.unknown` for everybody else.
  func worked(_ id: ID<Disclosure>, by inquirer: Inquirer, _ connection: any Connection) throws -> (Disclosure, Worker) {
    guard let found = try DisclosureStore.row(id, connection) else { throw AccessRefused.unknown }
    guard let record = found.record.map({ ID<ProtectedRecord>($0.text) }) else {
      guard let subject = try gate.person(inquirer, connection), subject.agency == found.agency,
        mayDiscloseAnything(subject)
      else { throw AccessRefused.unknown }
      return (found, Worker(agency: subject.agency, inquirer: inquirer, individuals: []))
    }
    let grant = try gate.grant(.read, on: record, for: inquirer, connection)
    guard let (decision, facts) = try gate.decision(.disclose, on: record, for: inquirer, connection),
      decision.isAllowed || decision.needsOnlyObligations, grant.agency == found.agency
    else { throw AccessRefused.unknown }
    return (found, Worker(agency: grant.agency, inquirer: inquirer, individuals: facts.record.persons))
  }

  func mayDiscloseAnything(_ subject: DecisionFacts.Subject) -> Bool {
    subject.status == .active && subject.agencyStatus == .active
      && !gate.practice.panels(for: subject.roles, .disclose).isEmpty
  }

  /// A change to one disclosure by somebody who may work on it, with its entry.
  func change<T: Sendable>(
    _ id: ID<Disclosure>, by inquirer: Inquirer, rule: String, in states: [Disclosure.State],
    _ body: @escaping @Sendable (any Connection, Disclosure, Worker) throws -> T
  ) async throws -> T {
    let store = self
    return try await audit.write { connection in
      let (found, worker) = try store.worked(id, by: inquirer, connection)
      guard states.contains(found.state) else { throw DisclosureStore.notNow(found) }
      let result = try body(connection, found, worker)
      try store.audit.append(
        try DisclosureStore.entry(.decision, found, worker, rules: [rule]), now: store.clock.now(), in: connection)
      return result
    }
  }

  static func changed(_ found: Disclosure) -> Refusal {
    Refusal(
      "changed-meanwhile", place: found.reference, "What leaves was changed since you looked at it.",
      remedy: "Open it again and look at it as it is now.")
  }

  static func notNow(_ found: Disclosure) -> Refusal {
    Refusal(
      "disclosure-state", place: found.reference, "This cannot be done now: the disclosure is “\(found.state.label)”.",
      remedy: "Open it again and go on from where it stands.")
  }

  static func entry(
    _ category: AuditCategory, _ found: Disclosure, _ worker: Worker, rules: [String], recipient: String? = nil,
    agreement: AuditGrounds.Agreement? = nil, fields: [String] = [], sealed: [UInt8]? = nil
  ) throws -> AuditEntry {
    try AuditEntry(
      category, by: CaseAudit.actor(worker.inquirer, agency: worker.agency),
      object: AuditObject(kind: "disclosure", id: found.id.text, fieldGroups: fields), individuals: worker.individuals,
      recipient: recipient,
      grounds: AuditGrounds(
        purpose: worker.inquirer.purpose.isEmpty ? nil : worker.inquirer.purpose, agreement: agreement,
        rules: rules + (found.gateway.map { ["gateway:\($0)"] } ?? []), effect: .allow), sealed: sealed)
  }

  // What is sealed is JSON of a Codable value.
  static func seal(_ value: some Encodable, _ field: GuardedField, row: String, version: Int, under key: DataKey) throws
    -> String
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try field.seal(
      String(decoding: try encoder.encode(value), as: UTF8.self), row: row, version: version, under: key
    ).text
  }

  static func open<Value: Decodable>(
    _: Value.Type, _ text: String, _ field: GuardedField, row: String, version: Int, under key: DataKey
  ) throws -> Value {
    let plain = try field.open(SealedField(text: text), row: row, version: version, under: key)
    return try JSONDecoder().decode(Value.self, from: Data(plain.utf8))
  }

  func key(_ id: ID<Disclosure>) async throws -> DataKey { try await cases.keys.existingKey(for: KeyOwner(.disclosure, id)) }
}
