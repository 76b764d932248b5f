import Basics
import Crypto
import Foundation
import PartnershipModel
import TestSupport
import Testing

@testable import PartnershipStore

/// Tokens as an attacker makes them, each believed by nobody.
@Suite struct `Hostile ID tokens` {
  private typealias Claim = FakeProvider.Claim
  private static let now = PartnersFixture.start
  private static let seconds = Double(now.milliseconds / 1000)
  private static let issuer = "https://login.council.example"
  private static let key = P256.Signing.PrivateKey(), foreign = P256.Signing.PrivateKey()
  private static let head = "{\"alg\":\"ES256\",\"kid\":\"one\"}"

  private static func published(_ key: P256.Signing.PublicKey) -> ProviderKey? {
    let set = "{\"keys\":[" + FakeProvider.published(key, "one") + "]}"
    return try? ProviderKey.set(Array(set.utf8), issuer: ProviderAddress.base(issuer, place: "Issuer")).first
  }

  private static func token(
    _ changed: [String: Claim] = [:], head: String = head, by signer: P256.Signing.PrivateKey? = nil
  )
    -> String
  {
    FakeProvider.sign(FakeProvider.claims(issuer, "our-nonce", now, changed), head: head, signer ?? key)
  }

  /// An unsigned or otherwise signed token of honest claims.
  private static func bare(_ head: String, _ signature: (String) -> String) -> String {
    let signed = Base64URL.text(head.utf8) + "." + Base64URL.text(FakeProvider.claims(issuer, "our-nonce", now).utf8)
    return signed + "." + signature(signed)
  }

