import Basics
import PracticeFiles

/// Something that a report said would be done; the next report must say what became of it.
package struct Promise: Sendable, Hashable {
  package let id: String
  /// Number of the paragraph that made it, as it was printed.
  package let number: String
  /// What was promised, in the report's own sentence.
  package let words: String
  package let owner: String
  package let due: Day?

  package init(id: String, number: String, words: String, owner: String, due: Day?) {
    self.id = id
    self.number = number
    self.words = words
    self.owner = owner
    self.due = due
  }
}

/// What became of a promise.
package struct PromiseAnswer: Sendable, Hashable {
  package enum State: String, CaseIterable, Sendable {
    case done, late, dropped
    case underWay = "under-way"

    package var label: String {
      switch self {
      case .done: "Done"
      case .late: "Late"
      case .dropped: "Dropped"
      case .underWay: "Under way"
      }
    }
  }

  package let promise: String
  package let state: State
  /// What was done, or why not.
  package let words: String
  package let by: String, at: Instant

  package init(promise: String, state: State, words: String, by: String, at: Instant) {
    self.promise = promise
    self.state = state
    self.words = words
    self.by = by
    self.at = at
  }
}

/// Finds the sentences that promise, by the words in `Practice/reports/promise-words.yaml`.
package struct PromiseFinder: Sendable {
  /// Lower case, words apart.
  let phrases: [[String]]

  package init(yaml text: String, file: String) throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["version", "phrases"])
    phrases = try root.texts("phrases").map { $0.lowercased().split(separator: " ").map(String.init) }
    guard !phrases.isEmpty, phrases.allSatisfy({ !$0.isEmpty }) else {
      throw root.refusal("There is no phrase.", remedy: "Name the words that make a sentence a promise.")
    }
  }

  /// Sentences of a text that say that something will be done.
  package func candidates(in text: BlockText) -> [String] {
    text.parts.flatMap { part -> [String] in
      if case .quotation = part { return [] }
      let lines: [[BlockText.Run]] = if case .list(let items, _) = part { items } else { [part.runs] }
      return lines.flatMap { Sentence.split($0) }.filter { promises($0.text) }.map(\.shown)
    }
  }

  private func promises(_ sentence: String) -> Bool {
    let words = sentence.lowercased().split(whereSeparator: \.isWhitespace).map { String($0.withoutPunctuation.text) }
    return phrases.contains { phrase in
      words.indices.contains { at in
        at + phrase.count <= words.count && zip(words[at...], phrase).allSatisfy { $0 == $1 }
      }
    }
  }
}
