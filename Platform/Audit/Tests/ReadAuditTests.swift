import Basics
import Database
import Synchronization
import TestSupport
import Testing

@testable import Audit

/// A log that only counts, and does what a test tells it.
private final class FakeLog: Sendable {
  struct Broken: Error, Equatable {}
  private let held = Mutex<[[AuditEntry]]>([])
  let isBroken = Atomic<Bool>(false)
  let delay: Duration

  init(delay: Duration = .zero) { self.delay = delay }

  var groups: [[AuditEntry]] { held.withLock { $0 } }

  var write: ReadAudit.Write {
    { entries in
      try await Task.sleep(for: self.delay)
      if self.isBroken.load(ordering: .acquiring) { throw Broken() }
      return self.held.withLock { groups in
        let first = groups.reduce(0) { $0 + $1.count }
        groups.append(entries)
        return first..<(first + entries.count)
      }
    }
  }
}

@Suite struct ReadAuditTests {
  private func recordAll(_ audit: ReadAudit, _ numbers: Range<Int>) async throws -> [Int: Int] {
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for number in numbers {
        group.addTask { (number, try await audit.record(try AuditSamples.consultation(number))) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  @Test func `readers at the same time share a write, and each learns the place of its own entry`() async throws {
    let fake = FakeLog(), audit = ReadAudit(write: fake.write)
    let indexes = try await recordAll(audit, 0..<200)
    #expect(fake.groups.count < 100)
    let entries = fake.groups.flatMap { $0 }
    #expect(entries.count == 200)
    for (number, index) in indexes {
      #expect(entries[index] == (try AuditSamples.consultation(number)))
    }
  }

  @Test func `a group has at most the agreed number, and is then not waited for`() async throws {
    // Waiting out the pause would take an hour; a full group does not.
    let fake = FakeLog(), audit = ReadAudit(pause: .seconds(3_600), most: 16, write: fake.write)
    _ = try await recordAll(audit, 0..<64)
    #expect(fake.groups.map(\.count).max() == 16)
  }

  @Test func `nobody goes on before the entry is stored`() async throws {
    let fake = FakeLog(delay: .milliseconds(30)), audit = ReadAudit(write: fake.write)
    let entry = try AuditSamples.consultation()
    for count in 1...3 {
      try await audit.record(entry)
      #expect(fake.groups.flatMap { $0 }.count == count)
    }
  }

  @Test func `when the write fails everybody in the group is told, and the next group is written`() async throws {
    let fake = FakeLog(), audit = ReadAudit(write: fake.write)
    fake.isBroken.store(true, ordering: .releasing)
    let failures = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask {
          do {
            try await audit.record(try AuditSamples.consultation(number))
            return false
          } catch { return error is FakeLog.Broken }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(failures == 50)
    #expect(fake.groups.isEmpty)
    fake.isBroken.store(false, ordering: .releasing)
    #expect(try await audit.record(try AuditSamples.consultation()) == 0)
  }

  @Test func `a write that stored fewer entries than it was given counts as failed`() async throws {
    let audit = ReadAudit { entries in 0..<(entries.count - 1) }
    await #expect(throws: Refusal.self) { try await audit.record(try AuditSamples.consultation()) }
  }

  @Test func `a reader who goes away takes nobody's entry along`() async throws {
    let fake = FakeLog(delay: .milliseconds(20)), audit = ReadAudit(pause: .milliseconds(20), write: fake.write)
    let gone = Task { try await audit.record(try AuditSamples.consultation(1)) }
    let other = Task { try await audit.record(try AuditSamples.consultation(2)) }
    try await Task.sleep(for: .milliseconds(5))
    gone.cancel()
    _ = try await other.value
    _ = try await gone.value
    #expect(fake.groups.flatMap { $0 }.count == 2)
  }

  @Test func `readers are refused when the log cannot keep up`() async throws {
    let fake = FakeLog(delay: .milliseconds(300))
    let audit = ReadAudit(pause: .zero, most: 1, longest: 4, write: fake.write)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<12 {
        group.addTask { (try? await audit.record(try AuditSamples.consultation(number))) != nil }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    let stored = outcomes.filter { $0 }.count
    #expect((4...5).contains(stored))
    #expect(fake.groups.count == stored)
  }

  @Test(arguments: TestDatabase.engines)
  func `readers and writers together leave a sound log`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let audit = ReadAudit(log, clock: .fixed(AuditSamples.start))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<150 {
          group.addTask { _ = try await audit.record(try AuditSamples.consultation(number)) }
        }
        group.addTask { try await log.grow(10, from: 1_000) }
        try await group.waitForAll()
      }
      let verdict = try await log.verify()
      #expect(verdict.size == 160)
      #expect(verdict.isSound)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `with the database gone no reader is let on`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let audit = ReadAudit(log, clock: .fixed(AuditSamples.start))
      try await audit.record(try AuditSamples.consultation())
      try await log.database.write { connection in
        try connection.run("ALTER TABLE audit_node RENAME TO audit_node_gone")
      }
      for _ in 0..<2 {
        await #expect(throws: (any Error).self) {
          for _ in 0..<2 { try await audit.record(try AuditSamples.consultation()) }
        }
      }
    }
  }
}
