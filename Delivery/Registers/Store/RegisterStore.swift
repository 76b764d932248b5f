import Basics
import Database
import DeliveryModel
import FactStore
import Facts

/// An entry as it is kept.
package struct RegisterEntry: Sendable {
  package let id: String
  /// Counts from 1; one more with each correction.
  package let version: Int
  package let values: RegisterValues
  package let enteredBy: String
  package let enteredAt: Instant
}

/// One correction: what stood before, and why it was changed.
package struct RegisterChange: Sendable {
  package let version: Int
  package let changedBy: String
  package let changedAt: Instant
  package let reason: String
  package let before: String
}

/// Registers in the database. What an entry counts as is written in the transaction in which it is entered or corrected.
package struct RegisterStore: Sendable {
  package let database: Database
  let facts: FactWriter
  package let registers: [KeptRegister]

  /// A list shows at most so many entries, the latest first.
  package static let most = 500

  package init(database: Database, facts: FactKinds, registers: [KeptRegister]) {
    self.database = database
    self.facts = FactWriter(facts)
    self.registers = registers
  }

  package func register(path: String) -> KeptRegister? { registers.first { $0.shape.path == path } }
  package func register(key: String) -> KeptRegister? { registers.first { $0.shape.key == key } }

  // MARK: Writing

  /// Enters something. Errors: a refusal that names the field when it does not fit.
  @discardableResult
  package func enter(_ register: KeptRegister, _ values: RegisterValues, by account: String, now: Instant)
    async throws -> String
  {
    let id = ID<RegisterEntry>(at: now).text, shape = register.shape
    try await database.write { connection in
      let counted = try checked(register, id, values, now, connection)
      let columns = SQL.joined(shape.fields.map { "\(raw: $0.name)" }, by: ", ")
      let bound = SQL.joined(shape.fields.map { RegisterStore.bound($0, values) }, by: ", ")
      try connection.run(
        """
        INSERT INTO \(raw: shape.table) (id, version, entered_by, entered_at, \(sql: columns))
        VALUES (\(id), 1, \(account), \(now), \(sql: bound))
        """)
      try write(counted, of: shape, id, now, connection)
    }
    return id
  }

  /// Corrects an entry, with the reason; what it counts as is corrected with it. Errors: also when somebody else has
  /// corrected it since `version` was read.
  package func correct(
    _ register: KeptRegister, _ id: String, version: Int, to values: RegisterValues, reason: String, by account: String,
    now: Instant
  ) async throws {
    let shape = register.shape
    let why = try RegisterText.cleaned(reason, place: "Reason for the correction")
    guard (3...1000).contains(why.count) else {
      throw Refusal(
        "register-reason", place: "Reason for the correction", "A correction needs its reason, up to 1,000 characters.",
        remedy: "Say in a sentence why it is corrected.")
    }
    try await database.write { connection in
      guard let held = try RegisterStore.entry(shape, id, connection) else { throw RegisterMissing() }
      guard held.version == version else {
        throw Refusal(
          "register-version", "Somebody has corrected this meanwhile.",
          remedy: "Open it again, look at what stands now, and correct that.")
      }
      guard held.values != values else {
        throw Refusal("register-same", "Nothing was changed.", remedy: "Change what is wrong, or go back.")
      }
      let counted = try checked(register, id, values, now, connection)
      let sets = SQL.joined(
        shape.fields.map { "\(raw: $0.name) = \(sql: RegisterStore.bound($0, values))" }, by: ", ")
      try connection.run("UPDATE \(raw: shape.table) SET version = version + 1, \(sql: sets) WHERE id = \(id)")
      let names = try names(shape, [held.values], connection)
      let before = shape.fields.filter { held.values[$0.key] != values[$0.key] }.map {
        "\($0.label): \(held.values[$0.key] == nil ? "nothing" : $0.shown(held.values[$0.key], names: names))"
      }
      try connection.run(
        """
        INSERT INTO register_change (register, record, version, changed_at, changed_by, reason, stood_before)
        VALUES (\(shape.key), \(id), \(version), \(now), \(account), \(why), \(before.joined(separator: "\n")))
        """)
      try write(counted, of: shape, id, now, connection)
    }
  }

  private func checked(
    _ register: KeptRegister, _ id: String, _ values: RegisterValues, _ now: Instant, _ connection: any Connection
  ) throws -> [Fact] {
    for field in register.shape.fields {
      try existing(field, values, connection)
      guard case .code = field.kind, let code = values.optionalText(field.key) else { continue }
      let taken = try connection.row(
        "SELECT id FROM \(raw: register.shape.table) WHERE \(raw: field.name) = \(code) AND id <> \(id)")
      if taken != nil {
        throw Refusal(
          "register-code", place: field.label, "Another \(register.shape.entry) has this code.",
          remedy: "Correct that one, or choose another code.")
      }
    }
    return try register.check(id, values, Look(connection: connection, today: now.londonDay))
  }

  /// Refuses a choice that names nothing that is there.
  private func existing(_ field: RegisterField, _ values: RegisterValues, _ connection: any Connection) throws {
    guard let id = values.optionalText(field.key) else { return }
    let found: Row?
    switch field.kind {
    case .entry(let key):
      guard let shape = register(key: key)?.shape else { return }
      found = try connection.row("SELECT id FROM \(raw: shape.table) WHERE id = \(id)")
    case .body: found = try connection.row("SELECT id FROM authority WHERE id = \(id)")
    default: return
    }
    guard found != nil else {
      throw Refusal(
        "register-choice", place: field.label, "Nothing from the list was chosen.", remedy: "Choose one.")
    }
  }

  private func write(
    _ counted: [Fact], of shape: Register, _ id: String, _ now: Instant, _ connection: any Connection
  ) throws {
    let record = "\(shape.key):\(id)"
    for fact in counted where !shape.factKinds.contains(fact.kind) || fact.record != record {
      throw Refusal("fact", place: fact.kind, "A \(shape.entry) does not count as this.")
    }
    for kind in shape.factKinds {
      try facts.correct(kind, record: record, to: counted.first { $0.kind == kind }, at: now, in: connection)
    }
  }

  static func bound(_ field: RegisterField, _ values: RegisterValues) -> SQL {
    if field.isNumber { return "\(values.optionalNumber(field.key))" }
    if case .day = field.kind { return "\(values.optionalDay(field.key))" }
    return "\(values.optionalText(field.key))"
  }
}

/// There is no such entry.
package struct RegisterMissing: Error {
  package init() {}
}
