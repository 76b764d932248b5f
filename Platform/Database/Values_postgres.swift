import Basics
import CLibPQ

/// An answer of the server, which frees its memory when it is let go.
final class PostgresResult {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }
  deinit { PQclear(handle) }

  var status: ExecStatusType { PQresultStatus(handle) }

  var isFine: Bool {
    switch status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_EMPTY_QUERY,
      PGRES_PIPELINE_SYNC:
      true
    default: false
    }
  }

  /// What was done, such as `INSERT 0 1`.
  var tag: String { String(cString: PQcmdStatus(handle)) }

  /// Rows inserted, updated or deleted.
  var changed: Int {
    let word = tag.prefix { $0 != " " }
    return ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(word) ? Int(String(cString: PQcmdTuples(handle))) ?? 0 : 0
  }

  var message: String { String(cString: PQresultErrorMessage(handle)) }

  var sqlState: String? {
    PQresultErrorField(handle, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
  }

  func rows() -> [Row] {
    let count = PQntuples(handle), width = PQnfields(handle)
    guard count > 0 else { return [] }
    let columns = (0..<width).map { column in
      PQfname(handle, column).map { String(cString: $0).lowercased() } ?? ""
    }
    let types = (0..<width).map { PQftype(handle, $0) }
    return (0..<count).map { row in
      Row(columns: columns, values: types.enumerated().map { value(row, Int32($0.offset), $0.element) })
    }
  }

  private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> Row.Value {
    guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return .null }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
    let text = { String(decoding: bytes, as: UTF8.self) }
    // The server's numbers for its types, from its pg_type.dat.
    switch type {
    case 20, 21, 23, 26:
      let text = text()
      return Int(text).map { .int($0) } ?? .text(text)
    case 700, 701:
      let text = text()
      return Double(text).map { .double($0) } ?? .text(text)
    case 1700:
      let text = text()
      return Int(text).map { .int($0) } ?? Double(text).map { .double($0) } ?? .text(text)
    case 16: return .int(bytes.first == UInt8(ascii: "t") ? 1 : 0)
    case 17: return .blob(PostgresResult.bytes(hexadecimal: bytes))
    default: return .text(text())
    }
  }

  /// `\x` and two digits for each byte.
  private static func bytes(hexadecimal text: UnsafeRawBufferPointer) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 2)
    var high: UInt8?
    for character in text.dropFirst(2) {
      let nibble = character >= 97 ? character &- 87 : character &- 48
      if let first = high {
        out.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    return out
  }
}

extension BoundValue {
  /// The server's numbers for text, bigint, double precision and bytea. Every value has its type, also an absent one,
  /// so that `$1 IS NULL` needs no cast; a whole number is a bigint, so `substr(x, n)` wants `CAST(n AS INTEGER)`.
  var postgresType: Oid {
    switch self {
    case .text: 25
    case .int: 20
    case .double: 701
    case .blob: 17
    }
  }
}

/// Calls `body` with the values of `sql` as libpq takes them: text for all but bytes, which go as they are.
func withParameters<T>(
  _ sql: SQL,
  _ body: (
    Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
  ) throws -> T
) throws -> T {
  guard !sql.values.isEmpty else { return try body(0, nil, nil, nil) }
  var bytes: [UInt8] = [], offsets: [Int?] = [], lengths: [Int32] = [], formats: [Int32] = []
  for value in sql.values {
    try value.check()
    let start = bytes.count
    var present = true
    switch value {
    case .text(let text?): bytes += text.utf8
    case .int(let number?): bytes += String(number).utf8
    case .double(let number?): bytes += number.description.utf8
    case .blob(let blob?): bytes += blob
    case .text(nil), .int(nil), .double(nil), .blob(nil): present = false
    }
    offsets.append(present ? start : nil)
    lengths.append(Int32(clamping: bytes.count - start))
    if case .blob = value { formats.append(1) } else { formats.append(0) }
    bytes.append(0)
  }
  return try bytes.withUnsafeBufferPointer { buffer in
    try buffer.withMemoryRebound(to: CChar.self) { characters in
      let pointers = offsets.map { offset in offset.flatMap { characters.baseAddress?.advanced(by: $0) } }
      return try body(Int32(clamping: pointers.count), pointers, lengths, formats)
    }
  }
}

/// Calls `body` with the texts as a C array that ends with a null pointer.
func withCStrings<T>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
  var bytes: [CChar] = [], offsets: [Int] = []
  for text in texts {
    offsets.append(bytes.count)
    bytes += text.utf8CString
  }
  return bytes.withUnsafeBufferPointer { buffer in
    let pointers = offsets.map { offset in buffer.baseAddress?.advanced(by: offset) } + [nil]
    return body(pointers)
  }
}

extension DatabaseFailure {
  /// SQLSTATEs as PostgreSQL's Appendix A has them.
  init(sqlState: String, _ message: String) {
    let kind: Kind =
      switch sqlState {
      case "23505": .unique
      case "23503", "23001": .foreignKey
      case "23514": .check
      case "23502": .notNull
      case "40001", "40P01", "55P03": .busy
      case "57P01", "57P02", "57P03": .connection
      default: sqlState.hasPrefix("08") ? .connection : .other
      }
    self.init(kind, message, code: sqlState)
  }

  /// Whether the server is gone or has become a standby (25006, read-only), so that other connections are no better.
  var meansLostServer: Bool { kind == .connection || code == "25006" }

  /// Whether the whole transaction may succeed when it is run again: a collision of writers, a lost connection
  /// before COMMIT, a server that has become a standby, a statement planned before the tables changed.
  var isWorthRetrying: Bool {
    switch code {
    case "40001", "40P01", "57P01", "57P02", "57P03", "25006": true
    case PostgresSession.unknownOutcomeCode: false
    case "0A000": message.contains("cached plan")
    default: code.hasPrefix("08")
    }
  }
}
