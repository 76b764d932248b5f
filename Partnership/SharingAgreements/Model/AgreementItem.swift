/// One kind of information that passes under an agreement: what, from whom, how much, how often.
package struct AgreementItem: Codable, Hashable, Sendable {
  package var name: String
  package var source: String
  package var from: [PartyKind]
  package var volume: String
  package var frequency: String
  /// A category of `Practice/access/panels.yaml`, or `none` for information that is not personal data.
  package var category: String
  package var marks: [ItemMark]
  /// The row of the retention schedule.
  package var retention: String

  package init(
    name: String, source: String, from: [PartyKind], volume: String, frequency: String, category: String,
    marks: [ItemMark] = [], retention: String
  ) {
    self.name = name
    self.source = source
    self.from = from
    self.volume = volume
    self.frequency = frequency
    self.category = category
    self.marks = marks
    self.retention = retention
  }

  package static let depersonalised = "none"
  package var isPersonal: Bool { category != AgreementItem.depersonalised }
}

/// What makes an item of personal data weigh more.
package enum ItemMark: String, CaseIterable, Codable, Hashable, Sendable {
  /// UK GDPR art. 9; sensitive processing under Data Protection Act 2018 s.35(8).
  case special = "special-category"
  /// UK GDPR art. 10.
  case criminal
  case child

  package var label: String {
    switch self {
    case .special: "Special category"
    case .criminal: "Criminal offence"
    case .child: "Child"
    }
  }
}

/// The kinds of people that law-enforcement processing must tell apart (Data Protection Act 2018 s.38(3)).
package enum DataSubject: String, CaseIterable, Codable, Hashable, Sendable {
  case suspects, convicted, victims
  case witnessesAndOthers = "witnesses-and-others"

  package var label: String {
    switch self {
    case .suspects: "People suspected of an offence"
    case .convicted: "People convicted of an offence"
    case .victims: "Victims"
    case .witnessesAndOthers: "Witnesses and others with information"
    }
  }
}
