import Basics

/// One condition of the rule of sharing, judged on its own whatever the others say. A record opens when every clause
/// holds. The words and numbers are those of the partnership's protocol; docs/sharing.md has the rule in prose.
package enum Clause: String, CaseIterable, Sendable, Comparable, Codable {
  case active = "1-active"
  case training = "1-training"
  case strength = "1-strength"
  case agreement = "2-agreement"
  case role = "3-role"
  case clearance = "4-clearance"
  case membership = "5-membership"
  case narrowing = "6-narrowing"
  case obligations = "7-obligations"
  case conflict = "deny-conflict"
  case suspended = "deny-suspended"
  case sealed = "deny-sealed"
  case purpose = "deny-purpose"

  package static func < (a: Clause, b: Clause) -> Bool { a.rawValue < b.rawValue }

  /// Whether the condition holds for the action on these facts.
  package func holds(_ action: RecordAction, _ facts: DecisionFacts, _ practice: AccessPractice) -> Bool {
    let subject = facts.subject, record = facts.record, context = facts.context
    switch self {
    case .active: return subject.status == .active
    case .training: return subject.trainingValidUntil.map { context.today <= $0 } ?? false
    case .strength: return context.strength >= .secondFactor
    case .agreement: return subject.agency == record.ownerAgency || facts.agreement != nil
    case .role: return subject.roles.contains { practice.permits($0, action, on: record.panel) }
    case .clearance: return subject.clearance.map { record.classification <= $0 } ?? false
    case .membership: return facts.isMember || facts.isPanelWide(action) || facts.breaksGlass(action)
    case .narrowing:
      return record.narrowings.allSatisfy {
        $0.agencies.contains(subject.agency) || $0.users.contains(subject.user)
      }
    case .obligations: return facts.outstanding(action).isEmpty
    case .conflict: return !facts.conflicts.contains { $0.user == subject.user && record.persons.contains($0.person) }
    case .suspended: return subject.status != .suspended && subject.agencyStatus != .suspended
    case .sealed: return !record.sealed
    case .purpose: return practice.panelPurposes[record.panel]?.contains(facts.purpose) ?? false
    }
  }
}

/// Something that the person can still do, so that the action is allowed.
package enum Obligation: String, CaseIterable, Sendable, Comparable, Codable {
  case reason
  case secondApprover = "second-approver"
  case stepUp = "step-up"

  package static func < (a: Obligation, b: Obligation) -> Bool { a.rawValue < b.rawValue }
}

extension DecisionFacts {
  /// More people than this leave together only when a second person agrees.
  package static let mostPersonsAlone = 50
  /// Seconds for which a second factor just shown counts.
  package static let stepUpLasts = 300

  /// The one agreement that carries this disclosure alone: two agreements never add up.
  package var agreement: AgreementFacts? {
    agreements.first { agreement in
      agreement.isInForce(on: context.today) && agreement.parties.contains(subject.agency)
        && agreement.parties.contains(record.ownerAgency) && agreement.purposes.contains(purpose)
        && agreement.panels.contains(record.panel) && record.categories.allSatisfy(agreement.categories.contains)
    }
  }

  package var isMember: Bool {
    memberships.contains {
      $0.user == subject.user && $0.case == record.case && $0.status == .active && $0.from <= context.today
        && ($0.to.map { context.today <= $0 } ?? true) && ($0.purpose.map { $0 == purpose } ?? true)
    }
  }

  package func isPanelWide(_ action: RecordAction) -> Bool { record.panelWide && action == .read }

  package func breaksGlass(_ action: RecordAction) -> Bool {
    breakGlass.contains { $0.opens(record, for: action, user: subject.user, now: context.now) }
  }

  /// Whether only an emergency access lets the person in.
  package func isOnlyByBreakGlass(_ action: RecordAction) -> Bool {
    !isMember && !isPanelWide(action) && breaksGlass(action)
  }

  /// What the action asks for besides and has not got.
  package func outstanding(_ action: RecordAction) -> [Obligation] {
    var out: [Obligation] = []
    if action.needsReason || isOnlyByBreakGlass(action), !context.reason { out.append(.reason) }
    if action.isOutward, record.personCount > DecisionFacts.mostPersonsAlone {
      if context.secondApprover == nil || context.secondApprover == subject.user { out.append(.secondApprover) }
    }
    if action.needsStepUp {
      let age = context.stepUpAt.map { context.now.milliseconds - $0.milliseconds }
      // One that lies ahead was shown before the clock was set back, nobody knows when: it does not count.
      if age.map({ $0 < 0 || $0 > DecisionFacts.stepUpLasts * 1000 }) ?? true { out.append(.stepUp) }
    }
    return out
  }
}
