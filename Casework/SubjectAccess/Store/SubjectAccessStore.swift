import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Subject access requests in the database. Whoever handles one has the duty of it, and reads a case of the own agency by
/// the same rule as everybody: as a member of it for this purpose, shown as such to the others on the case, while the
/// request runs.
package struct SubjectAccessStore: Sendable {
  package let cases: CaseStore
  package let reasons: WithholdingReasons
  package let calendar: WorkingCalendar
  package let clocks: PracticeClocks
  var database: Database { cases.database }
  var gate: AccessGate { cases.gate }
  var audit: AuditLog { cases.audit }
  package var clock: Clock { cases.clock }
  package var today: Day { clock.now().londonDay }

  /// The duty that handles requests, and the purpose for which it reads (`Practice/access`).
  static let duty = "subject-access-officer"
  package static let purpose = "people-rights"

  package init(cases: CaseStore, reasons: WithholdingReasons, calendar: WorkingCalendar, clocks: PracticeClocks) {
    self.cases = cases
    self.reasons = reasons
    self.calendar = calendar
    self.clocks = clocks
  }

  func row(_ id: ID<SubjectRequest>, _ connection: any Connection) throws -> SubjectRequest? {
    try rows("WHERE id = \(id)", connection).first
  }

  func rows(_ condition: SQL, _ connection: any Connection) throws -> [SubjectRequest] {
    try connection.rows("SELECT * FROM subject_request \(sql: condition)").map { row in
      let id: ID<SubjectRequest> = try row.id("id")
      let pauses = try connection.rows(
        "SELECT * FROM subject_request_pause WHERE request = \(id) ORDER BY asked_on, id"
      ).map { pause in
        SubjectAccessClock.Pause(
          reason: .init(rawValue: try pause.text("reason")) ?? .clarification, askedOn: try pause.day("asked_on"),
          answeredOn: try pause.optionalDay("answered_on"))
      }
      let approvals = try connection.rows(
        "SELECT account, name FROM subject_request_approval WHERE request = \(id) ORDER BY approved_at, account")
      let deciders = try connection.rows(
        "SELECT decided_by FROM subject_request_case WHERE request = \(id) AND decided_by IS NOT NULL")
      let handler = try row.text("handler")
      let authors = try [handler] + deciders.map { try $0.text("decided_by") } + [row.optionalText("reviewed_by") ?? handler]
      let regime = SubjectRequest.Regime(rawValue: try row.text("regime")) ?? .general
      return SubjectRequest(
        id: id, reference: try row.text("reference"), agency: try row.text("agency"),
        regime: regime,
        state: .init(rawValue: try row.text("state")) ?? .withdrawn,
        clock: SubjectAccessClock(
          terms: try SubjectAccessTerms(clocks, regime), received: try row.day("received_on"), pauses: pauses, extendedOn: try row.optionalDay("extended_on")),
        handler: handler, handlerName: try row.text("handler_name"),
        answeredOn: try row.optionalDay("ended_on"), approvalsNeeded: try row.int("approvals_needed"),
        approvals: try approvals.map { (try $0.text("account"), try $0.text("name")) },
        answerSHA256: try row.optionalText("answer_sha256"), revision: try row.int("revision"), authors: Set(authors))
    }
  }

  /// Somebody of the agency with the duty, and the request.
  func handled(_ id: ID<SubjectRequest>, by inquirer: Inquirer, _ connection: any Connection) throws -> SubjectRequest {
    let subject = try officer(inquirer, connection)
    guard let found = try row(id, connection), found.agency == subject.agency,
      try isFree(inquirer.account, of: id, connection)
    else { throw AccessRefused.unknown }
    return found
  }

  /// Whether no conflict of interest stands between the person and anybody in a case that was found, told or concealed.
  /// Whoever has one hears no more of the request than of one that is not there.
  func isFree(_ account: String, of id: ID<SubjectRequest>, _ connection: any Connection) throws -> Bool {
    try connection.row(
      """
      SELECT m.record FROM subject_request_case m JOIN access_person p ON p.record = m.record
      JOIN access_conflict c ON c.person = p.person
      WHERE m.request = \(id) AND m.standing <> 'other' AND c.account_id = \(account) LIMIT 1
      """) == nil
  }

  func officer(_ inquirer: Inquirer, _ connection: any Connection) throws -> DecisionFacts.Subject {
    guard let subject = try gate.person(inquirer, connection), subject.status == .active,
      subject.agencyStatus == .active, subject.roles.contains(SubjectAccessStore.duty)
    else { throw AccessRefused.unknown }
    return subject
  }

  /// A change to one request by its handler, with its entry.
  func change<T: Sendable>(
    _ id: ID<SubjectRequest>, by inquirer: Inquirer, rule: String, in states: [SubjectRequest.State] = [.received],
    _ body: @escaping @Sendable (any Connection, SubjectRequest) throws -> T
  ) async throws -> T {
    let store = self
    return try await audit.write { connection in
      let found = try store.handled(id, by: inquirer, connection)
      guard states.contains(found.state) else { throw SubjectAccessStore.notNow(found) }
      let result = try body(connection, found)
      try store.audit.append(
        try SubjectAccessStore.entry(.decision, found, inquirer, rules: [rule]), now: store.clock.now(), in: connection)
      return result
    }
  }

  static func changed(_ found: SubjectRequest) -> Refusal {
    Refusal(
      "changed-meanwhile", place: found.reference, "The answer was changed since you looked at it.",
      remedy: "Open it again and look at it as it is now.")
  }

  static func notNow(_ found: SubjectRequest) -> Refusal {
    Refusal(
      "request-state", place: found.reference, "This cannot be done now: “\(found.state.label)”.",
      remedy: "Open the request again and go on from where it stands.")
  }

  static func entry(
    _ category: AuditCategory, _ found: SubjectRequest, _ inquirer: Inquirer, rules: [String],
    individuals: [String] = [], recipient: String? = nil
  ) throws -> AuditEntry {
    try AuditEntry(
      category, by: CaseAudit.actor(inquirer, agency: found.agency),
      object: AuditObject(kind: "subject-request", id: found.id.text), individuals: individuals, recipient: recipient,
      grounds: AuditGrounds(purpose: SubjectAccessStore.purpose, rules: rules, effect: .allow))
  }

  /// Who handles or approves a request, as the database reads them: for the purpose of people's rights and no other.
  package func inquirer(_ account: String, stepUpAt: Instant?) -> Inquirer {
    Inquirer(
      account: account, purpose: SubjectAccessStore.purpose, stepUpAt: stepUpAt,
      reason: "a person’s request for their own data")
  }

  func key(_ id: ID<SubjectRequest>) async throws -> DataKey {
    try await cases.keys.existingKey(for: KeyOwner(.disclosure, id))
  }
}
