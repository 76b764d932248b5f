import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// One line of a list of cases.
package struct CaseLine: Sendable {
  package let cover: Case
  /// Names of the people whom it concerns, opened for this reader.
  package let names: [String]
}

extension CaseStore {
  package static let pageSize = 25

  /// The reader's cases, the latest first; the same clauses decide as for a single one. Nothing is said of others, not
  /// even how many there are.
  package func list(
    state: Case.State? = .open, before: (day: Day, id: ID<Case>)? = nil, by inquirer: Inquirer
  ) async throws -> [CaseLine] {
    try await lines(inquirer, object: "case-list") { connection, predicate in
      let kept: SQL = state.map { "v.state = \($0.rawValue)" } ?? "1 = 1"
      let later: SQL =
        before.map { "v.opened_on < \($0.day) OR (v.opened_on = \($0.day) AND v.id < \($0.id))" } ?? "1 = 1"
      return CaseStore.page(predicate, where: "(\(sql: kept)) AND (\(sql: later))")
    }
  }

  /// The latest cases that the predicate admits. Who is on few begins with those; who is on very many begins with the latest
  /// cases of all and stops when the page is full. `CROSS JOIN` keeps SQLite to that order.
  private static func page(_ predicate: AccessPredicate, where further: SQL) -> SQL {
    let source: SQL =
      predicate.isBroad
      ? """
      FROM case_file_cover v CROSS JOIN access_record r
      WHERE r.id = v.id AND (\(sql: further)) AND \(sql: predicate.whole)
      """ : predicate.from("JOIN case_file_cover v ON v.id = r.id", where: further)
    return "SELECT v.id \(sql: source) ORDER BY v.opened_on DESC, v.id DESC LIMIT \(CaseStore.pageSize)"
  }

  /// The identities of the first page alone, without names and without an entry: what the rule of sharing itself costs.
  package func listed(by inquirer: Inquirer) async throws -> [ID<Case>] {
    let store = self
    return try await database.read { connection in
      let predicate = try store.gate.predicate(.read, for: inquirer, connection)
      let query = CaseStore.page(predicate, where: "v.state = 'open'")
      return try connection.rows(query).map { try $0.id("id") }
    }
  }

  /// Cases of people who are found by a name, its sound, a telephone number, a postcode, or by the case's reference.
  package func search(_ text: String, by inquirer: Inquirer) async throws -> [CaseLine] {
    guard text.count <= 100, text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        "search-text", place: "Search", "Nothing can be searched for by this.",
        remedy: "Enter a name, a telephone number, a postcode or a reference.")
    }
    let codes = try vault.codes(forSearch: text)
    let reference = text.uppercased().filter { !$0.isWhitespace }
    return try await lines(inquirer, object: "case-search") { connection, predicate in
      var found: [SQL] = ["SELECT w.id AS record, 0 AS rank FROM case_file_cover w WHERE w.reference = \(reference)"]
      if !codes.isEmpty {
        let any = SQL.joined(codes.map { "(i.kind = \($0.kind) AND i.code = \($0.code))" as SQL }, by: " OR ")
        found.append(
          """
          SELECT x.record, CASE WHEN i.kind = \(BlindIndex.Kind.soundOfName.rawValue) THEN 1 ELSE 0 END AS rank
          FROM person_index i JOIN access_person x ON x.person = i.person WHERE \(sql: any)
          """)
      }
      // What is searched for comes first: it is fewer than what anybody is on. What only sounds alike stands after what is
      // written so, or a common sound would push a name off the page.
      return """
        SELECT v.id FROM (SELECT f.record, min(f.rank) AS rank FROM (\(sql: SQL.joined(found, by: " UNION ALL "))) f
          GROUP BY f.record) h JOIN access_record r ON r.id = h.record JOIN case_file_cover v ON v.id = r.id
        WHERE \(sql: predicate.whole)
        ORDER BY h.rank, v.opened_on DESC, v.id DESC LIMIT \(CaseStore.pageSize)
        """
    }
  }

  private func lines(
    _ inquirer: Inquirer, object: String,
    _ query: @escaping @Sendable (any Connection, AccessPredicate) throws -> SQL
  ) async throws -> [CaseLine] {
    let store = self
    let (found, people, concerned) = try await database.read { connection in
      let predicate = try store.gate.predicate(.read, for: inquirer, connection)
      let ids = try connection.rows(try query(connection, predicate)).map { try $0.text("id") }
      guard !ids.isEmpty else { return ([Case](), [PeopleVault.Sealed](), [String: [String]]()) }
      let list = SQL.joined(ids.map { "\($0)" as SQL }, by: ", ")
      let places = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
      let covers = try CaseStore.covers("WHERE c.id IN (\(sql: list))", connection).sorted {
        places[$0.id.text] ?? 0 < places[$1.id.text] ?? 0
      }
      var people: [PeopleVault.Sealed] = [], concerned: [String: [String]] = [:]
      for id in ids {
        let own = try PeopleVault.sealed(concerned: id, connection)
        concerned[id] = own.map(\.id.text)
        people += own
      }
      return (covers, people, concerned)
    }
    let individuals = Set(concerned.values.joined()).sorted()
    let agency = try await database.read { try AccessGate.agency(of: inquirer.account, $0) }
    let entry = try AuditEntry(
      individuals.isEmpty ? .decision : .consultation, by: CaseAudit.actor(inquirer, agency: agency),
      object: AuditObject(kind: object, id: "all", fieldGroups: ["identity"]), individuals: individuals,
      grounds: AuditGrounds(
        purpose: inquirer.purpose.isEmpty ? nil : inquirer.purpose, rules: ["action:read"], effect: .allow),
      resultCount: found.count)
    // Names are opened while the entry is on its way to the disk; nothing is given out before it is there.
    async let stored = reads.record(entry)
    let opened = try await vault.open(people, contacts: false)
    let lines = found.map { cover in
      CaseLine(cover: cover, names: (concerned[cover.id.text] ?? []).compactMap { opened[ID($0)]?.name })
    }
    _ = try await stored
    return lines
  }
}
