import Basics

/// One row of an answer, copied out of the driver, read by column name.
///
/// Columns are read by name, in any case; a name that two columns share is refused, so a join that gives two `id`s
/// must name them apart with `AS`.
package struct Row: Sendable {
  enum Value: Sendable, Equatable {
    case null, int(Int), double(Double), text(String), blob([UInt8])
  }

  let columns: [String]
  let values: [Value]

  package func text(_ column: String) throws -> String { try present(optionalText(column), column) }
  package func optionalText(_ column: String) throws -> String? {
    switch try value(column) {
    case .null: nil
    case .text(let value): value
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    case .blob: throw Unreadable(column, "holds bytes, not text")
    }
  }

  package func int(_ column: String) throws -> Int { try present(optionalInt(column), column) }
  package func optionalInt(_ column: String) throws -> Int? {
    switch try value(column) {
    case .null: return nil
    case .int(let value): return value
    case .double(let value):
      if let whole = Int(exactly: value) { return whole }
    case .text(let value):
      if let whole = Int(value) { return whole }
    case .blob: break
    }
    throw Unreadable(column, "does not hold a whole number")
  }

  package func double(_ column: String) throws -> Double { try present(optionalDouble(column), column) }
  package func optionalDouble(_ column: String) throws -> Double? {
    switch try value(column) {
    case .null: return nil
    case .int(let value): return Double(value)
    case .double(let value): return value
    case .text(let value):
      if let number = Double(value) { return number }
    case .blob: break
    }
    throw Unreadable(column, "does not hold a number")
  }

  /// 0 is false, 1 is true; anything else is unreadable.
  package func bool(_ column: String) throws -> Bool { try present(optionalBool(column), column) }
  package func optionalBool(_ column: String) throws -> Bool? {
    switch try optionalInt(column) {
    case nil: nil
    case 0: false
    case 1: true
    default: throw Unreadable(column, "holds neither 0 nor 1")
    }
  }

  package func blob(_ column: String) throws -> [UInt8] { try present(optionalBlob(column), column) }
  package func optionalBlob(_ column: String) throws -> [UInt8]? {
    switch try value(column) {
    case .null: nil
    case .blob(let bytes): bytes
    default: throw Unreadable(column, "does not hold bytes")
    }
  }

  package func id<Thing>(_ column: String, as: Thing.Type = Thing.self) throws -> ID<Thing> { ID(try text(column)) }
  package func optionalID<Thing>(_ column: String, as: Thing.Type = Thing.self) throws -> ID<Thing>? {
    try optionalText(column).map { ID($0) }
  }

  package func day(_ column: String) throws -> Day { try present(optionalDay(column), column) }
  package func optionalDay(_ column: String) throws -> Day? { try parsed(column, "a day as 2023-04-01") { Day($0) } }

  package func month(_ column: String) throws -> Month { try present(optionalMonth(column), column) }
  package func optionalMonth(_ column: String) throws -> Month? {
    try parsed(column, "a month as 2023-04") { Month($0) }
  }

  package func instant(_ column: String) throws -> Instant { try present(optionalInstant(column), column) }
  package func optionalInstant(_ column: String) throws -> Instant? {
    try parsed(column, "an instant as 2023-04-01T12:00:00.000Z") { Instant($0) }
  }

  private func parsed<Thing>(_ column: String, _ form: String, _ parse: (String) -> Thing?) throws -> Thing? {
    guard let text = try optionalText(column) else { return nil }
    guard let thing = parse(text) else { throw Unreadable(column, "does not hold \(form)") }
    return thing
  }

  private func present<Thing>(_ thing: Thing?, _ column: String) throws -> Thing {
    guard let thing else { throw Unreadable(column, "is empty") }
    return thing
  }

  private func value(_ column: String) throws -> Value {
    let wanted = columns.contains(column) ? column : column.lowercased()
    guard let index = columns.firstIndex(of: wanted), values.indices.contains(index) else {
      throw Unreadable(column, "is not in the answer, which has \(columns.joined(separator: ", "))")
    }
    guard !columns[(index + 1)...].contains(wanted) else { throw Unreadable(column, "is in the answer twice") }
    return values[index]
  }
}

/// A column that does not hold what the program expects of it: a fault in the program or in the stored data.
package struct Unreadable: Error, Equatable, Sendable, CustomStringConvertible {
  package let column: String
  package let reason: String

  init(_ column: String, _ reason: String) {
    self.column = column
    self.reason = reason
  }

  package var description: String { "Column \(column) \(reason)." }
}
