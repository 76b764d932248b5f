import Database

/// Tables of partners' prescribed files (S.I. 2007/1831). Numbers 250 to 279.
package enum PartnerFileMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 250, title: "Partner files: extracts, column maps and files being looked at",
      [
        """
        CREATE TABLE partner_file_extract (
          sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
          byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
          -- Empty once the file was erased; the register then still says that it was here.
          bytes BLOB,
          erased_at TEXT,
          CHECK ((bytes IS NULL) = (erased_at IS NOT NULL))
        )
        """,
        """
        CREATE TABLE partner_file_map (
          holder TEXT NOT NULL,
          set_id TEXT NOT NULL,
          map TEXT NOT NULL,
          updated_by TEXT NOT NULL,
          updated_at TEXT NOT NULL,
          PRIMARY KEY (holder, set_id)
        )
        """,
        """
        CREATE TABLE partner_file_draft (
          id TEXT NOT NULL PRIMARY KEY,
          holder TEXT NOT NULL,
          set_id TEXT NOT NULL,
          quarter TEXT NOT NULL,
          sha256 TEXT NOT NULL REFERENCES partner_file_extract (sha256),
          file_name TEXT NOT NULL,
          sender TEXT NOT NULL,
          received_on TEXT NOT NULL,
          map TEXT NOT NULL,
          map_confirmed INTEGER NOT NULL CHECK (map_confirmed IN (0, 1)),
          made_by TEXT NOT NULL,
          made_at TEXT NOT NULL
        )
        """,
      ]),
    Migration(
      number: 251, title: "Partner files: imports, rows and rejected rows",
      [
        """
        CREATE TABLE partner_file_import (
          id TEXT NOT NULL PRIMARY KEY,
          holder TEXT NOT NULL,
          set_id TEXT NOT NULL,
          quarter TEXT NOT NULL,
          sha256 TEXT NOT NULL REFERENCES partner_file_extract (sha256),
          file_name TEXT NOT NULL,
          sender TEXT NOT NULL,
          received_on TEXT NOT NULL,
          map TEXT NOT NULL,
          code_list TEXT NOT NULL,
          row_count INTEGER NOT NULL CHECK (row_count >= 0),
          rejected INTEGER NOT NULL CHECK (rejected >= 0),
          created INTEGER NOT NULL CHECK (created >= 0),
          changed INTEGER NOT NULL CHECK (changed >= 0),
          unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
          lost INTEGER NOT NULL CHECK (lost >= 0),
          unplaced INTEGER NOT NULL CHECK (unplaced >= 0),
          small_numbers TEXT,
          imported_by TEXT NOT NULL,
          imported_at TEXT NOT NULL,
          undone_by TEXT,
          undone_at TEXT,
          undone_reason TEXT,
          CHECK (row_count = created + changed + unchanged),
          CHECK ((undone_at IS NULL) = (undone_reason IS NULL) AND (undone_at IS NULL) = (undone_by IS NULL))
        )
        """,
        "CREATE INDEX partner_file_import_place ON partner_file_import (holder, set_id, quarter, imported_at)",
        """
        CREATE TABLE partner_file_row (
          import_id TEXT NOT NULL REFERENCES partner_file_import (id),
          line INTEGER NOT NULL,
          reference TEXT NOT NULL,
          day TEXT,
          minute INTEGER CHECK (minute BETWEEN 0 AND 1439),
          category TEXT NOT NULL,
          subcategory TEXT NOT NULL,
          place TEXT NOT NULL,
          outward TEXT NOT NULL,
          easting INTEGER,
          northing INTEGER,
          longitude INTEGER,
          latitude INTEGER,
          quantity INTEGER NOT NULL CHECK (quantity >= 0),
          details TEXT NOT NULL,
          PRIMARY KEY (import_id, line),
          CHECK ((easting IS NULL) = (northing IS NULL)),
          CHECK ((longitude IS NULL) = (latitude IS NULL))
        )
        """,
        """
        CREATE TABLE partner_file_problem (
          import_id TEXT NOT NULL REFERENCES partner_file_import (id),
          line INTEGER NOT NULL,
          kind TEXT NOT NULL,
          field TEXT NOT NULL,
          reason TEXT NOT NULL,
          PRIMARY KEY (import_id, line)
        )
        """,
      ]),
    Migration(
      number: 252, title: "Partner files: answers of holders and files refused as personal data",
      [
        """
        CREATE TABLE partner_file_answer (
          id TEXT NOT NULL PRIMARY KEY,
          holder TEXT NOT NULL,
          set_id TEXT NOT NULL,
          quarter TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('not-held', 'refused')),
          reason TEXT NOT NULL CHECK (length(reason) > 0),
          recorded_by TEXT NOT NULL,
          recorded_at TEXT NOT NULL,
          withdrawn_by TEXT,
          withdrawn_at TEXT,
          CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
        )
        """,
        "CREATE INDEX partner_file_answer_place ON partner_file_answer (holder, set_id, quarter)",
        """
        CREATE TABLE partner_file_refusal (
          id TEXT NOT NULL PRIMARY KEY,
          holder TEXT NOT NULL,
          set_id TEXT NOT NULL,
          quarter TEXT NOT NULL,
          sha256 TEXT NOT NULL,
          file_name TEXT NOT NULL,
          findings TEXT NOT NULL,
          offered_by TEXT NOT NULL,
          offered_at TEXT NOT NULL
        )
        """,
      ]),
  ]
}
