import Basics

/// The layout of a segment on disk: a checksummed header of 48 bytes, then the payload. A file that does not match is
/// never used; it is built anew from its extract.
///
/// Header: magic, layout version, number of columns, rows, payload bytes, payload checksum, header checksum.
/// Payload, each part on an eight-byte boundary: per column identifier, code width, dictionary size, dictionary bytes,
/// then the dictionary (lengths, text) and the codes; quantities and points are stored as columns without dictionary.
enum ColumnSegmentFile {
  static let magic: UInt64 = 0x314C_4F43_434E_4F43  // "CONCCOL1"
  static let version: UInt32 = 1
  static let headerBytes = 48
  /// Identifiers of the two parts that are no columns.
  static let quantityPart: UInt32 = 100, pointsPart: UInt32 = 101

  static func identifier(_ column: SeriesColumn) -> UInt32 {
    switch column {
    case .month: 1
    case .publisher: 2
    case .lsoa: 3
    case .ward: 4
    case .borough: 5
    case .category: 6
    case .subcategory: 7
    case .outcome: 8
    case .point: 9
    }
  }

  /// One part before it is written.
  struct Part {
    var identifier: UInt32
    var width: Int
    var dictionary: [[UInt8]] = []
    var codes: [UInt8]
  }

  static func encode(rows: Int, parts: [Part]) -> SourceBytes {
    var payload: [UInt8] = []
    func pad() { while payload.count % 8 != 0 { payload.append(0) } }
    func word<T: FixedWidthInteger>(_ value: T) { withUnsafeBytes(of: value.littleEndian) { payload += $0 } }
    payload.reserveCapacity(parts.reduce(0) { $0 + $1.codes.count + $1.dictionary.reduce(32) { $0 + $1.count + 4 } })
    for part in parts {
      word(part.identifier)
      word(UInt32(part.width))
      word(UInt32(part.dictionary.count))
      word(UInt32(part.dictionary.reduce(0) { $0 + $1.count }))
      word(UInt64(part.codes.count))
      for entry in part.dictionary { word(UInt32(entry.count)) }
      for entry in part.dictionary { payload += entry }
      pad()
      payload += part.codes
      pad()
    }
    let checksum = payload.withUnsafeBytes(Checksum.of)
    var file: [UInt8] = []
    file.reserveCapacity(headerBytes + payload.count)
    func head<T: FixedWidthInteger>(_ value: T) { withUnsafeBytes(of: value.littleEndian) { file += $0 } }
    head(magic)
    head(version)
    head(UInt32(parts.count))
    head(UInt64(rows))
    head(UInt64(payload.count))
    head(checksum)
    head(file.withUnsafeBytes(Checksum.of))
    return SourceBytes(file + payload)
  }

  /// Nil when the bytes are not a whole, undamaged segment of this layout.
  static func decode(_ source: SourceBytes) -> ColumnSegment? {
    let bytes = source.bytes
    guard bytes.count >= headerBytes, let base = bytes.baseAddress,
      base.load(as: UInt64.self) == magic, base.load(fromByteOffset: 8, as: UInt32.self) == version,
      Checksum.of(UnsafeRawBufferPointer(start: base, count: 40)) == base.load(fromByteOffset: 40, as: UInt64.self),
      let rows = Int(exactly: base.load(fromByteOffset: 16, as: UInt64.self)),
      let size = Int(exactly: base.load(fromByteOffset: 24, as: UInt64.self)), size == bytes.count - headerBytes,
      Checksum.of(UnsafeRawBufferPointer(start: base + headerBytes, count: size))
        == base.load(fromByteOffset: 32, as: UInt64.self)
    else { return nil }
    var cursor = Cursor(base: base, offset: headerBytes, end: bytes.count)
    var columns: [SeriesColumn: ColumnSegment.Column] = [:]
    var quantity: UnsafePointer<Int32>?
    var points: [(longitude: Int32, latitude: Int32)] = [(0, 0)]
    for _ in 0..<base.load(fromByteOffset: 12, as: UInt32.self) {
      guard let part = cursor.part() else { return nil }
      switch part.identifier {
      case quantityPart:
        guard part.byteCount == rows * 4 else { return nil }
        quantity = part.codes.assumingMemoryBound(to: Int32.self)
      case pointsPart:
        points = (0..<part.byteCount / 8).map {
          (
            part.codes.load(fromByteOffset: $0 * 8, as: Int32.self),
            part.codes.load(fromByteOffset: $0 * 8 + 4, as: Int32.self)
          )
        }
      default:
        guard let column = SeriesColumn.allCases.first(where: { identifier($0) == part.identifier }),
          [1, 2, 4].contains(part.width), part.byteCount == rows * part.width
        else { return nil }
        columns[column] = .init(dictionary: part.dictionary, width: part.width, codes: part.codes)
      }
    }
    // Counting looks codes up without checking each; so they are all checked once, when the segment is opened.
    for (column, stored) in columns where rows > 0 {
      let codes = stored.extremes(rows: rows)
      guard codes.largest < (column == .point ? points.count : stored.dictionary.count) else { return nil }
      if codes.least == codes.largest { columns[column]?.uniform = codes.least }
    }
    return ColumnSegment(rows: rows, columns: columns, quantity: quantity, points: points, owner: source)
  }

