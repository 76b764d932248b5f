import Basics
import PracticeFiles

/// A body that publishes records, and the boroughs whose records they are. A borough whose force is not held has no
/// figures, however many stray rows of it lie in a neighbour's files.
package struct PoliceForce: Hashable, Sendable {
  package let code: String
  /// As its files name it: `Metropolitan Police Service`.
  package let name: String
  /// As sentences name the area: `London`.
  package let spoken: String
  /// GSS codes.
  package let boroughs: [String]
  /// Names of boroughs that no other list of the practice names, by GSS code.
  package let boroughNames: [String: String]

  package init(code: String, name: String, spoken: String, boroughs: [String], boroughNames: [String: String] = [:]) {
    self.code = code
    self.name = name
    self.spoken = spoken
    self.boroughs = boroughs
    self.boroughNames = boroughNames
  }

  /// Reads `Practice/zones/police-forces.yaml`. Errors name file, line and remedy.
  package static func list(text: String, file: String) throws -> [PoliceForce] {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["forces"])
    return try root.list("forces").map {
      try $0.allow(["code", "name", "spoken", "boroughs"])
      // A borough is a code, or a code with a name.
      let boroughs = try $0.list("boroughs").map { node -> (code: String, name: String?) in
        guard let code = try node.optionalText("code") else { return (try node.text(), nil) }
        return (code, try node.optionalText("name"))
      }
      return PoliceForce(
        code: try $0.text("code"), name: try $0.text("name"), spoken: try $0.text("spoken"),
        boroughs: boroughs.map(\.code),
        boroughNames: Dictionary(boroughs.compactMap { one in one.name.map { (one.code, $0) } }) { first, _ in first })
    }
  }
}
