import Basics
import PracticeFiles

/// The words that make a sentence a claim, read from `Practice/assessments/claim-words.yaml`.
package struct ClaimWords: Sendable {
  package struct Group: Sendable {
    package let advice: String
    /// Lower case; a trailing `*` stands for any ending, a phrase has spaces.
    package let words: [String]
    package init(advice: String, words: [String]) {
      self.advice = advice
      self.words = words.map { $0.lowercased() }
    }
  }

  package let groups: [Group]
  package init(groups: [Group]) { self.groups = groups }

  /// A mistake in the file is refused by file, line and remedy.
  package init(yaml text: String, file: String) throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["groups"])
    groups = try root.list("groups").map { entry in
      try entry.allow(["advice", "words"])
      return Group(advice: try entry.text("advice"), words: try entry.texts("words"))
    }
  }

  /// The claim words of a sentence, as it writes them, with the advice of each one's group.
  func found(in words: [Substring]) -> [(word: String, advice: String)] {
    let lower = words.map { $0.lowercased() }
    var out: [(String, String)] = []
    for group in groups {
      for entry in group.words {
        let parts = entry.split(separator: " ")
        guard let first = parts.first else { continue }
        for at in lower.indices where ClaimWords.matches(lower[at], first) {
          guard at + parts.count <= lower.count, zip(lower[at...], parts).allSatisfy(ClaimWords.matches) else {
            continue
          }
          out.append((words[at..<(at + parts.count)].joined(separator: " "), group.advice))
        }
      }
    }
    return out
  }

  private static func matches(_ word: String, _ entry: Substring) -> Bool {
    entry.last == "*" ? word.hasPrefix(entry.dropLast()) : word == entry
  }
}
