/// The methods that routes answer; `HEAD` is answered by `GET` routes.
package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
}

/// One address of the site, who may use it, and what it does.
package struct Route: Sendable {
  package let method: Method
  /// `/evidence/explore/:id`: a part that begins with a colon stands for any one part.
  package let path: String
  package let policy: Policy
  /// Whether it changes something, and so needs the origin, token and key checks. `GET` routes never change anything.
  package let change: Bool
  let handle: @Sendable (Ask) async throws -> Reply

  package init(
    _ method: Method, _ path: String, policy: Policy, change: Bool? = nil,
    _ handle: @escaping @Sendable (Ask) async throws -> Reply
  ) {
    self.method = method
    self.path = path
    self.policy = policy
    self.change = change ?? (method != .get)
    self.handle = handle
  }

  var parts: [Substring] { path.split(separator: "/") }
}
