import Basics
import Crypto
import Database
import Foundation
import TestSupport
import Testing

@testable import GuardedFields

@Suite struct `The master key` {
  private let place = FieldPlace(table: "t", column: "c", row: "r", version: 1)

  private func wrapped(_ ring: KeyRing) async throws -> [WrappedKey] {
    try await ring.database.read { connection in
      try connection.rows("SELECT owner, version, wrapped, master_version FROM data_key ORDER BY owner, version")
        .map(WrappedKey.init)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o601])
  func `a file that others may open is refused`(_ mode: Int) async throws {
    try await GuardedFixture.withRing { ring, folder in
      ring.close()
      let path = "\(folder)/\(KeyRing.masterName)"
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(try await asyncKind { try await GuardedFixture.ring(folder) } == "private-file")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try await GuardedFixture.ring(folder).close()
    }
  }

  @Test func `a file changed in any byte is refused`() throws {
    for key in [MasterKey(), try MasterKey().rotated()] {
      let content = MasterKeyFile.content(key)
      #expect(try MasterKeyFile.parse(content, "master.key") == key)
      for index in content.indices {
        for change in [UInt8(1), 0x20, 0x80] {
          var bytes = content
          bytes[index] ^= change
          #expect(try kind { try MasterKeyFile.parse(bytes, "master.key") } == "master-key")
        }
        #expect(try kind { try MasterKeyFile.parse(Array(content.prefix(index)), "master.key") } == "master-key")
      }
    }
  }

