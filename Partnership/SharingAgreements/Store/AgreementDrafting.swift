import Basics
import Database
import PartnershipModel

/// Beginning, changing and sending agreements.
extension AgreementStore {
  /// Begins a draft and tells its identity.
  package func begin(
    _ content: SharingAgreement, model: String? = nil, by account: ID<Account>, now: Instant
  ) async throws -> ID<SharingAgreement> {
    let id = ID<SharingAgreement>(at: now)
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      try insert(id, content, model: model, replaces: nil, by: author, at: now, connection)
      try record("begin", id, version: content.version, by: author, detail: content.title, at: now, connection)
    }
    return id
  }

  /// Begins the next version with the same text; the present one stands until the new one is in force.
  package func beginNextVersion(of id: ID<SharingAgreement>, by account: ID<Account>, now: Instant) async throws
    -> ID<SharingAgreement>
  {
    let own = ID<SharingAgreement>(at: now)
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      try author.manages(held)
      guard ![.draft, .underReview, .partiallySigned, .superseded].contains(held.status(on: now.londonDay)) else {
        throw Refusal(
          "agreement-version", place: held.content.title, "This version cannot be followed by another yet.",
          remedy: "Change it while it is a draft, or go to its latest version.")
      }
      if try connection.row("SELECT id FROM sharing_agreement WHERE replaces = \(id) AND status <> 'terminated'") != nil
      {
        throw Refusal(
          "agreement-version", place: held.content.title, "Its next version has been begun already.",
          remedy: "Go to the draft in the register.")
      }
      var content = held.content
      let term = held.content.to.map { $0 - held.content.from },
        review = held.content.review.map { $0 - held.content.from }
      content.version += 1
      content.from = now.londonDay
      content.to = term.map { content.from + $0 }
      content.review = review.map { content.from + $0 }
      try insert(own, content, model: held.model, replaces: id, by: author, at: now, connection)
      try record(
        "new-version", own, version: content.version, by: author, detail: "Follows version \(held.content.version)",
        at: now, connection)
    }
    return own
  }

  /// Puts another text in its place. A draft stays a draft; one that is out for signature loses every signature and goes
  /// back to draft; one in force is refused, since what was signed is what decides.
  package func amend(
    _ id: ID<SharingAgreement>, _ content: SharingAgreement, by account: ID<Account>, now: Instant
  ) async throws {
    let text = try content.canonicalJSON(), digest = SharingAgreement.digest(of: text)
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      try author.manages(held)
      guard digest != held.sha256 else { return }
      if held.stored != .draft {
        try take(
          .backToDraft, held, by: author,
          detail: held.signatures.isEmpty ? "" : "The text was changed: \(held.signatures.count) signatures are void",
          at: now, connection)
      }
      try AgreementStore.check(content)
      try AgreementStore.checkKinds(content, connection)
      try connection.run(
        """
        UPDATE sharing_agreement SET title = \(content.title), parent = \(content.parent), tier = \(content.tier.rawValue),
          version = \(content.version), from_day = \(content.from), to_day = \(content.to),
          review_day = \(content.review), content = \(text), content_sha256 = \(digest) WHERE id = \(id)
        """)
      try writeParties(id, content, connection)
      try record("amend", id, version: content.version, by: author, at: now, connection)
    }
  }

  /// Sends a complete draft to its parties; an incomplete one is refused with what is missing.
  package func sendForSignature(_ id: ID<SharingAgreement>, by account: ID<Account>, now: Instant) async throws {
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      try author.manages(held)
      if let first = try missing(held.content, on: now.londonDay, connection).first {
        throw Refusal("agreement-incomplete", place: held.content.title, first, remedy: "Complete the draft first.")
      }
      try take(.sendForSignature, held, by: author, at: now, connection)
    }
  }

  /// Takes it back to draft, so that it can be changed; every signature is void.
  package func takeBack(_ id: ID<SharingAgreement>, by account: ID<Account>, now: Instant) async throws {
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      try author.manages(held)
      try take(.backToDraft, held, by: author, at: now, connection)
      try writeParties(id, held.content, connection)
    }
  }

  private func insert(
    _ id: ID<SharingAgreement>, _ content: SharingAgreement, model: String?, replaces: ID<SharingAgreement>?,
    by author: AgreementAuthor, at now: Instant, _ connection: any Connection
  ) throws {
    try AgreementStore.check(content)
    try AgreementStore.checkKinds(content, connection)
    let text = try content.canonicalJSON()
    try connection.run(
      """
      INSERT INTO sharing_agreement (id, title, model, version, replaces, parent, tier, status, from_day, to_day,
        review_day, content, content_sha256, created_at, created_by)
      VALUES (\(id), \(content.title), \(model), \(content.version), \(replaces), \(content.parent),
        \(content.tier.rawValue), 'draft', \(content.from), \(content.to), \(content.review), \(text),
        \(SharingAgreement.digest(of: text)), \(now), \(author.account))
      """)
    try writeParties(id, content, connection)
  }

  /// What the tables cannot hold at all; everything else may be missing from a draft.
  private static func check(_ content: SharingAgreement) throws {
    if let to = content.to, to < content.from {
      throw Refusal(
        "agreement-days", place: "Last day", "The last day is before the first day.", remedy: "Enter a later day.")
    }
    guard Set(content.parties.map(\.authority)).count == content.parties.count else {
      throw Refusal("agreement-parties", place: "Parties", "A body is named twice.", remedy: "Name each body once.")
    }
  }

  /// A party is of a kind that its body can be: neither a provider nor anybody else is written down as an authority.
  static func checkKinds(_ content: SharingAgreement, _ connection: any Connection) throws {
    for party in content.parties {
      guard let body = try PartnersStore.authority(connection, ID(party.authority)) else { continue }
      try PartyKind.check(party.kind, for: body, place: "Parties")
    }
  }

  /// Parties without signatures, and the scope: the columns that decide follow the text.
  private func writeParties(_ id: ID<SharingAgreement>, _ content: SharingAgreement, _ connection: any Connection)
    throws
  {
    try connection.run("DELETE FROM sharing_agreement_party WHERE agreement = \(id)")
    try connection.run("DELETE FROM sharing_agreement_scope WHERE agreement = \(id)")
    let closed = practice.rules.onlyReceiving(content)
    let scope =
      content.purposes.map { ("purpose", $0) } + content.panels.map { ("panel", $0) }
      + content.categories.map { ("category", $0) }
    try connection.batch(
      content.parties.map { party in
        """
        INSERT INTO sharing_agreement_party (agreement, authority_id, standing, gives)
        VALUES (\(id), \(party.authority), \(party.standing.rawValue), \(!closed.contains(party.authority)))
        """
      }
        + scope.map { kind, word in
          """
          INSERT INTO sharing_agreement_scope (agreement, kind, word) VALUES (\(id), \(kind), \(word))
          ON CONFLICT DO NOTHING
          """
        })
  }
}
