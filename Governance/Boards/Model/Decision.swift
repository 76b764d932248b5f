import Basics

/// What a board decided, and why.
package struct Decision: Sendable {
  package let id: ID<Decision>
  /// Counted up over the partnership.
  package let number: Int
  package let board: ID<Board>
  package let meeting: ID<Meeting>?
  package let day: Day
  package let text: String
  /// By which power or delegation: terms of reference paragraph 4.
  package let authority: String
  package let options: String
  package let reasons: String
  package let dissent: String
  /// Why nothing has to be done about it; empty while an action is expected.
  package let needsNoAction: String

  package init(
    id: ID<Decision>, number: Int = 0, board: ID<Board>, meeting: ID<Meeting>?, day: Day, text: String,
    authority: String = "", options: String = "", reasons: String, dissent: String = "", needsNoAction: String = ""
  ) {
    self.id = id
    self.number = number
    self.board = board
    self.meeting = meeting
    self.day = day
    self.text = text
    self.authority = authority
    self.options = options
    self.reasons = reasons
    self.dissent = dissent
    self.needsNoAction = needsNoAction
  }

  package func checked() throws -> Decision {
    Decision(
      id: id, number: number, board: board, meeting: meeting, day: day,
      text: try GovernanceText.checked(text, "Decision", most: 1000, lines: true),
      authority: try GovernanceText.optional(authority, "By which authority", most: 300),
      options: try GovernanceText.optional(options, "Options", most: 2000, lines: true),
      reasons: try GovernanceText.checked(reasons, "Reasons", most: 2000, lines: true),
      dissent: try GovernanceText.optional(dissent, "Dissent", most: 1000, lines: true),
      needsNoAction: try GovernanceText.optional(needsNoAction, "Why nothing has to be done", most: 300))
  }
}
