import Basics
import Database
import FactStore
import Facts
import Foundation
import GovernanceModel
import PartnershipModel

/// Boards, duties and plans in the database. Every change is one transaction that also names its writer, and writes the
/// fact that it counts as.
package struct GovernanceStore: Sendable {
  let database: Database
  let facts: FactWriter
  package let duties: DutyTable
  package let contents: StrategyContents

  package init(_ database: Database, kinds: FactKinds, duties: DutyTable, contents: StrategyContents) {
    self.database = database
    facts = FactWriter(kinds)
    self.duties = duties
    self.contents = contents
  }

  /// With the partnership's practice from its folder. Errors: `practice-file` refusals with file and line.
  package init(_ database: Database, practice: String) throws {
    func text(_ name: String) throws -> String {
      guard let text = try? String(contentsOfFile: practice + "/" + name, encoding: .utf8) else {
        throw Refusal(
          "practice-file", place: name, "The practice file cannot be read.", remedy: "Restore it from the release.")
      }
      return text
    }
    self.init(
      database, kinds: try FactKinds.read(practice: practice), duties: try DutyTable(text: text("law/duties.yaml")),
      contents: try StrategyContents(text: text("law/strategy-contents.yaml")))
  }

  package static let migrations = BoardMigrations.all + DutyMigrations.all + PlanMigrations.all

  /// One change with its line in the history of `record`.
  @discardableResult
  func change<T: Sendable>(
    _ record: String, by author: GovernanceAuthor, at now: Instant, _ action: String, _ detail: String = "",
    _ body: @escaping @Sendable (any Connection) throws -> T
  ) async throws -> T {
    try author.mayKeep()
    let id = ID<GovernanceEvent>(at: now), detail = String(detail.prefix(300))
    return try await database.write { connection in
      let result = try body(connection)
      try connection.run(
        """
        INSERT INTO governance_history (id, record, at, account, name, action, detail)
        VALUES (\(id), \(record), \(now), \(author.account), \(author.name), \(action), \(detail))
        """)
      return result
    }
  }

  /// What was done to a record, latest first.
  package func history(of record: String) async throws -> [GovernanceEvent] {
    try await database.read { connection in
      try connection.rows(
        "SELECT * FROM governance_history WHERE record = \(record) ORDER BY at DESC, id DESC LIMIT 200"
      ).map {
        GovernanceEvent(
          at: try $0.instant("at"), name: try $0.text("name"), action: try $0.text("action"),
          detail: try $0.text("detail"))
      }
    }
  }

  /// Which of the five responsible authorities each body is, by identity.
  package func responsibilities() async throws -> [String: Authority.Responsibility] {
    try await database.read { try $0.responsibilities() }
  }
}

extension Connection {
  func responsibilities() throws -> [String: Authority.Responsibility] {
    var out: [String: Authority.Responsibility] = [:]
    for row in try rows("SELECT id, responsibility FROM authority WHERE responsibility IS NOT NULL") {
      out[try row.text("id")] = Authority.Responsibility(rawValue: try row.text("responsibility"))
    }
    return out
  }

  /// The code under which facts name a body: which responsible authority it is; nil for another body.
  func agencyCode(_ authority: String?) throws -> String? {
    guard let authority else { return nil }
    return try row("SELECT responsibility FROM authority WHERE id = \(authority)")?.optionalText("responsibility")
  }

  /// A body must be in the register when it is named by identity.
  func checkAuthority(_ authority: String?) throws {
    guard let authority else { return }
    guard try row("SELECT id FROM authority WHERE id = \(authority)") != nil else {
      throw Refusal(
        "no-authority", place: "Organisation", "There is no such body.", remedy: "Choose one from the list.")
    }
  }

  /// An account must exist when it is named.
  func checkAccount(_ account: String?) throws {
    guard let account else { return }
    guard try row("SELECT id FROM account WHERE id = \(account)") != nil else {
      throw Refusal("no-account", place: "Person or post", "There is no such account.", remedy: "Leave it empty.")
    }
  }
}

extension Row {
  /// A word of a closed list; a word that is not ours is a fault in the stored data.
  func governanceWord<W: RawRepresentable<String>>(_ column: String, _: W.Type = W.self) throws -> W {
    let text = try text(column)
    guard let word = W(rawValue: text) else {
      throw Refusal(
        "stored-word", place: column, "The database holds “\(text.prefix(40))”, which this program does not know.",
        remedy: "Use the program that wrote it, or a newer one.")
    }
    return word
  }
}
