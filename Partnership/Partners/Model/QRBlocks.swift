/// The bytes of a QR code at error level M: data, padding and Reed–Solomon check bytes, interleaved by block.
enum QRBlocks {
  /// For each version from 1: all codewords, check codewords in each block, blocks (ISO/IEC 18004 tables 1 and 9).
  private static let shapes: [(all: Int, check: Int, blocks: Int)] = [
    (26, 10, 1), (44, 16, 1), (70, 26, 1), (100, 18, 2), (134, 24, 2), (172, 16, 4), (196, 18, 4), (242, 22, 4),
    (292, 22, 5), (346, 26, 5),
  ]

  /// Codewords left for data in a version from 1 to 10.
  static func dataCount(version: Int) -> Int {
    let shape = shapes[version - 1]
    return shape.all - shape.check * shape.blocks
  }

  static func interleaved(_ bytes: [UInt8], version: Int) -> [UInt8] {
    let shape = shapes[version - 1], capacity = dataCount(version: version)
    // Mode 0100 (bytes), the length in 8 bits (16 from version 10), the bytes, a 0000 terminator: shifted by a nibble.
    var nibbles: [UInt8] = [4]
    if version > 9 { nibbles += [UInt8(bytes.count >> 12 & 15), UInt8(bytes.count >> 8 & 15)] }
    nibbles += [UInt8(bytes.count >> 4 & 15), UInt8(bytes.count & 15)]
    nibbles += bytes.flatMap { [$0 >> 4, $0 & 15] } + [0]
    var data = stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    for pad in 0..<max(0, capacity - data.count) { data.append(pad % 2 == 0 ? 0xEC : 0x11) }

    let short = capacity / shape.blocks, longFrom = shape.blocks - capacity % shape.blocks
    var blocks: [[UInt8]] = [], start = 0
    for block in 0..<shape.blocks {
      let length = short + (block >= longFrom ? 1 : 0)
      blocks.append(Array(data[start..<start + length]))
      start += length
    }
    let divisor = generator(shape.check)
    let checks = blocks.map { remainder($0, divisor) }
    let spread = { (lists: [[UInt8]]) -> [UInt8] in
      (0..<(lists.map(\.count).max() ?? 0)).flatMap { i in lists.compactMap { i < $0.count ? $0[i] : nil } }
    }
    return spread(blocks) + spread(checks)
  }

  /// The product of (x − 2^i) for i below `degree`, highest power left out.
  private static func generator(_ degree: Int) -> [UInt8] {
    var out = Array(repeating: UInt8(0), count: degree - 1) + [1]
    var root: UInt8 = 1
    for _ in 0..<degree {
      for j in 0..<degree {
        out[j] = product(out[j], root)
        if j + 1 < degree { out[j] ^= out[j + 1] }
      }
      root = product(root, 2)
    }
    return out
  }

  private static func remainder(_ data: [UInt8], _ divisor: [UInt8]) -> [UInt8] {
    var out = Array(repeating: UInt8(0), count: divisor.count)
    for byte in data {
      let factor = byte ^ out[0]
      out = Array(out.dropFirst()) + [0]
      for i in 0..<out.count { out[i] ^= product(divisor[i], factor) }
    }
    return out
  }

  /// Multiplication in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
  private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var out: UInt8 = 0
    for i in (0..<8).reversed() {
      out = out << 1 ^ (out >> 7) * 0x1D
      if b >> UInt8(i) & 1 == 1 { out ^= a }
    }
    return out
  }
}
