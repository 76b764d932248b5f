import Basics

/// The records of one extract as dictionary-encoded columns over memory that does not change.
package final class ColumnSegment: @unchecked Sendable {
  /// One column: the distinct values, blank first, and for each record the position of its value.
  struct Column {
    let dictionary: [String]
    /// Bytes of a code: 1, 2 or 4.
    let width: Int
    let codes: UnsafeRawPointer
    /// The one code that every record has, as the month and the force of a police.uk file; nil when they differ.
    var uniform: Int?
  }

  package let rows: Int
  let columns: [SeriesColumn: Column]
  /// Records a row stands for (crimes of a borough, group and month); nil when each row is one record.
  let quantity: UnsafePointer<Int32>?
  /// Longitude and latitude in millionths of a degree; the first pair is "no place".
  let points: [(longitude: Int32, latitude: Int32)]
  private let owner: SourceBytes

  init(
    rows: Int, columns: [SeriesColumn: Column], quantity: UnsafePointer<Int32>?,
    points: [(longitude: Int32, latitude: Int32)], owner: SourceBytes
  ) {
    self.rows = rows
    self.columns = columns
    self.quantity = quantity
    self.points = points
    self.owner = owner
  }

  /// Opens an encoded segment; nil when it is damaged or of another layout.
  package convenience init?(_ source: SourceBytes) {
    guard let decoded = ColumnSegmentFile.decode(source) else { return nil }
    self.init(
      rows: decoded.rows, columns: decoded.columns, quantity: decoded.quantity, points: decoded.points, owner: source)
  }

  /// Bytes of the encoded segment, as they are written to disk.
  package var encoded: UnsafeRawBufferPointer { owner.bytes }

  func dictionary(_ column: SeriesColumn) -> [String] {
    if column == .point { return points.map { "\(Degrees.text($0.longitude)) \(Degrees.text($0.latitude))" } }
    return columns[column]?.dictionary ?? [""]
  }

  /// Position of the value that one record has; 0 when the segment has no such column.
  func code(_ column: SeriesColumn, row: Int) -> Int {
    guard row >= 0, row < rows, let column = columns[column] else { return 0 }
    return switch column.width {
    case 1: Int(column.codes.load(fromByteOffset: row, as: UInt8.self))
    case 2: Int(column.codes.load(fromByteOffset: row * 2, as: UInt16.self))
    default: Int(column.codes.load(fromByteOffset: row * 4, as: UInt32.self))
    }
  }

  func text(_ column: SeriesColumn, row: Int) -> String {
    let code = code(column, row: row)
    guard let dictionary = columns[column]?.dictionary, dictionary.indices.contains(code) else { return "" }
    return dictionary[code]
  }
}

/// Degrees kept as millionths, as police.uk publishes them: whole numbers compare exactly.
package enum Degrees {
  /// `-0.119382`.
  package static func text(_ millionths: Int32) -> String {
    let digits = String(1_000_000 + Int(millionths.magnitude % 1_000_000)).dropFirst()
    return (millionths < 0 ? "-" : "") + "\(millionths.magnitude / 1_000_000).\(digits)"
  }

  package static func millionths(_ degrees: Double) -> Int32? {
    guard degrees.isFinite, degrees.magnitude <= 180 else { return nil }
    return Int32((degrees * 1_000_000).rounded())
  }
}
