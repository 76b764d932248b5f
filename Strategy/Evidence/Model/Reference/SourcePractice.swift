import Basics
import PracticeFiles

/// What `Practice/sources.yaml` and `Practice/geography/london-boroughs.yaml` say about published files.
package struct SourcePractice: Sendable {
  package struct Source: Sendable, Hashable {
    package let publisher: String, licence: String
  }

  package let sources: [SourceKind: Source]
  package let names: ReadingNames

  /// Reads the two files' text. Errors name file, line and remedy.
  package init(sources: (text: String, file: String), boroughs: (text: String, file: String)) throws {
    let root = try PracticeNode(text: sources.text, file: sources.file)
    try root.allow(["sources", "forces"])
    var found: [SourceKind: Source] = [:]
    for node in try root.list("sources") {
      try node.allow(["kind", "publisher", "licence"])
      found[try node.required("kind").word(SourceKind.self)] = Source(
        publisher: try node.text("publisher"), licence: try node.text("licence"))
    }
    var forces: [String: String] = [:]
    for node in try root.list("forces") {
      try node.allow(["slug", "name"])
      forces[try node.text("slug")] = try node.text("name")
    }
    let map = try PracticeNode(text: boroughs.text, file: boroughs.file)
    try map.allow(["boroughs"])
    var codes: [String: String] = [:]
    for node in try map.list("boroughs") {
      try node.allow(["code", "name", "also"])
      let code = try node.text("code")
      for name in [code, try node.text("name")] + (try node.texts("also")) {
        if let other = codes.updateValue(code, forKey: ReadingNames.folded(name)), other != code {
          throw node.refusal("“\(name)” stands for \(other) and for \(code).", remedy: "Leave the name at one of them.")
        }
      }
    }
    self.sources = found
    names = ReadingNames(boroughs: codes, forces: forces)
  }

  package func publisher(_ kind: SourceKind) -> String { sources[kind]?.publisher ?? "Not stated" }
  package func licence(_ kind: SourceKind) -> String { sources[kind]?.licence ?? "Not stated" }
}
