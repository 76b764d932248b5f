import Basics

/// What a partner says to a draft while it is out for comment, and what the writers made of it. Every comment is answered
/// before the strategy group decides; how it was answered stays on record.
package struct PartnerComment: Sendable {
  package enum Outcome: String, CaseIterable, Sendable {
    case accepted
    case partly = "partly-accepted"
    case notAccepted = "not-accepted"

    package var label: String {
      switch self {
      case .accepted: "Accepted"
      case .partly: "Accepted in part"
      case .notAccepted: "Not accepted"
      }
    }
  }

  /// What the writers did about it, in words that its sender reads.
  package struct Answer: Sendable, Hashable {
    package let outcome: Outcome
    package let words: String
    package let by: String
    package let at: Instant
    package init(outcome: Outcome, words: String, by: String, at: Instant) {
      self.outcome = outcome
      self.words = words
      self.by = by
      self.at = at
    }
  }

  package let id: ID<PartnerComment>
  /// The paragraph of regulation 7 that it is about; nil for the document as a whole.
  package let section: StatutoryContent?
  /// The body for which the person speaks.
  package let body: String
  package let by: String
  package let at: Instant
  package let text: String
  package var answer: Answer?

  package init(
    id: ID<PartnerComment>, section: StatutoryContent?, body: String, by: String, at: Instant, text: String,
    answer: Answer? = nil
  ) {
    self.id = id
    self.section = section
    self.body = body
    self.by = by
    self.at = at
    self.text = text
    self.answer = answer
  }

  package static let longestText = 4_000

  /// Refuses words that are missing or too many for one comment or one answer.
  package static func checked(_ text: String, place: String) throws(Refusal) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("comment-text", place: place, "This is empty.", remedy: "Say it in a sentence or two.")
    }
    guard text.utf8.count <= longestText else {
      throw Refusal(
        "text-too-long", place: place, "The text is longer than \(longestText.grouped) bytes.",
        remedy: "Divide it into several comments.")
    }
    return text
  }
}
