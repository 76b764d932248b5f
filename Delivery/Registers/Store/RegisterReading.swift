import Basics
import Database
import DeliveryModel

extension RegisterStore {
  /// The latest entries, at most `most`; with `link`, those that point to the entry `id` by that field.
  package func list(_ shape: Register, link: RegisterField? = nil, to id: String = "") async throws -> [RegisterEntry] {
    try await database.read { connection in
      let condition: SQL = link.map { "\(raw: $0.name) = \(id)" } ?? "1 = 1"
      return try connection.rows(
        """
        \(sql: RegisterStore.selection(shape)) WHERE \(sql: condition)
        ORDER BY e.entered_at DESC, e.id DESC LIMIT \(RegisterStore.most)
        """
      ).map { try RegisterStore.entry($0, shape) }
    }
  }

  package func entry(_ shape: Register, _ id: String) async throws -> RegisterEntry? {
    try await database.read { try RegisterStore.entry(shape, id, $0) }
  }

  /// What an entry's page says beside its fields.
  package func summary(_ register: KeptRegister, _ entry: RegisterEntry, now: Instant) async throws -> [(
    String, String
  )] {
    try await database.read { connection in
      try register.summary(entry.id, entry.values, Look(connection: connection, today: now.londonDay))
    }
  }

  package func changes(_ shape: Register, _ id: String) async throws -> [RegisterChange] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT c.version AS version, a.name AS name, c.changed_at AS changed_at, c.reason AS reason, c.stood_before AS stood_before
        FROM register_change c JOIN account a ON a.id = c.changed_by
        WHERE c.register = \(shape.key) AND c.record = \(id) ORDER BY c.version DESC
        """
      ).map {
        RegisterChange(
          version: try $0.int("version"), changedBy: try $0.text("name"), changedAt: try $0.instant("changed_at"),
          reason: try $0.text("reason"), before: try $0.text("stood_before"))
      }
    }
  }

  /// What can be chosen in a field that names an entry or a body.
  package func options(_ field: RegisterField) async throws -> [(String, String)] {
    try await database.read { connection in
      switch field.kind {
      case .body:
        return try connection.rows("SELECT id, name FROM authority ORDER BY name").map {
          (try $0.text("id"), try $0.text("name"))
        }
      case .entry(let key):
        guard let shape = register(key: key)?.shape else { return [] }
        let entries = try connection.rows(
          "\(sql: RegisterStore.selection(shape)) ORDER BY e.id DESC LIMIT \(RegisterStore.most)"
        ).map { try RegisterStore.entry($0, shape) }
        let names = try names(shape, entries.map(\.values), connection)
        return entries.map { ($0.id, shape.name(of: $0.values, names: names)) }
      default: return []
      }
    }
  }

  /// Names of the entries and bodies that these entries point to.
  package func names(_ shape: Register, _ values: [RegisterValues]) async throws -> [String: String] {
    try await database.read { try names(shape, values, $0) }
  }

  func names(_ shape: Register, _ values: [RegisterValues], _ connection: any Connection, depth: Int = 0) throws
    -> [String: String]
  {
    var out: [String: String] = [:]
    for field in shape.fields {
      let ids = Array(Set(values.compactMap { $0.optionalText(field.key) })).sorted()
      guard !ids.isEmpty else { continue }
      switch field.kind {
      case .body:
        for row in try connection.rows("SELECT id, name FROM authority WHERE id IN \(list: ids)") {
          out[try row.text("id")] = try row.text("name")
        }
      case .entry(let key):
        guard let other = register(key: key)?.shape else { continue }
        let found = try connection.rows("\(sql: RegisterStore.selection(other)) WHERE e.id IN \(list: ids)")
          .map { try RegisterStore.entry($0, other) }
        // An entry without a title is named by what it points to itself, one step further.
        let further = depth < 2 ? try names(other, found.map(\.values), connection, depth: depth + 1) : [:]
        for entry in found { out[entry.id] = other.name(of: entry.values, names: further) }
      default: continue
      }
    }
    return out
  }

  static func selection(_ shape: Register) -> SQL {
    let columns = SQL.joined(shape.fields.map { "e.\(raw: $0.name) AS \(raw: $0.name)" }, by: ", ")
    return """
      SELECT e.id AS id, e.version AS version, a.name AS entered_by_name, e.entered_at AS entered_at, \(sql: columns)
      FROM \(raw: shape.table) e JOIN account a ON a.id = e.entered_by
      """
  }

  static func entry(_ shape: Register, _ id: String, _ connection: any Connection) throws -> RegisterEntry? {
    try connection.row("\(sql: selection(shape)) WHERE e.id = \(id)").map { try entry($0, shape) }
  }

  static func entry(_ row: Row, _ shape: Register) throws -> RegisterEntry {
    RegisterEntry(
      id: try row.text("id"), version: try row.int("version"), values: try values(row, shape),
      enteredBy: try row.text("entered_by_name"), enteredAt: try row.instant("entered_at"))
  }

  static func values(_ row: Row, _ shape: Register) throws -> RegisterValues {
    var values = RegisterValues()
    for field in shape.fields {
      if field.isNumber {
        values[field.key] = try row.optionalInt(field.key).map(RegisterValue.number)
      } else if case .day = field.kind {
        values[field.key] = try row.optionalDay(field.key).map(RegisterValue.day)
      } else {
        values[field.key] = try row.optionalText(field.key).map(RegisterValue.text)
      }
    }
    return values
  }

  /// Other entries as they stand in a transaction.
  package struct Look: RegisterLook {
    let connection: any Connection
    package let today: Day

    package init(connection: any Connection, today: Day) {
      self.connection = connection
      self.today = today
    }

    package func values(of register: Register, _ id: String) throws -> RegisterValues? {
      try RegisterStore.entry(register, id, connection)?.values
    }

    package func entries(of register: Register, where field: StaticString, is text: String) throws -> [(
      id: String, values: RegisterValues
    )] {
      try connection.rows("\(sql: RegisterStore.selection(register)) WHERE e.\(raw: field) = \(text) ORDER BY e.id")
        .map { (try $0.text("id"), try RegisterStore.values($0, register)) }
    }
  }
}
