import Database

/// Grants, claims, spend, conditions and bids. Numbers 610 to 619.
package enum GrantsMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 610, title: "Grants, claims, spend, conditions and bids",
      [
        """
        CREATE TABLE funding_grant (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          funder TEXT NOT NULL,
          reference TEXT,
          purpose TEXT NOT NULL,
          amount INTEGER NOT NULL CHECK (amount >= 0),
          starts TEXT NOT NULL,
          ends TEXT NOT NULL,
          claims_due TEXT NOT NULL,
          clawback TEXT
        )
        """,
        """
        CREATE TABLE grant_claim (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          of_grant TEXT NOT NULL REFERENCES funding_grant (id),
          claimed_on TEXT NOT NULL,
          claimed INTEGER NOT NULL CHECK (claimed >= 0),
          received_on TEXT,
          received INTEGER CHECK (received >= 0),
          difference TEXT
        )
        """,
        "CREATE INDEX grant_claim_by_of_grant ON grant_claim (of_grant)",
        """
        CREATE TABLE grant_spend (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          of_grant TEXT NOT NULL REFERENCES funding_grant (id),
          day TEXT NOT NULL,
          initiative TEXT NOT NULL,
          amount INTEGER NOT NULL CHECK (amount >= 0),
          what TEXT NOT NULL
        )
        """,
        "CREATE INDEX grant_spend_by_of_grant ON grant_spend (of_grant)",
        """
        CREATE TABLE grant_condition (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          of_grant TEXT NOT NULL REFERENCES funding_grant (id),
          title TEXT NOT NULL,
          due TEXT,
          met_on TEXT,
          evidence TEXT
        )
        """,
        "CREATE INDEX grant_condition_by_of_grant ON grant_condition (of_grant)",
        """
        CREATE TABLE grant_bid (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          title TEXT NOT NULL,
          funder TEXT NOT NULL,
          amount INTEGER CHECK (amount >= 0),
          due TEXT NOT NULL,
          state TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE bid_dependency (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          bid TEXT NOT NULL REFERENCES grant_bid (id),
          title TEXT NOT NULL,
          owner TEXT NOT NULL,
          met_on TEXT
        )
        """,
        "CREATE INDEX bid_dependency_by_bid ON bid_dependency (bid)",
      ])
  ]
}
