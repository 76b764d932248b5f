/// Pieces of pages, after the GOV.UK Design System in behaviour: each is a function that returns HTML.
package enum UI {}

/// One thing wrong with a form, and the field that it belongs to.
package struct FieldError: Sendable, Equatable {
  package let field: String
  package let message: String

  package init(_ field: String, _ message: String) {
    self.field = field
    self.message = message
  }
}

extension [FieldError] {
  /// What is wrong with a field, if anything.
  package func message(for field: String) -> String? { first { $0.field == field }?.message }
}

/// A choice in a list: what is sent, and what is read.
package struct Choice: Sendable {
  package let value: String
  package let label: String
  package let hint: String?

  package init(_ value: String, _ label: String, hint: String? = nil) {
    self.value = value
    self.label = label
    self.hint = hint
  }
}
