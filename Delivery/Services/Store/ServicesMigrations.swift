import Database

/// Services, contracts, requirements and indicators. Numbers 600 to 609.
package enum ServicesMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 601, title: "Services, contracts, requirements and indicators",
      [
        """
        CREATE TABLE service (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          need TEXT NOT NULL,
          commissioner TEXT NOT NULL REFERENCES authority (id),
          state TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE service_contract (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          service TEXT NOT NULL REFERENCES service (id),
          provider TEXT NOT NULL REFERENCES authority (id),
          reference TEXT NOT NULL,
          starts TEXT NOT NULL,
          ends TEXT NOT NULL,
          extension_months INTEGER CHECK (extension_months BETWEEN 0 AND 120),
          amount INTEGER CHECK (amount >= 0),
          funding TEXT,
          boroughs TEXT NOT NULL,
          frequency TEXT NOT NULL,
          return_days INTEGER NOT NULL CHECK (return_days BETWEEN 0 AND 180)
        )
        """,
        "CREATE INDEX service_contract_by_service ON service_contract (service)",
        """
        CREATE TABLE key_indicator (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          contract TEXT NOT NULL REFERENCES service_contract (id),
          code TEXT NOT NULL,
          title TEXT NOT NULL,
          formula TEXT NOT NULL,
          base TEXT,
          form TEXT NOT NULL,
          direction TEXT NOT NULL,
          target INTEGER CHECK (target BETWEEN 0 AND 10000000),
          source TEXT NOT NULL,
          split TEXT
        )
        """,
        "CREATE INDEX key_indicator_by_contract ON key_indicator (contract)",
        """
        CREATE TABLE contract_requirement (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          contract TEXT NOT NULL REFERENCES service_contract (id),
          number TEXT NOT NULL,
          words TEXT NOT NULL
        )
        """,
        "CREATE INDEX contract_requirement_by_contract ON contract_requirement (contract)",
        """
        CREATE TABLE contract_review (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          contract TEXT NOT NULL REFERENCES service_contract (id),
          day TEXT NOT NULL,
          findings TEXT NOT NULL
        )
        """,
        "CREATE INDEX contract_review_by_contract ON contract_review (contract)",
        """
        CREATE TABLE improvement_action (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          review TEXT NOT NULL REFERENCES contract_review (id),
          what TEXT NOT NULL,
          owner TEXT NOT NULL,
          due TEXT NOT NULL,
          done_on TEXT
        )
        """,
        "CREATE INDEX improvement_action_by_review ON improvement_action (review)",
      ])
  ]
}
