import Basics
import Database
import Foundation
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start

/// The twelve ways of tampering that the log must not hide, each done at random places by somebody with every right on
/// the database, the last depth also with the log's signing key.
private enum Tampering: String, CaseIterable, Sendable {
  case edit, delete, insert, reorder, truncate, rollback, fork
  case signWithNewKey = "sign with a new key"
  case editTime = "edit a time"
  case swapSealed = "swap sealed texts"
  case restoreBackup = "restore an older backup"
  case leaveGap = "drop an entry and leave the gap"

  /// Entries up to here are under the head that the witness holds.
  static let witnessed = 24
  static let size = 30

  func apply(_ attack: inout Attack, _ random: inout SeededNumbers) throws {
    let place = Int.random(in: 0..<(Tampering.witnessed - 1), using: &random)
    let other = Int.random(in: (place + 1)..<Tampering.witnessed, using: &random)
    switch self {
    case .edit: try attack.replace(place, by: "u-innocent")
    case .delete:
      attack.records.remove(at: place)
      attack.renumber()
    case .insert:
      let forged = try AuditSamples.record(AuditSamples.consultation(900), at: 0, attack.records[place].time)
      attack.records.insert(forged, at: place)
      attack.renumber()
    case .reorder:
      attack.records.swapAt(place, other)
      attack.renumber()
    case .truncate:
      attack.records.removeLast(Tampering.size - place)
      attack.heads.removeAll { $0.size >= place }
      if place > 0 { attack.heads.append((place, start.adding(seconds: 600))) }
    case .rollback, .fork:
      attack.records.removeLast(Tampering.size - place)
      try attack.regrow(to: Tampering.size + 8)
    case .signWithNewKey:
      attack.key = try AuditSamples.key(2)
    case .editTime:
      let record = attack.records[place]
      let time = record.time.adding(seconds: -Int.random(in: 1...7_200, using: &random))
      attack.records[place] = AuditRecord(
        index: record.index, time: time, clockWentBack: Bool.random(using: &random), entry: record.entry)
    case .swapSealed:
      let (one, two) = (attack.records[place].entry, attack.records[other].entry)
      attack.records[place] = try attack.records[place].with(one.sealed(two.sealed))
      attack.records[other] = try attack.records[other].with(two.sealed(one.sealed))
    case .restoreBackup:
      attack.records.removeLast(Tampering.size - place)
      attack.heads.removeAll { $0.size > place }
    case .leaveGap:
      attack.records.remove(at: place)
    }
  }
}

extension Attack {
  fileprivate mutating func replace(_ place: Int, by user: String) throws {
    let entry = records[place].entry
    records[place] = records[place].with(
      try AuditEntry(
        entry.category, by: AuditActor(user: user, agency: entry.actor.agency), object: entry.object,
        individuals: entry.individuals, grounds: entry.grounds, sealed: entry.sealed))
  }

  /// Goes on from what is left with another history, and a head over it.
  fileprivate mutating func regrow(to size: Int) throws {
    heads.removeAll { $0.size > records.count }
    while records.count < size {
      let index = records.count
      records.append(
        try AuditSamples.record(AuditSamples.consultation(500 + index), at: index, start.adding(seconds: index)))
    }
    heads.append((size, start.adding(seconds: 600)))
  }
}

extension AuditRecord {
  fileprivate func with(_ entry: AuditEntry) -> AuditRecord {
    AuditRecord(index: index, time: time, clockWentBack: clockWentBack, entry: entry)
  }
}

extension AuditEntry {
  fileprivate func sealed(_ other: [UInt8]?) throws -> AuditEntry {
    try AuditEntry(
      category, by: actor, object: object, individuals: individuals, recipient: recipient, grounds: grounds,
      resultCount: resultCount, sealed: other)
  }
}

/// What a trial found; thrown out of its transaction so that the log is whole again for the next.
private struct Finding: Error {
  let damage: AuditDamage?
  /// Why the witness refused; nil when it would have signed.
  let alarm: WitnessAlarm.Kind?
  /// The log could not even make its proof.
  let noProof: Bool
}

@Suite struct TamperingTests {
  private static let trials = ProcessInfo.processInfo.environment["CONCORDAT_AUDIT_TRIALS"].flatMap { Int($0) } ?? 5

