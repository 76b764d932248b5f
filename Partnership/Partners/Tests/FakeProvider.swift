import Basics
import Crypto
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import Synchronization
import TestSupport
import WebShell

/// A value that tasks take turns with.
final class Locked<Value: Sendable>: Sendable {
  private let held: Mutex<Value>
  init(_ value: Value) { held = Mutex(value) }
  @discardableResult func withLock<T: Sendable>(_ body: @Sendable (inout Value) -> T) -> T {
    held.withLock { value in body(&value) }
  }
}

/// A provider in the test's own memory that can also lie: it signs by ES256 whatever claims the test gives it.
final class FakeProvider: ProviderFetching {
  struct State {
    var key = P256.Signing.PrivateKey()
    var kid = "one"
    /// Keys beside the one that signs, as they stand in the set.
    var otherKeys: [String] = []
    var publishesKey = true
    var document: String?
    var status = 200
    var codes: [String: (nonce: String, challenge: String, address: String)] = [:]
    var claims: [String: Claim] = [:]
    var token: String?
    var asked: [String] = []
    var forms: [[String: String]] = []
    var basic: String?
  }

  enum Claim: Sendable {
    case text(String), number(Double), list([String]), missing

    var text: String? {
      switch self {
      case .text(let text): JSON.string(text).text()
      case .number(let number): "\(number)"
      case .list(let list): JSON.array(list.map { .string($0) }).text()
      case .missing: nil
      }
    }
  }

  let issuer: String
  let clock: MovingClock
  let state = Locked(State())

  init(_ issuer: String = "https://login.council.example", clock: MovingClock) {
    self.issuer = issuer
    self.clock = clock
  }

  func fetch(_ request: ProviderRequest) async throws -> ProviderAnswer {
    state.withLock { $0.asked.append(request.address.text) }
    let body: String
    switch request.address.text {
    case issuer + "/.well-known/openid-configuration": body = state.withLock { $0.document } ?? document()
    case issuer + "/keys": body = keys()
    case issuer + "/token":
      guard let answer = redeem(request) else {
        return ProviderAnswer(status: 400, body: Array("{\"error\":\"invalid_grant\"}".utf8))
      }
      body = answer
    default: return ProviderAnswer(status: 404, body: [])
    }
    return ProviderAnswer(status: state.withLock { $0.status }, body: Array(body.utf8))
  }

