/// Collects records column by column and encodes them as a segment.
struct ColumnBuilder {
  private let columns: [SeriesColumn]
  private var interners: [ByteInterner]
  private var codes: [ContiguousArray<Int32>]
  private var quantities: ContiguousArray<Int32> = []
  private let hasQuantity: Bool, hasPoints: Bool
  private var pointCodes: ContiguousArray<Int32> = []
  private let points = WordInterner()
  private(set) var rows = 0

  /// `columns` without `.point`, which `hasPoints` asks for.
  init(columns: [SeriesColumn], hasQuantity: Bool = false, hasPoints: Bool = false) {
    self.columns = columns
    self.hasQuantity = hasQuantity
    self.hasPoints = hasPoints
    interners = columns.map { _ in ByteInterner() }
    codes = columns.map { _ in [] }
  }

  /// Sets the value of one column, given by its place in `columns`, for the record that `finishRow` will complete.
  @inline(__always)
  mutating func set(_ index: Int, _ bytes: UnsafeRawBufferPointer) {
    codes[index].append(interners[index].code(of: bytes))
  }

  mutating func set(_ index: Int, _ text: String) { codes[index].append(interners[index].code(of: text)) }

  /// Sets a code that `code(_:of:)` gave.
  @inline(__always)
  mutating func set(_ index: Int, code: Int32) { codes[index].append(code) }

  func code(_ index: Int, of text: String) -> Int32 { interners[index].code(of: text) }

  /// The code of a value, which does not yet belong to a record.
  @inline(__always)
  func code(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Int32 { interners[index].code(of: bytes) }

  func text(_ index: Int, _ code: Int32) -> String { interners[index].text(Int(code)) }

  @inline(__always)
  mutating func finishRow(point: (longitude: Int32, latitude: Int32)? = nil, quantity: Int32 = 1) {
    if hasPoints {
      if let point {
        let packed = UInt64(UInt32(bitPattern: point.longitude)) << 32 | UInt64(UInt32(bitPattern: point.latitude))
        pointCodes.append(points.code(of: packed))
      } else {
        pointCodes.append(0)
      }
    }
    if hasQuantity { quantities.append(quantity) }
    rows += 1
  }

  /// Encodes the records, without those whose row number is in `dropping`.
  func finish(dropping: Set<Int> = []) -> ColumnSegment? {
    var parts: [ColumnSegmentFile.Part] = []
    func kept(_ list: ContiguousArray<Int32>) -> ContiguousArray<Int32> {
      guard !dropping.isEmpty else { return list }
      var out: ContiguousArray<Int32> = []
      out.reserveCapacity(list.count)
      for (row, code) in list.enumerated() where !dropping.contains(row) { out.append(code) }
      return out
    }
    for (index, column) in columns.enumerated() {
      let interner = interners[index]
      let dictionary = (0..<interner.count).map { [UInt8](interner.bytes($0)) }
      let width = ColumnBuilder.width(interner.count)
      parts.append(
        .init(
          identifier: ColumnSegmentFile.identifier(column), width: width, dictionary: dictionary,
          codes: ColumnBuilder.packed(kept(codes[index]), width)))
    }
    if hasPoints {
      let width = ColumnBuilder.width(points.values.count + 1)
      parts.append(
        .init(
          identifier: ColumnSegmentFile.identifier(.point), width: width,
          codes: ColumnBuilder.packed(kept(pointCodes), width)))
      var pairs: ContiguousArray<Int32> = [0, 0]
      for value in points.values {
        pairs.append(Int32(bitPattern: UInt32(truncatingIfNeeded: value >> 32)))
        pairs.append(Int32(bitPattern: UInt32(truncatingIfNeeded: value)))
      }
      parts.append(.init(identifier: ColumnSegmentFile.pointsPart, width: 4, codes: ColumnBuilder.packed(pairs, 4)))
    }
    if hasQuantity {
      parts.append(
        .init(identifier: ColumnSegmentFile.quantityPart, width: 4, codes: ColumnBuilder.packed(kept(quantities), 4)))
    }
    return ColumnSegmentFile.decode(ColumnSegmentFile.encode(rows: rows - dropping.count, parts: parts))
  }

  private static func width(_ values: Int) -> Int { values <= 256 ? 1 : values <= 65_536 ? 2 : 4 }

  private static func packed(_ list: ContiguousArray<Int32>, _ width: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: list.count * width) { out, count in
      let raw = UnsafeMutableRawBufferPointer(out)
      switch width {
      case 1: for (row, code) in list.enumerated() { raw[row] = UInt8(truncatingIfNeeded: code) }
      case 2:
        for (row, code) in list.enumerated() {
          raw.storeBytes(of: UInt16(truncatingIfNeeded: code), toByteOffset: row * 2, as: UInt16.self)
        }
      default:
        for (row, code) in list.enumerated() { raw.storeBytes(of: code, toByteOffset: row * 4, as: Int32.self) }
      }
      count = list.count * width
    }
  }
}
