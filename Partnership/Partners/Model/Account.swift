import Basics

/// One person's way in: never shared between people, because each act is recorded against one.
package struct Account: Hashable, Sendable {
  /// Whether the person can sign in today.
  package enum State: String, Sendable {
    /// No password or no second factor yet: only the set-up code opens it.
    case awaitingSetUp = "awaiting-set-up"
    case active
    case suspended

    /// As people read it.
    package var label: String {
      switch self {
      case .awaitingSetUp: "Waiting to be set up"
      case .active: "Active"
      case .suspended: "Suspended"
      }
    }
  }

  package let id: ID<Account>
  package let name: String
  package let signInName: SignInName
  /// The body that the person works for.
  package let authority: ID<Authority>
  package let authorityName: String
  package let roles: Set<Role>
  package let state: State
  package let created: Instant
  package let lastSignedIn: Instant?
  /// A fictional person whose password is printed on the terminal; refused outside a demonstration.
  package let demonstration: Bool

  package init(
    id: ID<Account>, name: String, signInName: SignInName, authority: ID<Authority>, authorityName: String,
    roles: Set<Role>, state: State, created: Instant, lastSignedIn: Instant?, demonstration: Bool
  ) {
    self.id = id
    self.name = name
    self.signInName = signInName
    self.authority = authority
    self.authorityName = authorityName
    self.roles = roles
    self.state = state
    self.created = created
    self.lastSignedIn = lastSignedIn
    self.demonstration = demonstration
  }
}

/// An e-mail address used to sign in: trimmed and lower-case, so that it is found however it was typed.
package struct SignInName: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses what cannot be an address; whether it receives mail is not our business, we send none.
  package init(_ typed: String) throws {
    let trimmed = String(typed.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
    guard trimmed.utf8.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      trimmed.unicodeScalars.allSatisfy({
        $0.value > 32 && $0.value < 127 && !"<>()[]\\,;:\"'`".unicodeScalars.contains($0)
      })
    else {
      throw Refusal(
        "e-mail", place: "E-mail address", "This is not an e-mail address.",
        remedy: "Write it as name@organisation.example, with at most 254 characters.")
    }
    text = trimmed.lowercased()
  }

  /// Takes an address that was checked when it was stored.
  package init(stored: String) { text = stored }

  package var description: String { text }
}

/// The rule for names of people and bodies: any script, but one line and of a length that fits a page.
package enum PersonName {
  package static func checked(_ typed: String, place: String) throws -> String {
    let name = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty else { throw Refusal("name", place: place, "Nothing was entered.", remedy: "Enter a name.") }
    guard name.count <= 120, name.utf8.count <= 1000 else {
      throw Refusal("name", place: place, "The name is longer than 120 characters.", remedy: "Shorten it.")
    }
    // Control and formatting characters (among them the direction overrides) make one name look like another.
    guard
      name.unicodeScalars.allSatisfy({
        ![.control, .format, .surrogate, .privateUse, .unassigned].contains($0.properties.generalCategory)
          || $0 == "\u{200D}" || $0 == "\u{200C}"
      })
    else {
      throw Refusal("name", place: place, "The name has characters that cannot be shown.", remedy: "Type it again.")
    }
    return name
  }
}
