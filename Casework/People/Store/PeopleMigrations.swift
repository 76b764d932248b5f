import Database

/// The tables of people: numbers 400 to 409. Every particular is sealed under the person's own key; the index holds codes
/// by which a name is found without being opened.
package enum PeopleMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 400, title: "People, sealed",
      [
        """
        CREATE TABLE person (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version > 0),
          family_name TEXT NOT NULL,
          given_names TEXT NOT NULL,
          birth_date TEXT,
          made_at TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE person_phone (
          id TEXT NOT NULL PRIMARY KEY,
          person TEXT NOT NULL REFERENCES person (id),
          number TEXT NOT NULL
        )
        """,
        "CREATE INDEX person_phone_person ON person_phone (person)",
        """
        CREATE TABLE person_address (
          person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
          version INTEGER NOT NULL,
          address TEXT NOT NULL,
          postcode TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE safe_address (
          person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
          version INTEGER NOT NULL,
          address TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE person_index (
          code TEXT NOT NULL,
          kind TEXT NOT NULL,
          person TEXT NOT NULL REFERENCES person (id),
          PRIMARY KEY (code, kind, person)
        )
        """,
        "CREATE INDEX person_index_person ON person_index (person)",
      ])
  ]
}
