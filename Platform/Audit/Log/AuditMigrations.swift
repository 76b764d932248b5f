import Database

/// The tables of the audit log: numbers 50 to 59.
package enum AuditMigrations {
  package static let all: [Migration] = [entries, nodes, heads, witnesses]

  /// `leaf` is the record; what stands beside it is for searching, and checked against it. A leaf's hash is stored and
  /// recomputed: what is stored has been seen to rot.
  private static let entries = Migration(number: 50, title: "Audit entries") { engine in
    [
      """
      CREATE TABLE audit_entry (
        entry_index INTEGER NOT NULL PRIMARY KEY CHECK (entry_index >= 0),
        leaf BLOB NOT NULL,
        leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
        recorded_at TEXT NOT NULL,
        category TEXT NOT NULL CHECK (category IN ('collection', 'alteration', 'consultation', 'disclosure',
          'combination', 'erasure', 'decision', 'session', 'admin', 'system')),
        actor TEXT,
        agency TEXT,
        object_kind TEXT,
        object_id TEXT,
        CHECK ((object_kind IS NULL) = (object_id IS NULL))
      )
      """,
      "CREATE INDEX audit_entry_time ON audit_entry (recorded_at)",
      "CREATE INDEX audit_entry_category ON audit_entry (category, entry_index)",
      "CREATE INDEX audit_entry_actor ON audit_entry (actor, entry_index)",
      "CREATE INDEX audit_entry_agency ON audit_entry (agency, entry_index)",
      "CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_id, entry_index)",
      """
      CREATE TABLE audit_individual (
        individual TEXT NOT NULL,
        entry_index INTEGER NOT NULL REFERENCES audit_entry (entry_index),
        PRIMARY KEY (individual, entry_index)
      ) WITHOUT ROWID
      """,
      "CREATE INDEX audit_individual_entry ON audit_individual (entry_index)",
    ] + AuditLock.function(engine) + AuditLock.statements(engine, "audit_entry", key: ["entry_index"])
      + AuditLock.statements(engine, "audit_individual", key: ["individual", "entry_index"])
      + AuditLock.turn(engine)
  }

  /// The complete subtrees above the leaves; level 1 joins two leaves.
  private static let nodes = Migration(number: 51, title: "The tree over the audit entries") { engine in
    [
      """
      CREATE TABLE audit_node (
        level INTEGER NOT NULL CHECK (level > 0),
        node_index INTEGER NOT NULL CHECK (node_index >= 0),
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (level, node_index)
      ) WITHOUT ROWID
      """
    ] + AuditLock.statements(engine, "audit_node", key: ["level", "node_index"])
  }

  /// `note` is the signed checkpoint as it is served.
  private static let heads = Migration(number: 52, title: "Signed heads of the audit log") { engine in
    [
      """
      CREATE TABLE audit_head (
        size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
        note TEXT NOT NULL,
        signed_at TEXT NOT NULL
      )
      """
    ] + AuditLock.statements(engine, "audit_head", key: ["size"])
  }

  /// `verifier` is a witness's key as C2SP signed-note writes it, `line` its signature line as it is served. A cosignature
  /// is never changed; a witness is retired and not removed.
  private static let witnesses = Migration(number: 53, title: "Witnesses of the audit log and what they cosigned") {
    engine in
    [
      """
      CREATE TABLE audit_witness (
        verifier TEXT NOT NULL PRIMARY KEY,
        added_at TEXT NOT NULL,
        retired_at TEXT
      )
      """,
      """
      CREATE TABLE audit_cosignature (
        size INTEGER NOT NULL REFERENCES audit_head (size),
        witness TEXT NOT NULL REFERENCES audit_witness (verifier),
        line TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        PRIMARY KEY (size, witness)
      )
      """,
      "CREATE INDEX audit_cosignature_witness ON audit_cosignature (witness, size)",
    ] + AuditLock.statements(engine, "audit_cosignature", key: ["size", "witness"])
  }
}
