/// Gives equal 64-bit values the same small number from 1 on, in order of first appearance.
final class WordInterner {
  private var slots: [Int32] = Array(repeating: 0, count: 1 << 8)
  private(set) var values: [UInt64] = []

  func code(of value: UInt64) -> Int32 {
    var mask = slots.count - 1
    var slot = WordInterner.spread(value) & mask
    while slots[slot] != 0 {
      if values[Int(slots[slot]) - 1] == value { return slots[slot] }
      slot = (slot + 1) & mask
    }
    values.append(value)
    slots[slot] = Int32(truncatingIfNeeded: values.count)
    if values.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 4)
      mask = slots.count - 1
      for (index, value) in values.enumerated() {
        var slot = WordInterner.spread(value) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index + 1)
      }
    }
    return Int32(truncatingIfNeeded: values.count)
  }

  @inline(__always)
  private static func spread(_ value: UInt64) -> Int {
    let mixed = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 33))
  }
}
