import Basics

/// A person's request to be told what is held about them.
package struct SubjectRequest: Sendable, Hashable {
  package enum Regime: String, CaseIterable, Sendable {
    case general = "uk-gdpr"
    case lawEnforcement = "law-enforcement"
    package var label: String {
      self == .general ? "UK GDPR, article 15" : "Law enforcement: Data Protection Act 2018, s.45"
    }
  }

  package enum State: String, CaseIterable, Sendable {
    case received, reviewed, approved, answered, refused, withdrawn
    package var label: String {
      switch self {
      case .received: "Being searched and reviewed"
      case .reviewed: "Reviewed: to be approved"
      case .approved: "Approved: to be answered"
      case .answered: "Answered"
      case .refused: "Refused"
      case .withdrawn: "Withdrawn"
      }
    }
    package var isOpen: Bool { self == .received || self == .reviewed || self == .approved }
  }

  package let id: ID<SubjectRequest>
  /// `SAR-2026-483920`.
  package let reference: String
  package let agency: String
  package let regime: Regime
  package let state: State
  package let clock: SubjectAccessClock
  package let handler: String, handlerName: String
  package let answeredOn: Day?
  /// How many people besides the handler must approve it, and who did.
  package let approvalsNeeded: Int
  package let approvals: [(account: String, name: String)]
  package let answerSHA256: String?
  /// Counts the reviews; an approval is of one of them.
  package let revision: Int
  /// Who handled, decided or reviewed it: none of them approves it.
  package let authors: Set<String>

  package init(
    id: ID<SubjectRequest>, reference: String, agency: String, regime: Regime, state: State, clock: SubjectAccessClock,
    handler: String, handlerName: String, answeredOn: Day?, approvalsNeeded: Int,
    approvals: [(account: String, name: String)], answerSHA256: String?, revision: Int, authors: Set<String>
  ) {
    self.id = id
    self.reference = reference
    self.agency = agency
    self.regime = regime
    self.state = state
    self.clock = clock
    self.handler = handler
    self.handlerName = handlerName
    self.answeredOn = answeredOn
    self.approvalsNeeded = approvalsNeeded
    self.approvals = approvals
    self.answerSHA256 = answerSHA256
    self.revision = revision
    self.authors = authors
  }

  package static func == (a: SubjectRequest, b: SubjectRequest) -> Bool {
    a.id == b.id && a.state == b.state && a.revision == b.revision && a.clock == b.clock && a.approvals.map(\.account) == b.approvals.map(\.account)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Who asks, as far as it is needed to find what is held and to answer. Sealed under the request's key.
package struct SubjectIdentity: Sendable, Hashable, Codable {
  package var givenNames: String, familyName: String
  package var birthDate: String
  package var phone: String, postcode: String
  /// Where the answer goes, as the person chose it; never taken from a case.
  package var answerTo: String
  /// What the person asked for, if it was less than everything.
  package var scope: String

  package init(
    givenNames: String, familyName: String, birthDate: Day?, phone: String, postcode: String, answerTo: String,
    scope: String
  ) {
    self.givenNames = givenNames
    self.familyName = familyName
    self.birthDate = birthDate?.description ?? ""
    self.phone = phone
    self.postcode = postcode
    self.answerTo = answerTo
    self.scope = scope
  }

  package var name: String { [givenNames, familyName].filter { !$0.isEmpty }.joined(separator: " ") }

  package func checked() throws(Refusal) -> SubjectIdentity {
    try DisclosureText.check(name, "Name", longest: 200)
    try DisclosureText.check(answerTo, "Where the answer goes", longest: 300)
    try DisclosureText.check(scope, "What is asked for", longest: 2_000, isNeeded: false)
    try DisclosureText.check(phone + postcode, "Telephone and postcode", longest: 100, isNeeded: false)
    return self
  }
}

/// What was decided about one item of a case that the request concerns.
package struct SubjectItem: Sendable, Hashable {
  /// Whether it tells of somebody else, and whether it may all the same (Data Protection Act 2018 Schedule 2 paragraph 16).
  package enum ThirdParty: String, CaseIterable, Sendable {
    case nobody, agreed, reasonable, unreasonable
    package var label: String {
      switch self {
      case .nobody: "It tells of nobody else"
      case .agreed: "Of somebody else, who agreed"
      case .reasonable: "Of somebody else; reasonable without their agreement"
      case .unreasonable: "Of somebody else; not reasonable without their agreement"
      }
    }
    package var letsPass: Bool { self != .unreasonable }
  }

  package var item: DisclosureItem
  /// Nil until it is answered.
  package var thirdParty: ThirdParty?

  package init(_ item: DisclosureItem, thirdParty: ThirdParty? = nil) {
    self.item = item
    self.thirdParty = thirdParty
  }

  /// Refuses an item whose test is not answered, one that goes out whole although the test forbids it, and one that is
  /// withheld without a reason for such answers.
  package func checked(_ reasons: WithholdingReasons) throws(Refusal) -> SubjectItem {
    guard let thirdParty else {
      throw Refusal(
        "third-party-test", place: item.title, "Whether it tells of somebody else is not answered.",
        remedy: "Answer it for this item.")
    }
    guard thirdParty.letsPass || item.choice != .whole else {
      throw Refusal(
        "third-party", place: item.title, "It tells of somebody else, and it is not reasonable to pass it on whole.",
        remedy: "Take out what tells of them, or withhold it.")
    }
    guard item.choice == .whole || reasons.reasons(for: .subjectAccess).contains(where: { $0.id == item.reason }) else {
      throw Refusal("withholding-reason", place: item.title, "No reason is given.", remedy: "Choose one from the list.")
    }
    _ = try item.checked(reasons)
    return self
  }
}
