import Basics
import Database
import TestSupport
import Testing

@testable import Audit

@Suite struct AuditBackupTests {
  @Test(arguments: TestDatabase.engines)
  func `a restored log is whole, still locked, and goes on`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(9)
      _ = try await log.signHeadIfDue(AuditSamples.start)
      try await AuditSamples.withFolder { folder in
        try await log.database.backup(to: folder + "/backup", now: AuditSamples.start)
        let place = try TestDatabase.location(engine)
        try await Database.restore(from: folder + "/backup", to: place)
        let database = try Database.open(place)
        let restored = try AuditLog(database: database, origin: log.origin, key: try AuditSamples.key())
        #expect(try await restored.verify() == log.verify())
        await #expect(throws: DatabaseFailure.self) {
          try await database.write { connection in try connection.run("DELETE FROM audit_head") }
        }
        try await restored.grow(1, from: 9)
        #expect(try await restored.signHeadIfDue(AuditSamples.start.adding(seconds: 60))?.checkpoint.size == 10)
        await TestDatabase.remove(database)
      }
    }
  }
}
