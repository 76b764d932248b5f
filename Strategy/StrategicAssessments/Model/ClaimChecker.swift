import Basics

/// A sentence that says more than it shows: listed for its writer, never changed and never silently accepted.
package struct ClaimWarning: Sendable, Hashable {
  package enum Kind: String, Sendable {
    /// Digits that no figure and no quotation stands behind.
    case typedNumber = "typed-number"
    /// A typed percentage: it needs how many, and out of how many.
    case percentageWithoutBase = "percentage-without-base"
    /// A judging or comparing word in a sentence that points to no evidence.
    case unsupportedClaim = "unsupported-claim"
  }
  package let kind: Kind
  package let sentence: String
  /// What in the sentence gave rise to it.
  package let words: [String]
  package let advice: String
}

/// Reads a text as a sceptical board member would: which numbers are typed, which judgements stand alone?
package struct ClaimChecker: Sendable {
  package let words: ClaimWords
  package init(words: ClaimWords) { self.words = words }

  /// - Parameter comparing: names of the figures that compare; when given, words of degree (“incredibly”) must rest on one
  ///   of them, and not on any number that stands beside them.
  package func warnings(in text: BlockText, comparing: Set<String>? = nil) -> [ClaimWarning] {
    func warnings(_ sentence: Sentence) -> [ClaimWarning] { self.warnings(sentence, comparing) }
    return text.parts.flatMap { part -> [ClaimWarning] in
      // Another document's words are that document's claims; its source is printed beside them.
      if case .quotation = part { return [] }
      if case .list(let items, _) = part { return items.flatMap { Sentence.split($0).flatMap(warnings) } }
      return Sentence.split(part.runs).flatMap(warnings)
    }
  }

  private func warnings(_ sentence: Sentence, _ comparing: Set<String>?) -> [ClaimWarning] {
    let tokens = sentence.text.split(whereSeparator: \.isWhitespace).map(\.withoutPunctuation)
    var out: [ClaimWarning] = []
    let numbers = TypedNumbers.found(in: tokens)
    let percentages = numbers.filter(\.isPercentage).map(\.text),
      plain = numbers.filter { !$0.isPercentage }.map(\.text)
    if !percentages.isEmpty {
      out.append(
        ClaimWarning(
          kind: .percentageWithoutBase, sentence: sentence.shown, words: percentages,
          advice: "Bind the figure, so that the percentage carries how many were counted and out of how many; "
            + "if another document says it, quote it with its source."))
    }
    if !plain.isEmpty {
      out.append(
        ClaimWarning(
          kind: .typedNumber, sentence: sentence.shown, words: plain,
          advice: "Refer to a bound figure, {figure:name}; if another document says it, quote it with its source."))
    }
    let isCarried = comparing.map { !sentence.names.isDisjoint(with: $0) || sentence.quotes } ?? true
    guard !sentence.pointsToEvidence || !isCarried else { return out }
    let claims = words.found(in: tokens.map { $0.text }, ofDegree: sentence.pointsToEvidence ? true : nil)
    if let first = claims.first {
      var seen: [String] = []
      for claim in claims where !seen.contains(claim.word) { seen.append(claim.word) }
      out.append(ClaimWarning(kind: .unsupportedClaim, sentence: sentence.shown, words: seen, advice: first.advice))
    }
    return out
  }
}

/// One sentence of a text with what it points to.
struct Sentence {
  /// Typed words only; references and quotations leave a mark that is no number.
  var text = ""
  /// As the writer sees it.
  var shown = ""
  var pointsToEvidence = false
  var names: Set<String> = []
  var quotes = false

  /// Ends at a full stop, question or exclamation mark before white space; not inside `S.I. 2007`, `reg. 7` or `e.g. this`.
  static func split(_ runs: [BlockText.Run]) -> [Sentence] {
    var out: [Sentence] = [], now = Sentence()
    for run in runs {
      switch run.kind {
      case .text(let text):
        var last: Character = " "
        for character in text {
          if character.isWhitespace, ".?!".contains(last), !now.endsInAbbreviation {
            out.append(now)
            now = Sentence()
          }
          now.text.append(character)
          now.shown.append(character)
          last = character
        }
      case .figure(let reference):
        now.point("{figure:\(reference.text)}")
        now.names.insert(reference.name)
      case .see(let name):
        now.point("{see:\(name)}")
        now.names.insert(name)
      case .quote(let words, _):
        now.point("“\(words)”")
        now.quotes = true
      case .broken(let typed, _): now.shown += typed
      }
    }
    out.append(now)
    return out.compactMap { sentence in
      var sentence = sentence
      sentence.text = String(sentence.text[...].trimmedEnds)
      sentence.shown = String(sentence.shown[...].trimmedEnds)
      return sentence.shown.isEmpty ? nil : sentence
    }
  }

  private mutating func point(_ shown: String) {
    pointsToEvidence = true
    text += " § "
    self.shown += shown
  }

  private var endsInAbbreviation: Bool {
    let word = text.reversed().prefix { !$0.isWhitespace && $0 != "(" }
    let last = String(word.reversed()).lowercased()
    return [
      "reg.", "regs.", "s.", "ss.", "para.", "paras.", "no.", "nos.", "e.g.", "i.e.", "cf.", "st.", "dr.", "approx.",
    ].contains(last)
      || (last.count > 2 && last.dropLast().contains("."))
  }
}

/// A word with what punctuation stood around it.
struct Token {
  let text: Substring
  var isEmpty: Bool { text.isEmpty }
}

extension Substring {
  /// Without brackets, quotation marks and final punctuation.
  var withoutPunctuation: Token {
    func isEdge(_ character: Character) -> Bool { "()[]“”‘’\"'.,;:!?…–—".contains(character) }
    var out = self
    while let first = out.first, isEdge(first) { out.removeFirst() }
    while let last = out.last, isEdge(last) { out.removeLast() }
    return Token(text: out)
  }
}
