import Basics

/// An area that a body serves. Several bodies serve one area and a body may serve several boroughs; to serve an area, or
/// to sit on its board, opens no record of it.
package struct ServedArea: Hashable, Sendable {
  /// The nine characters of the Office for National Statistics (GSS code): `E09000033`.
  package let code: String
  package let name: String

  /// The most areas that one body can be given.
  package static let most = 50

  /// Refuses what is no code of the Office for National Statistics, and a name that cannot be shown.
  package init(code typed: String, name: String) throws {
    let code = typed.uppercased()
    let letters = Array(code.utf8)
    guard letters.count == 9, let first = letters.first, (65...90).contains(first),
      letters.dropFirst().allSatisfy({ (48...57).contains($0) })
    else {
      throw Refusal(
        "area-code", place: "Areas", "“\(typed.prefix(40))” is no code of the Office for National Statistics.",
        remedy: "Write one letter and eight digits, then the name: E09000033 Westminster.")
    }
    self.code = code
    self.name = try PersonName.checked(name, place: "Areas")
  }

  /// One area a line, the code first. Refuses a code that stands twice and more than fifty areas.
  package static func list(_ text: String) throws -> [ServedArea] {
    guard text.utf8.count <= 20_000 else {
      throw Refusal("area-code", place: "Areas", "The list is too long.", remedy: "Name at most \(most) areas.")
    }
    let areas = try text.split(whereSeparator: \.isNewline).compactMap { line -> ServedArea? in
      let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard let code = words.first else { return nil }
      return try ServedArea(code: String(code), name: words.count == 2 ? String(words[1]) : "")
    }
    guard areas.count <= most else {
      throw Refusal("area-code", place: "Areas", "More than \(most) areas are named.", remedy: "Name the larger areas.")
    }
    guard Set(areas.map(\.code)).count == areas.count else {
      throw Refusal("area-code", place: "Areas", "An area stands twice.", remedy: "Name each area once.")
    }
    return areas
  }

  /// As it stands in the list.
  package var line: String { code + " " + name }
}

/// People of one body who work together, such as a safer neighbourhoods team. To be in a team opens no record.
package struct Team: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let account: ID<Account>
    package let name: String
    /// Answers for the team.
    package let leads: Bool
    package let since: Instant
    package let isSuspended: Bool

    package init(account: ID<Account>, name: String, leads: Bool, since: Instant, isSuspended: Bool) {
      self.account = account
      self.name = name
      self.leads = leads
      self.since = since
      self.isSuspended = isSuspended
    }
  }

  package let id: ID<Team>
  package let authority: ID<Authority>
  package let name: String
  package let members: [Member]

  package init(id: ID<Team>, authority: ID<Authority>, name: String, members: [Member]) {
    self.id = id
    self.authority = authority
    self.name = name
    self.members = members
  }
}
