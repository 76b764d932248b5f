import Basics
import Database
import Foundation
import PartnershipModel

/// What became of coming back from an agency’s provider.
package enum AgencyOutcome: Hashable, Sendable {
  /// Signed in, or with the local second factor still to come: the session says which.
  case proceed(SessionToken, next: String)
  /// The provider vouches for somebody who is linked to no account.
  case stranger(subject: String, agency: String)
  case refused(Reason)
  /// Too many attempts: try again after so many seconds.
  case wait(seconds: Int)

  package enum Reason: Hashable, Sendable {
    /// The answer is to no question of this browser, or one that was answered.
    case notOurs, used, late
    /// The provider did not sign the person in.
    case declined
    /// The provider could not be asked, or did not answer as it should.
    case unreachable(String)
    /// The token was not believed.
    case token(TokenFault)
    /// Signing in by this provider is shut, or it is gone.
    case shut
    /// The person works for another body than the one whose provider this is.
    case otherAgency
    case suspended
    /// The provider showed no second factor and the account has none here.
    case noSecondFactor
  }
}

/// Signing in through an agency’s own provider: the OpenID Connect code flow with PKCE.
package struct AgencySignIns: Sendable {
  package let store: PartnersStore
  let fetching: any ProviderFetching
  let keyring: ProviderKeyring
  /// The folder of client secrets that lie in files; nil where there is none.
  let secrets: String?

  package init(store: PartnersStore, fetching: any ProviderFetching = URLSessionFetching(), secrets: String? = nil) {
    self.store = store
    self.fetching = fetching
    self.secrets = secrets
    keyring = ProviderKeyring(fetching)
  }

  /// Asks what the issuer publishes; refuses one that cannot be signed in by.
  package func check(_ issuer: ProviderAddress, now: Instant) async throws {
    _ = try await keyring.document(of: issuer, now: now)
  }

  /// Begins: the address at the provider, and what the browser carries meanwhile. Writes nothing.
  package func begin(
    _ id: ID<IdentityProvider>, next: String, now: Instant
  ) async throws -> (address: String, ticket: String)? {
    guard let provider = try await store.identityProvider(id), provider.isOpen else { return nil }
    let document = try await keyring.document(of: provider.issuer, now: now)
    let ticket = SignInTicket(provider: id, next: next, random: store.random.bytes, now: now)
    return (ticket.address(at: provider, document), try store.key.seal(ticket: ticket))
  }

  /// Ends: judges the answer, asks the provider for the token, and lets the person in whom it names.
  package func finish(
    _ answer: AgencyReturn, carried: String?, address: String, now: Instant
  ) async throws -> AgencyOutcome {
    let network = NetworkPrefix(address: address)
    let wait = try await store.database.write { try SignInAllowance.takeNetwork(network, $0, now: now) }
    if let wait { return .wait(seconds: wait) }
    guard let ticket = carried.flatMap(store.key.open(ticket:)), !answer.state.isEmpty,
      ticket.stateDigest == SignInTicket.digest(of: answer.state)
    else { return try await refuse(.notOurs, "agency-not-ours", network, now) }
    guard ticket.isLive(at: now) else { return try await refuse(.late, "agency-late", network, now) }
    let isFirst = try await store.database.write { connection in
      try connection.run("DELETE FROM federated_return WHERE at < \(now.adding(seconds: -86_400))")
      return try connection.run(
        """
        INSERT INTO federated_return (state_digest, at) VALUES (\(ticket.stateDigest), \(now))
        ON CONFLICT (state_digest) DO NOTHING
        """) == 1
    }
    guard isFirst else { return try await refuse(.used, "agency-used", network, now) }
    guard let provider = try await store.identityProvider(ID(ticket.provider)), provider.isOpen else {
      return try await refuse(.shut, "agency-shut", network, now)
    }
    // Another provider's answer must not be taken to this one (RFC 9207).
    guard answer.issuer.map({ $0 == provider.issuer.text }) ?? true else {
      return try await refuse(.notOurs, "agency-mixed-up", network, now)
    }
    guard let code = answer.code, answer.error == nil else {
      return try await refuse(.declined, "agency-declined", network, now)
    }
    do {
      let claims = try await claims(code, ticket, provider, now: now)
      return try await admit(claims, ticket, provider, network, now: now)
    } catch let fault as TokenFault {
      return try await refuse(.token(fault), "agency-token-\(fault.rawValue)", network, now)
    } catch let refusal as Refusal where refusal.kind.hasPrefix("provider-") {
      return try await refuse(.unreachable(refusal.reason), "agency-unreachable", network, now)
    }
  }

  private func refuse(
    _ reason: AgencyOutcome.Reason, _ note: String, _ network: NetworkPrefix, _ now: Instant,
    account: ID<Account>? = nil
  ) async throws -> AgencyOutcome {
    let attempt = store.attemptSQL(account, network, note, now)
    try await store.database.write { _ = try $0.run(attempt) }
    return .refused(reason)
  }

  /// Redeems the code and believes the token, or throws `TokenFault`.
  private func claims(
    _ code: String, _ ticket: SignInTicket, _ provider: IdentityProvider, now: Instant
  ) async throws -> IDTokenClaims {
    let document = try await keyring.document(of: provider.issuer, now: now)
    let answer = try await fetching.fetch(
      try await tokenRequest(code, ticket, provider, document))
    struct Fields: Decodable { let id_token: String? }
    guard answer.status == 200, answer.body.count <= ProviderDocument.most,
      let token = (try? JSONDecoder().decode(Fields.self, from: Data(answer.body)))?.id_token
    else {
      throw Refusal("provider-token", place: provider.issuer.text, "The provider did not redeem its code.")
    }
    let header = try IDTokenHeader(token)
    guard let key = try await keyring.key(for: header, of: provider.issuer, now: now) else { throw TokenFault.key }
    let claims = try await IDTokenVerification.claims(token, header, key)
    try claims.check(
      issuer: provider.issuer, client: provider.clientID, nonce: ticket.nonce, asked: ticket.asked, now: now)
    return claims
  }

  private func tokenRequest(
    _ code: String, _ ticket: SignInTicket, _ provider: IdentityProvider, _ document: ProviderDocument
  ) async throws -> ProviderRequest {
    let secret = try await secret(of: provider)
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", provider.returnAddress),
      ("code_verifier", ticket.verifier),
    ]
    guard !document.takesSecretInForm else {
      form += [("client_id", provider.clientID), ("client_secret", secret)]
      return ProviderRequest(document.token, form: form)
    }
    let pair = FormText.part(provider.clientID) + ":" + FormText.part(secret)
    return ProviderRequest(document.token, form: form, basic: Data(pair.utf8).base64EncodedString())
  }

  private func secret(of provider: IdentityProvider) async throws -> String {
    switch provider.secret {
    case .sealed:
      if let held = try await store.sealedSecret(of: provider.id) { return held }
    case .file(let name):
      if let secrets, ProviderDraft.isFileName(name),
        let data = FileManager.default.contents(atPath: secrets + "/" + name), data.count <= 4096,
        let text = String(bytes: data, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty
      {
        return text
      }
    }
    throw Refusal(
      "provider-secret", place: provider.issuer.text, "The client secret cannot be read.",
      remedy: "Enter it again, or put its file into the folder client-secrets of the data folder.")
  }

  /// Lets in whom the provider vouches for: by issuer and subject, and only as somebody of the provider’s own body.
  private func admit(
    _ claims: IDTokenClaims, _ ticket: SignInTicket, _ provider: IdentityProvider, _ network: NetworkPrefix,
    now: Instant
  ) async throws -> AgencyOutcome {
    let store = store, token = SessionToken(random: store.random.bytes(32)), id: ID<Session> = store.random.id(at: now)
    let showsFactor = provider.showsSecondFactor(claims), proved = claims.proved(now: now)
    return try await store.database.write { connection in
      func note(_ outcome: String, _ account: ID<Account>?) throws {
        try connection.run(store.attemptSQL(account, network, outcome, now))
      }
      let linked = try PartnersStore.identities(
        connection, "f.issuer = \(provider.issuer.text) AND f.subject = \(claims.sub)"
      ).first
      guard let linked,
        let credentials = try PartnersStore.credentials(connection, "account.id = \(linked.account)")
      else {
        try PartnersStore.noteStranger(claims.sub, at: provider, connection, now: now)
        try note("agency-stranger", nil)
        return .stranger(subject: claims.sub, agency: provider.authorityName)
      }
      let account = credentials.account
      guard account.authority == provider.authority else {
        try note("agency-other-body", account.id)
        return .refused(.otherAgency)
      }
      guard credentials.isWelcome else {
        try note("agency-suspended", account.id)
        return .refused(.suspended)
      }
      if showsFactor {
        try PartnersStore.open(id, token, account.id, network, connection, now: now)
        // What counts is when the provider saw the second factor, not when it last remembered having seen it.
        try connection.run("UPDATE sign_in_session SET confirmed_at = \(proved) WHERE id = \(id)")
        try note("signed-in", account.id)
        return .proceed(token, next: ticket.next)
      }
      guard credentials.sealedFactor != nil else {
        try note("agency-no-second-factor", account.id)
        return .refused(.noSecondFactor)
      }
      try connection.run(store.beginSQL(.code, id, token, account.id, network, now: now))
      try note("agency-step-up", account.id)
      return .proceed(token, next: ticket.next)
    }
  }
}
