import Basics

/// Who changes a record of governance.
package struct GovernanceAuthor: Sendable, Hashable {
  package let account: String
  package let name: String
  package let permissions: Set<Permission>

  package init(account: String, name: String, permissions: Set<Permission>) {
    self.account = account
    self.name = name
    self.permissions = permissions
  }

  package func mayKeep() throws(Refusal) {
    guard permissions.contains(.keepGovernance) else {
      throw Refusal(
        "not-permitted", "\(name) may not keep the records of governance.",
        remedy: "Ask the administrator for the role of partnership manager.")
    }
  }
}

/// One line of the history of a record: who did what to it, and when.
package struct GovernanceEvent: Sendable {
  package let at: Instant
  package let name: String
  package let action: String
  package let detail: String

  package init(at: Instant, name: String, action: String, detail: String) {
    self.at = at
    self.name = name
    self.action = action
    self.detail = detail
  }
}
