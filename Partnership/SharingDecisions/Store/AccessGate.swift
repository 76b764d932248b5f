import Basics
import Database
import PartnershipModel

/// Who asks, in which session and for what purpose: what the request itself brings to a decision.
package struct Inquirer: Sendable, Hashable {
  package var account: String
  package var purpose: String
  package var strength: SessionStrength
  package var stepUpAt: Instant?
  /// The reason that was given with this request; nil for none.
  package var reason: String?
  /// A second person who agreed, as their own session proved.
  package var secondApprover: String?

  package init(
    account: String, purpose: String, strength: SessionStrength = .secondFactor, stepUpAt: Instant? = nil,
    reason: String? = nil, secondApprover: String? = nil
  ) {
    self.account = account
    self.purpose = purpose
    self.strength = strength
    self.stepUpAt = stepUpAt
    self.reason = reason
    self.secondApprover = secondApprover
  }

  var hasReason: Bool { reason?.contains { !$0.isWhitespace } ?? false }
}

/// Permission to do one thing with one record, made by a decision and by nothing else. It cannot be copied, kept or made
/// up: a store that wants one cannot be asked without a decision having been taken on the same snapshot.
package struct Grant: ~Copyable, Sendable {
  package let record: ID<ProtectedRecord>
  package let action: RecordAction
  package let decision: SharingDecision
  package let inquirer: Inquirer
  /// The body for which the inquirer acts.
  package let agency: String

  fileprivate init(
    record: ID<ProtectedRecord>, action: RecordAction, decision: SharingDecision, inquirer: Inquirer, agency: String
  ) {
    self.record = record
    self.action = action
    self.decision = decision
    self.inquirer = inquirer
    self.agency = agency
  }
}

/// A record that the rule of sharing guards, whatever area it belongs to.
package enum ProtectedRecord {}

/// Thrown where a decision refuses. Whoever hears of it tells a record that is hidden like one that is not there.
package struct AccessRefused: Error, Sendable {
  /// Nil when there is no such record, or no such person.
  package let decision: SharingDecision?
  package let facts: DecisionFacts?
  /// Whether the person is known to know of the record, so that the reasons may be told.
  package let mayKnow: Bool

  /// There is no such record.
  package static let unknown = AccessRefused(decision: nil, facts: nil, mayKnow: false)
}

/// The one place where decisions are asked about stored records.
package struct AccessGate: Sendable {
  package let words: AccessWords
  package let practice: AccessPractice
  package let clock: Clock

  package init(words: AccessWords, clock: Clock) {
    self.words = words
    practice = words.practice
    self.clock = clock
  }

  /// A grant for the action, or `AccessRefused`. Facts are read through the same connection as the record will be, and so
  /// in the same snapshot.
  package func grant(
    _ action: RecordAction, on record: ID<ProtectedRecord>, item: ItemHolding? = nil, for inquirer: Inquirer,
    _ connection: any Connection
  ) throws -> Grant {
    guard let facts = try facts(record, item: item, for: inquirer, connection) else {
      throw AccessRefused.unknown
    }
    let decision = decide(action, facts, practice)
    guard decision.isAllowed else {
      throw AccessRefused(decision: decision, facts: facts, mayKnow: facts.isMember || facts.breaksGlass(.read))
    }
    return Grant(
      record: record, action: action, decision: decision, inquirer: inquirer, agency: facts.subject.agency)
  }

  /// The decision with its facts, for explanations and simulations; nothing is opened. Nil when there is no such record or
  /// no such person.
  package func decision(
    _ action: RecordAction, on record: ID<ProtectedRecord>, item: ItemHolding? = nil, for inquirer: Inquirer,
    _ connection: any Connection
  ) throws -> (decision: SharingDecision, facts: DecisionFacts)? {
    guard let facts = try facts(record, item: item, for: inquirer, connection) else { return nil }
    return (decide(action, facts, practice), facts)
  }

  /// What an item of a case holds beyond its case: kinds of data, a tighter class, a narrowing of its own.
  package struct ItemHolding: Sendable, Hashable {
    package var categories: [String]
    package var classification: Classification?
    package var narrowing: DecisionFacts.Narrowing?
    /// How many people it concerns, where that is more than its record does: several disclosures to one body add up.
    package var personCount: Int
    package init(
      categories: [String] = [], classification: Classification? = nil, narrowing: DecisionFacts.Narrowing? = nil,
      personCount: Int = 0
    ) {
      self.personCount = personCount
      self.categories = categories
      self.classification = classification
      self.narrowing = narrowing
    }
  }

  /// The decision on an item, from the facts of its case; a child is never wider than its parent.
  package func decision(_ action: RecordAction, on item: ItemHolding, of facts: DecisionFacts) -> SharingDecision {
    decide(action, AccessGate.narrowed(facts, by: item), practice)
  }

  static func narrowed(_ facts: DecisionFacts, by item: ItemHolding) -> DecisionFacts {
    var facts = facts
    if !item.categories.isEmpty { facts.record.categories = item.categories }
    if let own = item.classification { facts.record.classification = max(facts.record.classification, own) }
    if let own = item.narrowing { facts.record.narrowings.append(own) }
    facts.record.personCount = max(facts.record.personCount, item.personCount)
    return facts
  }
}
