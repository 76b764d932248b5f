/// Checks text block by block for bytes that cannot be text.
struct BlockCheck {
  enum Problem { case notUTF8, nul(offset: Int) }

  /// Bytes of a character that the last block ended in the middle of.
  private var pending: [UInt8] = []

  /// Whether the block that was looked at last may hold a quotation mark.
  private(set) var mayHaveQuotes = true

  private static let ones = UInt64(0x0101_0101_0101_0101), tops = UInt64(0x8080_8080_8080_8080)
  private static let quotes = UInt64(0x2222_2222_2222_2222)

  /// The first problem of the block, or nil. Plain ASCII, nearly all of it, costs one pass over sixty-four bytes at a time.
  @inline(never)
  mutating func problem(_ base: UnsafePointer<UInt8>, from: Int, to: Int, isLast: Bool) -> Problem? {
    let raw = UnsafeRawPointer(base)
    var highs = SIMD8<UInt64>(), zeros = SIMD8<UInt64>(), marks = SIMD8<UInt64>()
    let ones = SIMD8(repeating: BlockCheck.ones), quotes = SIMD8(repeating: BlockCheck.quotes)
    var offset = from
    while offset &+ 64 <= to {
      let words = raw.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
      highs |= words
      zeros |= (words &- ones) & ~words
      let unquoted = words ^ quotes
      marks |= (unquoted &- ones) & ~unquoted
      offset &+= 64
    }
    var high: UInt64 = 0, zero: UInt64 = 0, mark: UInt64 = 0
    for lane in 0..<8 {
      high |= highs[lane]
      zero |= zeros[lane]
      mark |= marks[lane]
    }
    var hasZero = zero & BlockCheck.tops != 0
    mayHaveQuotes = mark & BlockCheck.tops != 0
    while offset < to {
      high |= UInt64(base[offset])
      if base[offset] == 0 { hasZero = true }
      if base[offset] == 34 { mayHaveQuotes = true }
      offset += 1
    }
    // The quick test for a zero byte may be set off by a byte above 0x80, so it is made again byte by byte.
    if hasZero, let found = (from..<to).first(where: { base[$0] == 0 }) { return .nul(offset: found) }
    if high & BlockCheck.tops == 0, pending.isEmpty { return nil }
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
