import Basics
import Database
import DeliveryModel
import FactStore
import Facts

/// A return as it is kept, with all its versions, the latest first.
package struct ServiceReturn: Sendable {
  package let id: String
  package let contractID: String
  package let contract: ServiceContract
  package let service: Service
  package let providerName: String
  package let period: ReturnPeriod
  package let versions: [Version]
  package let queries: [Query]
  /// The indicators of the contract.
  package let indicators: [(id: String, record: KeyIndicator)]
  /// What was accepted for the period before.
  package let previous: ReturnContent?

  package struct Version: Sendable {
    package let number: Int
    package let state: ReturnState
    package let content: ReturnContent
    /// Why a version was begun after one was accepted.
    package let reason: String?
    package let submittedBy: String?
    package let submittedAt: Instant?
    package let decidedBy: String?
    package let decidedAt: Instant?
  }

  package struct Query: Sendable {
    package let id: String
    package let version: Int
    package let question: String
    package let askedBy: String
    package let askedAt: Instant
    package let answer: String?
    package let answeredBy: String?
  }

  package var latest: Version? { versions.first }
  /// What counts: the version that was accepted last.
  package var standing: Version? { versions.first { $0.state == .accepted } }
  package var problems: [ReturnProblem] {
    latest?.content.problems(indicators: indicators, previous: previous) ?? []
  }
}

/// Somebody who works on returns, and the body for which they do.
package struct ReturnActor: Sendable {
  package let account: String
  package let agency: String

  package init(account: String, agency: String) {
    self.account = account
    self.agency = agency
  }
}

/// There is no such return, or none of that body.
package struct ReturnMissing: Error {
  package init() {}
}

/// Returns of providers. A provider reaches the contracts of its own body only; whatever else is asked is not there.
package struct ServiceReturnStore: Sendable {
  package let database: Database
  let facts: FactWriter

  package init(database: Database, facts: FactKinds) {
    self.database = database
    self.facts = FactWriter(facts)
  }

  /// One period of one contract, with its return when it was begun.
  package struct Line: Sendable {
    package let contractID: String
    package let service: String
    package let provider: String
    package let reference: String
    package let period: ReturnPeriod
    package let returnID: String?
    package let state: ReturnState?

    /// Whether it should have come by that day and has not.
    package func isLate(on day: Day) -> Bool { period.due < day && (state == nil || state == .draft) }
  }

  /// Every period that is over, of one provider or of all, the latest first.
  package func lines(provider: String?, today: Day) async throws -> [Line] {
    try await database.read { connection in
      let condition: SQL = provider.map { "e.provider = \($0)" } ?? "1 = 1"
      var held: [String: (id: String, state: ReturnState?)] = [:]
      for row in try connection.rows(
        """
        SELECT r.id AS id, r.contract AS contract, r.first_day AS first_day, v.state AS state
        FROM service_return r JOIN service_return_version v ON v.return_id = r.id
        WHERE v.version = (SELECT max(w.version) FROM service_return_version w WHERE w.return_id = r.id)
        """)
      {
        held["\(try row.text("contract")) \(try row.text("first_day"))"] = (
          try row.text("id"), ReturnState(rawValue: try row.text("state"))
        )
      }
      var out: [Line] = []
      for row in try connection.rows(
        """
        SELECT c.*, s.title AS service_title, a.name AS provider_name FROM (
          \(sql: RegisterStore.selection(ServiceContract.register)) WHERE \(sql: condition)) c
        JOIN service s ON s.id = c.service JOIN authority a ON a.id = c.provider
        """)
      {
        let contract = try ServiceContract(try RegisterStore.values(row, ServiceContract.register))
        let id = try row.text("id"), service = try row.text("service_title"), name = try row.text("provider_name")
        out += contract.periods(through: today).map { period in
          let found = held["\(id) \(period.first)"]
          return Line(
            contractID: id, service: service, provider: name, reference: contract.reference, period: period,
            returnID: found?.id, state: found?.state)
        }
      }
      return out.sorted { ($1.period.last, $0.service) < ($0.period.last, $1.service) }
    }
  }

  /// The return; with `provider` only when it is that body's.
  package func find(_ id: String, provider: String? = nil) async throws -> ServiceReturn? {
    try await database.read { try ServiceReturnStore.find(id, provider: provider, $0) }
  }

  /// What accepted returns of each service add up to, for periods that begin and end within `days`.
  package func outcomes(within days: ClosedRange<Day>) async throws -> [(service: String, outcome: ServiceOutcome)] {
    try await database.read { connection in
      var contents: [String: [ReturnContent]] = [:]
      for row in try connection.rows(
        """
        SELECT r.id AS id, v.version AS version, v.narrative AS narrative, s.title AS service
        FROM service_return r JOIN service_return_version v ON v.return_id = r.id AND v.state = 'accepted'
          JOIN service_contract c ON c.id = r.contract JOIN service s ON s.id = c.service
        WHERE r.first_day >= \(days.lowerBound) AND r.last_day <= \(days.upperBound) ORDER BY s.title
        """)
      {
        contents[try row.text("service"), default: []].append(
          try ServiceReturnStore.content(
            try row.text("id"), try row.int("version"), try row.text("narrative"), connection))
      }
      return contents.sorted { $0.key < $1.key }.map { ($0.key, ServiceOutcome($0.value)) }
    }
  }
}
