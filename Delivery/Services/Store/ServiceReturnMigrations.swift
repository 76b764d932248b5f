import Database

/// Returns of providers: their versions, figures and queries. Numbers 602 to 609.
package enum ServiceReturnMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 602, title: "Returns of providers",
      [
        """
        CREATE TABLE service_return (
          id TEXT NOT NULL PRIMARY KEY,
          contract TEXT NOT NULL REFERENCES service_contract (id),
          first_day TEXT NOT NULL,
          last_day TEXT NOT NULL,
          due_on TEXT NOT NULL,
          begun_at TEXT NOT NULL,
          UNIQUE (contract, first_day),
          CHECK (first_day <= last_day)
        )
        """,
        """
        CREATE TABLE service_return_version (
          return_id TEXT NOT NULL REFERENCES service_return (id),
          version INTEGER NOT NULL CHECK (version >= 1),
          state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'queried', 'accepted', 'replaced')),
          narrative TEXT NOT NULL,
          reason TEXT,
          begun_by TEXT NOT NULL REFERENCES account (id),
          begun_at TEXT NOT NULL,
          submitted_by TEXT REFERENCES account (id),
          submitted_at TEXT,
          decided_by TEXT REFERENCES account (id),
          decided_at TEXT,
          PRIMARY KEY (return_id, version),
          CHECK (version = 1 OR reason IS NOT NULL),
          CHECK (state NOT IN ('accepted', 'replaced') OR decided_by IS NOT NULL)
        )
        """,
        // One version at a time is worked on, and one at a time stands.
        """
        CREATE UNIQUE INDEX service_return_open ON service_return_version (return_id)
        WHERE state IN ('draft', 'submitted', 'queried')
        """,
        "CREATE UNIQUE INDEX service_return_standing ON service_return_version (return_id) WHERE state = 'accepted'",
        """
        CREATE TABLE service_return_figure (
          return_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          item TEXT NOT NULL,
          number INTEGER CHECK (number >= 0),
          base INTEGER CHECK (base >= 0),
          PRIMARY KEY (return_id, version, item),
          FOREIGN KEY (return_id, version) REFERENCES service_return_version (return_id, version)
        )
        """,
        """
        CREATE TABLE service_return_query (
          id TEXT NOT NULL PRIMARY KEY,
          return_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          question TEXT NOT NULL,
          asked_by TEXT NOT NULL REFERENCES account (id),
          asked_at TEXT NOT NULL,
          answer TEXT,
          answered_by TEXT REFERENCES account (id),
          answered_at TEXT,
          FOREIGN KEY (return_id, version) REFERENCES service_return_version (return_id, version),
          CHECK ((answer IS NULL) = (answered_by IS NULL))
        )
        """,
        "CREATE INDEX service_return_query_of ON service_return_query (return_id, version)",
      ])
  ]
}
