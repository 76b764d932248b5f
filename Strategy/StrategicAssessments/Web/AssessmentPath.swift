import WebShell

/// Addresses of the assessment pages: routes and links are both written from it.
package enum AssessmentPath {
  package static let list = "/assessments"
  package static let new = "/assessments/new"
  package static func edition(_ name: String) -> String { list + "/" + Address.encoded(name) }
  static func part(_ name: String, _ parts: String...) -> String {
    ([edition(name)] + parts.map(Address.encoded)).joined(separator: "/")
  }
  package static func reading(_ name: String) -> String { part(name, "read") }
  static func section(_ name: String, _ kind: String) -> String { part(name, "sections", kind) }
  static func block(_ name: String, _ block: String) -> String { part(name, "blocks", block) }
  static func export(_ name: String, _ format: String) -> String { part(name, "export", format) }
}
