import Basics

/// Text of comma-separated records (RFC 4180), read straight from its bytes: fields are spans, not strings.
///
/// Eight bytes are compared at a time (Mula's exact byte-equality trick on 64-bit words), so that only commas, quotation
/// marks and line ends are looked at one by one. While reading, the text is checked block by block: NUL bytes, text that
/// is not UTF-8, and records of more than a megabyte end the reading before more than that is held.
struct DelimitedText {
  /// Raised when the bytes are not UTF-8; the caller reads them as Windows-1252 instead.
  struct NotUTF8: Error {}

  let source: SourceBytes
  /// First byte after a byte-order mark.
  let start: Int
  /// The file as messages name it.
  let place: String
  /// Told the share of the bytes that is read, now and then.
  var reached: (@Sendable (Double) -> Void)?
  static let recordLimit = 1 << 20
  static let fieldLimit = 1024

  /// Gives each record in turn, the heading line first.
  @inline(__always)
  func forEachRecord(_ body: (inout DelimitedRecord) throws -> Void) throws {
    guard let raw = source.bytes.baseAddress else { return }
    let base = raw.assumingMemoryBound(to: UInt8.self)
    let count = source.count
    let spans = DelimitedRecord.Spans()
    defer { withExtendedLifetime((source, spans)) {} }
    var scan = RecordScan(record: DelimitedRecord(base: base, spans: spans, begins: start), field: start)
    var check = BlockCheck()
    var block = start, released = 0
    while block < count {
      let end = min(block + 65_536, count)
      if let problem = check.problem(base, from: block, to: end, isLast: end == count) {
        throw refusal(problem, base, block, scan.line)
      }
      var index = block
      if !check.mayHaveQuotes, !scan.inQuotes {
        while index &+ 8 <= end {
          var marks = ByteMarks.commasAndLines(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
          while marks != 0 {
            if scan.takeUnquoted(base, index &+ marks.trailingZeroBitCount &>> 3) {
              try body(&scan.record)
              scan.next()
            }
            marks &= marks &- 1
          }
          index &+= 8
        }
      }
      while index + 8 <= end {
        var marks = ByteMarks.commasQuotesAndLines(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        while marks != 0 {
          if scan.take(base, index + marks.trailingZeroBitCount >> 3) {
            try body(&scan.record)
            scan.next()
          }
          marks &= marks &- 1
        }
        index += 8
      }
      while index < end {
        let byte = base[index]
        if byte == 44 || byte == 10 || byte == 34, scan.take(base, index) {
          try body(&scan.record)
          scan.next()
        }
        index += 1
      }
      if end - scan.record.begins > DelimitedText.recordLimit {
        if scan.inQuotes { throw openQuotation(scan.quoteLine) }
        throw Refusal(
          "line-too-long", place: "\(place), line \(scan.record.line)", "The line is longer than a megabyte.",
          remedy: "Look at this line: a line end may be missing, or it is no table.")
      }
      if end - released > 8 << 20 {
        source.release(before: scan.record.begins, from: released)
        released = scan.record.begins
        reached?(Double(end) / Double(count))
      }
      block = end
    }
    if scan.inQuotes { throw openQuotation(scan.quoteLine) }
    if scan.finish(base, count) { try body(&scan.record) }
  }

  private func refusal(_ problem: BlockCheck.Problem, _ base: UnsafePointer<UInt8>, _ block: Int, _ line: Int)
    -> any Error
  {
    switch problem {
    case .notUTF8: return NotUTF8()
    case .nul(let offset):
      let before = (block..<offset).count { base[$0] == 10 }
      return Refusal(
        "nul-byte", place: "\(place), line \(line + before)",
        "The text holds a NUL byte, so it is damaged or is no text file.",
        remedy: "Fetch the file again from its publisher; save it as CSV in UTF-8.")
    }
  }

  private func openQuotation(_ line: Int) -> Refusal {
    Refusal(
      "open-quotation", place: "\(place), line \(line)",
      "A quotation mark opens on this line and is never closed, so the file was cut short or is damaged.",
      remedy: "Fetch the file again from its publisher.")
  }
}

/// Where in a record, a field or a quotation the reading stands.
private struct RecordScan {
  var record: DelimitedRecord
  /// Where the field begins that is being read.
  var field: Int
  var inQuotes = false
  /// The line that is being read, and the one on which the last quotation opened.
  var line = 1, quoteLine = 1
  private var lastQuote = -2

  init(record: DelimitedRecord, field: Int) {
    self.record = record
    self.field = field
  }

  /// Takes a comma, a quotation mark or a line feed; true when a record is complete.
  @inline(__always)
  mutating func take(_ base: UnsafePointer<UInt8>, _ index: Int) -> Bool {
    switch base[index] {
    case 44:  // comma
      if !inQuotes {
        record.append(field, index)
        field = index + 1
      }
      return false
    case 10:  // line feed
      line &+= 1
      if inQuotes { return false }
      record.append(field, index > field && base[index - 1] == 13 ? index - 1 : index)
      field = index + 1
      record.end = field
      if !record.isBlankLine { return true }
      next()
      return false
    default:  // quotation mark
      record.hasQuotes = true
      if inQuotes {
        inQuotes = false
        lastQuote = index
      } else if index == field || index == lastQuote + 1 {
        inQuotes = true
        quoteLine = line
      }
      return false
    }
  }

  /// The same where no quotation mark is near: a comma or a line feed outside any quotation.
  @inline(__always)
  mutating func takeUnquoted(_ base: UnsafePointer<UInt8>, _ index: Int) -> Bool {
    if base[index] == 44 {
      record.append(field, index)
      field = index &+ 1
      return false
    }
    line &+= 1
    record.append(field, index > field && base[index &- 1] == 13 ? index &- 1 : index)
    field = index &+ 1
    record.end = field
    if !record.isBlankLine { return true }
    next()
    return false
  }

  @inline(__always)
  mutating func next() { record.begin(at: field, line: line) }

  /// Completes the last record when the file ends without a line end; false when there is none.
  mutating func finish(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard field < count || record.count > 0 else { return false }
    record.append(field, count > field && base[count - 1] == 13 ? count - 1 : count)
    record.end = count
    record.isCutOff = true
    return !record.isBlankLine
  }
}

/// The fields of one record as spans of the file's bytes.
struct DelimitedRecord {
  /// Room for the places of the fields and for fields that had to be rewritten.
  final class Spans {
    fileprivate let starts: UnsafeMutablePointer<Int>, ends: UnsafeMutablePointer<Int>
    private var scratch: [UnsafeMutableRawBufferPointer] = []

    init() {
      starts = .allocate(capacity: DelimitedText.fieldLimit)
      ends = .allocate(capacity: DelimitedText.fieldLimit)
    }

    deinit {
      starts.deallocate()
      ends.deallocate()
      free()
    }

    fileprivate func free() {
      for buffer in scratch { buffer.deallocate() }
      scratch.removeAll(keepingCapacity: true)
    }

    fileprivate func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
      scratch.append(buffer)
      return buffer
    }
  }

  private let base: UnsafePointer<UInt8>
  private let starts: UnsafeMutablePointer<Int>, ends: UnsafeMutablePointer<Int>
  private let spans: Spans
  private(set) var count = 0
  /// Where the record begins and ends in the file, and the number of its first line.
  private(set) var begins: Int
  private(set) var line = 1
  fileprivate(set) var end = 0
  fileprivate var hasQuotes = false
  private var hasRewritten = false
  /// The file ends without a line end after this record.
  fileprivate(set) var isCutOff = false

  fileprivate init(base: UnsafePointer<UInt8>, spans: Spans, begins: Int) {
    self.base = base
    self.spans = spans
    starts = spans.starts
    ends = spans.ends
    self.begins = begins
  }

  @inline(__always)
  fileprivate mutating func begin(at offset: Int, line: Int) {
    count = 0
    begins = offset
    self.line = line
    hasQuotes = false
    if hasRewritten {
      spans.free()
      hasRewritten = false
    }
  }

  @inline(__always)
  fileprivate mutating func append(_ from: Int, _ to: Int) {
    if count < DelimitedText.fieldLimit {
      starts[count] = from
      ends[count] = to
    }
    count &+= 1
  }

  fileprivate var isBlankLine: Bool { count == 1 && starts[0] == ends[0] }

  /// One field without its quotation marks; valid until the next record. An index that is not there gives no bytes.
  @inline(__always)
  subscript(index: Int) -> UnsafeRawBufferPointer {
    mutating get {
      guard index >= 0, index < count, index < DelimitedText.fieldLimit else {
        return UnsafeRawBufferPointer(start: base, count: 0)
      }
      let from = starts[index], length = ends[index] - from
      if hasQuotes, length >= 2, base[from] == 34 { return unquoted(from, length) }
      return UnsafeRawBufferPointer(start: base + from, count: length)
    }
  }

  mutating func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// All fields as text.
  mutating func texts() -> [String] { (0..<min(count, DelimitedText.fieldLimit)).map { text($0) } }

  /// The bytes of the whole record, as they stand in the file.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + begins, count: end - begins) }

  private mutating func unquoted(_ from: Int, _ length: Int) -> UnsafeRawBufferPointer {
    let closes = base[from + length - 1] == 34
    let inner = UnsafeRawBufferPointer(start: base + from + 1, count: length - (closes ? 2 : 1))
    guard inner.contains(34) else { return inner }
    let buffer = spans.room(inner.count)
    hasRewritten = true
    var size = 0, index = 0
    while index < inner.count {
      buffer[size] = inner[index]
      size += 1
      index += inner[index] == 34 && index + 1 < inner.count && inner[index + 1] == 34 ? 2 : 1
    }
    return UnsafeRawBufferPointer(start: buffer.baseAddress, count: size)
  }
}

/// Comparison of eight bytes at a time.
enum ByteMarks {
  /// 0x80 in exactly those of eight bytes that are a comma, a quotation mark or a line feed.
  @inline(__always)
  static func commasQuotesAndLines(_ value: UInt64) -> UInt64 {
    equal(value, 0x2C2C_2C2C_2C2C_2C2C) | equal(value, 0x0A0A_0A0A_0A0A_0A0A) | equal(value, 0x2222_2222_2222_2222)
  }

  /// The same without quotation marks.
  @inline(__always)
  static func commasAndLines(_ value: UInt64) -> UInt64 {
    equal(value, 0x2C2C_2C2C_2C2C_2C2C) | equal(value, 0x0A0A_0A0A_0A0A_0A0A)
  }

  /// 0x80 in exactly those bytes that equal the pattern's.
  @inline(__always)
  private static func equal(_ value: UInt64, _ pattern: UInt64) -> UInt64 {
    let x = value ^ pattern
    let y = (x & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
    return ~(y | x | 0x7F7F_7F7F_7F7F_7F7F)
  }
}
