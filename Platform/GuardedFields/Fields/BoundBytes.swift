/// What a ciphertext is bound to, as bytes: each part behind its length (4 bytes), numbers as 8 bytes, most significant
/// first. So no two lists of parts are written alike, wherever one part ends and the next begins.
struct BoundBytes {
  private(set) var bytes: [UInt8] = []

  /// `purpose` keeps ciphertexts of one kind from being taken for those of another.
  init(purpose: StaticString) {
    bytes.reserveCapacity(192)
    purpose.withUTF8Buffer { put(part: $0) }
  }

  mutating func put(_ text: String) { put(part: text.utf8) }

  private mutating func put(part: some Collection<UInt8>) {
    put(UInt32(clamping: part.count))
    bytes.append(contentsOf: part)
  }

  mutating func put(_ number: Int) {
    let value = UInt64(bitPattern: Int64(number))
    put(UInt32(truncatingIfNeeded: value >> 32))
    put(UInt32(truncatingIfNeeded: value))
  }

  mutating func put(_ number: UInt32) {
    bytes.append(UInt8(truncatingIfNeeded: number >> 24))
    bytes.append(UInt8(truncatingIfNeeded: number >> 16))
    bytes.append(UInt8(truncatingIfNeeded: number >> 8))
    bytes.append(UInt8(truncatingIfNeeded: number))
  }
}
