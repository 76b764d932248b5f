import Basics

extension Database {
  /// Rewrites the file without what was deleted from it and empties the write-ahead log, so that neither holds a trace
  /// of deleted rows. Takes as long as copying the file, during which others wait to write; it fails (`busy`) when a
  /// read that began before goes on for more than ten seconds, and can then be repeated.
  ///
  /// For SQLite. PostgreSQL is refused: there the rows of one table are rewritten by `VACUUM FULL`, and its log and its
  /// standbys keep them until they are recycled, so what must be gone is sealed and its key erased.
  package func compact() async throws {
    guard case .sqlite(let pool) = pool, mode == .readWrite else {
      throw Refusal(
        "compaction", place: location.description, "Only an SQLite file that is open for writing can be rewritten.",
        remedy: "On PostgreSQL use VACUUM FULL on the table.")
    }
    try await pool.compact()
  }
}
