import Database

/// Campaigns, material, distribution and forward plan. Numbers 650 to 659.
package enum CampaignsMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 650, title: "Campaigns, material, distribution and forward plan",
      [
        """
        CREATE TABLE campaign (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          theme TEXT NOT NULL,
          aim TEXT NOT NULL,
          audience TEXT NOT NULL,
          channels TEXT NOT NULL,
          owner TEXT NOT NULL,
          starts TEXT NOT NULL,
          ends TEXT,
          cleared_by TEXT,
          state TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE campaign_asset (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          campaign TEXT NOT NULL REFERENCES campaign (id),
          title TEXT NOT NULL,
          type TEXT NOT NULL,
          language TEXT NOT NULL,
          made INTEGER NOT NULL CHECK (made BETWEEN 0 AND 10000000)
        )
        """,
        "CREATE INDEX campaign_asset_by_campaign ON campaign_asset (campaign)",
        """
        CREATE TABLE campaign_distribution (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          asset TEXT NOT NULL REFERENCES campaign_asset (id),
          day TEXT NOT NULL,
          quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
          ward TEXT,
          given_to TEXT NOT NULL
        )
        """,
        "CREATE INDEX campaign_distribution_by_asset ON campaign_distribution (asset)",
        """
        CREATE TABLE campaign_reach (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          campaign TEXT NOT NULL REFERENCES campaign (id),
          measure TEXT NOT NULL,
          number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 2000000000),
          day TEXT NOT NULL,
          source TEXT NOT NULL
        )
        """,
        "CREATE INDEX campaign_reach_by_campaign ON campaign_reach (campaign)",
        """
        CREATE TABLE forward_plan_item (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          title TEXT NOT NULL,
          campaign TEXT REFERENCES campaign (id),
          channel TEXT NOT NULL,
          day TEXT NOT NULL,
          embargo_until TEXT,
          owner TEXT NOT NULL,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX forward_plan_item_by_campaign ON forward_plan_item (campaign)",
      ])
  ]
}
