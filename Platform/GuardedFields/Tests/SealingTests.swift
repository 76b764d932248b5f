import Basics
import Crypto
import Database
import Foundation
import TestSupport
import Testing

@testable import GuardedFields

@Suite struct `Sealing` {
  private let place = FieldPlace(table: "case_note", column: "text", row: "n1", version: 1)

  private func key(_ kind: KeyOwner.Kind = .case, _ id: String = "c1") throws -> DataKey {
    let version = DataKey.Version(number: 1, key: SymmetricKey(size: .bits256))
    return try #require(DataKey(try KeyOwner(kind, id), [version]))
  }

  @Test(arguments: TestDatabase.engines)
  func `what is sealed comes back from a column of bytes and from one of text`(_ engine: Engine) async throws {
    let texts = ["", "no", "Flat 2, 14 Harbour Street", "Zoë, José & 李小龍 🏡", String(repeating: "long ", count: 20_000)]
    try await GuardedFixture.with(engine) { fixture in
      for (number, text) in texts.enumerated() {
        try await fixture.saveAddress(text, id: "a\(number)", person: "p\(number % 2)")
        try await fixture.saveNote(text, id: "n\(number)", case: "c\(number % 2)")
      }
      for (number, text) in texts.enumerated() {
        #expect(try await fixture.address("a\(number)") == text)
        #expect(try await fixture.note("n\(number)") == text)
      }
    }
  }

  @Test func `bytes of every length come back as they were`() throws {
    let key = try key(), place = GuardedField.fileContent.place(row: "f1", version: 3)
    var random = SeededNumbers(1)
    for count in Array(0...130) + [4_095, 4_096, 1 << 20] {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      #expect(try SealedField.seal(bytes, at: place, under: key).open(at: place, under: key) == bytes)
    }
    for tail: [UInt8] in [[0x80], [0x80, 0], [0, 0, 0], Array(repeating: 0x80, count: 32)] {
      #expect(try SealedField.seal(tail, at: place, under: key).open(at: place, under: key) == tail)
    }
  }

