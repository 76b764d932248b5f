import Basics
import Database
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start

/// Single faults, each named with the first entry that it touches.
@Suite struct DamageTests {
  private struct Fault: Sendable {
    let statement: SQL
    let kind: AuditDamage.Kind
    let range: Range<Int>

    init(_ statement: SQL, _ kind: AuditDamage.Kind, _ range: Range<Int>) {
      self.statement = statement
      self.kind = kind
      self.range = range
    }
  }

  /// What a fault is called; thrown out of its transaction.
  private struct Named: Error { let damage: AuditDamage? }

  private static let faults: [Fault] = [
    Fault("DELETE FROM audit_entry WHERE entry_index = 11", .missing, 11..<12),
    Fault("UPDATE audit_entry SET leaf = \([UInt8](repeating: 1, count: 9)) WHERE entry_index = 5", .changed, 5..<6),
    Fault("UPDATE audit_entry SET leaf_hash = \(MerkleHash.empty.bytes) WHERE entry_index = 7", .changed, 7..<8),
    Fault(
      "UPDATE audit_entry SET leaf = \([UInt8]()), leaf_hash = \(MerkleHash.leaf([]).bytes) WHERE entry_index = 3",
      .unreadable, 3..<4),
    Fault("UPDATE audit_entry SET actor = 'u9' WHERE entry_index = 2", .columns, 2..<3),
    Fault("UPDATE audit_entry SET actor = NULL WHERE entry_index = 2", .columns, 2..<3),
    Fault("UPDATE audit_entry SET agency = 'other' WHERE entry_index = 2", .columns, 2..<3),
    Fault("UPDATE audit_entry SET category = 'erasure' WHERE entry_index = 19", .columns, 19..<20),
    Fault("UPDATE audit_entry SET object_id = 'c9' WHERE entry_index = 0", .columns, 0..<1),
    Fault("UPDATE audit_entry SET recorded_at = '2026-11-23T09:00:00.500Z' WHERE entry_index = 0", .columns, 0..<1),
    Fault("DELETE FROM audit_individual WHERE entry_index = 8", .columns, 8..<9),
    Fault("INSERT INTO audit_individual (individual, entry_index) VALUES ('p77', 8)", .columns, 8..<9),
    Fault(
      "UPDATE audit_node SET hash = \(MerkleHash.empty.bytes) WHERE level = 1 AND node_index = 4", .node, 8..<10),
    Fault("DELETE FROM audit_node WHERE level = 3 AND node_index = 1", .node, 8..<16),
    Fault(
      "INSERT INTO audit_node (level, node_index, hash) VALUES (9, 9, \(MerkleHash.empty.bytes))", .extra, 0..<20),
    Fault("UPDATE audit_head SET note = 'none' WHERE size = 16", .headForeign, 10..<16),
    Fault(
      "UPDATE audit_head SET note = (SELECT h.note FROM audit_head AS h WHERE h.size = 10) WHERE size = 16", .head,
      10..<16),
    Fault("UPDATE audit_head SET size = 25 WHERE size = 16", .headBeyond, 20..<25),
  ]

  @Test(arguments: TestDatabase.engines)
  func `each fault is named, with the first entry that it touches`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(10)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(6, from: 10)
      _ = try await log.signHeadIfDue(start.adding(seconds: 60))
      try await log.grow(4, from: 16)
      try await Attack.unlock(log.database)
      for fault in DamageTests.faults {
        do {
          try await log.database.write { connection in
            if fault.kind == .missing { try connection.run("DELETE FROM audit_individual WHERE entry_index = 11") }
            #expect(try connection.run(fault.statement) == 1, "\(fault.statement.text)")
            throw Named(damage: try log.verify(in: connection).damage)
          }
        } catch let named as Named {
          #expect(named.damage == AuditDamage(fault.kind, fault.range), "\(fault.statement.text)")
          #expect(named.damage?.index == fault.range.lowerBound)
        }
      }
      #expect(try await log.verify().isSound)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a mark of the clock that the times do not bear out is named`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(10)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(4, from: 10)
      try await Attack.unlock(log.database)
      for (time, mark) in [(start.adding(seconds: 12), true), (start.adding(seconds: 3), false)] {
        try await log.database.write { connection in
          var attack = try Attack(log, connection)
          attack.records[12] = AuditRecord(
            index: 12, time: time, clockWentBack: mark, entry: attack.records[12].entry)
          try attack.write(.tree, log, connection)
        }
        #expect(try await log.verify().damage == AuditDamage(.clock, at: 12))
      }
    }
  }

  @Test func `damage is told in words`() {
    #expect(AuditDamage(.missing, at: 4).description == "an entry is missing, at entry 4.")
    #expect(
      AuditDamage(.head, 3..<9).description
        == "the entries are not those of the signed head, between entries 3 and 8.")
    let verdict = AuditVerdict(size: 9, root: nil, heads: 0, covered: 0, damage: AuditDamage(.missing, at: 4))
    #expect(verdict.description == "The audit log is damaged: an entry is missing, at entry 4.")
  }
}
