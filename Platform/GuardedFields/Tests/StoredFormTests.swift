import Basics
import Crypto
import Database
import Testing

@testable import GuardedFields

/// What is stored must open for as long as it is kept. The values below were computed by another program, with Python's
/// `cryptography` 48, from the formats as the sources describe them.
@Suite struct `Stored forms` {
  private let field =
    "01000000036465666768696a6b6c6d6e6f12741dcd55c966ac0e4268d1ee534acd72f2368a8b6cf372a7d1ac48fba3a54816c1e30be230ad"
    + "6a57950f6feb2c4079"
  private let wrapped =
    "6465666768696a6b6c6d6e6fa9354407cfb4fba8ed7cb8acaf30680d9b28143924c04a39ccba9cae22e4af98ac1b5ae8b9909443331c4ca8"
    + "6b7dfff7"

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private let master = MasterKey(
    current: MasterKey.Version(number: 2, secret: SymmetricKey(data: Array(UInt8(32)..<64))), previous: nil,
    indexSecret: SymmetricKey(data: Array(UInt8(64)..<96)))

  @Test func `a wrapped key and a field sealed under it open as they were written elsewhere`() async throws {
    try await GuardedFixture.withRing { ring, folder in
      let wrapped = bytes(wrapped)
      try await ring.database.write { connection in
        _ = try connection.run(
          """
          INSERT INTO data_key (owner, version, wrapped, made_at, master_version)
          VALUES ('person:p1', 3, \(wrapped), \(GuardedFixture.start), 2)
          """)
      }
      ring.close()
      try MasterKeyFile.save(master, to: "\(folder)/\(KeyRing.masterName)")
      let again = try await GuardedFixture.ring(folder)
      defer { again.close() }
      let key = try await again.existingKey(for: try KeyOwner(.person, "p1"))
      #expect(key.newest.key == SymmetricKey(data: Array(UInt8(0)..<32)))
      let text = try GuardedField.phone.open(SealedField(bytes(field)), row: "t1", version: 7, under: key)
      #expect(text == "Zoë, 020 7946 0000")
    }
  }

  @Test func `the values of blind indexes are those computed elsewhere`() throws {
    let index = BlindIndex(master), day = try #require(Day("1990-04-01"))
    func value(_ term: BlindIndex.Term) throws -> String? { try index.value(of: term, in: term.kind.field) }
    #expect(try value(.name("Zoë O'Brien-Smith")) == "f02449b17b9c3c33ae49e1a636ea29dd")
    #expect(try value(.nameAndBirthDate("Zoë O'Brien-Smith", day)) == "e26d2b927f92ff6445c4b70d4bfd3da1")
    #expect(try value(.phone("020 7946 0000")) == "bcd2699f2b08b7a5ac5c364cb0493213")
    #expect(try value(.postcode("sw1a 1aa")) == "620e1031c77d991df8a1fd598e7ca3e8")
    #expect(try value(.soundOfName("O'Brien")) == "c53bd1e523e47b4858ede22aee29be5c")
  }
}

extension BlindIndex.Kind {
  /// A field that is found by this.
  var field: GuardedField {
    switch self {
    case .name, .nameAndBirthDate, .soundOfName: .familyName
    case .phone: .phone
    case .postcode: .postcode
    }
  }
}
