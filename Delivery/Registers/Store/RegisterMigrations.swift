import Database

/// What every register of programmes has in common. Number 600.
package enum RegisterMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 600, title: "Corrections of the registers of programmes",
      [
        """
        CREATE TABLE register_change (
          register TEXT NOT NULL,
          record TEXT NOT NULL,
          version INTEGER NOT NULL CHECK (version >= 1),
          changed_at TEXT NOT NULL,
          changed_by TEXT NOT NULL REFERENCES account (id),
          reason TEXT NOT NULL,
          stood_before TEXT NOT NULL,
          PRIMARY KEY (register, record, version)
        )
        """
      ])
  ]
}
