import Basics

/// The signed-in person behind a request.
package struct Visitor: Sendable, Equatable {
  /// Identity of the account.
  package let account: String
  package let name: String
  /// The agency on whose behalf the person acts.
  package let agency: String
  package let permissions: Set<Permission>
  /// An opaque identity of the session; never the token in the cookie.
  package let session: String
  /// Identity of the agency.
  package let agencyID: String
  /// When the second factor was last shown in this session.
  package let confirmedAt: Instant?
  /// The purpose of the workspace in which the person is working; one at a time, nil while none is chosen.
  package let workspace: Workspace?

  package struct Workspace: Sendable, Equatable {
    package let purpose: String
    package let title: String
    package init(purpose: String, title: String) {
      self.purpose = purpose
      self.title = title
    }
  }

  package init(
    account: String, name: String, agency: String, permissions: Set<Permission>, session: String,
    agencyID: String = "", confirmedAt: Instant? = nil, workspace: Workspace? = nil
  ) {
    self.account = account
    self.name = name
    self.agency = agency
    self.permissions = permissions
    self.session = session
    self.agencyID = agencyID
    self.confirmedAt = confirmedAt
    self.workspace = workspace
  }

  package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}

/// How the shell learns who is asking. Looked up on every request, so that ending a session bites on the next one.
package protocol SessionDoor: Sendable {
  /// The visitor whose session the cookies prove. Names carry no `__Host-` prefix here.
  func visitor(cookies: [String: String], now: Instant) async throws -> Visitor?
  /// An HMAC of the session's identity under a key of the server: proof that a form came from a page of ours.
  func formToken(session: String) -> String
}

/// Who may use a route; the shell enforces it before the handler runs.
package enum Policy: Sendable, Equatable {
  case everyone, signedIn
  case needs(Permission)
  /// Either of two is enough; what the page shows may differ between them.
  case needsEither(Permission, Permission)

  package func admits(_ visitor: Visitor?) -> Bool {
    switch self {
    case .everyone: true
    case .signedIn: visitor != nil
    case .needs(let permission): visitor?.may(permission) ?? false
    case .needsEither(let one, let other): visitor.map { $0.may(one) || $0.may(other) } ?? false
    }
  }
}

/// Which roles hold a permission and whom to ask for it: said on the page that refuses (never a bare "permission denied").
package struct PermissionGuide: Sendable {
  package let roles: [Permission: [String]]
  package let ask: String

  package init(roles: [Permission: [String]] = [:], ask: String = "the administrator of your partnership") {
    self.roles = roles
    self.ask = ask
  }
}