  private struct Cursor {
    let base: UnsafeRawPointer
    var offset: Int
    let end: Int

    mutating func part() -> (
      identifier: UInt32, width: Int, dictionary: [String], codes: UnsafeRawPointer, byteCount: Int
    )? {
      guard end - offset >= 24 else { return nil }
      let identifier = base.load(fromByteOffset: offset, as: UInt32.self)
      let width = Int(base.load(fromByteOffset: offset + 4, as: UInt32.self))
      let entries = Int(base.load(fromByteOffset: offset + 8, as: UInt32.self))
      let textBytes = Int(base.load(fromByteOffset: offset + 12, as: UInt32.self))
      guard let codeBytes = Int(exactly: base.load(fromByteOffset: offset + 16, as: UInt64.self)) else { return nil }
      let lengths = offset + 24
      guard codeBytes <= end, entries * 4 + textBytes <= end - lengths else { return nil }
      var text = lengths + entries * 4
      var dictionary: [String] = []
      dictionary.reserveCapacity(entries)
      for entry in 0..<entries {
        let count = Int(base.loadUnaligned(fromByteOffset: lengths + entry * 4, as: UInt32.self))
        guard count <= end - text else { return nil }
        dictionary.append(String(decoding: UnsafeRawBufferPointer(start: base + text, count: count), as: UTF8.self))
        text += count
      }
      let codes = (text + 7) / 8 * 8
      guard codes <= end, codeBytes <= end - codes else { return nil }
      offset = min((codes + codeBytes + 7) / 8 * 8, end)
      return (identifier, width, dictionary, base + codes, codeBytes)
    }
  }
}

extension ColumnSegment.Column {
  /// The least and the largest code that occurs in at least one record.
  fileprivate func extremes(rows: Int) -> (least: Int, largest: Int) {
    func found<Code: FixedWidthInteger & UnsignedInteger>(_: Code.Type) -> (least: Int, largest: Int) {
      let codes = UnsafeBufferPointer(start: codes.assumingMemoryBound(to: Code.self), count: rows)
      var least = Code.max, largest: Code = 0
      for code in codes {
        least = min(least, code)
        largest = max(largest, code)
      }
      return (Int(least), Int(largest))
    }
    return switch width {
    case 1: found(UInt8.self)
    case 2: found(UInt16.self)
    default: found(UInt32.self)
    }
  }
}

/// A quick checksum against damage (not against intent: extracts carry SHA-256 for that).
enum Checksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    var a: UInt64 = 0x9E37_79B9_7F4A_7C15, b = UInt64(bytes.count), c: UInt64 = 0xC2B2_AE3D_27D4_EB4F, d: UInt64 = 1
    let count = bytes.count / 32 * 32
    var offset = 0
    while offset < count {
      a = (a ^ base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      b = (b ^ base.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)) &* 0xC4CE_B9FE_1A85_EC53
      c = (c ^ base.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)) &* 0x9FB2_1C65_1E98_DF25
      d = (d ^ base.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
      a ^= a >> 29
      b ^= b >> 31
      c ^= c >> 30
      d ^= d >> 28
      offset += 32
    }
    let tail = ByteInterner.hash(base + count, bytes.count - count)
    return ((a ^ b) &* 0xFF51_AFD7_ED55_8CCD) ^ ((c ^ d) &* 0xC4CE_B9FE_1A85_EC53) ^ tail
  }
}
