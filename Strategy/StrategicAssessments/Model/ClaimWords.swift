import Basics
import PracticeFiles

/// The words that make a sentence a claim, read from `Practice/assessments/claim-words.yaml`.
package struct ClaimWords: Sendable {
  package struct Group: Sendable {
    package let advice: String
    /// Lower case; a trailing `*` stands for any ending, a phrase has spaces.
    package let words: [String]
    /// Words of degree: a number beside them does not carry them, only a comparison does.
    package let isOfDegree: Bool
    package init(advice: String, words: [String], isOfDegree: Bool = false) {
      self.advice = advice
      self.isOfDegree = isOfDegree
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
      try entry.allow(["advice", "words", "degree"])
      return Group(
        advice: try entry.text("advice"), words: try entry.texts("words"),
        isOfDegree: try entry.optionalText("degree") == "yes")
    }
  }

  /// The claim words of a sentence in its order, as it writes them, with the advice of each one's group. A word inside a
  /// name (“Violence Reduction Unit”) is no claim.
  func found(in words: [Substring], ofDegree: Bool? = nil) -> [(word: String, advice: String)] {
    let lower = words.map { $0.lowercased() }
    var out: [(at: Int, word: String, advice: String)] = []
    for group in groups where ofDegree == nil || group.isOfDegree == ofDegree {
      for entry in group.words {
        let parts = entry.split(separator: " ")
        guard let first = parts.first else { continue }
        for at in lower.indices where ClaimWords.matches(lower[at], first) && !ClaimWords.isInName(words, at) {
          guard at + parts.count <= lower.count, zip(lower[at...], parts).allSatisfy(ClaimWords.matches) else {
            continue
          }
          out.append((at, words[at..<(at + parts.count)].joined(separator: " "), group.advice))
        }
      }
    }
    return out.sorted { $0.at < $1.at }.map { ($0.word, $0.advice) }
  }

  /// Written with a capital, and so is a word beside it.
  private static func isInName(_ words: [Substring], _ at: Int) -> Bool {
    func isCapital(_ place: Int) -> Bool { words.indices.contains(place) && words[place].first?.isUppercase == true }
    return isCapital(at) && (isCapital(at + 1) || (at > 1 && isCapital(at - 1)))
  }

  private static func matches(_ word: String, _ entry: Substring) -> Bool {
    entry.last == "*" ? word.hasPrefix(entry.dropLast()) : word == entry
  }
}
