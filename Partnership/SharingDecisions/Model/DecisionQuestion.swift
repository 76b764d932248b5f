import Basics
import Foundation

/// A question to the rule as one JSON object, so that decisions can be asked, kept and checked outside the program
/// (docs/sharing.md names the members). Moments are whole seconds of Unix time, days ISO 8601.
package struct DecisionQuestion: Sendable, Decodable {
  package let action: RecordAction
  package let facts: DecisionFacts
  /// Tables of its own in place of the partnership's; nil where the question brings none.
  package let grants: [String: [AccessPractice.RoleGrant]]?, panelPurposes: [String: [String]]?

  private enum Key: String, CodingKey {
    case subject, action, object, memberships, conflicts, breakGlass, agreements, purpose, context, rolesTable,
      panelPurposes
  }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    action = try all.decode(RecordAction.self, forKey: .action)
    grants = try all.decodeIfPresent([String: [AccessPractice.RoleGrant]].self, forKey: .rolesTable)
    panelPurposes = try all.decodeIfPresent([String: [String]].self, forKey: .panelPurposes)
    facts = DecisionFacts(
      subject: try all.decode(DecisionFacts.Subject.self, forKey: .subject),
      record: try all.decode(DecisionFacts.Record.self, forKey: .object),
      memberships: try all.decode([DecisionFacts.Membership].self, forKey: .memberships),
      conflicts: try all.decode([DecisionFacts.Conflict].self, forKey: .conflicts),
      breakGlass: try all.decode([BreakGlassFacts].self, forKey: .breakGlass),
      agreements: try all.decode([AgreementFacts].self, forKey: .agreements),
      purpose: try all.decode(String.self, forKey: .purpose),
      context: try all.decode(DecisionFacts.Context.self, forKey: .context))
  }

  /// The answer under the question's own tables, or else under `practice`.
  package func answer(_ practice: AccessPractice) -> SharingDecision {
    guard grants != nil || panelPurposes != nil else { return decide(action, facts, practice) }
    return decide(
      action, facts,
      AccessPractice(grants: grants ?? practice.grants, panelPurposes: panelPurposes ?? practice.panelPurposes))
  }
}

/// A line of a file of questions: a question, or the tables under which the following ones are asked.
package enum DecisionLine: Sendable, Decodable {
  case question(DecisionQuestion)
  case world(AccessPractice)

  private enum Key: String, CodingKey { case world, rolesTable, panelPurposes }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    guard all.contains(.world) else {
      self = .question(try DecisionQuestion(from: decoder))
      return
    }
    let world = try all.nestedContainer(keyedBy: Key.self, forKey: .world)
    self = .world(
      AccessPractice(
        grants: try world.decode([String: [AccessPractice.RoleGrant]].self, forKey: .rolesTable),
        panelPurposes: try world.decode([String: [String]].self, forKey: .panelPurposes)))
  }
}

extension SharingDecision {
  /// `{"effect":"deny","failed":["3-role"],"outstanding":[]}`.
  package var json: JSON {
    [
      "effect": .string(isAllowed ? "allow" : "deny"), "failed": .array(failed.map { .string($0.rawValue) }),
      "outstanding": .array(outstanding.map { .string($0.rawValue) }),
    ]
  }
}

extension BreakGlassFacts: Codable {
  private enum Key: String, CodingKey { case user, `case`, state, startedAt, expiresAt, classification, safeAddress }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    self.init(
      user: try all.decode(String.self, forKey: .user), case: try all.decode(String.self, forKey: .case),
      state: try all.decode(State.self, forKey: .state),
      startedAt: Instant(milliseconds: try all.decode(Int.self, forKey: .startedAt) * 1000),
      expiresAt: Instant(milliseconds: try all.decode(Int.self, forKey: .expiresAt) * 1000),
      classification: try all.decode(Classification.self, forKey: .classification),
      safeAddress: try all.decode(Bool.self, forKey: .safeAddress))
  }

  package func encode(to encoder: any Encoder) throws {
    var all = encoder.container(keyedBy: Key.self)
    try all.encode(user, forKey: .user)
    try all.encode(self.case, forKey: .case)
    try all.encode(state, forKey: .state)
    try all.encode(startedAt.milliseconds / 1000, forKey: .startedAt)
    try all.encode(expiresAt.milliseconds / 1000, forKey: .expiresAt)
    try all.encode(classification, forKey: .classification)
    try all.encode(safeAddress, forKey: .safeAddress)
  }
}

extension DecisionFacts.Context: Decodable {
  private enum Key: String, CodingKey { case now, today, strength, stepUpAt, reason, secondApprover }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    self.init(
      now: Instant(milliseconds: try all.decode(Int.self, forKey: .now) * 1000),
      today: try all.decode(Day.self, forKey: .today),
      strength: try all.decode(SessionStrength.self, forKey: .strength),
      stepUpAt: try all.decodeIfPresent(Int.self, forKey: .stepUpAt).map { Instant(milliseconds: $0 * 1000) },
      reason: try all.decode(Bool.self, forKey: .reason),
      secondApprover: try all.decodeIfPresent(String.self, forKey: .secondApprover))
  }
}
