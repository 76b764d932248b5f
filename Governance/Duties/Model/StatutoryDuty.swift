import Basics
import PracticeFiles

/// One statutory duty of the partnership, as `Practice/law/duties.yaml` has it.
package struct StatutoryDuty: Sendable, Hashable {
  package enum Frequency: String, CaseIterable, Sendable {
    /// Once in each year from 1 April (S.I. 2007/1830 reg. 2).
    case yearly
    /// At least once in any twelve months.
    case twelveMonths = "twelve-months"
    case quarterly
    /// Holds all the time; looked at again after a number of months.
    case standing
    /// Only when something happens, such as a death that must be reviewed.
    case whenArises = "when-it-arises"

    package var label: String {
      switch self {
      case .yearly: "Every year from 1 April"
      case .twelveMonths: "At least every twelve months"
      case .quarterly: "Every quarter"
      case .standing: "At all times"
      case .whenArises: "When it arises"
      }
    }
  }

  /// On whom it lies.
  package enum OwnerKind: String, CaseIterable, Sendable {
    case strategyGroup = "strategy-group"
    case responsibleAuthorities = "responsible-authorities"
    case localAuthority = "local-authority"
    case scrutinyCommittee = "scrutiny-committee"
    case specifiedAuthorities = "specified-authorities"

    package var label: String {
      switch self {
      case .strategyGroup: "Strategy group"
      case .responsibleAuthorities: "Responsible authorities together"
      case .localAuthority: "Local authority"
      case .scrutinyCommittee: "Crime and disorder committee"
      case .specifiedAuthorities: "Specified authorities of the serious violence duty"
      }
    }
  }

  /// How sure it is that this is the law as it stands.
  package enum Confidence: String, CaseIterable, Sendable {
    case established, secondary, general, local, derived
    package var label: String {
      switch self {
      case .established: "The text was read"
      case .secondary: "From a secondary source"
      case .general: "General knowledge, to be confirmed"
      case .local: "Local choice"
      case .derived: "Derived from other rules"
      }
    }
  }

  package let id: String
  package let title: String
  package let basis: String
  package let frequency: Frequency
  /// For a standing duty: months after which its evidence is looked at again.
  package let reviewMonths: Int
  package let ownerKind: OwnerKind
  /// What shows that it was fulfilled.
  package let evidence: String
  package let from: Day
  package let to: Day?
  package let source: String
  package let isConfirmed: Bool
  package let confidence: Confidence

  package func isInForce(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// All duties of the file, in its order.
package struct DutyTable: Sendable {
  package let duties: [StatutoryDuty]

  package init(text: String, file: String = "law/duties.yaml") throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["version", "duties"])
    var seen: Set<String> = []
    duties = try root.list("duties").map { node in
      let duty = try DutyTable.duty(node)
      guard seen.insert(duty.id).inserted else {
        throw node.refusal("“\(duty.id)” stands twice.", remedy: "Give one of them another id.")
      }
      return duty
    }
  }

  private static func duty(_ node: PracticeNode) throws -> StatutoryDuty {
    try node.allow([
      "id", "title", "basis", "frequency", "review-months", "owner-kind", "evidence", "from", "to", "source", "status",
      "confidence",
    ])
    let id = try node.text("id"), frequency = try node.required("frequency").word(StatutoryDuty.Frequency.self)
    guard (try? GovernanceText.code(id)) == id else {
      throw node.refusal("“\(id)” is no id.", remedy: "Use lower-case letters, digits and hyphens.")
    }
    let months = try node.optionalText("review-months").map { Int($0) ?? 0 }
    guard frequency != .standing || (months.map { (1...120).contains($0) } ?? false) else {
      throw node.refusal(
        "A standing duty needs a number of months.", remedy: "Add a line “review-months: 12”, from 1 to 120.")
    }
    let status = try node.text("status")
    guard ["in-force", "not-confirmed"].contains(status) else {
      throw node.refusal("“\(status)” is not known here.", remedy: "Write in-force or not-confirmed.")
    }
    let end = try node.optionalText("to") == "null" ? nil : node["to"]
    let to = try end?.day()
    return StatutoryDuty(
      id: id, title: try node.text("title"), basis: try node.text("basis"), frequency: frequency,
      reviewMonths: months ?? 0, ownerKind: try node.required("owner-kind").word(StatutoryDuty.OwnerKind.self),
      evidence: try node.text("evidence"), from: try node.required("from").day(), to: to,
      source: try node.text("source"), isConfirmed: status == "in-force",
      confidence: try node.required("confidence").word(StatutoryDuty.Confidence.self))
  }

  package func duty(_ id: String) -> StatutoryDuty? { duties.first { $0.id == id } }
}
