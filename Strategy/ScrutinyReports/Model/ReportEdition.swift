import Basics

/// What stands at the head of a report to a scrutiny committee, as democratic services ask for it (Local Government Act
/// 1972 sections 100B to 100D: agenda, author, background papers).
package struct ReportHeader: Codable, Hashable, Sendable {
  package var committee = "", meeting = "", agendaItem = "", classification = "", reportOf = ""
  package var portfolio = "", wards = "", policyContext = "", author = ""
  package var backgroundPapers: [String] = []

  package init() {}

  /// The fields in their order, with the names that print beside them.
  package static let fields: [(label: String, path: WritableKeyPath<ReportHeader, String> & Sendable)] = [
    ("Committee", \.committee), ("Date", \.meeting), ("Agenda item", \.agendaItem),
    ("Classification", \.classification), ("Report of", \.reportOf), ("Cabinet member portfolio", \.portfolio),
    ("Wards involved", \.wards), ("Policy context", \.policyContext), ("Report author", \.author),
  ]

  /// Names of the fields that are empty.
  package var missing: [String] {
    ReportHeader.fields.filter { self[keyPath: $0.path].allSatisfy(\.isWhitespace) }.map(\.label)
      + (backgroundPapers.isEmpty ? ["Background papers"] : [])
  }
}

/// Where a report is on its way.
package enum ReportState: String, CaseIterable, Sendable {
  case draft
  /// A second person has signed it; nothing in it changes any more.
  case signedOff = "signed-off"
  case published

  package var label: String {
    switch self {
    case .draft: "Draft"
    case .signedOff: "Signed off"
    case .published: "Published"
    }
  }
}

/// A yearly report of the partnership to the committee that scrutinises it (S.I. 2009/942 reg. 4; Crime and Disorder Act
/// 1998 s.6).
package struct ReportEdition: Sendable {
  package struct SignOff: Sendable, Hashable {
    package let by: String, at: Instant, note: String
    /// SHA-256 over every text and figure that was signed.
    package let fingerprint: String
    package init(by: String, at: Instant, note: String, fingerprint: String) {
      self.by = by
      self.at = at
      self.note = note
      self.fingerprint = fingerprint
    }
  }

  package let id: ID<ReportEdition>
  /// For addresses and the command line: `westminster-2022-23`.
  package let name: String
  package var title: String
  package var partnership: String
  /// The year it reports on.
  package var period: FactPeriod
  package var notice: String?
  package var header: ReportHeader
  package var state: ReportState
  /// Short name of the report before it, whose promises it must answer.
  package var previous: String?
  package var createdAt: Instant, createdBy: String
  package var signOff: SignOff?
  package var publishedAt: Instant?

  package init(
    id: ID<ReportEdition>, name: String, title: String, partnership: String, period: FactPeriod, notice: String? = nil,
    header: ReportHeader = ReportHeader(), state: ReportState = .draft, previous: String? = nil, createdAt: Instant,
    createdBy: String, signOff: SignOff? = nil, publishedAt: Instant? = nil
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.partnership = partnership
    self.period = period
    self.notice = notice
    self.header = header
    self.state = state
    self.previous = previous
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.signOff = signOff
    self.publishedAt = publishedAt
  }
}

extension ReportEdition {
  /// Lower-case letters, digits and hyphens, up to 60.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