  func document(_ changes: [String: String] = [:]) -> String {
    let fields = [
      "issuer": "\"\(issuer)\"", "authorization_endpoint": "\"\(issuer)/authorize\"",
      "token_endpoint": "\"\(issuer)/token\"", "jwks_uri": "\"\(issuer)/keys\"",
      "code_challenge_methods_supported": "[\"S256\"]", "id_token_signing_alg_values_supported": "[\"ES256\"]",
    ].merging(changes) { $1 }
    return "{" + fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  private func keys() -> String {
    let (own, others) = state.withLock { held in
      (held.publishesKey ? [FakeProvider.published(held.key.publicKey, held.kid)] : [], held.otherKeys)
    }
    return "{\"keys\":[" + (others + own).joined(separator: ",") + "]}"
  }

  static func published(_ key: P256.Signing.PublicKey, _ kid: String) -> String {
    let point = Array(key.rawRepresentation)
    return """
      {"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"\(kid)",\
      "x":"\(Base64URL.text(point.prefix(32)))","y":"\(Base64URL.text(point.suffix(32)))"}
      """
  }

  /// What the provider does when the browser arrives: gives a code for the question, and the way back.
  func authorize(_ address: String) throws -> AgencyReturn {
    guard let query = URLComponents(string: address)?.queryItems else { throw Refusal("test", "No query.") }
    let items = Dictionary(query.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    let code = "code-\(UInt64.random(in: 0 ... .max))"
    state.withLock {
      $0.codes[code] = (items["nonce"] ?? "", items["code_challenge"] ?? "", items["redirect_uri"] ?? "")
    }
    return AgencyReturn(code: code, state: items["state"], issuer: issuer, error: nil)
  }

  private func redeem(_ request: ProviderRequest) -> String? {
    let form = Dictionary(request.form ?? []) { first, _ in first }
    let known = state.withLock { held in
      held.forms.append(form)
      held.basic = request.basic
      return held.codes.removeValue(forKey: form["code"] ?? "")
    }
    guard let known, known.address == form["redirect_uri"],
      Base64URL.text(SHA256.hash(data: Array((form["code_verifier"] ?? "").utf8))) == known.challenge
    else { return nil }
    let token = state.withLock { $0.token } ?? self.token(nonce: known.nonce)
    return "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"\(token)\"}"
  }

  /// A token as an honest provider gives it, with the claims that the test changes.
  func token(nonce: String) -> String {
    let (key, kid, changed) = state.withLock { ($0.key, $0.kid, $0.claims) }
    return FakeProvider.sign(
      FakeProvider.claims(issuer, nonce, clock.now, changed), head: "{\"alg\":\"ES256\",\"kid\":\"\(kid)\"}", key)
  }

  static func claims(_ issuer: String, _ nonce: String, _ now: Instant, _ changed: [String: Claim] = [:]) -> String {
    let seconds = Double(now.milliseconds / 1000)
    let all: [String: Claim] = [
      "iss": .text(issuer), "sub": .text("jo-at-work"), "aud": .text("concordat"), "exp": .number(seconds + 300),
      "iat": .number(seconds), "nonce": .text(nonce), "amr": .list(["pwd", "otp"]), "auth_time": .number(seconds),
    ].merging(changed) { $1 }
    return "{"
      + all.compactMap { name, claim in claim.text.map { "\"\(name)\":\($0)" } }.joined(separator: ",") + "}"
  }

  static func sign(_ claims: String, head: String, _ key: P256.Signing.PrivateKey) -> String {
    let signed = Base64URL.text(head.utf8) + "." + Base64URL.text(claims.utf8)
    let signature = (try? key.signature(for: Data(signed.utf8)).rawRepresentation) ?? Data()
    return signed + "." + Base64URL.text(signature)
  }
}

/// A partnership whose council has a provider, and somebody of it who is linked there.
struct FederationFixture {
  let partners: PartnersFixture
  let clock: MovingClock
  let provider: FakeProvider
  let signIns: AgencySignIns
  let id: ID<IdentityProvider>
  let admin: PartnersFixture.Person
  /// Has an authenticator app here as well.
  let jo: PartnersFixture.Person

  var store: PartnersStore { partners.store }
  static let site = "https://concordat.example"

  static func draft(
    amr: String = "otp", acr: String = "", isOpen: Bool = true, secret: String = "s3cret/+", file: String = ""
  ) throws -> ProviderDraft {
    try ProviderDraft(
      clientID: "concordat", site: site, acr: acr, amr: amr, isOpen: isOpen, secret: secret, secretFile: file)
  }

  static func with(
    _ engine: Engine, amr: String = "otp", _ body: (FederationFixture) async throws -> Void
  ) async throws {
    try await PartnersFixture.with(engine) { partners in
      let clock = MovingClock(PartnersFixture.start), provider = FakeProvider(clock: clock)
      let admin = try await partners.person("ada@council.example", [.administrator])
      let jo = try await partners.person("jo@council.example", [.caseworker])
      let id = try await partners.store.addProvider(
        ProviderAddress.base(provider.issuer, place: "Issuer"), of: partners.council.id, draft(amr: amr),
        author: admin.id, now: clock.now)
      try await partners.store.link("jo-at-work", at: id, to: jo.id, author: admin.id, now: clock.now)
      try await body(
        FederationFixture(
          partners: partners, clock: clock, provider: provider,
          signIns: AgencySignIns(store: partners.store, fetching: provider), id: id, admin: admin, jo: jo))
    }
  }

  func begin(_ id: ID<IdentityProvider>? = nil) async throws -> (address: String, ticket: String) {
    guard let begun = try await signIns.begin(id ?? self.id, next: "/cases", now: clock.now) else {
      throw Refusal("fixture", "The provider is not open.")
    }
    return begun
  }

  func finish(_ answer: AgencyReturn, _ ticket: String?) async throws -> AgencyOutcome {
    try await signIns.finish(answer, carried: ticket, address: PartnersFixture.address, now: clock.now)
  }

  /// The whole way, with the claims that the provider changes.
  func signIn(_ claims: [String: FakeProvider.Claim] = [:]) async throws -> AgencyOutcome {
    // Sessions of the same moment have no order, and the oldest beyond three ends.
    clock.advance(1)
    provider.state.withLock { $0.claims = claims }
    let begun = try await begin()
    return try await finish(try provider.authorize(begun.address), begun.ticket)
  }
}

extension AgencyOutcome {
  /// The token that was given; a test that expects one fails here with what came instead.
  func token() throws -> SessionToken {
    guard case .proceed(let token, _) = self else { throw Refusal("not-let-in", "The answer was \(self).") }
    return token
  }
}
