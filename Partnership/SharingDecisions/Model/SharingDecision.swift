import Basics

/// The answer to “may this person do that with this record now?”, with every clause that stands against it, so that it can
/// be explained, logged and checked by others.
package struct SharingDecision: Sendable, Hashable {
  package let action: RecordAction
  /// Clauses that do not hold, in their order; none means allowed.
  package let failed: [Clause]
  /// What the person can still supply (of clause 7).
  package let outstanding: [Obligation]
  /// The agreement that carries it; nil inside the owner's own agency, and when there is none.
  package let agreement: AgreementFacts?
  package let basis: Basis

  /// What puts the person on the case.
  package enum Basis: String, Sendable, Hashable {
    case member
    case panelWide = "panel-wide"
    case breakGlass = "break-glass"
    case none
  }

  package var isAllowed: Bool { failed.isEmpty }

  /// Only something that the person can supply at once is lacking.
  package var needsOnlyObligations: Bool { failed == [.obligations] }
}

/// The one place where sharing is decided. Pure: the same facts give the same answer, on any machine, for any caller.
package func decide(_ action: RecordAction, _ facts: DecisionFacts, _ practice: AccessPractice) -> SharingDecision {
  SharingDecision(
    action: action, failed: Clause.allCases.filter { !$0.holds(action, facts, practice) }.sorted(),
    outstanding: facts.outstanding(action).sorted(),
    agreement: facts.subject.agency == facts.record.ownerAgency ? nil : facts.agreement,
    basis: facts.isMember
      ? .member : facts.isPanelWide(action) ? .panelWide : facts.breaksGlass(action) ? .breakGlass : .none)
}