  /// Every value tried in every other's place, over rows, columns, tables, versions and owners.
  @Test(arguments: TestDatabase.engines)
  func `no two sealed values can change places`(_ engine: Engine) async throws {
    try await GuardedFixture.with(engine) { fixture in
      for owner in ["1", "2", "3"] {
        for row in ["a", "b", "c", "d"].map({ "\(owner)-\($0)" }) {
          try await fixture.saveAddress("020 7946 0000", id: row, person: owner)
          try await fixture.saveNote("020 7946 0000", id: row, case: owner)
          try await fixture.savePhone("020 7946 0000", id: row, person: owner)
          try await fixture.savePerson("020 7946 0000", id: row, person: owner)
        }
      }
      let stored = try await fixture.database.read { connection in
        func read(_ field: GuardedField, _ sql: SQL) throws -> [(GuardedField, String, String, SealedField)] {
          try connection.rows(sql).map { row in
            let sealed =
              try field == .note ? SealedField(text: row.text("sealed")) : SealedField(row.blob("sealed"))
            return (field, try row.text("id"), try row.text("owner"), sealed)
          }
        }
        return try read(.safeAddress, "SELECT id, owner, address AS sealed FROM safe_address")
          + read(.note, "SELECT id, owner, text AS sealed FROM case_note")
          + read(.phone, "SELECT id, owner, number AS sealed FROM person_phone")
          + read(.familyName, "SELECT id, owner, family_name AS sealed FROM person")
          + read(.givenNames, "SELECT id, owner, given_names AS sealed FROM person")
          + read(.email, "SELECT id, owner, address AS sealed FROM person_email")
      }
      let keys = try await fixture.ring.keys(for: stored.compactMap { KeyOwner($0.2) })
      #expect(stored.count == 72 && keys.count == 6)
      var tried = 0, refused = 0
      for (field, row, owner, own) in stored {
        let key = try #require(KeyOwner(owner).flatMap { keys[$0] })
        let place = field.place(row: row, version: 1)
        _ = try own.openText(at: place, under: key)
        for (_, _, _, foreign) in stored where foreign != own {
          tried += 1
          if try kind({ try foreign.open(at: place, under: key) }) == "field-damaged" { refused += 1 }
        }
      }
      print("Swapped sealed values on \(engine): \(tried) tried, \(refused) refused.")
      #expect(tried == 72 * 71 && refused == tried)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `rows whose sealed values were exchanged in the database are refused`(_ engine: Engine) async throws {
    try await GuardedFixture.with(engine) { fixture in
      try await fixture.saveNote("first", id: "n1", case: "c1")
      try await fixture.saveNote("second", id: "n2", case: "c1")
      try await fixture.database.write { connection in
        let first = try connection.row("SELECT text FROM case_note WHERE id = 'n1'")?.text("text")
        let second = try connection.row("SELECT text FROM case_note WHERE id = 'n2'")?.text("text")
        try connection.run("UPDATE case_note SET text = \(second) WHERE id = 'n1'")
        try connection.run("UPDATE case_note SET text = \(first) WHERE id = 'n2'")
      }
      for id in ["n1", "n2"] { #expect(try await asyncKind { try await fixture.note(id) } == "field-damaged") }
    }
  }

  @Test func `a value changed in any bit, cut anywhere or lengthened is refused`() throws {
    let key = try key()
    let sealed = try SealedField.seal("Flat 2, 14 Harbour Street", at: place, under: key)
    #expect(sealed.bytes.count == 33 + 32)
    var refused = 0
    for index in sealed.bytes.indices {
      for bit in 0..<8 {
        var bytes = sealed.bytes
        bytes[index] ^= 1 << UInt8(bit)
        if try kind({ try SealedField(bytes).open(at: place, under: key) }) == "field-damaged" { refused += 1 }
      }
    }
    #expect(refused == sealed.bytes.count * 8)
    for count in sealed.bytes.indices {
      for bytes in [Array(sealed.bytes.prefix(count)), Array(sealed.bytes.suffix(count))] {
        #expect(try kind { try SealedField(bytes).open(at: place, under: key) } == "field-damaged")
      }
    }
    for extra in [UInt8(0), 0x80, 255] {
      #expect(try kind { try SealedField(sealed.bytes + [extra]).open(at: place, under: key) } == "field-damaged")
    }
  }

  @Test func `any other text than the one written is no sealed value, or another one that does not open`() throws {
    let key = try key()
    let text = try SealedField.seal("yes", at: place, under: key).text
    #expect(try SealedField(text: text).openText(at: place, under: key) == "yes")
    for wrong in ["", "yes", text + "\n", " " + text, String(text.dropLast()), text + "=", "é" + text] {
      #expect(try kind { try SealedField(text: wrong).open(at: place, under: key) } == "field-damaged")
    }
    for index in text.indices where text[index] != "=" {
      var changed = text
      changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
      #expect(try kind { try SealedField(text: changed).open(at: place, under: key) } == "field-damaged")
    }
  }

  @Test func `bytes at random are refused and do no harm`() throws {
    let key = try key()
    var random = SeededNumbers(2)
    for _ in 0..<5_000 {
      var bytes = (0..<Int.random(in: 0...100, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if Bool.random(using: &random), bytes.count > 5 { bytes.replaceSubrange(0..<5, with: [1, 0, 0, 0, 1]) }
      #expect(try kind { try SealedField(bytes).open(at: place, under: key) } == "field-damaged")
    }
  }

  @Test func `an older value cannot be put back`() throws {
    let key = try key(.person, "p1")
    let old = try GuardedField.phone.seal("020 7946 0001", row: "t1", version: 1, under: key)
    let new = try GuardedField.phone.seal("020 7946 0002", row: "t1", version: 2, under: key)
    #expect(try GuardedField.phone.open(new, row: "t1", version: 2, under: key) == "020 7946 0002")
    #expect(try kind { try GuardedField.phone.open(old, row: "t1", version: 2, under: key) } == "field-damaged")
  }

  @Test func `places whose parts run into each other are different places`() throws {
    let key = try key()
    let sealed = try SealedField.seal(
      "x", at: FieldPlace(table: "ab", column: "c", row: "d1", version: 1), under: key)
    for (table, column, row, version) in [("a", "bc", "d1", 1), ("ab", "cd", "1", 1), ("ab", "c", "d", 11)] {
      let other = FieldPlace(table: table, column: column, row: row, version: version)
      #expect(try kind { try sealed.open(at: other, under: key) } == "field-damaged")
    }
  }

  @Test func `neither a value nor whether two are the same shows in what is stored`() throws {
    let key = try key()
    let yes = try SealedField.seal("yes", at: place, under: key), no = try SealedField.seal("no", at: place, under: key)
    #expect(yes.bytes.count == no.bytes.count)
    #expect(try SealedField.seal("yes", at: place, under: key) != yes)
    let many = try Set((0..<2_000).map { _ in try SealedField.seal("yes", at: place, under: key).bytes[5..<17] })
    #expect(many.count == 2_000)
  }

  @Test func `a field is sealed under the key of the right kind of owner only`() throws {
    let keys = try KeyOwner.Kind.allCases.map { try key($0, "1") }
    for (field, other) in GuardedField.allCases.flatMap({ field in KeyOwner.Kind.allCases.map { (field, $0) } })
    where other != field.owner {
      let right = try #require(keys.first { $0.owner.kind == field.owner })
      let wrong = try #require(keys.first { $0.owner.kind == other })
      let sealed = try field.seal("text", row: "1", version: 1, under: right)
      #expect(try field.open(sealed, row: "1", version: 1, under: right) == "text")
      #expect(try kind { try field.seal("text", row: "1", version: 1, under: wrong) } == "field-owner")
      #expect(try kind { try field.open(sealed, row: "1", version: 1, under: wrong) } == "field-owner")
    }
  }

  @Test func `what could get somebody killed has the person's key, a table of its own and no index`() {
    let concealed = GuardedField.allCases.filter { $0.level == .concealed }
    #expect(concealed.count == 5)
    for field in concealed {
      #expect(field.owner == .person && field.indexes.isEmpty)
      #expect(GuardedField.allCases.filter { $0.table == field.table } == [field])
    }
    #expect(GuardedField.allCases.allSatisfy { $0.level != .clear })
    #expect(Set(GuardedField.allCases.map { "\($0.table).\($0.column)" }).count == GuardedField.allCases.count)
  }

  @Test func `a value too long to be held in memory is refused`() throws {
    let bytes = repeatElement(UInt8(0), count: SealedField.longest + 1)
    #expect(try kind { try SealedField.seal(bytes, at: place, under: key()) } == "field-too-long")
  }

  @Test func `opening is quick once the key is at hand`() throws {
    let key = try key(), count = 20_000
    let sealed = try (0..<count).map { number in
      try GuardedField.note.seal("Pat Fictional, \(number)", row: "n\(number)", version: 1, under: key)
    }
    let clock = ContinuousClock()
    var length = 0
    let time = try clock.measure {
      for (number, field) in sealed.enumerated() {
        length += try GuardedField.note.open(field, row: "n\(number)", version: 1, under: key).utf8.count
      }
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    print("Opened \(count) fields in \(time): \(Int(Double(count) / max(seconds, 1e-9))) fields a second.")
    #expect(length > count * 15)
  }
}
