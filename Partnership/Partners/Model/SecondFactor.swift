import Basics
import Crypto

/// A key shared with the person's authenticator app, and the six-digit code that both reckon from it every thirty
/// seconds (TOTP, RFC 6238 with HMAC-SHA-1, the variant that every app takes).
package struct SecondFactor: Hashable, Sendable {
  /// Seconds for which one code stands.
  package static let period = 30

  /// The shared key: 20 bytes, the length of the hash (RFC 4226 section 4, R6).
  package let key: [UInt8]

  package init(key: [UInt8]) { self.key = key }

  /// The number of whole periods since 1970-01-01.
  package static func step(at instant: Instant) -> Int {
    let span = period * 1000
    return instant.milliseconds >= 0 ? instant.milliseconds / span : (instant.milliseconds - span + 1) / span
  }

  /// The code at a step (RFC 4226 section 5.3: dynamic truncation).
  package func code(step: Int, digits: Int = 6) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: key)))
    let offset = Int(mac[19] & 15)
    let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let power = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
    let text = String(number % power)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// The code that an app shows at `instant`.
  package func code(at instant: Instant) -> String { code(step: SecondFactor.step(at: instant)) }

  /// The step for which `typed` is right, one either side of now allowed for clocks that differ, or nil. A step at or
  /// before `lastUsed` is never right: each code opens the door once.
  package func step(matching typed: String, at instant: Instant, lastUsed: Int?) -> Int? {
    let digits = Array(typed.utf8.filter { ![UInt8(ascii: " "), UInt8(ascii: "-")].contains($0) }.prefix(16))
    let now = SecondFactor.step(at: instant)
    var found: Int?
    // Every candidate is compared in full, so that the time taken says nothing about how near a guess was.
    for step in [now - 1, now, now + 1] where SecondFactor.same(digits, Array(code(step: step).utf8)) {
      if step > lastUsed ?? Int.min { found = found ?? step }
    }
    return found
  }

  private static func same(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// The key in base 32, as programs take it.
  package var base32: String { Base32.text(key) }

  /// The key as a person types it when the picture cannot be read: groups of four.
  package var typedKey: String { Base32.grouped(base32) }

  /// The address that an authenticator app reads from the picture (the Key URI format).
  package func address(account: String, issuer: String) -> String {
    func escaped(_ text: String) -> String {
      text.utf8.map { byte in
        let scalar = Unicode.Scalar(byte)
        return byte < 128
          && (scalar.properties.isAlphabetic || (48...57).contains(byte) || "-._~".unicodeScalars.contains(scalar))
          ? String(Character(scalar)) : "%" + Hex.text([byte]).uppercased()
      }.joined()
    }
    return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(base32)&issuer=\(escaped(issuer))"
  }
}
