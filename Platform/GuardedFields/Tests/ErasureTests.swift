import Basics
import Database
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import GuardedFields

@Suite struct `Erasure by destroying the key` {
  private let secret = "Flat 7, 31 Kestrel Quay, Anytown QX9 9ZZ"
  private let later = GuardedFixture.start.adding(seconds: 86_400)

  private func wrapped(_ ring: KeyRing, _ owner: KeyOwner) async throws -> [UInt8] {
    try await ring.database.read { try KeyRing.wrapped($0, [owner]) }.first?.bytes ?? []
  }

  @Test(arguments: TestDatabase.engines)
  func `what was erased stays closed, also after reopening, and no file holds it in any form`(
    _ engine: Engine
  ) async throws {
    try await GuardedFixture.with(engine) { fixture in
      let person = try KeyOwner(.person, "p1"), ring = fixture.ring
      try await fixture.saveAddress(secret, id: "a1", person: "p1")
      try await fixture.savePhone("07700 900123", id: "t1", person: "p1")
      try await fixture.saveAddress("somewhere else", id: "a2", person: "p2")
      try await fixture.saveNote(secret, id: "n1", case: "c1")
      #expect(try await fixture.address("a1") == secret)
      let key = Canary(secret: try await wrapped(ring, person))
      #expect(try !key.found(in: fixture.directory).isEmpty)
      let canaries = [secret, "07700 900123", "+447700900123"].map(Canary.init)
      for canary in canaries { #expect(try canary.found(in: fixture.directory) == []) }

      let proof = try await ring.erase(person)
      #expect(proof.owner == person && proof.time == GuardedFixture.start && proof.keysLeft == 2)
      #expect(try key.found(in: fixture.directory) == [])
      #expect(try await asyncKind { try await fixture.address("a1") } == "field-erased")
      #expect(try await asyncKind { try await ring.key(for: person) } == "field-erased")
      #expect(try await ring.keys(for: [person]).isEmpty)
      #expect(try await fixture.address("a2") == "somewhere else")
      #expect(try await fixture.note("n1") == secret)

      // On PostgreSQL the rows are in the server's files; a backup writes them all out.
      try await fixture.database.backup(to: "\(fixture.directory)/data.backup", now: later)
      try await ring.backup(to: "\(fixture.directory)/keys.backup")
      for canary in canaries + [key] {
        #expect(try canary.found(in: fixture.directory) == [])
      }

      ring.close()
      let again = try await GuardedFixture.ring(fixture.directory, now: later)
      defer { again.close() }
      #expect(
        try await asyncKind { try await GuardedFixture.address("a1", fixture.database, again) } == "field-erased")
      #expect(try await asyncKind { try await again.key(for: person) } == "field-erased")
      #expect(try await again.erasure(of: person) == proof)
      #expect(try await again.erase(person) == proof)
      #expect(try await again.erasure(of: try KeyOwner(.person, "p2")) == nil)
    }
  }

  /// Goal G-29: the data's backups live longer than those of the keys.
  @Test(arguments: TestDatabase.engines)
  func `a restored backup of the data stays closed, and only a backup of the key opens it`(
    _ engine: Engine
  ) async throws {
    try await GuardedFixture.with(engine) { fixture in
      try await fixture.saveAddress(secret, id: "a1", person: "p1")
      try await fixture.saveNote("kept", id: "n1", case: "c1")
      let data = "\(fixture.directory)/data.backup", keys = "\(fixture.directory)/keys.backup"
      try await fixture.database.backup(to: data, now: GuardedFixture.start)
      try await fixture.ring.backup(to: keys)
      _ = try await fixture.ring.erase(try KeyOwner(.person, "p1"))

      let place = try TestDatabase.location(engine)
      try await Database.restore(from: data, to: place)
      let restored = try Database.open(place)
      do {
        let refusal = try await asyncKind { try await GuardedFixture.address("a1", restored, fixture.ring) }
        #expect(refusal == "field-erased")
        #expect(try await GuardedFixture.note("n1", restored, fixture.ring) == "kept")

        // A key store of its own, as after a loss of everything but the data's backup: nothing opens.
        try await Folder.with { folder in
          let empty = try await GuardedFixture.ring(folder)
          defer { empty.close() }
          for owner in ["a1", "n1"] {
            let refusal = try await asyncKind {
              owner == "a1"
                ? try await GuardedFixture.address("a1", restored, empty)
                : try await GuardedFixture.note("n1", restored, empty)
            }
            #expect(refusal == "field-key-missing")
          }
        }

        // The danger that the 30 days bound: the key's backup is still there.
        try await Folder.with { folder in
          try await Database.restore(from: keys, to: .sqlite(path: "\(folder)/\(KeyRing.storeName)"))
          try FileManager.default.copyItem(
            atPath: "\(fixture.directory)/\(KeyRing.masterName)", toPath: "\(folder)/\(KeyRing.masterName)")
          let old = try await GuardedFixture.ring(folder)
          defer { old.close() }
          #expect(try await GuardedFixture.address("a1", restored, old) == secret)
          // So the erasures since then are repeated.
          _ = try await old.erase(try KeyOwner(.person, "p1"))
          #expect(try await asyncKind { try await GuardedFixture.address("a1", restored, old) } == "field-erased")
        }
      } catch {
        await TestDatabase.remove(restored)
        throw error
      }
      await TestDatabase.remove(restored)
    }
  }

