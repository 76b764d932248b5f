/// Numbers as files write them, read from bytes without making strings.
enum FieldNumbers {
  /// Millionths of a decimal number such as `-0.119382`; further decimals are rounded. Nil when it is no number or
  /// more than 214 in magnitude.
  @inline(__always)
  static func millionths(_ field: UnsafeRawBufferPointer) -> Int32? {
    var value = 0, decimals = 0, digits = 0, isNegative = false, hasPoint = false, roundsUp = false
    for index in 0..<field.count {
      let byte = field[index]
      let digit = byte &- 48
      if digit < 10 {
        digits += 1
        if hasPoint {
          decimals += 1
          if decimals == 7 { roundsUp = digit >= 5 }
          if decimals > 6 { continue }
        }
        guard value < 214_000_000 else { return nil }
        value = value * 10 + Int(digit)
      } else if byte == 46, !hasPoint {
        hasPoint = true
      } else if byte == 45, index == 0 {
        isNegative = true
      } else {
        // `8.6e-05`: places on the meridian of Greenwich are published so.
        return exponent(field)
      }
    }
    guard digits > 0 else { return nil }
    while decimals < 6 {
      value *= 10
      decimals += 1
    }
    if roundsUp { value += 1 }
    guard value <= 2_140_000_000 else { return nil }
    return Int32(isNegative ? -value : value)
  }

  private static func exponent(_ field: UnsafeRawBufferPointer) -> Int32? {
    guard field.count <= 32, field.contains(where: { $0 == 0x65 || $0 == 0x45 }) else { return nil }
    return Double(String(decoding: field, as: UTF8.self)).flatMap(Degrees.millionths)
  }

  /// A whole number from 0 up to two thousand million.
  @inline(__always)
  static func count(_ field: UnsafeRawBufferPointer) -> Int32? {
    guard field.count > 0, field.count <= 10 else { return nil }
    var value = 0
    for byte in field {
      let digit = byte &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return Int32(exactly: value)
  }
}
