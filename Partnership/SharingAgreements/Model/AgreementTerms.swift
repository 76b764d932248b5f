/// Which part of data protection law governs the processing.
package enum AgreementRegime: String, CaseIterable, Codable, Hashable, Sendable {
  case gdpr
  case lawEnforcement = "law-enforcement"
  case both

  package var label: String {
    switch self {
    case .gdpr: "UK GDPR"
    case .lawEnforcement: "Part 3 of the Data Protection Act 2018 (law enforcement)"
    case .both: "UK GDPR, and Part 3 of the Data Protection Act 2018 for law enforcement"
    }
  }
}

/// The legal bases, by their words in `LawfulBases.known`.
package struct LawfulBases: Codable, Hashable, Sendable {
  package var article6: [String]
  package var article9: [String]
  package var schedule1: [String]
  package var schedule8: [String]
  /// Whether a legal team has signed them off; until then every page says so.
  package var confirmed: Bool
  package var words: String

  package init(
    article6: [String], article9: [String], schedule1: [String], schedule8: [String], confirmed: Bool, words: String
  ) {
    self.article6 = article6
    self.article9 = article9
    self.schedule1 = schedule1
    self.schedule8 = schedule8
    self.confirmed = confirmed
    self.words = words
  }

  /// The lists a basis may come from, in the order in which they are shown.
  package enum List: String, CaseIterable, Sendable {
    case article6 = "article-6"
    case article9 = "article-9"
    case schedule1 = "schedule-1"
    case schedule8 = "schedule-8"

    package var label: String {
      switch self {
      case .article6: "Lawful basis, UK GDPR Article 6"
      case .article9: "Special category condition, UK GDPR Article 9"
      case .schedule1: "Condition of Schedule 1 to the Data Protection Act 2018"
      case .schedule8: "Law-enforcement condition, Schedule 8 to the Data Protection Act 2018"
      }
    }
  }

  package static let known: [List: [(word: String, label: String)]] = [
    .article6: [
      ("public-task", "Public task, 6(1)(e)"), ("legal-obligation", "Legal obligation, 6(1)(c)"),
      ("vital-interests", "Vital interests, 6(1)(d)"), ("consent", "Consent, 6(1)(a)"),
      ("legitimate-interests", "Legitimate interests, 6(1)(f)"),
    ],
    .article9: [
      ("substantial-public-interest", "Substantial public interest, 9(2)(g)"),
      ("vital-interests", "Vital interests, 9(2)(c)"), ("health-or-social-care", "Health or social care, 9(2)(h)"),
      ("explicit-consent", "Explicit consent, 9(2)(a)"), ("legal-claims", "Legal claims, 9(2)(f)"),
    ],
    .schedule1: [
      ("statutory-purposes", "Statutory and government purposes, para. 6"),
      ("unlawful-acts", "Preventing or detecting unlawful acts, para. 10"),
      ("safeguarding", "Safeguarding of children and of individuals at risk, para. 18"),
    ],
    .schedule8: [
      ("statutory-functions", "Statutory purposes, para. 1"),
      ("administration-of-justice", "Administration of justice, para. 2"),
      ("vital-interests", "Vital interests, para. 3"),
      ("safeguarding", "Safeguarding of children and of individuals at risk, para. 4"),
    ],
  ]

  package subscript(_ list: List) -> [String] {
    get {
      switch list {
      case .article6: article6
      case .article9: article9
      case .schedule1: schedule1
      case .schedule8: schedule8
      }
    }
    set {
      switch list {
      case .article6: article6 = newValue
      case .article9: article9 = newValue
      case .schedule1: schedule1 = newValue
      case .schedule8: schedule8 = newValue
      }
    }
  }

  /// In plain words.
  package func labels(_ list: List) -> [String] {
    self[list].map { word in LawfulBases.known[list]?.first { $0.word == word }?.label ?? word }
  }
}

/// How a duty of confidence is answered, where one is owed.
package struct ConfidentialityRule: Codable, Hashable, Sendable {
  package enum Route: String, CaseIterable, Codable, Hashable, Sendable {
    case consent
    case overridingPublicInterest = "overriding-public-interest"
    case statute
    case notNeeded = "not-needed"

    package var label: String {
      switch self {
      case .consent: "Consent"
      case .overridingPublicInterest: "Overriding public interest, weighed and recorded each time"
      case .statute: "Statute"
      case .notNeeded: "Not needed: nothing confidential passes"
      }
    }
  }
  package var route: Route
  package var words: String
  package init(route: Route, words: String) {
    self.route = route
    self.words = words
  }
}

/// Which duties may come to the records, by the words of `Practice/access/roles.yaml`.
package struct AccessRule: Codable, Hashable, Sendable {
  package var roles: [String]
  package var words: String
  package init(roles: [String], words: String) {
    self.roles = roles
    self.words = words
  }
}

/// Whether what was received may go further.
package struct OnwardRule: Codable, Hashable, Sendable {
  package enum Rule: String, CaseIterable, Codable, Hashable, Sendable {
    case originatorAgrees = "originator-agrees"
    case never
    case freeWhenPublished = "free-when-published"

    package var label: String {
      switch self {
      case .originatorAgrees: "Only when the originator agrees"
      case .never: "Never"
      case .freeWhenPublished: "Free once published"
      }
    }
  }
  package var rule: Rule
  package var words: String
  package init(rule: Rule, words: String) {
    self.rule = rule
    self.words = words
  }
}

/// How information passes from one party to another.
package struct TransferRule: Codable, Hashable, Sendable {
  package enum Method: String, CaseIterable, Codable, Hashable, Sendable {
    case view = "view-in-concordat"
    case upload

    package var label: String {
      switch self {
      case .view: "Seen inside Concordat; nothing is sent"
      case .upload: "Uploaded by a named sender and checked on arrival"
      }
    }
  }
  package var method: Method
  package var words: String
  package init(method: Method, words: String) {
    self.method = method
    self.words = words
  }
}
