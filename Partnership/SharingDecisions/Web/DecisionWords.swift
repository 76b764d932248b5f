import Basics
import PartnershipModel
import WebShell

/// A decision in plain words: each clause with what it asks and, where it fails, whom to turn to.
package struct DecisionWords: Sendable {
  let words: AccessWords

  package init(_ words: AccessWords) { self.words = words }

  /// What the clause asks, as a sentence that is true when it holds.
  func sentence(_ clause: Clause, _ decision: SharingDecision, _ facts: DecisionFacts) -> String {
    let panel = words.panel(facts.record.panel)?.title ?? facts.record.panel
    let purpose = words.purpose(facts.purpose)?.title ?? facts.purpose
    switch clause {
    case .active: return "The account is in use."
    case .training:
      return
        "Training in handling shared data is in date\(facts.subject.trainingValidUntil.map { " (until \($0.spoken))" } ?? "")."
    case .strength: return "The session was opened with a second factor."
    case .agreement:
      if facts.subject.agency == facts.record.ownerAgency { return "The record belongs to the person’s own agency." }
      if let agreement = decision.agreement {
        return
          "Agreement \(agreement.id) version \(agreement.version ?? 1), signed by both agencies and \(agreement.status.label.lowercased()), covers this purpose and all the kinds of data in it."
      }
      return "One agreement, signed by both agencies and in force, covers this purpose and all the kinds of data in it."
    case .role: return "A duty of the person allows it on the panel “\(panel)”."
    case .clearance: return "The clearance reaches the marking \(facts.record.classification.label)."
    case .membership:
      switch decision.basis {
      case .member: return "The person is on the case."
      case .panelWide: return "The whole panel sees it."
      case .breakGlass: return "An emergency access is open."
      case .none: return "The person is on the case."
      }
    case .narrowing: return "The record is not kept to others."
    case .obligations: return "Everything that the act asks for besides was given."
    case .conflict: return "No interest is recorded that keeps the person from it."
    case .suspended: return "Neither the person nor the agency is suspended."
    case .sealed: return "The record is not sealed."
    case .purpose: return "The workspace’s purpose, “\(purpose)”, is one that the panel “\(panel)” serves."
    }
  }

  /// Whom to ask when the clause does not hold.
  func remedy(_ clause: Clause, _ decision: SharingDecision) -> String {
    switch clause {
    case .active, .suspended: "Ask the administrator of your agency."
    case .training: "Take the training, and have it recorded by your agency’s facilitator."
    case .strength: "Sign in with your second factor."
    case .agreement: "Ask your information-governance lead which agreement is lacking or has run out."
    case .role: "Ask the manager of your agency whether the duty should be yours."
    case .clearance: "Ask your agency’s data protection officer."
    case .membership: "Ask the agency that leads the case for access."
    case .narrowing: "Ask the agency that narrowed it."
    case .obligations: decision.outstanding.map(DecisionWords.obligation).joined(separator: " ")
    case .conflict: "Nobody can lift this. Speak with your data protection officer."
    case .sealed: "Ask the data protection officer; a court may have ordered it."
    case .purpose: "Choose another workspace."
    }
  }

  static func obligation(_ one: Obligation) -> String {
    switch one {
    case .reason: "Give a reason."
    case .stepUp: "Show your second factor again."
    case .secondApprover: "Have a second person agree."
    }
  }

  /// The answer in one sentence.
  package func headline(_ decision: SharingDecision, who: String, what: String) -> String {
    let verb = decision.isAllowed ? "may" : decision.needsOnlyObligations ? "may, once more is given," : "may not"
    return "\(who) \(verb) \(decision.action.words) \(what)."
  }

  /// Every clause with its verdict; those that fail come first, with whom to ask.
  package func table(_ decision: SharingDecision, _ facts: DecisionFacts) -> HTML {
    let order = Clause.allCases.sorted { a, b in
      let x = decision.failed.contains(a), y = decision.failed.contains(b)
      return x == y ? a < b : x
    }
    return UI.table(
      caption: "Each clause of the rule",
      headings: ["Clause", "What it asks", "Holds?", "Whom to ask"].map { UI.Heading($0) },
      rows: order.map { clause in
        let fails = decision.failed.contains(clause)
        return [
          HTML(text: clause.rawValue), HTML(text: sentence(clause, decision, facts)),
          fails ? UI.tag("No", .red) : UI.tag("Yes", .green), HTML(text: fails ? remedy(clause, decision) : ""),
        ]
      }, compact: true)
  }
}
