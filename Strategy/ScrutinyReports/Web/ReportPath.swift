import WebShell

/// Addresses of the reports' pages: routes and links are both written from it.
package enum ReportPath {
  package static let list = "/reports"
  package static let new = "/reports/new"
  package static let published = "/published"
  package static func report(_ name: String) -> String { list + "/" + Address.encoded(name) }
  static func part(_ name: String, _ parts: String...) -> String {
    ([report(name)] + parts.map(Address.encoded)).joined(separator: "/")
  }
  package static func snapshot(_ name: String) -> String { published + "/" + Address.encoded(name) }
}
