import Basics
import Database

/// One form as it was sent: whose it is, the address that it went to, and its own key.
package struct SentForm: Hashable, Sendable, CustomStringConvertible {
  package let bearer: String
  package let path: String
  package let key: String

  package init(bearer: String, path: String, key: String) {
    self.bearer = bearer
    self.path = path
    self.key = key
  }

  package var description: String { "\(bearer)\n\(path)\n\(key)" }
}

/// How a form that arrives stands to those that arrived before.
package enum SentFormClaim: Hashable, Sendable {
  /// It is the first: carry it out, then settle.
  case first
  /// It was carried out: this is what the sender was told.
  case settled([UInt8])
  /// Another request is carrying it out now.
  case running
  /// It was sent before with other content, or the server stopped in the middle of it: look before doing it again.
  case unclear
}

extension PartnersStore {
  /// Seconds after which a form that is still not settled counts as interrupted.
  private static let patience = 600

  /// Claims the form for the caller, if nobody did before.
  package func claim(_ form: SentForm, fingerprint: String, now: Instant) async throws -> SentFormClaim {
    let key = key
    return try await database.write { connection in
      try connection.run("DELETE FROM sent_form WHERE claimed_at < \(now.adding(seconds: -86_400))")
      let claimed = try connection.run(
        """
        INSERT INTO sent_form (bearer, path, form_key, fingerprint, claimed_at)
        VALUES (\(form.bearer), \(form.path), \(form.key), \(fingerprint), \(now))
        ON CONFLICT (bearer, path, form_key) DO NOTHING
        """)
      if claimed == 1 { return .first }
      guard
        let row = try connection.row(
          """
          SELECT fingerprint, claimed_at, outcome FROM sent_form
          WHERE bearer = \(form.bearer) AND path = \(form.path) AND form_key = \(form.key)
          """)
      else { return .unclear }
      guard try row.text("fingerprint") == fingerprint else { return .unclear }
      if let sealed = try row.optionalBlob("outcome") { return .settled(try key.open(outcome: sealed, of: form)) }
      return try row.instant("claimed_at").adding(seconds: PartnersStore.patience) > now ? .running : .unclear
    }
  }

  /// Ends a claim: with what the sender was told, or with nil when nothing was carried out and it may be sent again.
  package func settle(_ form: SentForm, outcome: [UInt8]?) async throws {
    let sealed = try outcome.map { try key.seal(outcome: $0, of: form) }
    try await database.write { connection in
      if let sealed {
        try connection.run(
          """
          UPDATE sent_form SET outcome = \(sealed)
          WHERE bearer = \(form.bearer) AND path = \(form.path) AND form_key = \(form.key)
          """)
      } else {
        try connection.run(
          """
          DELETE FROM sent_form
          WHERE bearer = \(form.bearer) AND path = \(form.path) AND form_key = \(form.key) AND outcome IS NULL
          """)
      }
    }
  }
}
