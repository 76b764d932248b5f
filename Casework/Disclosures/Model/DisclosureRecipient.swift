import Basics
import PartnershipModel

/// One person to whom a disclosure goes: by name, never a mailing list. Each holds an own copy with an own receipt.
package struct DisclosureRecipient: Sendable, Hashable {
  /// How it reaches the person.
  package enum Form: String, CaseIterable, Sendable {
    /// Read here, after signing in; no file leaves.
    case view
    /// A file with a mark of the recipient on every page, handed over or sent.
    case copy

    package var label: String { self == .view ? "Read inside Concordat" : "A marked copy as PDF" }
  }

  package enum Standing: String, Sendable {
    case named, sent, confirmed, destroyed, returned, kept
    package var label: String {
      switch self {
      case .named: "Named"
      case .sent: "Sent, receipt not confirmed"
      case .confirmed: "Received"
      case .destroyed: "Destroyed"
      case .returned: "Returned"
      case .kept: "Kept longer, with a reason"
      }
    }
    /// Whether the recipient still owes something: a receipt, or the end.
    package var isPromise: Bool { self == .sent || self == .confirmed || self == .kept }
  }

  package let id: ID<DisclosureRecipient>
  /// Its copy's number within the disclosure.
  package let number: Int
  /// The account of somebody who signs in here.
  package let account: String?
  package let agency: String?
  package let kind: PartyKind?
  package let name: String, body: String
  /// Where a copy goes, such as an address of secure e-mail.
  package let sentTo: String
  package let form: Form
  /// The agreement that covered it when it was sent.
  package let agreement: String?, agreementVersion: Int?, agreementTitle: String?
  package let standing: Standing
  package let confirmedAt: Instant?, endedAt: Instant?
  package let receipt: String?

  package init(
    id: ID<DisclosureRecipient>, number: Int, account: String?, agency: String?, kind: PartyKind?, name: String,
    body: String, sentTo: String, form: Form, agreement: String? = nil, agreementVersion: Int? = nil, agreementTitle: String? = nil,
    standing: Standing = .named, confirmedAt: Instant? = nil, endedAt: Instant? = nil, receipt: String? = nil
  ) {
    self.id = id
    self.number = number
    self.account = account
    self.agency = agency
    self.kind = kind
    self.name = name
    self.body = body
    self.sentTo = sentTo
    self.form = form
    self.agreement = agreement
    self.agreementVersion = agreementVersion
    self.agreementTitle = agreementTitle
    self.standing = standing
    self.confirmedAt = confirmedAt
    self.endedAt = endedAt
    self.receipt = receipt
  }

  /// `ASB agreement, version 2`, for people.
  package var agreementWords: String {
    agreement.map { "\(agreementTitle ?? $0), version \(agreementVersion ?? 1)" } ?? "None"
  }

  /// Refuses somebody without a name or a body, a list of names, and a copy that goes nowhere.
  package static func check(name: String, body: String, sentTo: String, form: Form, account: String?) throws(Refusal) {
    try DisclosureText.check(name, "Name of the recipient", longest: 100)
    try DisclosureText.check(body, "Body of the recipient", longest: 100)
    try DisclosureText.check(sentTo, "Where it goes", longest: 200, isNeeded: form == .copy)
    guard !name.contains(where: { ";,@".contains($0) }), !name.lowercased().hasPrefix("all ") else {
      throw Refusal(
        "recipient-list", place: "Name of the recipient", "A disclosure goes to one person at a time, not to a list.",
        remedy: "Add each recipient by name.")
    }
    guard sentTo.filter({ $0 == "@" }).count <= 1, !sentTo.contains(where: { ";,".contains($0) }) else {
      throw Refusal(
        "recipient-list", place: "Where it goes", "This is more than one address.",
        remedy: "Add each recipient with an own address.")
    }
    guard form == .copy || account != nil else {
      throw Refusal(
        "recipient-form", place: name, "Only somebody with an account can read it inside.",
        remedy: "Choose a marked copy.")
    }
  }
}