  /// A log of 30 entries with heads at 10, 24 and 30, its defences gone, and the witness's head at 24.
  private func withLog(_ engine: Engine, _ body: (AuditLog, Checkpoint) async throws -> Void) async throws {
    try await AuditSamples.withLog(engine) { log in
      var held: Checkpoint?
      for (minute, range) in [0..<10, 10..<24, 24..<30].enumerated() {
        try await log.grow(range.count, from: range.lowerBound)
        let head = try await log.signHeadIfDue(start.adding(seconds: minute * 60))
        if range.upperBound == Tampering.witnessed { held = head?.checkpoint }
      }
      try await Attack.unlock(log.database)
      try await body(log, try #require(held))
    }
  }

  private func judge(_ log: AuditLog, _ held: Checkpoint, _ connection: any Connection) throws -> Finding {
    let damage = try log.verify(in: connection).damage
    var alarm: WitnessAlarm.Kind?, noProof = false
    do {
      // What is stored is served as it is, whoever signed it.
      let row = try connection.row("SELECT note FROM audit_head ORDER BY size DESC LIMIT 1")
      let note = try row.map { try SignedNote($0.text("note")) }
      let offer = try note.map { note in
        let size = try Checkpoint(text: note.text).size, old = min(held.size, size)
        let path = try AuditLog.tree(connection).consistencyProof(from: old, to: size).path
        return WitnessOffer(old: old, path: path, note: note)
      }
      _ = try Witness.judge(offer?.description ?? "", held: held, origin: log.origin, key: log.verifier)
    } catch let error as WitnessAlarm {
      alarm = error.kind
    } catch {
      noProof = true
    }
    return Finding(damage: damage, alarm: alarm, noProof: noProof)
  }

  private func trial(
    _ log: AuditLog, _ held: Checkpoint, _ tampering: Tampering, _ depth: Attack.Depth, seed: UInt64
  ) async throws -> Finding {
    do {
      try await log.database.write { connection in
        var random = SeededNumbers(seed)
        var attack = try Attack(log, connection)
        try tampering.apply(&attack, &random)
        try attack.write(depth, log, connection)
        throw try judge(log, held, connection)
      }
    } catch let finding as Finding {
      return finding
    }
    throw Refusal("test", "The trial ended without a finding.")
  }

  @Test(arguments: TestDatabase.engines)
  func `no tampering, however well done, passes both the log's own check and a witness with one old head`(
    _ engine: Engine
  ) async throws {
    try await withLog(engine) { log, held in
      var missed: [String] = [], count = 0
      for tampering in Tampering.allCases {
        for depth in Attack.Depth.allCases {
          // A new key changes nothing but what is signed.
          if tampering == .signWithNewKey, depth != .heads { continue }
          for number in 0..<TamperingTests.trials {
            let finding = try await trial(log, held, tampering, depth, seed: UInt64(number) &* 977 &+ 5)
            count += 1
            if finding.damage == nil, finding.alarm == nil { missed.append("\(tampering.rawValue) \(depth) \(number)") }
          }
        }
      }
      #expect(missed.isEmpty)
      #expect(count == (11 * 3 + 1) * TamperingTests.trials)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a server that rewrites its log and signs it anew is caught by the witness alone`(_ engine: Engine) async throws
  {
    try await withLog(engine) { log, held in
      for tampering in Tampering.allCases where tampering != .signWithNewKey {
        for number in 0..<TamperingTests.trials {
          let finding = try await trial(log, held, tampering, .heads, seed: UInt64(number))
          let name = "\(tampering.rawValue) \(number)"
          switch tampering {
          case .truncate, .restoreBackup:
            #expect(finding.alarm == .rollback || finding.alarm == .noHead, "\(name)")
          default: #expect(finding.alarm == .inconsistent || finding.alarm == .fork, "\(name)")
          }
        }
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `whoever lacks the signing key is caught by the log's own check alone`(_ engine: Engine) async throws {
    try await withLog(engine) { log, held in
      for tampering in Tampering.allCases where tampering != .restoreBackup && tampering != .signWithNewKey {
        for depth in [Attack.Depth.rows, .tree] {
          for number in 0..<TamperingTests.trials {
            let finding = try await trial(log, held, tampering, depth, seed: UInt64(number))
            #expect(finding.damage != nil, "\(tampering.rawValue) \(depth) \(number)")
          }
        }
      }
      let finding = try await trial(log, held, .signWithNewKey, .heads, seed: 1)
      #expect(finding.damage?.kind == .headForeign)
      #expect(finding.alarm == .otherKey)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an untouched log, rewritten as it was, passes both`(_ engine: Engine) async throws {
    try await withLog(engine) { log, held in
      let whole = try await log.database.read { try judge(log, held, $0) }
      #expect(whole.damage == nil && whole.alarm == nil && !whole.noProof)
      for depth in Attack.Depth.allCases {
        do {
          try await log.database.write { connection in
            try Attack(log, connection).write(depth, log, connection)
            throw try judge(log, held, connection)
          }
        } catch let finding as Finding {
          #expect(finding.damage == nil && finding.alarm == nil && !finding.noProof, "\(depth)")
        }
      }
    }
  }

  /// The window is what a minute brings: this is why heads are signed that often and copied away.
  @Test func `the last entries, cut off before any head covers them, are not missed`() async throws {
    try await AuditSamples.withLog(.sqlite) { log in
      try await log.grow(10)
      _ = try await log.signHeadIfDue(start)
      try await log.grow(2, from: 10)
      try await Attack.unlock(log.database)
      try await log.database.write { connection in
        var attack = try Attack(log, connection)
        attack.records.removeLast(2)
        try attack.write(.tree, log, connection)
      }
      #expect(try await log.verify().isSound)
    }
  }
}
