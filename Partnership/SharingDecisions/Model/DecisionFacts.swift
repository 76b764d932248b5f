import Basics

/// Everything that a sharing decision looks at, read in the same database snapshot as the record itself. A fact that is
/// not here cannot sway a decision; a fact that is here was true when the record was read.
package struct DecisionFacts: Sendable {
  package var subject: Subject
  package var record: Record
  package var memberships: [Membership]
  package var conflicts: [Conflict]
  package var breakGlass: [BreakGlassFacts]
  package var agreements: [AgreementFacts]
  /// The purpose of the workspace in which the person is working; one at a time.
  package var purpose: String
  package var context: Context

  package init(
    subject: Subject, record: Record, memberships: [Membership] = [], conflicts: [Conflict] = [],
    breakGlass: [BreakGlassFacts] = [], agreements: [AgreementFacts] = [], purpose: String, context: Context
  ) {
    self.subject = subject
    self.record = record
    self.memberships = memberships
    self.conflicts = conflicts
    self.breakGlass = breakGlass
    self.agreements = agreements
    self.purpose = purpose
    self.context = context
  }

  /// Whether somebody's account, or body, is in use.
  package enum Standing: String, CaseIterable, Sendable, Codable { case active, suspended, left }

  /// The person asking.
  package struct Subject: Sendable, Codable, Hashable {
    package var user: String
    /// The body on whose behalf the person acts.
    package var agency: String
    package var status: Standing
    package var agencyStatus: Standing
    package var roles: [String]
    package var clearance: Classification?
    /// The last day on which the training for handling shared data counts; nil when there was none.
    package var trainingValidUntil: Day?

    package init(
      user: String, agency: String, status: Standing = .active, agencyStatus: Standing = .active, roles: [String],
      clearance: Classification?, trainingValidUntil: Day?
    ) {
      self.user = user
      self.agency = agency
      self.status = status
      self.agencyStatus = agencyStatus
      self.roles = roles
      self.clearance = clearance
      self.trainingValidUntil = trainingValidUntil
    }
  }

  /// The record asked for: a case, or an item within one.
  package struct Record: Sendable, Codable, Hashable {
    package var `case`: String
    package var ownerAgency: String
    package var panel: String
    package var classification: Classification
    package var categories: [String]
    /// Sealed by order of a court or of the data protection officer.
    package var sealed: Bool
    /// The title and date of a meeting: seen by the whole panel.
    package var panelWide: Bool
    /// The people whom it concerns; for an item, those of its whole case.
    package var persons: [String]
    package var personCount: Int
    /// Its own and those of everything above it: a child may narrow its parent, never widen it.
    package var narrowings: [Narrowing]

    package init(
      case id: String, ownerAgency: String, panel: String, classification: Classification, categories: [String],
      sealed: Bool = false, panelWide: Bool = false, persons: [String] = [], personCount: Int? = nil,
      narrowings: [Narrowing] = []
    ) {
      self.case = id
      self.ownerAgency = ownerAgency
      self.panel = panel
      self.classification = classification
      self.categories = categories
      self.sealed = sealed
      self.panelWide = panelWide
      self.persons = persons
      self.personCount = personCount ?? persons.count
      self.narrowings = narrowings
    }
  }

  /// Whom a record was narrowed to; one that names nobody admits nobody.
  package struct Narrowing: Sendable, Codable, Hashable {
    package var agencies: [String]
    package var users: [String]
    package init(agencies: [String] = [], users: [String] = []) {
      self.agencies = agencies
      self.users = users
    }
  }

  package struct Membership: Sendable, Codable, Hashable {
    package enum Status: String, CaseIterable, Sendable, Codable { case invited, active, ended }
    package var user: String
    package var `case`: String
    package var status: Status
    package var from: Day
    /// The last day; nil while it is open.
    package var to: Day?
    /// The only purpose for which it counts; nil for every one.
    package var purpose: String?
    package init(
      user: String, case id: String, status: Status = .active, from: Day, to: Day? = nil, purpose: String? = nil
    ) {
      self.purpose = purpose
      self.user = user
      self.case = id
      self.status = status
      self.from = from
      self.to = to
    }
  }

  /// A recorded interest: this person may never see what concerns that one.
  package struct Conflict: Sendable, Codable, Hashable {
    package var user: String
    package var person: String
    package init(user: String, person: String) {
      self.user = user
      self.person = person
    }
  }

  package struct Context: Sendable, Hashable {
    package var now: Instant
    /// The day in London.
    package var today: Day
    package var strength: SessionStrength
    package var stepUpAt: Instant?
    package var reason: Bool
    package var secondApprover: String?
    package init(
      now: Instant, today: Day, strength: SessionStrength, stepUpAt: Instant? = nil, reason: Bool = false,
      secondApprover: String? = nil
    ) {
      self.now = now
      self.today = today
      self.strength = strength
      self.stepUpAt = stepUpAt
      self.reason = reason
      self.secondApprover = secondApprover
    }
  }
}
