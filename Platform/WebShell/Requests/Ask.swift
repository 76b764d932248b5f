import Basics

/// One request as a handler sees it: already matched, authorised and decoded.
package struct Ask: Sendable {
  package let method: String
  package let path: String
  /// The `:name` parts of the route's path, percent-decoded.
  package let parameters: [String: String]
  /// Every value of every query field, in the order sent.
  package let queryAll: [String: [String]]
  package let form: Form
  package let visitor: Visitor?
  package let now: Instant
  /// Cookies by name, without the `__Host-` prefix.
  package let cookies: [String: String]
  package let remoteAddress: String

  package init(
    method: String = "GET", path: String, parameters: [String: String] = [:], query: [String: [String]] = [:],
    form: Form = Form(), visitor: Visitor? = nil, now: Instant, cookies: [String: String] = [:],
    remoteAddress: String = ""
  ) {
    self.method = method
    self.path = path
    self.parameters = parameters
    queryAll = query
    self.form = form
    self.visitor = visitor
    self.now = now
    self.cookies = cookies
    self.remoteAddress = remoteAddress
  }

  /// The last value of each query field.
  package var query: [String: String] { queryAll.compactMapValues(\.last) }

  /// What was typed in a field, trimmed; refuses by the field's label when there is nothing.
  package func required(_ field: String, _ label: String) throws -> String {
    let value = form[field]?.trimmed ?? ""
    guard !value.isEmpty else {
      throw Refusal("missing-field", place: label, "This is empty.", remedy: "Enter \(label.lowercasingFirst).")
    }
    return value
  }

  /// The day of a date field's three boxes, or nil when all are empty; refuses half a day, by the field's label.
  package func day(_ field: String, _ label: String) throws -> Day? {
    let parts = ["day", "month", "year"].map { (form["\(field)-\($0)"] ?? "").trimmed }
    if parts.allSatisfy(\.isEmpty) { return nil }
    guard let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]),
      let found = Day(year: year, month: month, day: day)
    else { throw Refusal("unreadable-day", place: label, "This is no day.", remedy: "Enter it as 27 3 2023.") }
    return found
  }

  /// A part of the path that the route declares; absent only when the route's pattern does not name it.
  package func parameter(_ name: String) throws -> String {
    guard let value = parameters[name] else { throw NotFound() }
    return value
  }

  /// This page's address with some query fields changed; nil removes one. Filters live in the address.
  package func href(setting changes: [String: String?]) -> String {
    var items: [(String, String)] = []
    for name in queryAll.keys.sorted() where !changes.keys.contains(name) {
      items += (queryAll[name] ?? []).map { (name, $0) }
    }
    for name in changes.keys.sorted() {
      if let change = changes[name], let value = change { items.append((name, value)) }
    }
    return path + Address.query(items)
  }
}

/// Thrown by a handler when there is no such thing, or none that this visitor may know of: both answer alike.
package struct NotFound: Error, Equatable {
  package init() {}
}

/// Thrown by a handler when the visitor lacks a permission that depends on more than the route.
package struct NotPermitted: Error, Equatable {
  package let permission: Permission
  package init(_ permission: Permission) { self.permission = permission }
}

extension String {
  /// Without white space at either end.
  package var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// `End date` as it reads inside a sentence; an abbreviation such as `LSOA` stays as it is.
  var lowercasingFirst: String {
    guard let first, dropFirst().first?.isUppercase != true else { return self }
    return first.lowercased() + dropFirst()
  }
}
