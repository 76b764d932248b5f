import Basics
import Database
import TestSupport
import Testing

private let now = Instant(milliseconds: 1_700_000_000_000)

private func step(_ number: Int, _ statements: String...) -> Migration {
  Migration(number: number, title: "Step \(number)", statements)
}

private let first = step(100, "CREATE TABLE partner (id TEXT NOT NULL PRIMARY KEY, seats INTEGER NOT NULL)")
private let second = step(
  200, "CREATE TABLE place (id TEXT NOT NULL PRIMARY KEY, partner TEXT REFERENCES partner (id))")

@Suite struct MigrationTests {
  @Test(arguments: TestDatabase.engines)
  func `the plan shows what is to come, and after applying there is nothing left to do`(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let migrations = Migrations([second, first])
      let before = try await migrations.plan(on: database)
      #expect(before.applied.isEmpty)
      #expect(before.pending.map(\.number) == [100, 200])
      #expect(before.description == "0 steps applied, 2 to apply:\n  100  Step 100\n  200  Step 200")
      try await migrations.apply(to: database, now: now)
      let after = try await migrations.plan(on: database)
      #expect(after.pending.isEmpty)
      #expect(after.applied.map(\.applied) == [now, now])
      try await migrations.apply(to: database, now: now)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a lower number that comes later is applied too`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [first, second]) { database in
      let late = step(101, "ALTER TABLE partner ADD COLUMN note TEXT NOT NULL DEFAULT ''")
      try await Migrations([first, second, late]).apply(to: database, now: now)
      try await database.write { try $0.run("INSERT INTO partner (id, seats) VALUES ('a', 2)") }
      #expect(try await database.read { try $0.row("SELECT note FROM partner")?.text("note") } == "")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a step edited after it was applied is refused by its number`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [first, second]) { database in
      let edited = Migrations([first, step(200, "CREATE TABLE place (id TEXT NOT NULL PRIMARY KEY)")])
      let refusal = await #expect(throws: Refusal.self) { try await edited.apply(to: database, now: now) }
      #expect(refusal?.kind == "migration-edited")
      #expect(refusal?.place == "migration 200")
    }
  }

  @Test func `the checksum covers the statements for both engines`() {
    let one = Migration(number: 1, title: "a") { $0 == .sqlite ? ["SELECT 1"] : ["SELECT 2"] }
    let two = Migration(number: 1, title: "a") { $0 == .sqlite ? ["SELECT 1"] : ["SELECT 3"] }
    #expect(one.checksum != two.checksum)
    #expect(one.checksum.count == 64)
    #expect(step(1, "ab", "c").checksum != step(1, "a", "bc").checksum)
  }

  @Test(arguments: TestDatabase.engines)
  func `a database newer than the program is left alone`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [first, second]) { database in
      let refusal = await #expect(throws: Refusal.self) { try await Migrations([first]).apply(to: database, now: now) }
      #expect(refusal?.kind == "database-newer")
      #expect(refusal?.place == "migration 200")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `two steps with one number are refused before anything is done`(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let refusal = await #expect(throws: Refusal.self) {
        try await Migrations([first, step(100, "SELECT 1")]).apply(to: database, now: now)
      }
      #expect(refusal?.kind == "migration-numbers")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `when a step fails none of the pending ones is kept, and the failure names the step`(engine: Engine) async throws
  {
    try await TestDatabase.with(engine, [first]) { database in
      let broken = Migrations([first, second, step(300, "CREATE TABLE nonsense (")])
      let failure = await #expect(throws: DatabaseFailure.self) { try await broken.apply(to: database, now: now) }
      #expect(failure?.message.contains("Migration 300") == true)
      let pending = try await Migrations([first, second]).plan(on: database).pending
      #expect(pending.map(\.number) == [200])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `servers that start together apply each step once`(engine: Engine) async throws {
    try await TestDatabase.with(engine) { database in
      let other = engine == .sqlite ? database : try Database.open(database.location)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for target in [database, other, database, other] {
          group.addTask { try await Migrations([first, second]).apply(to: target, now: now) }
        }
        try await group.waitForAll()
      }
      #expect(try await Migrations([first, second]).plan(on: database).applied.count == 2)
      if engine == .postgres { other.close() }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the dump of the tables depends on the migrations only`(engine: Engine) async throws {
    let index = step(300, "CREATE INDEX place_partner ON place (partner)")
    var dumps: [String] = []
    for _ in 0..<2 {
      try await TestDatabase.with(engine, [first, second, index]) { dumps.append(try await $0.schemaDump()) }
    }
    #expect(dumps[0] == dumps[1])
    #expect(!dumps[0].contains("test_"))
    switch engine {
    case .sqlite:
      #expect(
        dumps[0].contains("CREATE TABLE partner (id TEXT NOT NULL PRIMARY KEY, seats INTEGER NOT NULL) STRICT;\n"))
    case .postgres:
      #expect(
        dumps[0].contains(
          """
          CREATE TABLE place (
            id text COLLATE "C" NOT NULL,
            partner text COLLATE "C",
            CONSTRAINT place_pkey PRIMARY KEY (id)
          );

          """))
      #expect(
        dumps[0].hasSuffix(
          """
          ALTER TABLE place ADD CONSTRAINT place_partner_fkey FOREIGN KEY (partner) REFERENCES partner(id);

          CREATE INDEX place_partner ON place USING btree (partner);

          """))
    }
  }
}
