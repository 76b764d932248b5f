import Basics
import Database
import TestSupport
import Testing

@Suite struct PostgresExpectedTests {
  @Test func `a run that was promised a PostgreSQL server has one`() async throws {
    guard TestDatabase.expectsPostgres else { return }
    #expect(TestDatabase.engines.contains(.postgres), "CONCORDAT_EXPECT_POSTGRES=1 without CONCORDAT_TEST_POSTGRES")
    try await TestDatabase.with(.postgres) { database in
      let one = try await database.read { try $0.row("SELECT 1 AS one")?.int("one") }
      #expect(one == 1)
    }
  }
}
