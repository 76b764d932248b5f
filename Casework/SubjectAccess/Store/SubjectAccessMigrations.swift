import Database

/// The tables of subject access requests: numbers 430 to 439. Days and states are in clear for the clocks; who asks, the
/// safety check and what leaves are sealed under the request's key.
package enum SubjectAccessMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 430, title: "Subject access requests",
      [
        """
        CREATE TABLE subject_request (
          id TEXT NOT NULL PRIMARY KEY,
          reference TEXT NOT NULL UNIQUE,
          agency TEXT NOT NULL REFERENCES authority (id),
          regime TEXT NOT NULL CHECK (regime IN ('uk-gdpr', 'law-enforcement')),
          state TEXT NOT NULL CHECK (state IN ('received', 'reviewed', 'approved', 'answered', 'refused', 'withdrawn')),
          received_on TEXT NOT NULL,
          extended_on TEXT,
          extension_reason TEXT,
          identity TEXT NOT NULL,
          handler TEXT NOT NULL REFERENCES account (id),
          handler_name TEXT NOT NULL,
          safety TEXT,
          reviewed_by TEXT,
          revision INTEGER NOT NULL,
          approvals_needed INTEGER NOT NULL,
          ended_on TEXT,
          end_reason TEXT,
          answer BLOB,
          answer_sha256 TEXT,
          entry_index INTEGER
        )
        """,
        "CREATE INDEX subject_request_agency ON subject_request (agency, received_on)",
        """
        CREATE TABLE subject_request_pause (
          id TEXT NOT NULL PRIMARY KEY,
          request TEXT NOT NULL REFERENCES subject_request (id),
          reason TEXT NOT NULL CHECK (reason IN ('identity', 'clarification', 'fee')),
          asked_on TEXT NOT NULL,
          answered_on TEXT
        )
        """,
        "CREATE INDEX subject_request_pause_request ON subject_request_pause (request)",
        """
        CREATE TABLE subject_request_case (
          request TEXT NOT NULL REFERENCES subject_request (id),
          record TEXT NOT NULL REFERENCES access_record (id),
          person TEXT NOT NULL,
          persons TEXT NOT NULL,
          matched TEXT NOT NULL,
          weight INTEGER NOT NULL,
          decided_by TEXT,
          standing TEXT NOT NULL CHECK (standing IN ('found', 'taken', 'decided', 'other', 'concealed')),
          PRIMARY KEY (request, record)
        )
        """,
        """
        CREATE TABLE subject_request_member (
          request TEXT NOT NULL REFERENCES subject_request (id),
          record TEXT NOT NULL REFERENCES access_record (id),
          account TEXT NOT NULL REFERENCES account (id),
          PRIMARY KEY (request, record, account)
        )
        """,
        """
        CREATE TABLE subject_request_item (
          request TEXT NOT NULL REFERENCES subject_request (id),
          record TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('person', 'contact', 'note')),
          item TEXT NOT NULL,
          position INTEGER NOT NULL,
          third_party TEXT NOT NULL CHECK (third_party IN ('nobody', 'agreed', 'reasonable', 'unreasonable')),
          choice TEXT NOT NULL CHECK (choice IN ('withheld', 'redacted', 'whole')),
          reason TEXT,
          leaving TEXT,
          PRIMARY KEY (request, record, kind, item),
          CHECK ((choice = 'withheld') = (leaving IS NULL))
        )
        """,
        """
        CREATE TABLE subject_request_approval (
          request TEXT NOT NULL REFERENCES subject_request (id),
          account TEXT NOT NULL REFERENCES account (id),
          name TEXT NOT NULL,
          approved_at TEXT NOT NULL,
          PRIMARY KEY (request, account)
        )
        """,
      ])
  ]
}
