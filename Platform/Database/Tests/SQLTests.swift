import Basics
import Testing

@testable import Database

@Suite struct SQLTests {
  @Test func `interpolated values become numbered parameters and never text`() {
    let name = "x'; DROP TABLE partner; --"
    let sql: SQL = "SELECT id FROM partner WHERE name = \(name) AND seats > \(3)"
    #expect(sql.text == "SELECT id FROM partner WHERE name = $1 AND seats > $2")
    #expect(sql.values == [.text(name), .int(3)])
  }

  @Test func `joining statements renumbers their values`() {
    let a: SQL = "SELECT \(1) ", b: SQL = "WHERE x = \("two") AND y = \(3.0)"
    #expect((a + b).text == "SELECT $1 WHERE x = $2 AND y = $3")
    #expect((a + b).values == [.int(1), .text("two"), .double(3)])
    let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
    #expect(("SELECT 1 WHERE " + SQL.joined(conditions, by: " AND ")).text == "SELECT 1 WHERE a = $1 AND b = $2")
    #expect(
      ("SELECT \(0) WHERE \(sql: conditions[1]) \(raw: "LIMIT") \(5)" as SQL).text == "SELECT $1 WHERE b = $2 LIMIT $3")
  }

  @Test func `dates, identities and truth values are bound in their stored form`() throws {
    let day = try #require(Day("2023-04-01"))
    let instant = try #require(Instant("2023-04-01T09:30:00.250Z"))
    let sql: SQL = "\(day) \(Month("2023-04")) \(instant) \(true) \(ID<Row>("a-b")) \(nil as Day?)"
    #expect(
      sql.values == [
        .text("2023-04-01"), .text("2023-04"), .text("2023-04-01T09:30:00.250Z"), .int(1), .text("a-b"), .text(nil),
      ])
  }

  @Test func `an empty list is a query without rows`() {
    let empty: [String] = []
    #expect(("x IN \(list: empty)" as SQL).text == "x IN (SELECT CAST(NULL AS TEXT) WHERE 1 = 0)")
    #expect(("x IN \(list: ["a", "b"])" as SQL).text == "x IN ($1, $2)")
  }
}

@Suite struct TableTextTests {
  private let table = """
    CREATE TABLE extract (
      id TEXT NOT NULL PRIMARY KEY, -- an INTEGER would not do
      size INTEGER NOT NULL CHECK (size > 0 AND CAST(id AS TEXT) <> 'a TEXT, b INTEGER'),
      share REAL, body BLOB,
      integer_count INTEGER DEFAULT (CAST('1' AS INTEGER)),
      PRIMARY KEY (id, size),
      CONSTRAINT text UNIQUE (size)
    )
    """

  @Test func `PostgreSQL gets its own column types and byte order for text`() {
    #expect(
      TableText.adapt(table, to: .postgres) == """
        CREATE TABLE extract (
          id TEXT COLLATE "C" NOT NULL PRIMARY KEY, -- an INTEGER would not do
          size BIGINT NOT NULL CHECK (size > 0 AND CAST(id AS TEXT) <> 'a TEXT, b INTEGER'),
          share DOUBLE PRECISION, body BYTEA,
          integer_count BIGINT DEFAULT (CAST('1' AS BIGINT)),
          PRIMARY KEY (id, size),
          CONSTRAINT text UNIQUE (size)
        )
        """)
    #expect(
      TableText.adapt("ALTER TABLE extract ADD COLUMN note TEXT NOT NULL DEFAULT ''", to: .postgres)
        == "ALTER TABLE extract ADD COLUMN note TEXT COLLATE \"C\" NOT NULL DEFAULT ''")
  }

  @Test func `SQLite tables are made strict and other statements are left alone`() {
    #expect(TableText.adapt(table, to: .sqlite) == table + " STRICT")
    #expect(
      TableText.adapt("CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID", to: .sqlite)
        == "CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID, STRICT")
    for engine in Engine.allCases {
      #expect(
        TableText.adapt("UPDATE a SET b = CAST(b AS INTEGER)", to: engine) == "UPDATE a SET b = CAST(b AS INTEGER)")
    }
  }
}

@Suite struct LocationTests {
  @Test func `a path is a file and a connection string is a server`() throws {
    #expect(
      try Database.Location("/var/lib/concordat/concordat.sqlite")
        == .sqlite(path: "/var/lib/concordat/concordat.sqlite"))
    #expect(try Database.Location("sqlite:data.db") == .sqlite(path: "data.db"))
    #expect(
      try Database.Location("postgres://analyst@db.example:5433/csp?sslmode=require&schema=west")
        == .postgres(conninfo: "postgres://analyst@db.example:5433/csp?sslmode=require", schema: "west"))
    #expect(
      try Database.Location("host=/run/postgresql dbname=csp schema=west")
        == .postgres(conninfo: "host=/run/postgresql dbname=csp", schema: "west"))
  }

  @Test func `a password is never shown`() throws {
    let location = try Database.Location("postgres://analyst:opensesame@db.example/csp")
    #expect("\(location)" == "postgres user=analyst host=db.example dbname=csp")
  }

  @Test(arguments: [
    "", "host=a frobnicate=1", "postgres://a/b?schema=Robert'); DROP", "postgres://a/b?schema=pg_catalog",
  ])
  func `a location that cannot be meant is refused with a remedy`(text: String) throws {
    let refusal = try #require(throws: Refusal.self) { try Database.Location(text) }
    #expect(refusal.remedy != nil)
  }
}
