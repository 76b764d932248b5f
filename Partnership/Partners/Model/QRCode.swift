/// A QR code (ISO/IEC 18004, model 2) in byte mode at error level M, versions 1 to 10: up to 213 bytes, enough for the
/// address that an authenticator app reads. Pure arithmetic: text in, squares out.
package struct QRCode: Sendable {
  /// Squares along one side, without the quiet zone of four that must surround them.
  package let size: Int
  private var dark: [Bool]
  private var fixed: [Bool]

  /// The code for `text`; nil when it is longer than 213 bytes.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let version = (1...10).first(where: { bytes.count + ($0 > 9 ? 3 : 2) <= QRBlocks.dataCount(version: $0) })
    else { return nil }
    size = version * 4 + 17
    dark = Array(repeating: false, count: size * size)
    fixed = dark
    drawFixedPatterns(version)
    draw(QRBlocks.interleaved(bytes, version: version))
    var best: (penalty: Int, squares: [Bool])?
    for mask in 0..<8 {
      var tried = self
      tried.apply(mask)
      tried.drawFormat(mask)
      let penalty = tried.penalty
      if best.map({ penalty < $0.penalty }) ?? true { best = (penalty, tried.dark) }
    }
    if let best { dark = best.squares }
  }

  /// Whether the square in column `x` and row `y` is dark; the outside is light.
  package func isDark(_ x: Int, _ y: Int) -> Bool {
    (0..<size).contains(x) && (0..<size).contains(y) && dark[y * size + x]
  }

  /// The dark squares as an SVG path, one unit to a square, four units of quiet zone on each side.
  package var path: String {
    var out = ""
    for y in 0..<size {
      var x = 0
      while x < size {
        let start = x
        while isDark(x, y) { x += 1 }
        if x > start { out += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z" }
        x += 1
      }
    }
    return out
  }

  // MARK: Patterns that every code has

  private mutating func set(_ x: Int, _ y: Int, _ value: Bool) {
    guard (0..<size).contains(x), (0..<size).contains(y) else { return }
    dark[y * size + x] = value
    fixed[y * size + x] = true
  }

  private mutating func drawFixedPatterns(_ version: Int) {
    for i in 0..<size {
      set(6, i, i % 2 == 0)
      set(i, 6, i % 2 == 0)
    }
    for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
      for dy in -4...4 {
        for dx in -4...4 {
          let ring = max(abs(dx), abs(dy))
          set(x + dx, y + dy, ring != 2 && ring != 4)
        }
      }
    }
    let centres = version == 1 ? [] : version < 7 ? [6, size - 7] : [6, size / 2, size - 7]
    for x in centres {
      for y in centres where !(x == 6 && y == 6) && !(x == 6 && y == size - 7) && !(x == size - 7 && y == 6) {
        for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
      }
    }
    drawFormat(0)
    guard version >= 7 else { return }
    var remainder = version
    for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
    let bits = version << 12 | remainder
    for i in 0..<18 {
      let value = bits >> i & 1 == 1
      set(size - 11 + i % 3, i / 3, value)
      set(i / 3, size - 11 + i % 3, value)
    }
  }

  /// Fifteen bits that name the error level (M is 0) and the mask, protected by a BCH code, written twice.
  private mutating func drawFormat(_ mask: Int) {
    var remainder = mask
    for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
    let bits = (mask << 10 | remainder) ^ 0x5412
    func bit(_ i: Int) -> Bool { bits >> i & 1 == 1 }
    for i in 0...5 { set(8, i, bit(i)) }
    set(8, 7, bit(6))
    set(8, 8, bit(7))
    set(7, 8, bit(8))
    for i in 9..<15 { set(14 - i, 8, bit(i)) }
    for i in 0..<8 { set(size - 1 - i, 8, bit(i)) }
    for i in 8..<15 { set(8, size - 15 + i, bit(i)) }
    set(8, size - 8, true)
  }

  // MARK: Data and mask

  /// Two columns at a time from the right, up and down by turns, round what is fixed.
  private mutating func draw(_ codewords: [UInt8]) {
    var next = 0
    for pair in stride(from: size - 1, through: 1, by: -2) {
      let right = pair <= 6 ? pair - 1 : pair
      for step in 0..<size {
        for x in [right, right - 1] {
          let y = (right + 1) & 2 == 0 ? size - 1 - step : step
          guard !fixed[y * size + x], next < codewords.count * 8 else { continue }
          dark[y * size + x] = codewords[next / 8] >> (7 - next % 8) & 1 == 1
          next += 1
        }
      }
    }
  }

  private mutating func apply(_ mask: Int) {
    for y in 0..<size {
      for x in 0..<size where !fixed[y * size + x] {
        let flip =
          switch mask {
          case 0: (x + y) % 2 == 0
          case 1: y % 2 == 0
          case 2: x % 3 == 0
          case 3: (x + y) % 3 == 0
          case 4: (x / 3 + y / 2) % 2 == 0
          case 5: x * y % 2 + x * y % 3 == 0
          case 6: (x * y % 2 + x * y % 3) % 2 == 0
          default: ((x + y) % 2 + x * y % 3) % 2 == 0
          }
        if flip { dark[y * size + x].toggle() }
      }
    }
  }

  /// How hard the pattern is to read: long runs, blocks, false finder patterns and imbalance (section 7.8.3).
  private var penalty: Int {
    var total = 0
    let finder: [Bool] = [true, false, true, true, true, false, true]
    for turned in [false, true] {
      for line in 0..<size {
        let squares = (0..<size).map { turned ? dark[$0 * size + line] : dark[line * size + $0] }
        var run = 1
        for i in 1..<size {
          run = squares[i] == squares[i - 1] ? run + 1 : 1
          if run == 5 { total += 3 } else if run > 5 { total += 1 }
        }
        for i in 0...(size - 7) where Array(squares[i..<i + 7]) == finder {
          let before = (i - 4..<i).allSatisfy { $0 < 0 || !squares[$0] }
          let after = (i + 7..<i + 11).allSatisfy { $0 >= size || !squares[$0] }
          if before || after { total += 40 }
        }
      }
    }
    for y in 0..<size - 1 {
      for x in 0..<size - 1 {
        let value = isDark(x, y)
        if value == isDark(x + 1, y), value == isDark(x, y + 1), value == isDark(x + 1, y + 1) { total += 3 }
      }
    }
    let count = dark.filter { $0 }.count
    return total + abs(count * 20 - size * size * 10) / (size * size) * 10
  }
}
