import Basics

/// A step from one state of an edition to another: who may take it, what must hold first, and whether a reason is asked.
package enum EditionStep: String, CaseIterable, Sendable {
  case collect, analyse, draft, consult, submit, approve, supersede
  case collectAgain = "collect-again"
  case analyseAgain = "analyse-again"
  case redraft
  case sendBack = "send-back"

  package var from: EditionState {
    switch self {
    case .collect: .scoping
    case .analyse: .dataCollection
    case .draft, .collectAgain: .analysis
    case .consult, .analyseAgain: .draft
    case .submit, .redraft: .partnerComment
    case .approve, .sendBack: .groupApproval
    case .supersede: .final
    }
  }

  package var to: EditionState {
    switch self {
    case .collect, .collectAgain: .dataCollection
    case .analyse, .analyseAgain: .analysis
    case .draft, .redraft, .sendBack: .draft
    case .consult: .partnerComment
    case .submit: .groupApproval
    case .approve: .final
    case .supersede: .superseded
    }
  }

  /// What is written on the button.
  package var label: String {
    switch self {
    case .collect: "Start data collection"
    case .analyse: "Start analysis"
    case .draft: "Start the draft"
    case .consult: "Send for partner comment"
    case .submit: "Submit to the strategy group"
    case .approve: "Record approval and freeze every figure"
    case .supersede: "Mark as superseded"
    case .collectAgain: "Go back to data collection"
    case .analyseAgain: "Go back to analysis"
    case .redraft: "Go back to draft"
    case .sendBack: "Send back to draft"
    }
  }

  /// Deciding is for those who may approve; the work before it for those who may write.
  package var permission: Permission {
    switch self {
    case .approve, .sendBack, .supersede: .approveAssessment
    default: .writeAssessment
    }
  }

  /// A step back, a decision and a replacement are explained; the words go into the history.
  package var needsReason: Bool { isBack || self == .approve || self == .supersede }
  package var isBack: Bool {
    switch self {
    case .collectAgain, .analyseAgain, .redraft, .sendBack: true
    default: false
    }
  }

  /// What the reason box asks for.
  package var reasonLabel: String {
    switch self {
    case .approve: "Meeting day and minute"
    case .supersede: "Which edition replaces it"
    default: "Reason"
    }
  }

  package static func open(from state: EditionState) -> [EditionStep] { allCases.filter { $0.from == state } }

  /// The state after the step; refused with everything that stands in its way.
  package func taken(from state: EditionState, by writer: Writer, reason: String, obstacles: [Missing]) throws(Refusal)
    -> EditionState
  {
    guard state == from else {
      throw Refusal(
        "wrong-state", place: label,
        "The edition is in the state “\(state.label)”, and this step starts from “\(from.label)”.",
        remedy: "Open the edition again: somebody may have moved it meanwhile.")
    }
    guard writer.permissions.contains(permission) else {
      throw Refusal(
        "not-permitted", place: label, "\(writer.name) may not take this step.",
        remedy: permission == .approveAssessment
          ? "Ask someone who may approve assessments, such as the partnership manager."
          : "Ask someone who may write assessments.")
    }
    guard !needsReason || reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        "reason-missing", place: reasonLabel, "This is empty.", remedy: "Say it in a sentence; the history keeps it.")
    }
    guard obstacles.isEmpty else {
      throw Refusal(
        "incomplete", place: label, obstacles.map(\.sentence).joined(separator: " "),
        remedy: obstacles.count == 1
          ? "Supply it, then try again." : "Supply these \(obstacles.count) things, then try again.")
    }
    return to
  }

  /// What must still be done before this step, in words.
  package func obstacles(_ content: AssessmentContent, unsettled: [Missing] = []) -> [Missing] {
    switch self {
    case .analyse: Completeness.unasked(content)
    case .consult:
      Completeness.unwritten(content, only: [.levels, .changes, .reasons]) + Completeness.brokenReferences(content)
    case .submit: Completeness.missing(content)
    case .approve: Completeness.missing(content) + unsettled
    default: []
    }
  }
}
