import Basics

/// One thing that could leave: a person's identity, a person's contacts, a note, a document. A safe address is none: it never
/// leaves. Of a document the text names kind, size and SHA-256; the file itself goes beside the text (`DisclosedFile`).
package struct DisclosureItem: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case person, contact, note, document
    package var label: String {
      switch self {
      case .person: "Name and date of birth"
      case .contact: "Telephone and address"
      case .note: "Note"
      case .document: "Document"
      }
    }

    /// What the choice is called where this kind of item is shown.
    package func label(_ choice: Choice) -> String {
      self == .document && choice == .redacted ? "Send the redacted copy instead" : choice.label
    }
  }

  package enum Choice: String, CaseIterable, Sendable {
    case withheld, redacted, whole
    package var label: String {
      switch self {
      case .withheld: "Withhold it"
      case .redacted: "Send the text below instead"
      case .whole: "Send it as it is"
      }
    }
  }

  package let kind: Kind
  /// Identity of the person, the note or the document.
  package let item: String
  package let title: String
  /// What it says.
  package let text: String
  /// The kinds of data in it, which an agreement and a gateway must cover.
  package let categories: Set<String>
  package var choice: Choice
  /// What is sent instead, when it is redacted.
  package var replacement: String
  /// Why it is withheld or redacted (`Practice/law/withholding.yaml`).
  package var reason: String

  package init(
    kind: Kind, item: String, title: String, text: String, categories: Set<String>, choice: Choice = .withheld,
    replacement: String = "", reason: String = ""
  ) {
    self.kind = kind
    self.item = item
    self.title = title
    self.text = text
    self.categories = categories
    self.choice = choice
    self.replacement = replacement
    self.reason = reason
  }

  package static let longest = 20_000

  /// What leaves of it; nil when it is withheld.
  package var leaving: String? {
    switch choice {
    case .withheld: nil
    case .redacted: replacement
    case .whole: text
    }
  }

  /// Refuses a redaction without a text or a reason, and one that changed nothing.
  package func checked(_ reasons: WithholdingReasons) throws(Refusal) -> DisclosureItem {
    guard choice != .whole else { return self }
    // An item that nobody chose is withheld because nothing makes it necessary; a redaction always has its reason.
    guard choice == .withheld && reason.isEmpty || reasons[reason] != nil else {
      throw Refusal("withholding-reason", place: title, "No reason is given.", remedy: "Choose one from the list.")
    }
    if choice == .redacted {
      try DisclosureText.check(replacement, title, longest: DisclosureItem.longest)
      guard replacement != text else {
        throw Refusal(
          "redaction-empty", place: title, "Nothing was taken out of the text.",
          remedy: "Take out what must not leave, or choose “\(Choice.whole.label)”.")
      }
    }
    return self
  }
}
