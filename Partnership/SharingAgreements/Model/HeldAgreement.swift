import Basics

/// A sharing agreement as the partnership holds it: what it says, where it stands, who has signed.
package struct HeldAgreement: Sendable, Hashable {
  package let id: ID<SharingAgreement>
  package let content: SharingAgreement
  /// The digest under which it is stored.
  package let sha256: String
  /// Whether the stored text still has that digest; one that was changed behind the program's back carries nothing.
  package let isIntact: Bool
  package let stored: AgreementStatus
  /// The version that this one replaces when it comes into force.
  package let replaces: ID<SharingAgreement>?
  /// The model from which it was begun.
  package let model: String?
  package let created: Instant
  package let createdBy: String
  package let signatures: [AgreementSignature]

  package init(
    id: ID<SharingAgreement>, content: SharingAgreement, sha256: String, isIntact: Bool = true,
    stored: AgreementStatus, replaces: ID<SharingAgreement>? = nil, model: String? = nil, created: Instant,
    createdBy: String, signatures: [AgreementSignature] = []
  ) {
    self.id = id
    self.content = content
    self.sha256 = sha256
    self.isIntact = isIntact
    self.stored = stored
    self.replaces = replaces
    self.model = model
    self.created = created
    self.createdBy = createdBy
    self.signatures = signatures
  }

  package func status(on day: Day) -> AgreementStatus { stored.on(day, to: content.to, review: content.review) }

  /// The signature of a party to the text as it stands; one under another text is none.
  package func signature(of authority: String) -> AgreementSignature? {
    signatures.first { $0.authority == authority && $0.sha256 == sha256 }
  }

  /// How many parties have signed.
  package var signedCount: Int { content.parties.count { signature(of: $0.authority) != nil } }

  package func alerts(on day: Day) -> [AgreementAlert] {
    AgreementAlerts.alerts(status: stored, to: content.to, review: content.review, on: day)
  }

  /// What a decision looks at; `status` lets a page ask what would be if it were in force.
  package func facts(status: AgreementStatus? = nil, signedByAll: Bool = false) -> AgreementFacts {
    AgreementFacts(
      id: id.text, version: content.version, status: status ?? stored,
      parties: content.parties.map(\.authority).filter { signedByAll || signature(of: $0) != nil },
      purposes: content.purposes, categories: content.categories, panels: content.panels, from: content.from,
      to: content.to)
  }
}

/// One thing that was done with an agreement: never changed, never removed.
package struct AgreementEvent: Hashable, Sendable {
  package let at: Instant
  package let name: String
  package let action: String
  package let detail: String
  package init(at: Instant, name: String, action: String, detail: String) {
    self.at = at
    self.name = name
    self.action = action
    self.detail = detail
  }

  package var label: String {
    switch action {
    case "begin": "Begun"
    case "amend": "Changed"
    case "new-version": "New version begun"
    default: AgreementStep(rawValue: action)?.label ?? action
    }
  }
}
