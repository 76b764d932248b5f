#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Gives equal byte strings the same small number, in order of first appearance; the empty string is 0.
///
/// Keys are copied, so the text they came from may go. Open addressing with linear probing; keys up to 15 bytes (area
/// codes, months) are compared as two words, so that finding one of 35,000 areas touches two places in memory.
final class ByteInterner {
  // Behind a pointer, because the run-time check of exclusive access on a class costs more than the look-up itself.
  private let state: UnsafeMutablePointer<State>

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State())
    _ = state.pointee.add(UnsafeRawBufferPointer(start: nil, count: 0), (0, 0), 0)
  }

  deinit {
    state.pointee.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  var count: Int { state.pointee.count }

  func text(_ code: Int) -> String { String(decoding: bytes(code), as: UTF8.self) }

  func bytes(_ code: Int) -> UnsafeRawBufferPointer { state.pointee.bytes(code) }

  func code(of text: String) -> Int32 {
    var copy = text
    return copy.withUTF8 { code(of: UnsafeRawBufferPointer($0)) }
  }

  @inline(__always)
  func code(of key: UnsafeRawBufferPointer) -> Int32 { state.pointee.code(of: key) }

  /// A multiplicative hash over eight-byte words (finaliser of MurmurHash3).
  @inline(__always)
  static func hash(_ start: UnsafeRawPointer, _ count: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= count {
      hash = (hash ^ start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < count {
      tail = tail << 8 | UInt64(start.load(fromByteOffset: offset, as: UInt8.self))
      offset += 1
    }
    hash = (hash ^ tail) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ (hash >> 33)
  }

  private struct State {
    /// Number plus one, 0 for an empty slot.
    var slots: UnsafeMutablePointer<UInt32>
    var mask = (1 << 8) - 1
    /// Two words of each key that has up to 15 bytes, the last byte of the second its length; of a longer key its hash.
    var words: UnsafeMutablePointer<(UInt64, UInt64)>
    var offsets: UnsafeMutablePointer<Int>
    var capacity = 1 << 7
    /// Number plus one by the place of a lower layer area's code, so that one of those is found in one step. There from
    /// the start: to ask whether it is there costs every row.
    var areas: UnsafeMutablePointer<UInt32>
    var arena: UnsafeMutablePointer<UInt8>
    var arenaCount = 0, arenaCapacity = 1 << 12
    var count = 0
    var last: Int32 = 0

    init() {
      slots = .allocate(capacity: 1 << 8)
      slots.initialize(repeating: 0, count: 1 << 8)
      words = .allocate(capacity: 1 << 7)
      offsets = .allocate(capacity: (1 << 7) + 1)
      offsets[0] = 0
      areas = .allocate(capacity: State.areaPlaces)
      areas.initialize(repeating: 0, count: State.areaPlaces)
      arena = .allocate(capacity: 1 << 12)
    }

    func deallocate() {
      slots.deallocate()
      words.deallocate()
      offsets.deallocate()
      areas.deallocate()
      arena.deallocate()
    }

    func bytes(_ code: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: arena + offsets[code], count: offsets[code + 1] - offsets[code])
    }

    @inline(__always)
    mutating func code(of key: UnsafeRawBufferPointer) -> Int32 {
      guard key.count > 0, let start = key.baseAddress else { return 0 }
      return key.count < 16 ? short(start, key.count) : long(start, key.count)
    }

    @inline(__always)
    private mutating func short(_ start: UnsafeRawPointer, _ count: Int) -> Int32 {
      if count == 9, let place = State.areaPlace(start) {
        let found = areas[place]
        if found != 0 { return Int32(truncatingIfNeeded: found &- 1) }
        let code = look(start, count)
        areas[place] = UInt32(truncatingIfNeeded: code &+ 1)
        return code
      }
      return look(start, count)
    }

    @inline(__always)
    private mutating func look(_ start: UnsafeRawPointer, _ count: Int) -> Int32 {
      let key = State.words(start, count)
      // Rows of a file mostly repeat the month and the force of the row before.
      let before = words[Int(last)]
      if before.0 == key.0, before.1 == key.1 { return last }
      var hash = (key.0 ^ (key.1 &* 0x9E37_79B9_7F4A_7C15)) &* 0xFF51_AFD7_ED55_8CCD
      hash = (hash ^ (hash >> 32)) &* 0xC4CE_B9FE_1A85_EC53
      hash ^= hash >> 29
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        let found = Int(slots[slot]) - 1
        if words[found].0 == key.0, words[found].1 == key.1 {
          last = Int32(truncatingIfNeeded: found)
          return last
        }
        slot = (slot + 1) & mask
      }
      last = add(UnsafeRawBufferPointer(start: start, count: count), key, hash)
      return last
    }

    @inline(__always)
    private mutating func long(_ start: UnsafeRawPointer, _ count: Int) -> Int32 {
      if isEqual(Int(last), start, count) { return last }
      let hash = ByteInterner.hash(start, count)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        let found = Int(slots[slot]) - 1
        if words[found].0 == hash, words[found].1 == UInt64.max, isEqual(found, start, count) {
          last = Int32(truncatingIfNeeded: found)
          return last
        }
        slot = (slot + 1) & mask
      }
      // No short key has these words, since the length byte of one is below 16.
      last = add(UnsafeRawBufferPointer(start: start, count: count), (hash, UInt64.max), hash)
      return last
    }

    @inline(__always)
    private func isEqual(_ code: Int, _ start: UnsafeRawPointer, _ count: Int) -> Bool {
      let from = offsets[code]
      return offsets[code + 1] - from == count && memcmp(arena + from, start, count) == 0
    }

    mutating func add(_ key: UnsafeRawBufferPointer, _ word: (UInt64, UInt64), _ hash: UInt64) -> Int32 {
      if arenaCount + key.count > arenaCapacity {
        arena = State.enlarge(arena, arenaCount, to: max(arenaCapacity * 2, arenaCount + key.count))
        arenaCapacity = max(arenaCapacity * 2, arenaCount + key.count)
      }
      if count == capacity {
        words = State.enlarge(words, count, to: capacity * 2)
        offsets = State.enlarge(offsets, count + 1, to: capacity * 2 + 1)
        capacity *= 2
      }
      if let start = key.baseAddress, key.count > 0 { memcpy(arena + arenaCount, start, key.count) }
      arenaCount += key.count
      words[count] = word
      count += 1
      offsets[count] = arenaCount
      if count * 2 > mask + 1 { grow() }
      place(hash, count - 1)
      return Int32(truncatingIfNeeded: count - 1)
    }

    private func place(_ hash: UInt64, _ code: Int) {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: code + 1)
    }

    private mutating func grow() {
      slots.deallocate()
      let size = (mask + 1) * 2
      slots = .allocate(capacity: size)
      slots.initialize(repeating: 0, count: size)
      mask = size - 1
      for code in 1..<(count - 1) { place(hash(of: code), code) }
    }

    private func hash(of code: Int) -> UInt64 {
      let word = words[code]
      if word.1 == UInt64.max { return word.0 }
      var hash = (word.0 ^ (word.1 &* 0x9E37_79B9_7F4A_7C15)) &* 0xFF51_AFD7_ED55_8CCD
      hash = (hash ^ (hash >> 32)) &* 0xC4CE_B9FE_1A85_EC53
      return hash ^ (hash >> 29)
    }

    private static func enlarge<Element>(
      _ list: UnsafeMutablePointer<Element>, _ count: Int, to capacity: Int
    ) -> UnsafeMutablePointer<Element> {
      let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
      larger.moveInitialize(from: list, count: count)
      list.deallocate()
      return larger
    }

    private static let areaPlaces = 1 << 17

    /// Where a code of nine characters from `E01000000` to `E01065535`, or the same with W, has its place; nil for others.
    @inline(__always)
    private static func areaPlace(_ start: UnsafeRawPointer) -> Int? {
      let letter = start.load(as: UInt8.self)
      guard letter == UInt8(ascii: "E") || letter == UInt8(ascii: "W") else { return nil }
      let digits = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
      let high = UInt64(0xF0F0_F0F0_F0F0_F0F0), zeros = UInt64(0x3030_3030_3030_3030)
      guard digits & high == zeros, (digits &+ 0x0606_0606_0606_0606) & high == zeros else { return nil }
      // Eight decimal digits in three multiplications (Mula): pairs, fours, all.
      var value = ((digits & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
      value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
      value = ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
      guard value >= 1_000_000, value < 1_065_536 else { return nil }
      return Int(truncatingIfNeeded: value &- 1_000_000) | (letter == UInt8(ascii: "W") ? 1 << 16 : 0)
    }

    /// A key of 1 to 15 bytes as two words, read without touching a byte outside it.
    @inline(__always)
    private static func words(_ start: UnsafeRawPointer, _ count: Int) -> (UInt64, UInt64) {
      let length = UInt64(truncatingIfNeeded: count) << 56
      if count >= 8 {
        let first = start.loadUnaligned(as: UInt64.self)
        guard count > 8 else { return (first, length) }
        let last = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        return (first, last >> UInt64(truncatingIfNeeded: (16 - count) * 8) | length)
      }
      if count >= 4 {
        let first = UInt64(start.loadUnaligned(as: UInt32.self))
        let last = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        return (first | last << UInt64(truncatingIfNeeded: (count - 4) * 8), length)
      }
      var word = UInt64(start.load(as: UInt8.self))
      if count > 1 { word |= UInt64(start.load(fromByteOffset: 1, as: UInt8.self)) << 8 }
      if count > 2 { word |= UInt64(start.load(fromByteOffset: 2, as: UInt8.self)) << 16 }
      return (word, length)
    }
  }
}
