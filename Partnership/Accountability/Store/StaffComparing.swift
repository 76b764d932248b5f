import Audit
import Basics
import Database
import PartnershipModel

/// What members of staff give so that their own looks can be compared with it, and their usual hours. Of what is given only
/// keys are kept (`MatchKeys`): nobody, the person included, reads it again.
package struct StaffComparing: Sendable {
  package let log: AuditLog
  let matching: MatchKeys?

  /// - Parameter matching: the same as in `AlertStore`; nil where there is no store of keys, and nothing can be given.
  package init(log: AuditLog, matching: MatchKeys?) {
    self.log = log
    self.matching = matching
  }

  /// Somebody of the own household.
  package struct Relative: Sendable, Hashable {
    package let givenNames: String, familyName: String
    package let birthDate: Day
    package init(givenNames: String, familyName: String, birthDate: Day) {
      self.givenNames = givenNames
      self.familyName = familyName
      self.birthDate = birthDate
    }
  }

  /// What somebody types on the form; empty texts are left out.
  package struct Given: Sendable, Hashable {
    package var formerSurname = "", address = "", postcode = ""
    package var phones: [String] = []
    package var household: [Relative] = []
    package init() {}
  }

  package static let longest = 200
  /// How many people of a household the form takes.
  package static let mostRelatives = 6

  /// How many details of each kind are compared.
  package func held(of account: String) async throws -> [InsiderFacts.Field: Int] {
    try await log.database.read { connection in try InsiderRegister.held(of: account, connection) }
  }

  /// Keeps the keys of what is given in place of those before; an empty form takes them all away. The log says that it was
  /// done and how many there are, nothing else.
  package func keep(_ given: Given, by actor: AuditActor, now: Instant) async throws {
    guard let account = actor.user else { throw StaffComparing.nobody }
    let keys = try keys(of: given)
    let entry = try AuditEntry(
      .admin, by: actor, object: AuditObject(kind: "own-details", id: account),
      grounds: AuditGrounds(rules: [keys.isEmpty ? "own-details-withdrawn" : "own-details-given"]),
      resultCount: keys.count)
    try await log.write { connection in
      try InsiderRegister.set(keys, of: account, connection)
      try log.append(entry, now: now, in: connection)
    }
  }

  private func keys(of given: Given) throws -> Set<InsiderFacts.Key> {
    guard let matching else {
      throw Refusal("no-keys", "There is no store of keys here.", remedy: "Ask whoever runs the server.")
    }
    for (text, place) in [
      (given.formerSurname, "Former surname"), (given.address, "Home address"), (given.postcode, "Postcode"),
    ] + given.phones.map({ ($0, "Telephone") })
      + given.household.flatMap({ [($0.givenNames, "Given names"), ($0.familyName, "Family name")] })
    {
      guard text.count <= StaffComparing.longest else {
        throw Refusal(
          "text-too-long", place: place, "This is longer than \(StaffComparing.longest) characters.",
          remedy: "Write it shorter.")
      }
    }
    guard given.household.count <= StaffComparing.mostRelatives else {
      throw Refusal(
        "household", place: "Household", "More than \(StaffComparing.mostRelatives) people are given.",
        remedy: "Leave some out.")
    }
    var out: [InsiderFacts.Key?] = [matching.key(.surname, given.formerSurname)]
    if !(given.address + given.postcode).allSatisfy(\.isWhitespace) {
      guard let home = matching.address(given.address, postcode: given.postcode) else {
        throw Refusal(
          "home-address", place: "Home address",
          "An address is compared by its postcode and the number or name of the house.",
          remedy: "Give both, or neither.")
      }
      out.append(home)
    }
    for phone in given.phones where !phone.allSatisfy(\.isWhitespace) {
      guard let key = matching.key(.phone, phone) else {
        throw Refusal(
          "telephone", place: "Telephone", "“\(phone)” is no number.", remedy: "Give it with its area code.")
      }
      out.append(key)
    }
    for relative in given.household {
      guard
        let key = matching.identity(
          givenNames: relative.givenNames, familyName: relative.familyName, birthDate: relative.birthDate)
      else {
        throw Refusal(
          "household", place: "Household", "Somebody is given without a given name or a family name.",
          remedy: "Give both and the date of birth, or leave the person out.")
      }
      out.append(key)
    }
    return Set(out.compactMap { $0 })
  }

  package func hours(of account: String) async throws -> InsiderFacts.Shift? {
    try await log.database.read { connection in try InsiderRegister.shift(of: account, connection) }
  }

  /// Records somebody's usual hours; nil for none. Nobody sets their own.
  package func keep(_ hours: InsiderFacts.Shift?, of account: String, by actor: AuditActor, now: Instant) async throws {
    guard let author = actor.user else { throw StaffComparing.nobody }
    guard author != account else {
      throw Refusal("own-account", "You cannot set your own hours.", remedy: "Ask another administrator.")
    }
    if let hours, hours.days.isEmpty || hours.from == hours.to {
      throw Refusal(
        "hours", place: "Days", "These hours hold no time at all.",
        remedy: "Choose the days, and an end that is not the beginning.")
    }
    let entry = try AuditEntry(
      .admin, by: actor, object: AuditObject(kind: "usual-hours", id: account),
      grounds: AuditGrounds(rules: [hours == nil ? "usual-hours-removed" : "usual-hours-set"]))
    try await log.write { connection in
      guard try connection.row("SELECT id FROM account WHERE id = \(account)") != nil else {
        throw Refusal("no-account", "There is no such person.", remedy: "Open the list of people again.")
      }
      try InsiderRegister.set(hours, of: account, connection)
      try log.append(entry, now: now, in: connection)
    }
  }

  private static let nobody = Refusal("nobody", "Nobody is signed in.", remedy: "Sign in again.")
}
