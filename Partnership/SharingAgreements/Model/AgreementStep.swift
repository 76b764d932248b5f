import Basics

/// What may be done with an agreement, and what then becomes of it. Nothing else changes a status.
package enum AgreementStep: String, CaseIterable, Sendable, Codable {
  case sendForSignature = "send-for-signature"
  /// Its text was changed, or it is to be: every signature is void.
  case backToDraft = "back-to-draft"
  case sign
  case withdrawSignature = "withdraw-signature"
  case terminate
  /// The version that replaces it has come into force.
  case supersede
  case fallDueForReview = "fall-due-for-review"
  case expire

  package var label: String {
    switch self {
    case .sendForSignature: "Send for signature"
    case .backToDraft: "Back to draft"
    case .sign: "Sign"
    case .withdrawSignature: "Withdraw the signature"
    case .terminate: "End the agreement"
    case .supersede: "Supersede"
    case .fallDueForReview: "Fall due for review"
    case .expire: "Expire"
    }
  }

  /// The status after this step. `signed` counts the signatures once it is done, of `parties` parties.
  /// Refuses a step that the status does not allow.
  package func next(from status: AgreementStatus, signed: Int = 0, of parties: Int = 0) throws -> AgreementStatus {
    switch (self, status) {
    case (.sendForSignature, .draft): return .underReview
    case (.backToDraft, .underReview), (.backToDraft, .partiallySigned): return .draft
    case (.sign, .underReview), (.sign, .partiallySigned):
      return parties > 0 && signed >= parties ? .inForce : .partiallySigned
    case (.withdrawSignature, .partiallySigned): return signed > 0 ? .partiallySigned : .underReview
    case (.terminate, .draft), (.terminate, .underReview), (.terminate, .partiallySigned), (.terminate, .inForce),
      (.terminate, .dueForReview):
      return .terminated
    case (.supersede, .inForce), (.supersede, .dueForReview), (.supersede, .expired): return .superseded
    case (.fallDueForReview, .inForce): return .dueForReview
    case (.expire, .underReview), (.expire, .partiallySigned), (.expire, .inForce), (.expire, .dueForReview):
      return .expired
    default:
      throw Refusal(
        "agreement-step", place: label, "An agreement that is \(status.label.lowercased()) does not allow this.",
        remedy: AgreementStep.remedy(status))
    }
  }

  package func isAllowed(from status: AgreementStatus) -> Bool { (try? next(from: status)) != nil }

  private static func remedy(_ status: AgreementStatus) -> String {
    switch status {
    case .draft: "Complete it and send it for signature first."
    case .underReview, .partiallySigned: "Sign it, or take it back to draft to change it."
    case .inForce, .dueForReview: "Begin its next version, or end it with a reason."
    case .expired, .terminated, .superseded: "Begin a new version; this one stays as it was."
    }
  }
}

extension AgreementStatus {
  /// What the stored status means on a day: an agreement past its last day counts as expired whatever the word says, and
  /// one whose review day has come is due for review.
  package func on(_ day: Day, to: Day?, review: Day?) -> AgreementStatus {
    switch self {
    case .draft, .terminated, .superseded, .expired: return self
    case .underReview, .partiallySigned, .inForce, .dueForReview:
      if let to, to < day { return .expired }
      if self == .inForce, let review, review <= day { return .dueForReview }
      return self
    }
  }
}
