import Basics
import Database
import Foundation
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start
private let origin = AuditSamples.origin

/// A witness at the police, and what it remembers in a folder of the test.
struct PoliceWitness {
  static let name = "police.example/witness"
  let path: String
  let witness: Witness

  init(_ folder: String, logKey: VerifierKey) throws {
    path = folder + "/head"
    witness = try Witness(
      name: PoliceWitness.name, key: try AuditSamples.key(9), origin: origin, logKey: logKey, path: path)
  }

  static func verifier() throws -> VerifierKey { try AuditSamples.key(9).verifier(name: name, .cosignature) }
}

@Suite struct WitnessTests {
  private func withWitness(
    _ engine: Engine = .sqlite, _ body: (AuditLog, PoliceWitness, @escaping Witness.Fetch) async throws -> Void
  ) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await AuditSamples.withFolder { folder in
        try await body(log, try PoliceWitness(folder, logKey: log.verifier)) { old in
          try await log.offer(old: old)?.description ?? ""
        }
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a witness follows a log that grows, and each head carries its statement`(_ engine: Engine) async throws {
    try await withWitness(engine) { log, police, fetch in
      var size = 0
      for (step, count) in [1, 1, 2, 3, 7, 8, 20].enumerated() {
        try await log.grow(count, from: size)
        size += count
        let now = start.adding(seconds: step * 60)
        _ = try #require(try await log.signHeadIfDue(now))
        let head = try await police.witness.observe(now: now, fetch: fetch)
        #expect(head.checkpoint.size == size)
        #expect(try head.cosignatures(by: [PoliceWitness.verifier()]).map(\.time) == [now])
        #expect(try await police.witness.held() == head)
      }
      let attributes = try FileManager.default.attributesOfItem(atPath: police.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test func `the same head is signed again with the new time`() async throws {
    try await withWitness { log, police, fetch in
      try await log.grow(5)
      _ = try await log.signHeadIfDue(start)
      _ = try await police.witness.observe(now: start, fetch: fetch)
      let later = start.adding(seconds: 3_600)
      let head = try await police.witness.observe(now: later, fetch: fetch)
      #expect(try head.cosignatures(by: [PoliceWitness.verifier()]).map(\.time) == [later])
    }
  }

  @Test func `a log without a head, an answer that is none and a failed fetch change nothing`() async throws {
    try await withWitness { log, police, fetch in
      let none = await #expect(throws: WitnessAlarm.self) {
        try await police.witness.observe(now: start, fetch: fetch)
      }
      #expect(none?.kind == .noHead)
      #expect(try await police.witness.held() == nil)
      try await log.grow(5)
      _ = try await log.signHeadIfDue(start)
      let head = try await police.witness.observe(now: start, fetch: fetch)
      for text in ["hello", "old 5\n\n", "old x\n\n" + head.description] {
        let alarm = await #expect(throws: WitnessAlarm.self) {
          try await police.witness.observe(now: start) { _ in text }
        }
        #expect(alarm?.kind == .unreadable)
        #expect(alarm?.offered == text)
      }
      await #expect(throws: CancellationError.self) {
        try await police.witness.observe(now: start) { _ in throw CancellationError() }
      }
      #expect(try await police.witness.held() == head)
    }
  }

  @Test func `each way in which a log can lie has its alarm, and the witness keeps what it held`() async throws {
    try await withWitness { log, police, fetch in
      try await log.grow(12)
      _ = try await log.signHeadIfDue(start)
      let held = try await police.witness.observe(now: start, fetch: fetch)
      try await log.grow(5, from: 12)
      _ = try await log.signHeadIfDue(start.adding(seconds: 60))
      let offer = try #require(try await log.offer(old: 12))
      let key = try AuditSamples.key(), other = try AuditSamples.key(2)
      func offered(
        _ size: Int, _ root: MerkleHash? = nil, key: AuditKey, origin: String = origin, old: Int = 12,
        path: [MerkleHash]? = nil
      ) throws -> String {
        let real = try SignedHead(offer.note.description, origin: AuditSamples.origin, keys: [log.verifier])
        let head = try key.sign(Checkpoint(origin: origin, size: size, root: root ?? real.checkpoint.root))
        return WitnessOffer(old: old, path: path ?? offer.path, note: head.note).description
      }
      let lies: [(WitnessAlarm.Kind, String)] = [
        (.noHead, ""), (.rollback, try offered(11, key: key)),
        (.rollback, try offered(0, .empty, key: key, old: 0, path: [])),
        (.fork, try offered(12, .leaf([]), key: key, path: [])), (.inconsistent, try offered(17, .leaf([]), key: key)),
        (.inconsistent, try offered(17, key: key, path: [])),
        (.inconsistent, try offered(17, key: key, path: offer.path.reversed())),
        (.otherKey, try offered(17, key: other)), (.otherLog, try offered(17, key: key, origin: "other.example/audit")),
        (.otherProof, try offered(17, key: key, old: 11)), (.otherProof, try offered(17, key: key, old: 0, path: [])),
        (.badSignature, offer.description.replacing("\n17\n", with: "\n18\n")),
      ]
      for (kind, text) in lies {
        let alarm = await #expect(throws: WitnessAlarm.self) {
          try await police.witness.observe(now: start) { _ in text }
        }
        #expect(alarm?.kind == kind)
        #expect(try await police.witness.held() == held)
      }
      #expect(try await police.witness.observe(now: start) { _ in offer.description }.checkpoint.size == 17)
    }
  }

  @Test func `a witness without its file misses a rollback, which one with it does not`() async throws {
    try await withWitness { log, police, fetch in
      try await log.grow(4)
      let early = try #require(try await log.signHeadIfDue(start))
      try await log.grow(4, from: 4)
      _ = try await log.signHeadIfDue(start.adding(seconds: 60))
      _ = try await police.witness.observe(now: start, fetch: fetch)
      let back = WitnessOffer(old: 0, path: [], note: early.note).description
      let alarm = await #expect(throws: WitnessAlarm.self) {
        try await police.witness.observe(now: start) { _ in back }
      }
      #expect(alarm?.kind == .rollback)
      try FileManager.default.removeItem(atPath: police.path)
      #expect(try await police.witness.observe(now: start) { _ in back }.checkpoint.size == 4)
    }
  }

  @Test func `a file that somebody else wrote is noticed, not believed`() async throws {
    try await withWitness { log, police, fetch in
      try await log.grow(4)
      let early = try #require(try await log.signHeadIfDue(start))
      try await log.grow(4, from: 4)
      _ = try await log.signHeadIfDue(start.adding(seconds: 60))
      let held = try await police.witness.observe(now: start, fetch: fetch)
      // The log's operator has the log's key, but not the witness's.
      for text in [early.description, "", "text", held.description.replacing("\n8\n", with: "\n4\n")] {
        try PrivateFile.replace(police.path, Array(text.utf8))
        let alarm = await #expect(throws: WitnessAlarm.self) {
          try await police.witness.observe(now: start, fetch: fetch)
        }
        #expect(alarm?.kind == .changedState)
      }
    }
  }

  @Test func `two observations at once leave the later head`() async throws {
    try await withWitness { log, police, fetch in
      try await log.grow(4)
      _ = try await log.signHeadIfDue(start)
      let (fetched, hasFetched) = AsyncStream<Void>.makeStream(), (goOn, letGoOn) = AsyncStream<Void>.makeStream()
      let slow = Task {
        try await police.witness.observe(now: start) { old in
          let text = try await fetch(old)
          hasFetched.finish()
          for await _ in goOn {}
          return text
        }
      }
      for await _ in fetched {}
      try await log.grow(4, from: 4)
      _ = try await log.signHeadIfDue(start.adding(seconds: 60))
      _ = try await police.witness.observe(now: start, fetch: fetch)
      letGoOn.finish()
      await #expect(throws: Refusal.self) { try await slow.value }
      #expect(try await police.witness.held()?.checkpoint.size == 8)
    }
  }

  @Test func `an offer is written as the witness protocol has it, and read back`() throws {
    let key = try AuditSamples.key()
    let note = try key.sign(Checkpoint(origin: origin, size: 9, root: .leaf([9]))).note
    for count in [0, 1, 5, 63] {
      let offer = WitnessOffer(old: 3, path: (0..<count).map { .leaf([UInt8($0)]) }, note: note)
      #expect(try WitnessOffer(offer.description) == offer)
    }
    let lines = WitnessOffer(old: 3, path: [.empty], note: note).description.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(6) == ["old 3", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "", "\(origin)", "9", lines[5]])
    let long = WitnessOffer(old: 3, path: (0..<64).map { .leaf([UInt8($0)]) }, note: note)
    #expect(throws: Refusal.self) { try WitnessOffer(long.description) }
    for text in ["old 03\n\n", "old -1\n\n", "3\n\n", "old 3\nAAAA\n\n", "old 3\n"] {
      #expect(throws: Refusal.self) { try WitnessOffer(text + note.description) }
    }
  }

  @Test func `a head and an offer cut or changed at random do no harm`() throws {
    let key = try AuditSamples.key()
    let note = try key.sign(Checkpoint(origin: origin, size: 9, root: .leaf([9]))).note
    let bytes = Array(WitnessOffer(old: 3, path: [.empty, .leaf([1])], note: note).description.utf8)
    var random = SeededNumbers(21)
    for _ in 0..<5_000 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: changed[changed.indices.randomElement(using: &random) ?? 0] = UInt8.random(in: 0...255, using: &random)
        case 1: changed.remove(at: changed.indices.randomElement(using: &random) ?? 0)
        default: changed.insert(10, at: changed.indices.randomElement(using: &random) ?? 0)
        }
      }
      let held = Checkpoint(origin: origin, size: 3, root: .leaf([3]))
      #expect(throws: WitnessAlarm.self) {
        try Witness.judge(
          String(decoding: changed, as: UTF8.self), held: held, origin: origin, key: key.verifier(name: origin))
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a registered witness's cosignature is kept, served with the head, and taken once`(_ engine: Engine) async throws
  {
    try await withWitness(engine) { log, police, fetch in
      let key = try PoliceWitness.verifier()
      try await log.grow(5, from: 0)
      _ = try await log.signHeadIfDue(start)
      let head = try await police.witness.observe(now: start, fetch: fetch)
      func refused(_ text: String, now: Instant = start) async -> Bool {
        do {
          _ = try await log.take(cosigned: text, now: now)
          return false
        } catch { return (error as? Refusal)?.kind == "audit-question-cosignature" }
      }
      #expect(await refused(head.description), "no witness is registered yet")
      let entry = try AuditSamples.consultation()
      try await log.register(witness: key, entry, now: start)
      await #expect(throws: Refusal.self) { try await log.register(witness: key, entry, now: start) }
      await #expect(throws: Refusal.self) { try await log.register(witness: log.verifier, entry, now: start) }
      for (word, text) in [
        ("only the log's", try await log.latestHead()?.description ?? ""), ("nothing", ""), ("noise", "x\n\n— a b\n"),
        ("another text", head.description.replacing("\n5\n", with: "\n4\n")),
        (
          "a stranger",
          try AuditSamples.key(8).cosign(
            try #require(try await log.latestHead()), name: PoliceWitness.name, now: start
          ).description
        ),
      ] { #expect(await refused(text), "\(word)") }
      #expect(await refused(head.description, now: start.adding(seconds: -3600)), "a clock that is an hour ahead")
      #expect(try await log.take(cosigned: head.description, now: start) == 1)
      #expect(try await log.take(cosigned: head.description, now: start) == 1)
      let served = try #require(try await log.witnessedHead(needsWitness: false))
      #expect(served.description == head.description)
      #expect(served.cosignatures(by: [key]).map(\.time) == [start])
      #expect(try await log.witnesses().map(\.lastSize) == [5])
      // A later head has none yet; the last that has one is served to whoever asks for that.
      try await log.grow(5, from: 5)
      _ = try await log.signHeadIfDue(start.adding(seconds: 120))
      #expect(try await log.witnessedHead(needsWitness: false)?.note.signatures.count == 1)
      #expect(try await log.witnessedHead(needsWitness: true) == served)
      try await log.retire(witness: key.description, entry, now: start)
      #expect(try await log.witnessedHead(needsWitness: true) == nil)
      #expect(await refused(head.description))
      #expect(try await log.verify().isSound)
    }
  }
}
