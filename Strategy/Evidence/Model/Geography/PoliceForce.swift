import Basics

/// A body that publishes records, and the boroughs whose records they are. A borough whose force is not held has no
/// figures, however many stray rows of it lie in a neighbour's files.
package struct PoliceForce: Hashable, Sendable {
  package let code: String
  /// As its files name it: `Metropolitan Police Service`.
  package let name: String
  /// As sentences name the area: `London`.
  package let spoken: String
  package let boroughs: [String]

  package init(code: String, name: String, spoken: String, boroughs: [String]) {
    self.code = code
    self.name = name
    self.spoken = spoken
    self.boroughs = boroughs
  }

  /// Reads `Practice/zones/police-forces.yaml`. Errors name file, line and remedy.
  package static func list(text: String, file: String) throws -> [PoliceForce] {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["forces"])
    return try root.list("forces").map {
      try $0.allow(["code", "name", "spoken", "boroughs"])
      return PoliceForce(
        code: try $0.text("code"), name: try $0.text("name"), spoken: try $0.text("spoken"),
        boroughs: try $0.texts("boroughs"))
    }
  }
}
