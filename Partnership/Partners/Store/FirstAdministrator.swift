import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// The way into a new installation, from the command line of the server: an administrator at `body`, which is entered
  /// as a local authority when the partnership has no body of that name. Refused once an administrator can sign in.
  package func createFirstAdministrator(
    name: String, signInName: String, body: String, now: Instant
  ) async throws -> (account: Account, code: SetUpCode) {
    let people = try await accounts()
    if let holder = people.first(where: { $0.state == .active && $0.roles.contains(.administrator) }) {
      throw Refusal(
        "administrator", place: holder.name, "The partnership has an administrator who can sign in.",
        remedy: "Ask them to add the person under “People”.")
    }
    let held = try await authorities().first { $0.name == body }
    let authority: Authority
    if let held {
      authority = held
    } else {
      authority = try await add(name: body, kind: .responsibleAuthority, responsibility: .localAuthority, now: now)
    }
    return try await create(
      name: name, signInName: signInName, authority: authority.id, roles: [.administrator], author: nil, now: now)
  }
}