  @Test func `the proof names the wrapped keys that are gone, and is the same when asked again`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owner = try KeyOwner(.case, "c1")
      _ = try await ring.key(for: owner)
      _ = try await ring.renewKey(for: owner)
      _ = try await ring.key(for: try KeyOwner(.case, "c2"))
      let held = try await ring.database.read { try KeyRing.wrapped($0, [owner]) }
      let proof = try await ring.erase(owner)
      #expect(proof.gone.map(\.version) == [1, 2])
      #expect(proof.gone.map(\.sha256) == held.map(\.sha256))
      #expect(proof.keysLeft == 1)
      ring.close()
      let again = try await GuardedFixture.ring(folder, now: later)
      defer { again.close() }
      #expect(try await again.erase(owner) == proof)
      for key in held { #expect(try Canary(secret: key.bytes).found(in: folder) == []) }
    }
  }

  @Test func `a batch is erased together, with a proof for each owner`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owners = try (0..<40).map { try KeyOwner(.case, "\($0)") }
      for owner in owners { _ = try await ring.key(for: owner) }
      let held = try await ring.database.read { try KeyRing.wrapped($0, owners) }
      let batch = Array(owners.prefix(30))
      let proofs = try await ring.erase(batch)
      #expect(proofs.map(\.owner) == batch)
      #expect(proofs.allSatisfy { $0.gone.count == 1 && $0.keysLeft == 10 })
      for key in held {
        #expect(try Canary(secret: key.bytes).found(in: folder).isEmpty == batch.contains(key.owner))
      }
      #expect(Set(try await ring.keys(for: owners).keys) == Set(owners.dropFirst(30)))
    }
  }

  @Test func `an owner without a key is erased too, and never gets one`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let owner = try KeyOwner(.person, "p1")
      let proof = try await ring.erase(owner)
      #expect(proof.gone.isEmpty && proof.keysLeft == 0)
      #expect(try await asyncKind { try await ring.key(for: owner) } == "field-erased")
      #expect(try await asyncKind { try await ring.renewKey(for: owner) } == "field-erased")
    }
  }

  @Test func `an erasure that was cut short is finished at the next opening`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owner = try KeyOwner(.case, "c1")
      _ = try await ring.key(for: owner)
      let key = Canary(secret: try await wrapped(ring, owner))
      try await ring.database.write { connection in
        try connection.run(
          "INSERT INTO erased_owner (owner, erased_at) VALUES (\(owner.description), \(GuardedFixture.start))")
        try connection.run("DELETE FROM data_key")
      }
      #expect(try await ring.erasure(of: owner) == nil)
      #expect(try !key.found(in: folder).isEmpty)
      // As a process that died leaves the files.
      let copy = "\(folder)/copy"
      try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      for name in [KeyRing.storeName, "\(KeyRing.storeName)-wal", KeyRing.masterName] {
        try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(copy)/\(name)")
      }
      #expect(try !key.found(in: copy).isEmpty)
      let again = try await GuardedFixture.ring(copy)
      defer { again.close() }
      #expect(try key.found(in: copy) == [])
      #expect(try await again.erasure(of: owner) != nil)
    }
  }

  @Test func `once an erasure has returned nobody gets the key any more, however many ask meanwhile`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      for round in 0..<20 {
        let owner = try KeyOwner(.case, "\(round)")
        _ = try await ring.key(for: owner)
        let erased = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 {
            group.addTask {
              for _ in 0..<30 {
                let wasErased = erased.isRaised
                let refusal = try await asyncKind { try await ring.existingKey(for: owner) }
                if wasErased { #expect(refusal == "field-erased") }
              }
            }
          }
          group.addTask {
            _ = try await ring.erase(owner)
            erased.raise()
          }
          try await group.waitForAll()
        }
        #expect(try await asyncKind { try await ring.existingKey(for: owner) } == "field-erased")
      }
    }
  }

  @Test func `the search for traces finds each form in which they are looked for`() async throws {
    try await Folder.with { folder in
      let canary = Canary(secret)
      for (number, disguise) in canary.disguises.enumerated() {
        let path = "\(folder)/\(number)"
        let noise: [UInt8] = [0, 255, 13, 10, 65]
        try Data(noise + disguise.bytes + noise).write(to: URL(fileURLWithPath: path))
        #expect(try canary.found(in: folder).contains("\(path): \(disguise.form)"))
        try FileManager.default.removeItem(atPath: path)
      }
      #expect(canary.disguises.count == 18)
      // Base 64 of a longer text, wherever the trace lies in it.
      for before in 0..<7 {
        let path = "\(folder)/base64"
        let text = String(repeating: "x", count: before) + secret + "yz"
        try Data(text.utf8).base64EncodedData().write(to: URL(fileURLWithPath: path))
        #expect(try canary.found(in: folder).count == 1)
      }
    }
  }
}

/// Raised once, seen by all tasks.
private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isRaised: Bool { value.load(ordering: .acquiring) }
  func raise() { value.store(true, ordering: .releasing) }
}
