import Basics
import Yams

/// One value of a practice file (YAML), which knows the file and line it stands on, so that a mistake is named exactly.
package struct PracticeNode {
  private let node: Node
  private let file: String

  /// Reads a practice file's text. Errors: a `practice-file` refusal that names file, line and remedy.
  package init(text: String, file: String) throws {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw Refusal("practice-file", place: "\(file):1", "The file is empty.", remedy: "Restore it from the release.")
      }
      self.init(node: node, file: file)
    } catch let error as YamlError {
      let (line, problem) = PracticeNode.position(error)
      throw Refusal(
        "practice-file", place: "\(file):\(line)", "This is not YAML: \(problem).",
        remedy: "Look at the indentation, the colons and the quotation marks on this line and the one above it.")
    }
  }

  private init(node: Node, file: String) {
    self.node = node
    self.file = file
  }

  private static func position(_ error: YamlError) -> (Int, String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .duplicatedKeysInMapping(let duplicates, _):
      (1, "a key stands twice: \(duplicates.sorted().joined(separator: ", "))")
    default: (1, "\(error)")
    }
  }

  /// `breaks.yaml:12`.
  package var place: String { "\(file):\(node.mark?.line ?? 1)" }

  package func refusal(_ reason: String, remedy: String) -> Refusal {
    Refusal("practice-file", place: place, reason, remedy: remedy)
  }

  /// The value under `key`, or nil when the key is not there or is left empty.
  package subscript(_ key: String) -> PracticeNode? {
    guard let found = node.mapping?[Node(key)], found.scalar?.string != "" else { return nil }
    return PracticeNode(node: found, file: file)
  }

  package func required(_ key: String) throws -> PracticeNode {
    guard let found = self[key] else {
      throw refusal("“\(key)” is missing here.", remedy: "Add a line “\(key): …”.")
    }
    return found
  }

  package func text() throws -> String {
    guard let scalar = node.scalar else {
      throw refusal("A single text is expected here.", remedy: "Write the text on one line, or after “>-”.")
    }
    return scalar.string
  }

  package func text(_ key: String) throws -> String { try required(key).text() }
  package func optionalText(_ key: String) throws -> String? { try self[key]?.text() }

  /// The values of a list; a key that is not there is an empty list.
  package func list(_ key: String) throws -> [PracticeNode] {
    guard let found = self[key] else { return [] }
    guard let sequence = found.node.sequence else {
      throw found.refusal("“\(key)” must be a list.", remedy: "Write [one, two], or one line “- …” for each.")
    }
    return sequence.map { PracticeNode(node: $0, file: file) }
  }

  package func texts(_ key: String) throws -> [String] { try list(key).map { try $0.text() } }

  /// The members of a mapping, in the order written.
  package func members() throws -> [(key: String, value: PracticeNode)] {
    guard let mapping = node.mapping else {
      throw refusal("Lines “name: value” are expected here.", remedy: "Indent the lines below the name they belong to.")
    }
    return mapping.map { ($0.key.string ?? "", PracticeNode(node: $0.value, file: file)) }
  }

  /// Refuses a key that nobody reads: it is a spelling mistake more often than not.
  package func allow(_ known: [String]) throws {
    for (key, value) in try members() where !known.contains(key) {
      throw value.refusal("“\(key)” is not known here.", remedy: "Known are: \(known.joined(separator: ", ")).")
    }
  }

  /// A word of a closed list.
  package func word<W: RawRepresentable<String> & CaseIterable>(_: W.Type) throws -> W {
    let written = try text()
    guard let value = W(rawValue: written) else {
      throw refusal(
        "“\(written)” is not known here.",
        remedy: "Write one of: \(W.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return value
  }

  /// A calendar day, ISO 8601.
  package func day() throws -> Day {
    let written = try text()
    guard let day = Day(written) else {
      throw refusal("“\(written)” is not a day.", remedy: "Write it as 2022-05-05.")
    }
    return day
  }
}
