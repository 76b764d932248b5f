import StrategyModel
import WebShell

/// Addresses of figures of records and of returns.
package enum FiguresPath {
  package static let home = "/figures"
  package static let checks = "/figures/checks"
  package static let returns = "/external-returns"
  package static let newReturn = "/external-returns/new"
  package static func figure(_ measure: String, _ period: String, asAt: String? = nil) -> String {
    home + "/" + Address.encoded(measure)
      + Address.query([("period", period)] + (asAt.map { [("as-at", $0)] } ?? []))
  }
  static func csv(_ measure: String, _ period: String, asAt: String?) -> String {
    home + "/" + Address.encoded(measure) + "/facts.csv"
      + Address.query([("period", period)] + (asAt.map { [("as-at", $0)] } ?? []))
  }
  static func commentary(_ measure: String) -> String { home + "/" + Address.encoded(measure) + "/commentary" }
  static func oneReturn(_ id: String) -> String { returns + "/" + Address.encoded(id) }
}
