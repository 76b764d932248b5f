import Basics
import PartnershipModel
import Testing

@Suite struct `The second factor` {
  private let factor = SecondFactor(key: Array("12345678901234567890".utf8))
  private let now = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)

  @Test(
    "the codes of RFC 6238 appendix B",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func rfc6238(_ second: Int, _ code: String) {
    let step = SecondFactor.step(at: Instant(milliseconds: second * 1000))
    #expect(factor.code(step: step, digits: 8) == code)
    #expect(factor.code(step: step) == code.suffix(6))
  }

  @Test func `the codes of RFC 4226 appendix D`() {
    let codes = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]
    #expect((0..<10).map { factor.code(step: $0) } == codes)
  }

  @Test func `a code is right one step either side of now and no further`() {
    let step = SecondFactor.step(at: now)
    for offset in -1...1 {
      #expect(factor.step(matching: factor.code(step: step + offset), at: now, lastUsed: nil) == step + offset)
    }
    for offset in [-2, 2] {
      #expect(factor.step(matching: factor.code(step: step + offset), at: now, lastUsed: nil) == nil)
    }
  }

  @Test func `a code is right once, and so is none that is older`() {
    let step = SecondFactor.step(at: now)
    #expect(factor.step(matching: factor.code(step: step), at: now, lastUsed: step) == nil)
    #expect(factor.step(matching: factor.code(step: step - 1), at: now, lastUsed: step) == nil)
    #expect(factor.step(matching: factor.code(step: step + 1), at: now, lastUsed: step) == step + 1)
  }

  @Test func `a code may be typed with a space, and nothing else passes for one`() {
    let code = factor.code(at: now)
    #expect(factor.step(matching: "\(code.prefix(3)) \(code.suffix(3))", at: now, lastUsed: nil) != nil)
    for wrong in ["", "12345", code + "0", "００００００", "-1", String(repeating: "9", count: 10_000), "' OR 1=1"] {
      #expect(factor.step(matching: wrong, at: now, lastUsed: nil) == nil)
    }
  }

  @Test func `of a thousand guesses only a right one passes`() {
    let step = SecondFactor.step(at: now)
    let right = Set((-1...1).map { factor.code(step: step + $0) })
    let guesses = stride(from: 0, to: 1_000_000, by: 997).map { String(String(1_000_000 + $0).dropFirst()) }
    let passed = (guesses + right).filter { factor.step(matching: $0, at: now, lastUsed: nil) != nil }
    #expect(guesses.count > 1000)
    #expect(Set(passed) == right)
  }

  @Test func `steps go on before 1970 and the key is kept in groups of four`() {
    #expect(SecondFactor.step(at: Instant(milliseconds: -1)) == -1)
    #expect(SecondFactor.step(at: Instant(milliseconds: 29_999)) == 0)
    #expect(factor.typedKey == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
  }

  @Test func `the address for the app names the account, the issuer and the key`() {
    #expect(
      factor.address(account: "pat fictional@council.example", issuer: "Concordat")
        == "otpauth://totp/Concordat:pat%20fictional%40council.example"
        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Concordat")
  }

  @Test(
    "base 32 of RFC 4648 section 10",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"),
    ])
  func base32(_ plain: String, _ coded: String) {
    #expect(Base32.text(plain.utf8) == coded)
    #expect(Base32.bytes(coded) == Array(plain.utf8))
    #expect(Base32.bytes(coded.lowercased() + "==") == Array(plain.utf8))
  }

  @Test func `base 32 refuses what is none`() {
    #expect(Base32.bytes("MZ1W") == nil)
    #expect(Base32.bytes("é") == nil)
  }

  @Test func `a set-up code is 100 bits and is recognised however it is typed`() {
    let code = SetUpCode(random: Array(repeating: 0xA7, count: 13))
    #expect(code.text.count == 23)
    #expect(code.text.split(separator: "-").map(\.count) == [5, 5, 5, 5])
    #expect(SetUpCode.digest(code.text) == SetUpCode.digest(code.text.lowercased().replacing("-", with: " ")))
    #expect(SetUpCode.digest(code.text) != SetUpCode.digest(code.text.dropLast() + "Z"))
  }
}

@Suite struct `QR codes` {
  static let address =
    "otpauth://totp/Concordat:alex.example%40demonstration.example"
    + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Concordat"

  /// The FNV-1a digest (64 bits) of the rows of squares as the Python library qrcode 8.2 makes them: byte mode, level
  /// M, the mask left to it, but for the first, whose mask 3 was asked for (the choice only affects legibility).
  @Test(
    "the squares are those that another encoder makes, in versions 1, 7 and 10",
    arguments: [
      ("HELLO world", 21, "b04b90f84cf3d11d"),
      (address, 45, "cb926d4f7ba06ca9"),
      (
        address + String(repeating: "x", count: 80), 57,
        "10be4749436d024f"
      ),
    ])
  func squares(_ text: String, _ size: Int, _ digest: String) throws {
    let code = try #require(QRCode(text))
    #expect(code.size == size)
    let rows = (0..<code.size).map { y in String((0..<code.size).map { code.isDark($0, y) ? "1" : "0" }) }
    let hash = rows.joined(separator: "\n").utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    #expect(Hex.text(hash) == digest)
  }

  @Test func `213 bytes fit and 214 do not`() {
    #expect(QRCode(String(repeating: "x", count: 213)) != nil)
    #expect(QRCode(String(repeating: "x", count: 214)) == nil)
  }

  @Test func `the path draws each dark square once`() throws {
    let code = try #require(QRCode("HELLO world"))
    let dark = (0..<code.size).flatMap { y in (0..<code.size).map { (x: $0, y: y) } }.filter { code.isDark($0.x, $0.y) }
    let runs = code.path.split(separator: "M").compactMap { run in
      run.split(separator: "h").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
    }
    #expect(runs.reduce(0, +) == dark.count)
  }
}
