import Basics
import Database
import FactStore
import Facts
import StrategyModel
import Synchronization

/// All facts in memory, brought up to date before each question by reading what was recorded or closed since.
package final class FactLedger: Sendable {
  private let database: Database
  private let held = Mutex<FactTable>(FactTable())

  package init(_ database: Database) { self.database = database }

  /// The facts as they stand in the database now.
  package func current() async throws -> FactTable {
    let known = held.withLock { $0.upTo }
    let news = try await database.read { connection in
      var news: [KeptFact] = []
      guard let clock = try connection.row("SELECT last FROM fact_clock"), try clock.int("last") > known else {
        return news
      }
      try connection.each(
        "SELECT * FROM fact WHERE sequence > \(known) OR closed_sequence > \(known) ORDER BY sequence"
      ) { news.append(try $0.keptFact()) }
      return news
    }
    return held.withLock { table in
      // Whoever read the same news first has taken them in; taking them in again changes nothing.
      for kept in news { table.take(kept) }
      return table
    }
  }

  /// Facts by their places in the order, for whoever follows a figure to what it counts.
  package func facts(_ sequences: [Int]) async throws -> [KeptFact] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM fact WHERE sequence IN \(list: sequences) ORDER BY first_day, sequence").map {
        try $0.keptFact()
      }
    }
  }
}
