/// Checks text block by block for bytes that cannot be text.
struct BlockCheck {
  enum Problem { case notUTF8, nul(offset: Int) }

  /// Bytes of a character that the last block ended in the middle of.
  private var pending: [UInt8] = []

  /// The first problem of the block, or nil. Plain ASCII, nearly all of it, costs one pass over eight-byte words.
  mutating func problem(_ base: UnsafePointer<UInt8>, from: Int, to: Int, isLast: Bool) -> Problem? {
    let raw = UnsafeRawPointer(base)
    var high: UInt64 = 0, zero: UInt64 = 0
    var offset = from
    while offset + 8 <= to {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      high |= word
      zero |= (word &- 0x0101_0101_0101_0101) & ~word
      offset += 8
    }
    var hasZero = zero & 0x8080_8080_8080_8080 != 0
    while offset < to {
      high |= UInt64(base[offset])
      if base[offset] == 0 { hasZero = true }
      offset += 1
    }
    // The quick test for a zero byte may be set off by a byte above 0x80, so it is made again byte by byte.
    if hasZero, let found = (from..<to).first(where: { base[$0] == 0 }) { return .nul(offset: found) }
    if high & 0x8080_8080_8080_8080 == 0, pending.isEmpty { return nil }
    var bytes = pending
    bytes.append(contentsOf: UnsafeBufferPointer(start: base + from, count: to - from))
    pending = isLast ? [] : BlockCheck.incompleteTail(bytes)
    bytes.removeLast(pending.count)
    return String(validating: bytes, as: UTF8.self) == nil ? .notUTF8 : nil
  }

  /// The start of a character of which more bytes must follow.
  private static func incompleteTail(_ bytes: [UInt8]) -> [UInt8] {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? Array(bytes.suffix(back)) : []
    }
    return []
  }
}
