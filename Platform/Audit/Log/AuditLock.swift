import Database

/// The database itself refuses to change or remove what the log holds, whichever program asks. Whoever may alter the
/// schema can take these triggers away; what notices that is the tree.
enum AuditLock {
  static func function(_ engine: Engine) -> [String] {
    switch engine {
    case .sqlite: []
    case .postgres:
      [
        """
        CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit log is never changed' USING ERRCODE = 'check_violation'; END $$
        """
      ]
    }
  }

  static func statements(_ engine: Engine, _ table: String, key: [String]) -> [String] {
    switch engine {
    case .sqlite:
      ["UPDATE", "DELETE"].map { change in
        """
        CREATE TRIGGER \(table)_\(change.lowercased()) BEFORE \(change) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END
        """
      } + [
        // INSERT OR REPLACE takes a row away without asking the trigger for DELETE.
        """
        CREATE TRIGGER \(table)_replace BEFORE INSERT ON \(table)
        WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(key.map { "\($0) = NEW.\($0)" }.joined(separator: " AND ")))
        BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END
        """
      ]
    case .postgres:
      [
        """
        CREATE TRIGGER \(table)_change BEFORE UPDATE OR DELETE ON \(table)
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()
        """,
        """
        CREATE TRIGGER \(table)_truncate BEFORE TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
        """,
      ]
    }
  }

  /// On PostgreSQL whoever appends holds this empty table; see `AuditLog.takeTurn`.
  static func turn(_ engine: Engine) -> [String] {
    switch engine {
    case .sqlite: []
    case .postgres: ["CREATE TABLE audit_turn (nothing INTEGER)"]
    }
  }
}