  private static func hmac(_ text: String, _ secret: [UInt8]) -> String {
    Base64URL.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: secret)))
  }

  /// By what it is, and why it is refused.
  private static var hostile: [(String, TokenFault, String)] {
    let point = Array(key.publicKey.x963Representation), pem = Array(key.publicKey.pemRepresentation.utf8)
    let honest = token().split(separator: ".").map(String.init)
    let other = token(["sub": .text("kit-at-work")]).split(separator: ".").map(String.init)
    let turned = Base64URL.text([UInt8](repeating: 0, count: 64))
    let der = Base64URL.text(
      (try? key.signature(for: Data((honest[0] + "." + honest[1]).utf8)).derRepresentation) ?? Data())
    return [
      ("alg none without a signature", .algorithm, bare("{\"alg\":\"none\"}") { _ in "" }),
      ("alg none with one", .algorithm, bare("{\"alg\":\"none\"}") { _ in "AAAA" }),
      ("alg None in other letters", .algorithm, bare("{\"alg\":\"nOnE\"}") { _ in "AAAA" }),
      (
        "HS256 with the public key's point", .algorithm, bare("{\"alg\":\"HS256\",\"kid\":\"one\"}") { hmac($0, point) }
      ),
      ("HS256 with the public key's PEM", .algorithm, bare("{\"alg\":\"HS256\",\"kid\":\"one\"}") { hmac($0, pem) }),
      ("RS256 on an elliptic key", .key, bare("{\"alg\":\"RS256\",\"kid\":\"one\"}") { _ in turned }),
      ("ES384", .algorithm, token(head: "{\"alg\":\"ES384\",\"kid\":\"one\"}")),
      ("a critical extension", .malformed, token(head: "{\"alg\":\"ES256\",\"kid\":\"one\",\"crit\":[\"b64\"]}")),
      ("a foreign key under our id", .signature, token(by: foreign)),
      (
        "a key of its own in the head", .signature,
        token(
          head: "{\"alg\":\"ES256\",\"kid\":\"one\",\"jwk\":\(FakeProvider.published(foreign.publicKey, "one"))}",
          by: foreign)
      ),
      ("another body under the signature", .signature, [honest[0], other[1], honest[2]].joined(separator: ".")),
      ("a signature of zeroes", .signature, [honest[0], honest[1], turned].joined(separator: ".")),
      ("a signature in another form", .signature, [honest[0], honest[1], der].joined(separator: ".")),
      ("two parts", .malformed, [honest[0], honest[1]].joined(separator: ".")),
      ("five parts, as if encrypted", .malformed, (honest + ["AAAA", "AAAA"]).joined(separator: ".")),
      ("padding", .malformed, token() + "="),
      ("longer than any token", .malformed, token(["x": .text(String(repeating: "x", count: 20_000))])),
      ("no subject", .malformed, token(["sub": .missing])),
      ("an empty subject", .subject, token(["sub": .text("")])),
      ("a subject of 300 characters", .subject, token(["sub": .text(String(repeating: "s", count: 300))])),
      ("a subject that cannot be shown", .subject, token(["sub": .text("jo\u{202E}")])),
      ("another issuer", .issuer, token(["iss": .text("https://login.police.example")])),
      ("the issuer with a stroke", .issuer, token(["iss": .text(issuer + "/")])),
      ("no issuer", .malformed, token(["iss": .missing])),
      ("another audience", .audience, token(["aud": .text("another")])),
      ("no audience", .malformed, token(["aud": .missing])),
      ("two audiences and no party", .party, token(["aud": .list(["concordat", "another"])])),
      (
        "two audiences and another party", .party,
        token(["aud": .list(["concordat", "another"]), "azp": .text("another")])
      ),
      ("one audience and another party", .party, token(["azp": .text("another")])),
      ("expired", .expired, token(["exp": .number(seconds - 61)])),
      ("no expiry", .malformed, token(["exp": .missing])),
      ("issued in the future", .future, token(["iat": .number(seconds + 120)])),
      ("good from the future on", .future, token(["nbf": .number(seconds + 120)])),
      ("from before we asked", .stale, token(["iat": .number(seconds - 3600)])),
      ("another nonce", .nonce, token(["nonce": .text("their-nonce")])),
      ("no nonce", .nonce, token(["nonce": .missing])),
    ]
  }

  private static func judge(_ token: String) async throws(TokenFault) -> IDTokenClaims {
    let header = try IDTokenHeader(token)
    guard let key = published(key.publicKey) else { throw .key }
    let claims = try await IDTokenVerification.claims(token, header, key)
    try check(claims)
    return claims
  }

  private static func check(_ claims: IDTokenClaims) throws(TokenFault) {
    guard let address = try? ProviderAddress.base(issuer, place: "Issuer") else { throw .issuer }
    try claims.check(issuer: address, client: "concordat", nonce: "our-nonce", asked: now, now: now)
  }

  /// Which of the hostile tokens a judge believes, and which it refuses for another reason than the right one.
  private func survivors(_ judge: (String) async throws(TokenFault) -> IDTokenClaims) async -> [String] {
    var out: [String] = []
    for (words, fault, token) in Self.hostile {
      do throws(TokenFault) {
        _ = try await judge(token)
        out.append(words)
      } catch {
        if error != fault { out.append("\(words): \(error) and not \(fault)") }
      }
    }
    return out
  }

  @Test func `each is refused, and for its own reason`() async throws {
    #expect(await survivors(Self.judge) == [])
    #expect(Self.hostile.count >= 30)
    // What they are made from is believed.
    let honest = try await Self.judge(Self.token())
    #expect(honest.sub == "jo-at-work")
    for fine in [
      Self.token(["aud": .list(["concordat", "another"]), "azp": .text("concordat")]),
      Self.token(["exp": .number(Self.seconds - 30)]), Self.token(["iat": .number(Self.seconds + 30)]),
      Self.token(["amr": .missing, "auth_time": .missing]), Self.token(["amr": .text("otp")]),
    ] { _ = try await Self.judge(fine) }
  }

  @Test func `a judge with a fault is caught by them`() async {
    // One that reads what a token says without verifying it, and one that forgets the question.
    let trusting = await survivors { token throws(TokenFault) in
      let body = token.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first ?? ""
      guard let bytes = Base64URL.bytes(body),
        let claims = try? JSONDecoder().decode(IDTokenClaims.self, from: Data(bytes))
      else { throw .malformed }
      try Self.check(claims)
      return claims
    }
    #expect(trusting.contains("a foreign key under our id") && trusting.contains("alg none without a signature"))
    let forgetful = await survivors { token throws(TokenFault) in
      let header = try IDTokenHeader(token)
      guard let key = Self.published(Self.key.publicKey) else { throw .key }
      return try await IDTokenVerification.claims(token, header, key)
    }
    #expect(
      forgetful.contains("another nonce") && forgetful.contains("expired") && forgetful.contains("another audience"))
  }

  @Test func `a key that is too short, of another kind or for another use verifies nothing`() async throws {
    let short = Base64URL.text((0..<128).map { UInt8($0 | 1) })
    let keys = """
      {"keys":[{"kty":"oct","k":"AAAA","kid":"a"},{"kty":"RSA","n":"\(short)","e":"AQAB","kid":"b"},"text",
      {"kty":"EC","crv":"P-256","use":"enc","x":"AA","y":"AA","kid":"c"},{"kty":"EC","crv":"P-384","x":"A","y":"A"},
      {"kty":"RSA","alg":"RS512","n":"AA","e":"AQAB"}]}
      """
    let issuer = try ProviderAddress.base(Self.issuer, place: "Issuer")
    let set = try ProviderKey.set(Array(keys.utf8), issuer: issuer)
    #expect(set.count == 5)
    #expect(set.filter { $0.fits("ES256") }.isEmpty)
    #expect(set.filter { $0.fits("RS256") }.map(\.kid) == ["b"])
    #expect(set.filter { $0.fits("HS256") || $0.fits("none") }.isEmpty)
    let header = try IDTokenHeader(Self.bare("{\"alg\":\"RS256\",\"kid\":\"b\"}") { _ in "AAAA" })
    let weak = try #require(set.first { $0.kid == "b" })
    await #expect(throws: TokenFault.key) {
      try await IDTokenVerification.claims(Self.bare("{\"alg\":\"RS256\"}") { _ in "AAAA" }, header, weak)
    }
  }
}
