import Basics
import Foundation

/// Why a token of a provider is not believed. The words are for the log of attempts; people are told one sentence.
package enum TokenFault: String, Error, CaseIterable, Sendable {
  case malformed, algorithm, key, signature, issuer, audience, party, expired, future, stale, nonce, subject
}

/// The head of an ID token, read before anything about it is believed (RFC 7515).
package struct IDTokenHeader: Sendable {
  /// Two signatures by a private key. Neither `none` nor a shared secret (HS256), which a public key could be passed off as.
  package static let algorithms: Set<String> = ["RS256", "ES256"]
  /// The most bytes that a token may have.
  package static let most = 16 * 1024

  package let algorithm: String
  package let kid: String?

  private struct Fields: Decodable {
    let alg: String
    let kid: String?
    let crit: [String]?
  }

  /// Throws `TokenFault` for a token that is none, and for a signature of another kind.
  package init(_ token: String) throws(TokenFault) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard token.utf8.count <= IDTokenHeader.most, parts.count == 3, let head = parts.first,
      parts.allSatisfy({ !$0.isEmpty && Base64URL.bytes($0) != nil }), let bytes = Base64URL.bytes(head),
      let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes)), fields.crit == nil,
      (fields.kid?.utf8.count ?? 0) <= 500
    else {
      // An empty signature is what the algorithm `none` looks like.
      if parts.count == 3, parts.last?.isEmpty == true { throw .algorithm }
      throw .malformed
    }
    guard IDTokenHeader.algorithms.contains(fields.alg) else { throw .algorithm }
    algorithm = fields.alg
    kid = fields.kid
  }
}

/// What an ID token says (OpenID Connect Core 1.0 section 2).
package struct IDTokenClaims: Codable, Hashable, Sendable {
  package let iss: String
  package let sub: String
  package let aud: [String]
  package let azp: String?
  /// Seconds since 1970.
  package let exp: Double, iat: Double
  package let nbf: Double?, authTime: Double?
  package let nonce: String?
  package let acr: String?
  package let amr: [String]

  private enum CodingKeys: String, CodingKey {
    case iss, sub, aud, azp, exp, iat, nbf, nonce, acr, amr
    case authTime = "auth_time"
  }

  package init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: CodingKeys.self)
    iss = try all.decode(String.self, forKey: .iss)
    sub = try all.decode(String.self, forKey: .sub)
    // One audience may stand alone, several stand in a list.
    if let one = try? all.decode(String.self, forKey: .aud) {
      aud = [one]
    } else {
      aud = try all.decode([String].self, forKey: .aud)
    }
    azp = try all.decodeIfPresent(String.self, forKey: .azp)
    exp = try all.decode(Double.self, forKey: .exp)
    iat = try all.decode(Double.self, forKey: .iat)
    nbf = try all.decodeIfPresent(Double.self, forKey: .nbf)
    authTime = try all.decodeIfPresent(Double.self, forKey: .authTime)
    nonce = try all.decodeIfPresent(String.self, forKey: .nonce)
    acr = try? all.decodeIfPresent(String.self, forKey: .acr)
    if let one = try? all.decode(String.self, forKey: .amr) {
      amr = [one]
    } else {
      amr = (try? all.decodeIfPresent([String].self, forKey: .amr)) ?? []
    }
  }

  /// Seconds by which the provider’s clock may differ from ours.
  package static let leeway = 60.0

  /// Throws for a token that is of another issuer, for somebody else, too old, of the future, or the answer to another
  /// question than ours (OpenID Connect Core 1.0 section 3.1.3.7).
  /// - Parameter asked: when this sign-in was begun; an honest token is not older.
  package func check(
    issuer: ProviderAddress, client: String, nonce expected: String, asked: Instant, now: Instant
  ) throws(TokenFault) {
    guard iss == issuer.text else { throw .issuer }
    guard (1...255).contains(sub.utf8.count), sub.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else { throw .subject }
    guard aud.contains(client) else { throw .audience }
    guard azp.map({ $0 == client }) ?? (aud.count == 1) else { throw .party }
    let present = Double(now.milliseconds) / 1000, began = Double(asked.milliseconds) / 1000
    guard exp.isFinite, iat.isFinite, present < exp + IDTokenClaims.leeway else { throw .expired }
    guard iat <= present + IDTokenClaims.leeway, (nbf ?? iat) <= present + IDTokenClaims.leeway else { throw .future }
    guard iat >= began - IDTokenClaims.leeway else { throw .stale }
    guard nonce == expected else { throw .nonce }
  }

  /// When the provider last saw the person prove themselves; nil where it does not say, or says something impossible.
  package func proved(now: Instant) -> Instant? {
    guard let authTime, authTime.isFinite, authTime > 0,
      authTime <= Double(now.milliseconds) / 1000 + IDTokenClaims.leeway
    else { return nil }
    return min(Instant(seconds: authTime), now)
  }
}
