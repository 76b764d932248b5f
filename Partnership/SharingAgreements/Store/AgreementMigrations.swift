import Database

/// The tables of sharing agreements: numbers 130 to 139.
///
/// What a decision looks at stands in columns and in `sharing_agreement_scope`; everything else that the agreement says is
/// in `content`, the JSON from which its signature copy is printed too, so that what was signed is what decides.
package enum AgreementMigrations {
  package static let all: [Migration] = [agreements, givers]

  /// Under Police, Crime, Sentencing and Courts Act 2022 s.16 a health or social care authority may receive but never give
  /// anything personal; its own records do not open, however many have signed.
  private static let givers = Migration(
    number: 131, title: "Parties of sharing agreements that only receive",
    ["ALTER TABLE sharing_agreement_party ADD COLUMN gives INTEGER NOT NULL DEFAULT 1"])

  private static let agreements = Migration(
    number: 130, title: "Sharing agreements, their parties and their scope",
    [
      """
      CREATE TABLE sharing_agreement (
        id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        model TEXT,
        version INTEGER NOT NULL CHECK (version > 0),
        replaces TEXT REFERENCES sharing_agreement (id),
        parent TEXT REFERENCES sharing_agreement (id),
        tier TEXT NOT NULL CHECK (tier IN ('protocol', 'purpose', 'flow')),
        status TEXT NOT NULL CHECK (status IN ('draft', 'under-review', 'partially-signed', 'in-force',
          'due-for-review', 'expired', 'terminated', 'superseded')),
        from_day TEXT NOT NULL,
        to_day TEXT,
        review_day TEXT,
        content TEXT NOT NULL,
        content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        CHECK (to_day IS NULL OR from_day <= to_day)
      )
      """,
      """
      CREATE TABLE sharing_agreement_party (
        agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
        authority_id TEXT NOT NULL REFERENCES authority (id),
        standing TEXT NOT NULL CHECK (standing IN ('controller', 'joint-controller', 'processor')),
        signed_at TEXT,
        signed_by TEXT,
        signatory TEXT,
        signed_sha256 TEXT CHECK (length(signed_sha256) = 64),
        PRIMARY KEY (agreement, authority_id),
        CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
        CHECK ((signed_at IS NULL) = (signed_sha256 IS NULL))
      )
      """,
      "CREATE INDEX sharing_agreement_party_authority ON sharing_agreement_party (authority_id, agreement)",
      """
      CREATE TABLE sharing_agreement_scope (
        agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
        kind TEXT NOT NULL CHECK (kind IN ('purpose', 'panel', 'category')),
        word TEXT NOT NULL,
        PRIMARY KEY (agreement, kind, word)
      )
      """,
      """
      CREATE TABLE sharing_agreement_event (
        id TEXT NOT NULL PRIMARY KEY,
        agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
        at TEXT NOT NULL,
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL
      )
      """,
      "CREATE INDEX sharing_agreement_event_agreement ON sharing_agreement_event (agreement, at)",
    ])
}
