import Basics

/// What the person is sent: built from what leaves, and from nothing else. A case that is concealed is in no line and in
/// no count of it.
package struct SubjectAnswer: Sendable {
  package struct Part: Sendable {
    package let caseReference: String, panel: String
    package let items: [DisclosureItem]
    /// Titles of the reasons for what was kept back, of those that may be told.
    package let told: [String]
    package init(caseReference: String, panel: String, items: [DisclosureItem], told: [String]) {
      self.caseReference = caseReference
      self.panel = panel
      self.items = items
      self.told = told
    }
  }

  package let reference: String, name: String, agency: String
  package let answeredOn: Day
  package let regime: SubjectRequest.Regime
  package let parts: [Part]

  package init(
    reference: String, name: String, agency: String, answeredOn: Day, regime: SubjectRequest.Regime, parts: [Part]
  ) {
    self.reference = reference
    self.name = name
    self.agency = agency
    self.answeredOn = answeredOn
    self.regime = regime
    // A part of which nothing leaves would only say that there is a case.
    self.parts = parts.filter { $0.items.contains { $0.leaving != nil } }
  }

  /// What every answer says, whether anything is held or not.
  package var closing: [String] {
    [
      "This is what can be given to you. The law lets some things be kept back, and does not always let us say so.",
      "You may ask us to correct what is wrong, and you may complain to the Information Commissioner (ico.org.uk).",
    ]
  }
}
