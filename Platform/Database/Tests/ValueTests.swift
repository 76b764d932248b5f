import Basics
import Database
import TestSupport
import Testing

/// One table with a column of each stored type.
let thingMigration = Migration(
  number: 1, title: "Things",
  ["CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY, words TEXT, whole INTEGER, share REAL, bytes BLOB)"])

@Suite struct ValueTests {
  @Test(arguments: TestDatabase.engines)
  func `values come back exactly as they were stored`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      let words = ["", "O'Brien \"quoted\" \\ back", "Ağrı – Łódź – 北京 – 👮🏽‍♀️", "$1 ? :a", "line\r\nbreak\ttab"]
      let wholes = [0, -1, Int.max, Int.min, 9_007_199_254_740_993]
      let shares = [0.1, -1e-300, Double.greatestFiniteMagnitude, .infinity, 2.0]
      let bytes: [[UInt8]] = [[], [0], Array(0...255), [0x5C, 0x78], [255, 0, 255]]
      try await database.write { connection in
        for index in 0..<5 {
          try connection.run(
            """
            INSERT INTO thing (id, words, whole, share, bytes)
            VALUES (\("\(index)"), \(words[index]), \(wholes[index]), \(shares[index]), \(bytes[index]))
            """)
        }
      }
      let rows = try await database.read { try $0.rows("SELECT * FROM thing ORDER BY id") }
      #expect(try rows.map { try $0.text("words") } == words)
      #expect(try rows.map { try $0.int("whole") } == wholes)
      #expect(try rows.map { try $0.double("share") } == shares)
      #expect(try rows.map { try $0.blob("bytes") } == bytes)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `absent values stay absent and reading them as present names the column`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      try await database.write { connection in
        try connection.run(
          """
          INSERT INTO thing (id, words, whole, share, bytes)
          VALUES ('a', \(nil as String?), \(nil as Int?), \(nil as Double?), \(nil as [UInt8]?))
          """)
      }
      let row = try #require(try await database.read { try $0.row("SELECT * FROM thing") })
      #expect(try row.optionalText("words") == nil)
      #expect(try row.optionalInt("whole") == nil)
      #expect(try row.optionalDouble("share") == nil)
      #expect(try row.optionalBlob("bytes") == nil)
      #expect(try row.optionalDay("words") == nil)
      #expect(try #require(throws: Unreadable.self) { try row.text("words") }.column == "words")
      #expect(throws: Unreadable.self) { try row.int("nowhere") }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `days, months, instants, identities and truth values are read back as what they are`(engine: Engine) async throws
  {
    try await TestDatabase.with(engine) { database in
      let day = try #require(Day("2024-02-29")), month = Month(year: 2022, month: 5)
      let instant = try #require(Instant("2024-02-29T23:59:59.999Z")), id = ID<Migration>("0190-x")
      let row = try #require(
        try await database.read { connection in
          try connection.row(
            "SELECT \(day) AS day, \(month) AS month, \(instant) AS instant, \(id) AS id, \(true) AS yes, \(false) AS no"
          )
        })
      #expect(try row.day("day") == day)
      #expect(try row.month("month") == month)
      #expect(try row.instant("instant") == instant)
      #expect(try row.id("id", as: Migration.self) == id)
      #expect(try row.bool("yes") && !row.bool("no"))
      #expect(throws: Unreadable.self) { try row.day("id") }
      #expect(throws: Unreadable.self) { try row.bool("day") }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an absent parameter can be tested for without a cast`(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let none: String? = nil, some: Int? = 4
      let row = try await database.read { connection in
        try connection.row("SELECT CASE WHEN \(none) IS NULL AND \(some) IS NOT NULL THEN 1 ELSE 0 END AS fits")
      }
      #expect(try row?.bool("fits") == true)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `lists match their members and an empty list matches nothing`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      let ids = ["a", "b", "c"], wanted = ["a", "c", "z"], none: [String] = [], noNumbers: [Int] = []
      try await database.write { connection in
        for (index, id) in ids.enumerated() {
          try connection.run("INSERT INTO thing (id, whole) VALUES (\(id), \(index))")
        }
      }
      let found = try await database.read { connection in
        try [
          connection.rows("SELECT id FROM thing WHERE id IN \(list: wanted) ORDER BY id"),
          connection.rows("SELECT id FROM thing WHERE id IN \(list: none)"),
          connection.rows("SELECT id FROM thing WHERE id NOT IN \(list: none) ORDER BY id"),
          connection.rows("SELECT id FROM thing WHERE whole IN \(list: [1]) OR whole IN \(list: noNumbers)"),
        ].map { try $0.map { try $0.text("id") } }
      }
      #expect(found == [["a", "c"], [], ["a", "b", "c"], ["b"]])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a text with U+0000 and a number that is not a number are refused, and nothing is stored`(engine: Engine)
    async throws
  {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      let refusal = await #expect(throws: Refusal.self) {
        try await database.write { connection in
          try connection.run("INSERT INTO thing (id) VALUES ('kept?')")
          try connection.run("INSERT INTO thing (id) VALUES (\("a\u{0}b"))")
        }
      }
      #expect(refusal?.kind == "nul-in-text")
      await #expect(throws: DatabaseFailure.self) {
        try await database.write { try $0.run("INSERT INTO thing (id, share) VALUES ('n', \(Double.nan))") }
      }
      let stored = try await database.read { try $0.rows("SELECT id FROM thing") }
      #expect(stored.isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `text is ordered byte by byte and columns are found in any case`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      let words = ["Zebra", "apple", "Äpfel", "_x", "10", "9", "Apple"]
      try await database.write { connection in
        for word in words { try connection.run("INSERT INTO thing (id) VALUES (\(word))") }
      }
      let rows = try await database.read { try $0.rows("SELECT id AS theName FROM thing ORDER BY id") }
      #expect(try rows.map { try $0.text("theName") } == ["10", "9", "Apple", "Zebra", "_x", "apple", "Äpfel"])
      let matched = try await database.read { try $0.rows("SELECT id FROM thing WHERE id LIKE \("A%")") }
      #expect(try matched.map { try $0.text("id") } == ["Apple"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `sums, averages and PostgreSQL's extra functions read as numbers and text on both`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      try await database.write { connection in
        try connection.batch((1...4).map { "INSERT INTO thing (id, whole) VALUES (\("\($0)"), \($0))" })
      }
      let row = try #require(
        try await database.read { connection in
          try connection.row(
            """
            SELECT sum(whole) AS total, CAST(sum(whole) AS BIGINT) AS again, avg(whole) AS mean,
              string_agg(id, '+') AS ids, greatest(1, 5, 3) AS most, least('b', 'a') AS first,
              count(*) FILTER (WHERE whole > 2) AS some
            FROM thing
            """)
        })
      #expect(try row.int("total") == 10)
      #expect(try row.int("again") == 10)
      #expect(try row.double("mean") == 2.5)
      #expect(try row.text("ids") == "1+2+3+4")
      #expect(try row.int("most") == 5)
      #expect(try row.text("first") == "a")
      #expect(try row.int("some") == 2)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a name that two columns share is refused`(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let row = try #require(try await database.read { try $0.row("SELECT 1 AS id, 2 AS id, 3 AS other") })
      #expect(throws: Unreadable.self) { try row.int("id") }
      #expect(try row.int("other") == 3)
    }
  }
}