  @Test func `a missing master key is not replaced while keys need it`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      _ = try await ring.key(for: try KeyOwner(.case, "c1"))
      ring.close()
      let path = "\(folder)/\(KeyRing.masterName)"
      try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
      #expect(try await asyncKind { try await GuardedFixture.ring(folder) } == "master-key")
      #expect(!FileManager.default.fileExists(atPath: path))
      try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
      try await GuardedFixture.ring(folder).close()
    }
  }

  @Test func `the master key of another installation is refused`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      for number in 0..<30 { _ = try await ring.key(for: try KeyOwner(.case, "\(number)")) }
      ring.close()
      try MasterKeyFile.save(MasterKey(), to: "\(folder)/\(KeyRing.masterName)")
      #expect(try await asyncKind { try await GuardedFixture.ring(folder) } == "key-damaged")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `after a rotation everything opens as before, and nothing is left under the old version`(
    _ engine: Engine
  ) async throws {
    try await GuardedFixture.with(engine) { fixture in
      try await fixture.saveAddress("14 Harbour Street", id: "a1", person: "p1")
      try await fixture.saveNote("seen at the station", id: "n1", case: "c1")
      let before = try await wrapped(fixture.ring)
      let index = try fixture.ring.blindIndex.value(of: .name("Pat"), in: .familyName)
      let old = fixture.ring.masterKey
      let result = try await fixture.ring.rewrap(to: old.rotated())
      #expect(result == KeyRing.Rewrapping(rewrapped: 2, damaged: []))
      let after = try await wrapped(fixture.ring)
      #expect(after.map(\.masterVersion) == [2, 2])
      #expect(Set(after.map(\.bytes)).isDisjoint(with: before.map(\.bytes)))
      for key in before { #expect(try Canary(secret: key.bytes).found(in: fixture.directory) == []) }
      for key in after { #expect(try !Canary(secret: key.bytes).found(in: fixture.directory).isEmpty) }
      #expect(try kind { try after.first?.opened(under: old) } == "master-key")

      try await fixture.ring.retirePreviousMasterKey()
      fixture.ring.close()
      let again = try await GuardedFixture.ring(fixture.directory)
      defer { again.close() }
      #expect(again.masterKey.previous == nil && again.masterKey.current.number == 2)
      #expect(try await GuardedFixture.address("a1", fixture.database, again) == "14 Harbour Street")
      #expect(try await GuardedFixture.note("n1", fixture.database, again) == "seen at the station")
      #expect(try again.blindIndex.value(of: .name("Pat"), in: .familyName) == index)
    }
  }

  @Test func `an old backup of the keys opens until the previous version is retired`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owner = try KeyOwner(.case, "c1")
      let sealed = try SealedField.seal("text", at: place, under: await ring.key(for: owner))
      try await ring.backup(to: "\(folder)/keys.backup")
      try await ring.rewrap(to: ring.masterKey.rotated())

      func restored(_ name: String) async throws -> String {
        let directory = "\(folder)/\(name)"
        try await Database.restore(
          from: "\(folder)/keys.backup", to: .sqlite(path: "\(directory)/\(KeyRing.storeName)")
        )
        try FileManager.default.copyItem(
          atPath: "\(folder)/\(KeyRing.masterName)", toPath: "\(directory)/\(KeyRing.masterName)")
        let again = try await GuardedFixture.ring(directory)
        defer { again.close() }
        return try sealed.openText(at: place, under: await again.existingKey(for: owner))
      }
      #expect(try await restored("before") == "text")
      try await ring.retirePreviousMasterKey()
      #expect(try await asyncKind { try await restored("after") } == "master-key")
    }
  }

  @Test func `a rotation that was cut short is finished at the next opening`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      for number in 0..<5 { _ = try await ring.key(for: try KeyOwner(.case, "\(number)")) }
      let next = try ring.masterKey.rotated()
      ring.close()
      // The file was written, no key was wrapped anew.
      try MasterKeyFile.save(next, to: "\(folder)/\(KeyRing.masterName)")
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      #expect(try await wrapped(again).map(\.masterVersion) == [2, 2, 2, 2, 2])
      try await again.retirePreviousMasterKey()
      for number in 0..<5 { _ = try await again.existingKey(for: try KeyOwner(.case, "\(number)")) }
    }
  }

  @Test func `a third version is refused, and one that does not follow the one in use`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owner = try KeyOwner(.case, "c1")
      _ = try await ring.key(for: owner)
      let first = ring.masterKey
      #expect(try await asyncKind { try await ring.rewrap(to: MasterKey()) } == "master-key")
      #expect(try await asyncKind { try await ring.rewrap(to: MasterKey().rotated()) } == "master-key")
      let other = MasterKey(
        current: try first.rotated().current, previous: first.current, indexSecret: SymmetricKey(size: .bits256))
      #expect(try await asyncKind { try await ring.rewrap(to: other) } == "master-key")
      try await ring.rewrap(to: first.rotated())
      #expect(try kind { try ring.masterKey.rotated() } == "master-key")
      #expect(try await asyncKind { try await ring.rewrap(to: first.rotated()) } == "master-key")
      try await ring.retirePreviousMasterKey()
      try await ring.rewrap(to: ring.masterKey.rotated())
      #expect(ring.masterKey.current.number == 3)
      ring.close()
      let again = try await GuardedFixture.ring(folder)
      _ = try await again.existingKey(for: owner)
      again.close()
    }
  }

  @Test func `a damaged key does not keep the others under the old version`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let bad = try KeyOwner(.case, "bad"), good = try KeyOwner(.case, "good")
      for owner in [bad, good] { _ = try await ring.key(for: owner) }
      try await ring.database.write { connection in
        _ = try connection.run("UPDATE data_key SET wrapped = zeroblob(60) WHERE owner = \(bad.description)")
      }
      let result = try await ring.rewrap(to: ring.masterKey.rotated())
      #expect(result == KeyRing.Rewrapping(rewrapped: 1, damaged: ["case:bad"]))
      #expect(try await asyncKind { try await ring.retirePreviousMasterKey() } == "master-key")
      _ = try await ring.erase(bad)
      try await ring.retirePreviousMasterKey()
      _ = try await ring.existingKey(for: good)
    }
  }

  @Test func `keys made while the master key is rotated all open afterwards`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owners = try (0..<60).map { try KeyOwner(.case, "\($0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for owner in owners { group.addTask { _ = try await ring.key(for: owner) } }
        group.addTask { try await ring.rewrap(to: ring.masterKey.rotated()) }
        try await group.waitForAll()
      }
      #expect(try await wrapped(ring).allSatisfy { $0.masterVersion == 2 })
      try await ring.retirePreviousMasterKey()
      ring.close()
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      for owner in owners { _ = try await again.existingKey(for: owner) }
    }
  }

  @Test func `a master key that lies elsewhere is used from there`() async throws {
    try await Folder.with { folder in
      try FileManager.default.createDirectory(atPath: "\(folder)/elsewhere", withIntermediateDirectories: true)
      let path = "\(folder)/elsewhere/master"
      let ring = try await KeyRing.open(
        directory: "\(folder)/data", masterPath: path, clock: .fixed(GuardedFixture.start))
      _ = try await ring.key(for: try KeyOwner(.case, "c1"))
      ring.close()
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/data/\(KeyRing.masterName)"))
    }
  }
}
