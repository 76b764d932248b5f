import Basics
import Database
import StrategyModel

/// What people said about a figure: why it moved, what a reader should know.
package struct Commentaries: Sendable {
  let database: Database
  package init(_ database: Database) { self.database = database }

  package struct Comment: Sendable {
    package let words: String, by: String
    package let at: Instant
  }

  package func add(_ words: String, to measure: String, period: String, by account: String, at now: Instant)
    async throws
  {
    guard words.count <= 2_000 else {
      throw Refusal(
        "too-long", place: "Your comment", "The comment is too long.", remedy: "Write up to 2,000 characters.")
    }
    let id = ID<Comment>(at: now)
    try await database.write { connection in
      _ = try connection.run(
        """
        INSERT INTO measure_commentary (id, measure, period, words, written_by, written_at)
        VALUES (\(id), \(measure), \(period), \(words), \(account), \(now))
        """)
    }
  }

  package func of(_ measure: String, period: String) async throws -> [Comment] {
    try await database.read { connection in
      try connection.rows(
        "SELECT * FROM measure_commentary WHERE measure = \(measure) AND period = \(period) ORDER BY written_at DESC"
      ).map { Comment(words: try $0.text("words"), by: try $0.text("written_by"), at: try $0.instant("written_at")) }
    }
  }
}
