import Basics

/// One SQL statement with its values, the same text for both engines.
///
/// Every interpolation is bound as a parameter (`$1`, `$2`, …), so that no value can ever be read as SQL:
/// `"SELECT name FROM partner WHERE id = \(id)"`. PostgreSQL's placeholder style is valid SQLite, where `$1` is a
/// named parameter. Values of `nil` keep their type, so that `\(day) IS NULL` means the same on both engines.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  /// The text between the values: always one more piece than there are values.
  private(set) var pieces: [String]
  private(set) var values: [BoundValue]

  package init(stringLiteral value: String) {
    pieces = [value]
    values = []
  }

  package init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
    values = stringInterpolation.values
  }

  /// A statement read from a migration or made by this module: trusted text without values.
  init(trusted text: String) {
    pieces = [text]
    values = []
  }

  /// The text with `$1…$n` in the place of the values.
  package var text: String {
    var out = pieces.first ?? ""
    for (index, piece) in pieces.dropFirst().enumerated() { out += "$\(index + 1)" + piece }
    return out
  }

  /// The first statement followed by the second, their values renumbered; put a space where one is wanted.
  package static func + (a: SQL, b: SQL) -> SQL {
    var out = a
    out.append(b)
    return out
  }

  package static func += (a: inout SQL, b: SQL) { a.append(b) }

  private mutating func append(_ other: SQL) {
    pieces[pieces.count - 1] += other.pieces.first ?? ""
    pieces += other.pieces.dropFirst()
    values += other.values
  }

  /// Conditions or columns joined by a trusted separator: `SQL.joined(conditions, by: " AND ")`.
  package static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
    var out = SQL(trusted: "")
    for (index, part) in parts.enumerated() {
      if index > 0 { out += SQL(trusted: "\(separator)") }
      out += part
    }
    return out
  }

  /// Collects the literal text and the values of an interpolated statement.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate(set) var pieces: [String] = [""]
    fileprivate(set) var values: [BoundValue] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount + 1)
      values.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { pieces[pieces.count - 1] += literal }

    private mutating func bind(_ value: BoundValue) {
      values.append(value)
      pieces.append("")
    }

    package mutating func appendInterpolation(_ value: String?) { bind(.text(value)) }
    package mutating func appendInterpolation(_ value: Int?) { bind(.int(value)) }
    package mutating func appendInterpolation(_ value: Double?) { bind(.double(value)) }
    /// 0 or 1 on both engines.
    package mutating func appendInterpolation(_ value: Bool?) { bind(.int(value.map { $0 ? 1 : 0 })) }
    package mutating func appendInterpolation(_ value: [UInt8]?) { bind(.blob(value)) }
    package mutating func appendInterpolation<Thing>(_ value: ID<Thing>?) { bind(.text(value?.text)) }
    /// ISO 8601 text, whose order is the order of time.
    package mutating func appendInterpolation(_ value: Day?) { bind(.text(value?.description)) }
    package mutating func appendInterpolation(_ value: Month?) { bind(.text(value?.description)) }
    /// RFC 3339 text in universal time, whose order is the order of time.
    package mutating func appendInterpolation(_ value: Instant?) { bind(.text(value?.description)) }

    /// `($1, $2, …)` for `IN` and `NOT IN`; an empty list matches nothing, and everything under `NOT`.
    package mutating func appendInterpolation(list: [String]) {
      append(list: list.map { .text($0) }, ofType: "TEXT")
    }
    package mutating func appendInterpolation(list: [Int]) {
      append(list: list.map { .int($0) }, ofType: "BIGINT")
    }
    package mutating func appendInterpolation<Thing>(list: [ID<Thing>]) {
      append(list: list.map { .text($0.text) }, ofType: "TEXT")
    }

    private mutating func append(list: [BoundValue], ofType type: String) {
      guard !list.isEmpty else { return appendLiteral("(SELECT CAST(NULL AS \(type)) WHERE 1 = 0)") }
      appendLiteral("(")
      for (index, value) in list.enumerated() {
        if index > 0 { appendLiteral(", ") }
        bind(value)
      }
      appendLiteral(")")
    }

    /// Text of the program itself, such as a column to order by: never anything that came from outside.
    package mutating func appendInterpolation(raw: StaticString) { appendLiteral("\(raw)") }

    /// Another statement or a part of one, with its values.
    package mutating func appendInterpolation(sql: SQL) {
      appendLiteral(sql.pieces.first ?? "")
      for (value, piece) in zip(sql.values, sql.pieces.dropFirst()) {
        bind(value)
        appendLiteral(piece)
      }
    }
  }
}

/// One value on its way to the database; the case is the column type it is sent as, also when there is no value.
enum BoundValue: Sendable, Equatable {
  case text(String?), int(Int?), double(Double?), blob([UInt8]?)

  /// The one-letter mark of the type, part of the name under which PostgreSQL keeps a prepared statement.
  var mark: Character {
    switch self {
    case .text: "t"
    case .int: "i"
    case .double: "d"
    case .blob: "b"
    }
  }

  /// Refuses what one of the engines would change or cut: U+0000 in a text, a number that is not a number.
  func check() throws {
    switch self {
    case .text(let value?) where value.utf8.contains(0):
      throw Refusal(
        "nul-in-text", "A text contains the character U+0000, which cannot be stored.",
        remedy: "Remove the character and try again.")
    case .double(let value?) where value.isNaN:
      throw DatabaseFailure(.other, "A value that is not a number (NaN) cannot be stored; store no value.")
    default: break
    }
  }
}
