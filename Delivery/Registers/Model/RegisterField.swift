import Basics

/// A closed list of words that a register offers, such as the states of a session.
package protocol RegisterWord: RawRepresentable<String>, CaseIterable, Sendable {
  var label: String { get }
}

/// One thing that a register keeps about each entry: its name in the table and on the form, and what may stand there.
package struct RegisterField: Sendable {
  package struct Option: Hashable, Sendable {
    package let value: String, label: String
  }

  package enum Kind: Sendable {
    /// One line of at most so many characters.
    case line(Int)
    /// Text of several lines, of at most so many characters.
    case words(Int)
    /// A code in lower case by which other entries and facts name this one; no two entries have the same.
    case code
    /// A code in lower case that several entries may share.
    case slug
    case day
    /// A time of day; kept as minutes after midnight.
    case time
    case count(ClosedRange<Int>)
    /// An amount of money; typed in pounds, kept in pence.
    case money
    case choice([Option])
    /// GSS codes of wards or boroughs, at most so many.
    case places(most: Int)
    /// An entry of the register with that key.
    case entry(of: String)
    /// A body of the partnership.
    case body
  }

  package let name: StaticString
  package let label: String
  package let hint: String?
  package let kind: Kind
  package let isRequired: Bool
  /// Whether it is a column of the list.
  package let isListed: Bool

  package init(
    _ name: StaticString, _ label: String, _ kind: Kind, hint: String? = nil, required: Bool = true,
    listed: Bool = false
  ) {
    self.name = name
    self.label = label
    self.hint = hint
    self.kind = kind
    isRequired = required
    isListed = listed
  }

  package var key: String { "\(name)" }

  /// Whether it is kept as a whole number rather than as text.
  package var isNumber: Bool {
    switch kind {
    case .time, .count, .money: true
    default: false
    }
  }

}

extension RegisterField.Kind {
  /// One word of a closed list.
  package static func choice<W: RegisterWord>(of: W.Type) -> RegisterField.Kind {
    .choice(W.allCases.map { RegisterField.Option(value: $0.rawValue, label: $0.label) })
  }
}

/// What stands in one field of an entry.
package enum RegisterValue: Hashable, Sendable {
  case text(String), number(Int), day(Day)
}

/// What stands in an entry, by the names of its fields; a field that was left empty is not there.
package struct RegisterValues: Hashable, Sendable {
  private var values: [String: RegisterValue]

  package init(_ values: [String: RegisterValue] = [:]) { self.values = values }

  package subscript(_ field: String) -> RegisterValue? {
    get { values[field] }
    set { values[field] = newValue }
  }

  package func optionalText(_ field: String) -> String? {
    if case .text(let text)? = values[field] { text } else { nil }
  }
  package func optionalNumber(_ field: String) -> Int? {
    if case .number(let number)? = values[field] { number } else { nil }
  }
  package func optionalDay(_ field: String) -> Day? {
    if case .day(let day)? = values[field] { day } else { nil }
  }

  package func text(_ field: String) throws(Refusal) -> String { try present(optionalText(field), field) }
  package func number(_ field: String) throws(Refusal) -> Int { try present(optionalNumber(field), field) }
  package func day(_ field: String) throws(Refusal) -> Day { try present(optionalDay(field), field) }

  package func word<W: RegisterWord>(_ field: String, _: W.Type) throws(Refusal) -> W {
    try present(optionalText(field).flatMap { W(rawValue: $0) }, field)
  }

  package func places(_ field: String) -> [String] {
    (optionalText(field) ?? "").split(separator: " ").map(String.init)
  }

  private func present<T>(_ value: T?, _ field: String) throws(Refusal) -> T {
    guard let value else {
      throw Refusal("missing-field", place: field, "This is empty.", remedy: "Fill it in.")
    }
    return value
  }
}
