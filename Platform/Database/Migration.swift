import Basics
import Crypto

/// One numbered step in the life of the tables; once released it is never edited, only followed by another.
///
/// Numbers: keys of guarded fields 40–49 (a file of their own), Audit 50–59, Facts 60–69, Partners 100–119, SharingDecisions 120–129,
/// SharingAgreements 130–139, Accountability 140–149, Evidence 200–299, StrategicAssessments 300–399, People 400–409, Cases
/// 410–419, Boards 500–519, Duties 520–529, Plans 530–549; unique over the program.
package struct Migration: Sendable {
  package let number: Int
  /// What the step does, as the plan shows it: `Accounts and sessions`.
  package let title: String
  /// The statements, one text each. `CREATE TABLE` is written with SQLite's types (`TEXT`, `INTEGER`, `REAL`, `BLOB`)
  /// and put into PostgreSQL's words by the runner, which also makes SQLite's tables STRICT.
  package let sql: @Sendable (Engine) -> [String]

  package init(number: Int, title: String, sql: @escaping @Sendable (Engine) -> [String]) {
    self.number = number
    self.title = title
    self.sql = sql
  }

  /// The usual case: the same statements on both engines.
  package init(number: Int, title: String, _ statements: [String]) {
    self.init(number: number, title: title) { _ in statements }
  }

  /// SHA-256 over the statements for both engines, so that a database knows an edited step whichever engine it is on.
  package var checksum: String {
    var hash = SHA256()
    for engine in Engine.allCases {
      hash.update(data: Array("\(engine.rawValue)\u{0}".utf8))
      for statement in sql(engine) { hash.update(data: Array("\(statement)\u{0}".utf8)) }
    }
    return Hex.text(hash.finalize())
  }
}
