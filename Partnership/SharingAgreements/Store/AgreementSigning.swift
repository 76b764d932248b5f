import Basics
import Database
import PartnershipModel

/// Signing, ending, and what time does by itself.
extension AgreementStore {
  /// Signs for the body of that person.
  /// - Parameter digest: of the text that the person was shown; another one in the database is refused.
  package func sign(
    _ id: ID<SharingAgreement>, digest: String, by account: ID<Account>, now: Instant
  ) async throws -> AgreementStatus {
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .signAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      guard let party = held.content.party(author.authority) else {
        throw Refusal(
          "agreement-party", place: author.name, "Your body is not party to this agreement.",
          remedy: "It is signed by people of its parties.")
      }
      guard held.isIntact, held.sha256 == digest else {
        throw Refusal(
          "agreement-changed", place: held.content.title, "The text is not the one that you were shown.",
          remedy: "Read it again as it now stands, then sign.")
      }
      guard held.signature(of: author.authority) == nil else {
        throw Refusal(
          "agreement-signed", place: party.name, "Your body has signed this text already.",
          remedy: "Nothing more is needed from you.")
      }
      // The law and the days may have moved since it was sent.
      if let first = try missing(held.content, on: now.londonDay, connection).first {
        throw Refusal(
          "agreement-incomplete", place: held.content.title, first, remedy: "It has to go back to draft to be mended.")
      }
      let status = try take(
        .sign, held, signed: held.signedCount + 1, by: author,
        detail: "For \(party.name), to the text with the digest \(digest.prefix(16))…", at: now, connection)
      try connection.run(
        """
        UPDATE sharing_agreement_party SET signed_at = \(now), signed_by = \(account), signatory = \(author.name),
          signed_sha256 = \(digest) WHERE agreement = \(id) AND authority_id = \(author.authority)
        """)
      if status == .inForce { try settle(connection, on: now.londonDay, at: now) }
      return status
    }
  }

  /// Takes the signature of one's body back; only while others have still to sign.
  package func withdrawSignature(_ id: ID<SharingAgreement>, by account: ID<Account>, now: Instant) async throws {
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .signAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      guard let party = held.content.party(author.authority), held.signature(of: author.authority) != nil else {
        throw Refusal(
          "agreement-signed", place: author.name, "Your body has not signed this text.",
          remedy: "Nothing is to be undone.")
      }
      try take(
        .withdrawSignature, held, signed: held.signedCount - 1, by: author, detail: "For \(party.name)", at: now,
        connection)
      try connection.run(
        """
        UPDATE sharing_agreement_party SET signed_at = NULL, signed_by = NULL, signatory = NULL, signed_sha256 = NULL
        WHERE agreement = \(id) AND authority_id = \(author.authority)
        """)
    }
  }

  /// Ends it at once, with a reason; from the next request on it opens nothing.
  package func terminate(_ id: ID<SharingAgreement>, reason: String, by account: ID<Account>, now: Instant) async throws
  {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("agreement-reason", place: "Reason", "No reason was given.", remedy: "Say why it ends.")
    }
    try await change { connection in
      let author = try AgreementAuthor(account, needs: .manageAgreements, connection)
      let held = try AgreementStore.existing(id, connection)
      try author.manages(held)
      try take(.terminate, held, by: author, detail: reason, at: now, connection)
    }
  }

  /// Writes what the days have done: expired, due for review, superseded by a version whose first day has come. A page may
  /// call it before it reads; it writes only when there is something to write. Tells how many were moved.
  @discardableResult
  package func expireDue(_ today: Day, now: Instant) async throws -> Int {
    let isDue = try await database.read { try !moves($0, on: today).isEmpty }
    guard isDue else { return 0 }
    return try await change { try settle($0, on: today, at: now) }
  }

  @discardableResult
  private func settle(_ connection: any Connection, on today: Day, at now: Instant) throws -> Int {
    let due = try moves(connection, on: today)
    for (held, step) in due { try take(step, held, by: nil, at: now, connection) }
    return due.count
  }

  private func moves(_ connection: any Connection, on today: Day) throws -> [(HeldAgreement, AgreementStep)] {
    let all = try AgreementStore.all(connection)
    let replaced = Set(
      all.filter { $0.stored.carriesDisclosures && $0.isIntact && $0.content.from <= today }.compactMap(\.replaces))
    return all.compactMap { held in
      if replaced.contains(held.id), AgreementStep.supersede.isAllowed(from: held.stored) { return (held, .supersede) }
      let status = held.status(on: today)
      guard status != held.stored else { return nil }
      return (held, status == .expired ? .expire : .fallDueForReview)
    }
  }
}
