import Basics
import Crypto
import Database
import Foundation
import Synchronization
import Testing

@testable import GuardedFields

@Suite struct `Keys of cases and persons` {
  private let place = FieldPlace(table: "t", column: "c", row: "r", version: 1)

  private func bytes(_ key: DataKey) -> [UInt8] { key.newest.key.withUnsafeBytes { Array($0) } }

  @Test func `a key is made on first use and is the same ever after`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let owner = try KeyOwner(.case, "c1")
      let first = try await ring.key(for: owner)
      #expect(bytes(try await ring.key(for: owner)) == bytes(first))
      ring.close()
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      #expect(bytes(try await again.key(for: owner)) == bytes(first))
      #expect(bytes(try await again.existingKey(for: owner)) == bytes(first))
    }
  }

  @Test func `two owners never share a key`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let owners = try (0..<150).flatMap { [try KeyOwner(.case, "\($0)"), try KeyOwner(.person, "\($0)")] }
      var seen: Set<[UInt8]> = []
      for owner in owners { seen.insert(bytes(try await ring.key(for: owner))) }
      #expect(seen.count == owners.count)
      let listed = try await ring.keys(for: owners)
      #expect(Set(listed.values.map(bytes)) == seen)
      #expect(listed.allSatisfy { $0 == $1.owner })
    }
  }

  @Test func `many who ask for a new owner's key at once get the same one`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let owner = try KeyOwner(.person, "p1")
      let keys = try await withThrowingTaskGroup(of: DataKey.self) { group in
        for _ in 0..<50 { group.addTask { try await ring.key(for: owner) } }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert(bytes($1)) }
      }
      #expect(keys.count == 1)
    }
  }

  @Test func `looking for a key makes none`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let owner = try KeyOwner(.case, "c1")
      #expect(try await asyncKind { try await ring.existingKey(for: owner) } == "field-key-missing")
      #expect(try await asyncKind { try await ring.renewKey(for: owner) } == "field-key-missing")
      #expect(try await ring.keys(for: [owner]).isEmpty)
      #expect(try await ring.database.read { try KeyRing.count($0) } == 0)
    }
  }

  @Test func `lists of any length find the keys that there are`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let made = try [1, 700, 1_300].map { try KeyOwner(.case, "\($0)") }
      for owner in made { _ = try await ring.key(for: owner) }
      ring.close()
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      let asked = try (0..<1_400).map { try KeyOwner(.case, "\($0)") }
      #expect(Set(try await again.keys(for: asked).keys) == Set(made))
    }
  }

  @Test func `an owner's identity is plain text that the database and the program read alike`() throws {
    for id in ["", "é", "e\u{301}", "a b", "a\n", "\u{0}", String(repeating: "a", count: 129)] {
      #expect(try kind { try KeyOwner(.case, id) } == "key-owner")
    }
    let owner = try KeyOwner(.person, ID<Int>("0190-1"))
    #expect(owner.description == "person:0190-1")
    #expect(KeyOwner("person:0190-1") == owner)
    #expect(KeyOwner("case:a:b") == (try KeyOwner(.case, "a:b")))
    for text in ["", "case", "case:", "house:1", "case:é", ":1", "case::"] where text != "case::" {
      #expect(KeyOwner(text) == nil)
    }
  }

  @Test func `a renewed key seals what is new and opens what was sealed before`() async throws {
    try await GuardedFixture.withRing { ring, _ in
      let owner = try KeyOwner(.case, "c1")
      let first = try await ring.key(for: owner)
      let old = try SealedField.seal("before", at: place, under: first)
      let second = try await ring.renewKey(for: owner)
      let new = try SealedField.seal("after", at: place, under: second)
      #expect(bytes(first) != bytes(second))
      #expect(second.newest.number == 2)
      #expect(try old.openText(at: place, under: second) == "before")
      #expect(try new.openText(at: place, under: await ring.key(for: owner)) == "after")
      #expect(try kind { try new.openText(at: place, under: first) } == "field-damaged")
    }
  }

  @Test func `a wrapped key changed in any bit, or given to another owner, opens nothing`() async throws {
    let master = MasterKey(), owner = try KeyOwner(.case, "c1")
    let wrapped = try WrappedKey(SymmetricKey(size: .bits256), of: owner, version: 1, under: master)
    _ = try wrapped.opened(under: master)
    #expect(try kind { try wrapped.opened(under: MasterKey()) } == "key-damaged")
    try await GuardedFixture.withRing { ring, folder in
      let one = try KeyOwner(.person, "p1"), two = try KeyOwner(.person, "p2"), three = try KeyOwner(.person, "p3")
      for owner in [one, two, three] { _ = try await ring.key(for: owner) }
      let held = try await ring.database.read { try KeyRing.wrapped($0, [one]) }.first?.bytes ?? []
      #expect(held.count == 60)
      var refused = 0
      for index in held.indices {
        var bytes = held
        bytes[index] ^= 1 << UInt8(index % 8)
        let changed = bytes
        try await ring.database.write { connection in
          _ = try connection.run("UPDATE data_key SET wrapped = \(changed) WHERE owner = \(one.description)")
        }
        ring.cache.withLock { $0.forget(one) }
        if try await asyncKind({ try await ring.key(for: one) }) == "key-damaged" { refused += 1 }
      }
      #expect(refused == 60)
      try await ring.database.write { connection in
        _ = try connection.run(
          """
          UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE owner = \(two.description))
          WHERE owner = \(one.description)
          """)
      }
      ring.close()
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      #expect(try await asyncKind { try await again.existingKey(for: one) } == "key-damaged")
      #expect(Set(try await again.keys(for: [one, two, three]).keys) == [two, three])
    }
  }

  @Test func `the files are for the server's account only`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      _ = try await ring.key(for: try KeyOwner(.case, "c1"))
      let files = Folder.files(folder)
      #expect(files.count >= 3)
      for file in files {
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode.map { $0 & 0o077 } == 0, "\(file)")
      }
    }
  }

  @Test func `secrets do not show in logs and dumps`() async throws {
    let master = MasterKey()
    let version = DataKey.Version(number: 1, key: SymmetricKey(size: .bits256))
    let key = try #require(DataKey(try KeyOwner(.case, "c1"), [version]))
    for secret: Any in [master, master.current, key, version, BlindIndex(master)] {
      var dumped = ""
      dump(secret, to: &dumped)
      for text in [dumped, "\(secret)", String(reflecting: secret)] {
        #expect(text.contains("not shown") && text.count < 60, "\(text)")
      }
    }
  }

  @Test func `the cache forgets the least used, and keeps nothing that was read before a change`() throws {
    func key(_ id: Int) throws -> DataKey {
      let version = DataKey.Version(number: 1, key: SymmetricKey(size: .bits256))
      return try #require(DataKey(try KeyOwner(.case, "\(id)"), [version]))
    }
    var cache = KeyCache(capacity: 10)
    let used = try key(0)
    cache.keep(used, readIn: 0)
    for id in 1..<100 {
      cache.keep(try key(id), readIn: 0)
      #expect(cache.key(of: used.owner) != nil)
      #expect(cache.count <= 10)
    }
    #expect(cache.key(of: try KeyOwner(.case, "1")) == nil)
    cache.forget(used.owner)
    #expect(cache.key(of: used.owner) == nil)
    cache.keep(used, readIn: 0)
    #expect(cache.key(of: used.owner) == nil)
    cache.keep(used, readIn: cache.generation)
    #expect(cache.key(of: used.owner) != nil)
  }

  /// Goal G-08 for the key store: whatever rots, a field is right or refused.
  @Test func `bytes changed at random in the key store never give a wrong value`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      var sealed: [KeyOwner: SealedField] = [:]
      for number in 0..<6 {
        let owner = try KeyOwner(.case, "case-\(number)")
        sealed[owner] = try SealedField.seal(owner.description, at: place, under: await ring.key(for: owner))
      }
      try await ring.database.compact()
      ring.close()
      let path = "\(folder)/\(KeyRing.storeName)"
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      var random = SeededNumbers(3)
      var right = 0, refused = 0, wrong = 0
      for _ in 0..<100 {
        var changed = content
        for _ in 0..<Int.random(in: 1...20, using: &random) {
          changed[Int.random(in: changed.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
        }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try changed.write(to: URL(fileURLWithPath: path))
        guard let opened = try? await GuardedFixture.ring(folder) else {
          refused += sealed.count
          continue
        }
        for (owner, field) in sealed {
          let text = try? field.openText(at: place, under: await opened.existingKey(for: owner))
          if text == owner.description { right += 1 } else if text == nil { refused += 1 } else { wrong += 1 }
        }
        opened.close()
      }
      print("Key store with changed bytes: \(right) right, \(refused) refused, \(wrong) wrong.")
      #expect(wrong == 0 && right > 0 && refused > 0)
    }
  }
}
