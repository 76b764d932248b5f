import Basics
import PartnershipModel

/// Information about people that leaves the partnership's records for somebody named, from the request to the day on
/// which it was destroyed (Data Protection Act 2018 s.62; the fields are those of the Information Commissioner's form for
/// requests by law-enforcement bodies).
package struct Disclosure: Sendable, Hashable {
  /// Where it stands. Receipt, destruction and return are told by each recipient: see `DisclosureRecipient.Standing`.
  package enum State: String, CaseIterable, Sendable {
    case requested, acknowledged, assessed, redacted, sent, refused, answered

    package var label: String {
      switch self {
      case .requested: "Requested"
      case .acknowledged: "Acknowledged"
      case .assessed: "Assessed: to be redacted"
      case .redacted: "Redacted: to be sent"
      case .sent: "Sent"
      case .refused: "Refused"
      case .answered: "Answered"
      }
    }

    package var isOpen: Bool { self != .sent && self != .refused && self != .answered }
  }

  /// What is asked: for information, or only whether somebody is known.
  package enum Kind: String, CaseIterable, Sendable {
    case information
    case knownTo = "known-to"
    package var label: String { self == .information ? "Information" : "Is this person known to you?" }
  }

  package let id: ID<Disclosure>
  /// `DIS-2026-483920`.
  package let reference: String
  package let kind: Kind
  /// The agency that is asked, and answers.
  package let agency: String, agencyName: String
  /// The case that it is about; nil until the request has been matched with one.
  package let record: ID<Case>?
  package let state: State
  package let askedBy: String, askedBody: String
  /// The asker's account, when the request was made here.
  package let askedAccount: String?
  package let receivedOn: Day
  package let acknowledgedAt: Instant?
  package let gateway: String?
  package let purpose: String?
  package let refusalClause: String?
  package let deleteBy: Day?
  /// Counts the redactions that were frozen; what was sent names its own.
  package let redaction: Int
  package let second: SecondApproval
  package let sentAt: Instant?
  /// Who assessed it, chose what leaves, froze it: none of them is the second person.
  package let authors: Set<String>

  package init(
    id: ID<Disclosure>, reference: String, kind: Kind, agency: String, agencyName: String,
    record: ID<Case>?, state: State, askedBy: String, askedBody: String, askedAccount: String?,
    receivedOn: Day, acknowledgedAt: Instant?, gateway: String?, purpose: String?, refusalClause: String?,
    deleteBy: Day?, redaction: Int, second: SecondApproval, sentAt: Instant?, authors: Set<String>
  ) {
    self.id = id
    self.reference = reference
    self.kind = kind
    self.agency = agency
    self.agencyName = agencyName
    self.record = record
    self.state = state
    self.askedBy = askedBy
    self.askedBody = askedBody
    self.askedAccount = askedAccount
    self.receivedOn = receivedOn
    self.acknowledgedAt = acknowledgedAt
    self.gateway = gateway
    self.purpose = purpose
    self.refusalClause = refusalClause
    self.deleteBy = deleteBy
    self.redaction = redaction
    self.second = second
    self.sentAt = sentAt
    self.authors = authors
  }
}

/// Whether a second person must agree before it is sent, and who did.
package enum SecondApproval: Sendable, Hashable {
  case notNeeded
  case waiting
  case given(account: String, name: String)

  package var isMissing: Bool { self == .waiting }
  package var name: String? {
    if case .given(_, let name) = self { return name }
    return nil
  }
  package var approver: String? {
    if case .given(let account, _) = self { return account }
    return nil
  }
}

/// What was asked, in the asker's words: the least that the Commissioner's own form wants. Sealed under a key of the
/// disclosure's own.
package struct DisclosureAsk: Sendable, Hashable, Codable {
  /// About whom, and which information.
  package var wanted: String
  /// For what; for a law-enforcement body its law-enforcement purpose.
  package var purpose: String
  package var necessity: String
  /// The lawful basis with the reasoning; for a legal obligation, which law.
  package var basis: String

  package init(wanted: String, purpose: String, necessity: String, basis: String) {
    self.wanted = wanted
    self.purpose = purpose
    self.necessity = necessity
    self.basis = basis
  }

  package static let longest = 4_000

  /// Refuses a field that is empty or too long, by its label.
  package func checked() throws(Refusal) -> DisclosureAsk {
    for (text, place) in [
      (wanted, "What is asked for"), (purpose, "What for"), (necessity, "Why it is necessary"),
      (basis, "Lawful basis"),
    ] { try DisclosureText.check(text, place, longest: DisclosureAsk.longest) }
    return self
  }
}

/// Free text of a disclosure, as forms give it.
package enum DisclosureText {
  /// Refuses nothing but white space, and more than `longest` characters.
  package static func check(_ text: String, _ place: String, longest: Int, isNeeded: Bool = true) throws(Refusal) {
    guard !isNeeded || text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("missing-field", place: place, "This is empty.", remedy: "Say it in a few words.")
    }
    guard text.count <= longest, text.utf8.count <= longest * 4 else {
      throw Refusal(
        "text-too-long", place: place, "This is longer than \(longest.grouped) characters.", remedy: "Shorten it.")
    }
  }

  /// Text in one line, for names and for what is signed: control characters and line breaks become spaces.
  package static func line(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.properties.generalCategory == .control || $0.properties.generalCategory == .lineSeparator
            || $0.properties.generalCategory == .paragraphSeparator || $0.properties.generalCategory == .format ? " " : $0
        }))
  }
}
