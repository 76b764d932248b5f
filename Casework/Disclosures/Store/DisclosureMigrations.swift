import Database

/// The tables of disclosures: numbers 420 to 429. Who, when, by which gateway and until when are in clear, so that the
/// ledger and its clocks work; what was asked, the reasons and what was sent are sealed under the disclosure's own key.
package enum DisclosureMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 420, title: "Disclosures, their items and recipients",
      [
        """
        CREATE TABLE disclosure (
          id TEXT NOT NULL PRIMARY KEY,
          reference TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL CHECK (kind IN ('information', 'known-to')),
          agency TEXT NOT NULL REFERENCES authority (id),
          record TEXT REFERENCES access_record (id),
          state TEXT NOT NULL CHECK (state IN ('requested', 'acknowledged', 'assessed', 'redacted', 'sent', 'refused',
            'answered')),
          asked_by TEXT NOT NULL,
          asked_body TEXT NOT NULL,
          asked_account TEXT REFERENCES account (id),
          received_on TEXT NOT NULL,
          made_at TEXT NOT NULL,
          made_by TEXT NOT NULL,
          ask TEXT NOT NULL,
          acknowledged_at TEXT,
          acknowledged_by TEXT,
          ground TEXT,
          ground_version INTEGER NOT NULL,
          gateway TEXT,
          purpose TEXT,
          refusal_clause TEXT,
          assessed_at TEXT,
          assessed_by TEXT,
          delete_by TEXT,
          chosen_by TEXT,
          redacted_by TEXT,
          redaction INTEGER NOT NULL,
          second_needed INTEGER NOT NULL CHECK (second_needed IN (0, 1)),
          second_by TEXT,
          second_name TEXT,
          second_at TEXT,
          sent_at TEXT,
          sent_by TEXT
        )
        """,
        "CREATE INDEX disclosure_agency ON disclosure (agency, received_on)",
        "CREATE INDEX disclosure_record ON disclosure (record)",
        "CREATE INDEX disclosure_asked ON disclosure (asked_account)",
        """
        CREATE TABLE disclosure_item (
          disclosure TEXT NOT NULL REFERENCES disclosure (id),
          kind TEXT NOT NULL CHECK (kind IN ('person', 'contact', 'note')),
          item TEXT NOT NULL,
          position INTEGER NOT NULL,
          version INTEGER NOT NULL,
          choice TEXT NOT NULL CHECK (choice IN ('withheld', 'redacted', 'whole')),
          reason TEXT,
          categories TEXT NOT NULL,
          leaving TEXT,
          PRIMARY KEY (disclosure, kind, item),
          CHECK ((choice = 'withheld') = (leaving IS NULL))
        )
        """,
        "CREATE INDEX disclosure_item_item ON disclosure_item (item)",
        """
        CREATE TABLE disclosure_recipient (
          id TEXT NOT NULL PRIMARY KEY,
          disclosure TEXT NOT NULL REFERENCES disclosure (id),
          number INTEGER NOT NULL,
          account TEXT REFERENCES account (id),
          agency TEXT REFERENCES authority (id),
          kind TEXT,
          name TEXT NOT NULL,
          body TEXT NOT NULL,
          sent_to TEXT NOT NULL,
          form TEXT NOT NULL CHECK (form IN ('view', 'copy')),
          standing TEXT NOT NULL CHECK (standing IN ('named', 'sent', 'confirmed', 'destroyed', 'returned', 'kept')),
          agreement TEXT,
          agreement_version INTEGER,
          pack TEXT,
          copy BLOB,
          text_sha256 TEXT,
          receipt TEXT,
          entry_index INTEGER,
          confirmed_at TEXT,
          confirmed_by TEXT,
          ended_at TEXT,
          ended_by TEXT,
          ended_words TEXT,
          UNIQUE (disclosure, number)
        )
        """,
        "CREATE INDEX disclosure_recipient_account ON disclosure_recipient (account)",
        """
        CREATE TABLE disclosure_correction (
          id TEXT NOT NULL PRIMARY KEY,
          recipient TEXT NOT NULL REFERENCES disclosure_recipient (id),
          item TEXT NOT NULL,
          words TEXT NOT NULL,
          made_at TEXT NOT NULL,
          made_by TEXT NOT NULL,
          told_at TEXT,
          told_by TEXT,
          told_how TEXT
        )
        """,
        "CREATE INDEX disclosure_correction_recipient ON disclosure_correction (recipient, told_at)",
      ]),
    // A list of words in a table cannot be widened, so the table is made anew.
    Migration(
      number: 421, title: "Documents among the items of a disclosure",
      [
        """
        CREATE TABLE disclosure_item_new (
          disclosure TEXT NOT NULL REFERENCES disclosure (id),
          kind TEXT NOT NULL CHECK (kind IN ('person', 'contact', 'note', 'document')),
          item TEXT NOT NULL,
          position INTEGER NOT NULL,
          version INTEGER NOT NULL,
          choice TEXT NOT NULL CHECK (choice IN ('withheld', 'redacted', 'whole')),
          reason TEXT,
          categories TEXT NOT NULL,
          leaving TEXT,
          PRIMARY KEY (disclosure, kind, item),
          CHECK ((choice = 'withheld') = (leaving IS NULL))
        )
        """,
        """
        INSERT INTO disclosure_item_new (disclosure, kind, item, position, version, choice, reason, categories, leaving)
        SELECT disclosure, kind, item, position, version, choice, reason, categories, leaving FROM disclosure_item
        """,
        "DROP TABLE disclosure_item",
        "ALTER TABLE disclosure_item_new RENAME TO disclosure_item",
        "CREATE INDEX disclosure_item_item ON disclosure_item (item)",
        """
        CREATE TABLE disclosure_file (
          id TEXT NOT NULL PRIMARY KEY,
          disclosure TEXT NOT NULL REFERENCES disclosure (id),
          document TEXT NOT NULL,
          form TEXT NOT NULL CHECK (form IN ('whole', 'redacted')),
          name TEXT NOT NULL,
          content BLOB NOT NULL,
          media_type TEXT NOT NULL,
          byte_count INTEGER NOT NULL,
          sha256 TEXT NOT NULL,
          added_at TEXT NOT NULL,
          added_by TEXT NOT NULL,
          UNIQUE (disclosure, document, form)
        )
        """,
      ]),
  ]
}
