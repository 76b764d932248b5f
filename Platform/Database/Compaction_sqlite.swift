import GRDB

extension SQLitePool {
  func compact() async throws {
    try await withWriter { database in
      // The log begins anew at its start, so that the rewriting runs over the old pages in it; then it is cut to nothing.
      try database.checkpoint(.restart)
      try database.execute(sql: "VACUUM")
      try database.checkpoint(.truncate)
    }
  }
}
