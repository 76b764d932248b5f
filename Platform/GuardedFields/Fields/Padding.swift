/// Filling up to a multiple of 32 bytes before sealing (ISO/IEC 7816-4: one byte 0x80, then zeros), since a ciphertext is
/// as long as what is in it: without this, "yes" and "no" could be told apart.
enum Padding {
  static let block = 32

  static func padded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count / block + 1) * block)
    out.append(contentsOf: bytes)
    out.append(0x80)
    out.append(contentsOf: repeatElement(0, count: (block - out.count % block) % block))
    return out
  }

  /// How many of the bytes are content; nil when they were not filled up by `padded`.
  static func contentCount(_ bytes: some BidirectionalCollection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count % block == 0 else { return nil }
    var count = bytes.count
    for byte in bytes.reversed() {
      count -= 1
      if byte == 0x80 { return bytes.count - count <= block ? count : nil }
      guard byte == 0 else { return nil }
    }
    return nil
  }
}
