import Basics
import Database
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start

@Suite struct AuditHeadTests {
  @Test(arguments: TestDatabase.engines)
  func `a head is signed at once, then after a minute, and never without a new entry`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      #expect(try await log.signHeadIfDue(start) == nil)
      #expect(try await log.latestHead() == nil)
      #expect(try await log.offer(old: 0) == nil)
      try await log.grow(3)
      let first = try #require(try await log.signHeadIfDue(start))
      #expect(first.checkpoint.size == 3)
      #expect(try await log.signHeadIfDue(start.adding(seconds: 600)) == nil)
      try await log.grow(2, from: 3)
      #expect(try await log.signHeadIfDue(start.adding(seconds: 59)) == nil)
      let second = try #require(try await log.signHeadIfDue(start.adding(seconds: 60)))
      #expect(second.checkpoint.size == 5)
      #expect(try await log.latestHead() == second)
      let proof = try await log.consistencyProof(from: 3, to: 5)
      #expect(proof.holds(from: first.checkpoint.root, to: second.checkpoint.root))
      #expect(try await log.offer(old: 3) == WitnessOffer(old: 3, path: proof.path, note: second.note))
      #expect(try await log.offer(old: 99) == WitnessOffer(old: 5, path: [], note: second.note))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a thousand entries bring a head before the minute is over`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(1)
      _ = try await log.signHeadIfDue(start)
      let entries = try (0..<999).map { try AuditSamples.consultation($0) }
      try await log.write { connection in try log.append(entries, now: start, in: connection) }
      #expect(try await log.signHeadIfDue(start.adding(seconds: 1)) == nil)
      try await log.grow(1, from: 1_000)
      #expect(try await log.signHeadIfDue(start.adding(seconds: 1))?.checkpoint.size == 1_001)
    }
  }

  @Test func `a clock that was set back does not hold the next head up`() async throws {
    try await AuditSamples.withLog(.sqlite) { log in
      try await log.grow(1)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(1, from: 1)
      #expect(try await log.signHeadIfDue(start.adding(seconds: -3_600))?.checkpoint.size == 2)
    }
  }

  @Test func `two who sign at once make one head`() async throws {
    try await AuditSamples.withLog(.sqlite) { log in
      try await log.grow(7)
      let heads = try await withThrowingTaskGroup(of: SignedHead?.self) { group in
        for _ in 0..<4 { group.addTask { try await log.signHeadIfDue(start) } }
        return try await group.reduce(into: []) { if let head = $1 { $0.append(head) } }
      }
      #expect(heads.count == 1)
    }
  }

  @Test func `nothing is signed on top of a head that another key signed`() async throws {
    try await AuditSamples.withLog(.sqlite) { log in
      try await log.grow(3)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(1, from: 3)
      let later = start.adding(seconds: 60)
      let other = try AuditLog(database: log.database, origin: log.origin, key: try AuditSamples.key(2))
      let refusal = await #expect(throws: Refusal.self) { try await other.signHeadIfDue(later) }
      #expect(refusal?.kind == "audit-damaged")
      #expect(try await other.verify().damage?.kind == .headForeign)
      let successor = try AuditLog(
        database: log.database, origin: log.origin, key: try AuditSamples.key(2), formerKeys: [log.verifier])
      #expect(try await successor.signHeadIfDue(later)?.checkpoint.size == 4)
      #expect(try await successor.verify().heads == 2)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `nothing is signed on top of a tree that no longer begins with the last head`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(4)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(1, from: 4)
      try await Attack.unlock(log.database)
      try await log.database.write { connection in
        try connection.run("UPDATE audit_node SET hash = \(MerkleHash.empty.bytes) WHERE level = 2")
      }
      let refusal = await #expect(throws: Refusal.self) { try await log.signHeadIfDue(start.adding(seconds: 60)) }
      #expect(refusal?.kind == "audit-damaged")
    }
  }

  @Test func `a log's name must be one that a note can carry`() async throws {
    try await TestDatabase.with(.sqlite) { database in
      let key = try AuditSamples.key()
      #expect(throws: Refusal.self) { try AuditLog(database: database, origin: "a log", key: key) }
    }
  }
}
