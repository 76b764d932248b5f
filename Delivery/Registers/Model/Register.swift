import Basics
import Facts

/// The description of one register: where its entries lie, what it is called, what it keeps.
package struct Register: Sendable {
  /// Its name inside the program, which also begins the reference of each record in the facts: `training-session`.
  package let key: String
  package let table: StaticString
  /// The last part of its address under `/programmes`.
  package let path: String
  /// `Training sessions` and `training session`.
  package let title: String, entry: String
  /// One sentence on what belongs here.
  package let lead: String
  package let fields: [RegisterField]
  /// The kinds of facts that its entries count as, one of each for an entry at most.
  package let factKinds: [String]

  package init(
    key: String, table: StaticString, path: String, title: String, entry: String, lead: String,
    factKinds: [String] = [],
    fields: [RegisterField]
  ) {
    self.key = key
    self.table = table
    self.path = path
    self.title = title
    self.entry = entry
    self.lead = lead
    self.fields = fields
    self.factKinds = factKinds
  }

  package func field(_ key: String) -> RegisterField? { fields.first { $0.key == key } }

  /// The field that points to entries of `parent`, if one does.
  package func link(to parent: Register) -> RegisterField? {
    fields.first { if case .entry(of: parent.key) = $0.kind { true } else { false } }
  }

  /// What an entry is called where it is named: its title, else its first listed fields.
  package func name(of values: RegisterValues, names: [String: String] = [:]) -> String {
    if let title = values.optionalText("title") { return title }
    let listed = fields.filter(\.isListed).prefix(3).map { $0.shown(values[$0.key], names: names) }
    return listed.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// The other entries that a rule asks about, in the transaction in which something is entered.
package protocol RegisterLook {
  /// The day in London on which it is asked.
  var today: Day { get }
  func values(of register: Register, _ id: String) throws -> RegisterValues?
  /// Entries whose field has that text.
  func entries(of register: Register, where field: StaticString, is text: String) throws -> [(
    id: String, values: RegisterValues
  )]
}

extension RegisterLook {
  /// The entry that another one names. Errors: a refusal when it is not there.
  package func record<R: RegisterRecord>(_: R.Type, _ id: String) throws -> R {
    guard let values = try values(of: R.register, id) else {
      throw Refusal(
        "register-entry", place: R.register.title, "There is no such \(R.register.entry).",
        remedy: "Choose one from the list.")
    }
    return try R(values)
  }

  package func all<R: RegisterRecord>(_: R.Type, where field: StaticString, is text: String) throws -> [(
    id: String, record: R
  )] {
    try entries(of: R.register, where: field, is: text).map { ($0.id, try R($0.values)) }
  }
}

/// An entry of a register as its own type, with the rules of its subject.
package protocol RegisterRecord: Sendable {
  static var register: Register { get }
  /// Errors: a refusal that names the field when the values do not fit together.
  init(_ values: RegisterValues) throws
  /// Refuses what contradicts other entries. `id` is the entry's own, also before it is kept.
  func check(_ id: String, _ look: any RegisterLook) throws
  /// What it counts as: at most one fact of each of the register's kinds.
  func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact]
  /// What its page says beside its fields, worked out from other entries.
  func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)]
  /// Whether only the keepers of programmes may see it on that day.
  func isHidden(on day: Day) -> Bool
  /// Further pages of an entry, with the last part of their address.
  static var pages: [(String, String)] { get }
}

extension RegisterRecord {
  package func check(_ id: String, _ look: any RegisterLook) throws {}
  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] { [] }
  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] { [] }
  package func isHidden(on day: Day) -> Bool { false }
  package static var pages: [(String, String)] { [] }

  /// The reference of the record in the facts.
  package static func reference(_ id: String) -> String { "\(register.key):\(id)" }

  /// A refusal beside one of the register's fields.
  package static func refusal(_ field: String, _ reason: String, _ remedy: String) -> Refusal {
    Refusal("register-rule", place: register.field(field)?.label ?? field, reason, remedy: remedy)
  }

  /// Refuses a span that ends before it begins.
  package func inOrder(_ first: Day?, _ last: Day?, _ field: String) throws(Refusal) {
    if let first, let last, last < first {
      throw Self.refusal(field, "This is before the first day.", "Put the two days in order.")
    }
  }
}

/// A register of any type, as the store and the pages use it.
package struct KeptRegister: Sendable {
  package let shape: Register
  package let pages: [(String, String)]
  package let check: @Sendable (_ id: String, RegisterValues, any RegisterLook) throws -> [Fact]
  package let summary: @Sendable (_ id: String, RegisterValues, any RegisterLook) throws -> [(String, String)]
  package let isHidden: @Sendable (RegisterValues, Day) -> Bool

  package init<R: RegisterRecord>(_: R.Type) {
    shape = R.register
    pages = R.pages
    check = { id, values, look in
      let record = try R(values)
      try record.check(id, look)
      return try record.facts(id, look)
    }
    summary = { id, values, look in try R(values).summary(id, look) }
    isHidden = { values, day in (try? R(values))?.isHidden(on: day) ?? true }
  }
}
