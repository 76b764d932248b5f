import Basics
import Foundation

/// What a provider publishes about itself (OpenID Connect Discovery 1.0 section 3), as far as signing in needs it.
package struct ProviderDocument: Hashable, Sendable {
  package let authorization: ProviderAddress
  package let token: ProviderAddress
  package let keys: ProviderAddress
  /// Whether the secret is sent in the form and not in the header.
  package let takesSecretInForm: Bool

  /// The most bytes that a document, a set of keys or an answer may have.
  package static let most = 128 * 1024

  /// The document’s address: the issuer with the path that the standard gives.
  package static func address(of issuer: ProviderAddress) -> String {
    issuer.stem + "/.well-known/openid-configuration"
  }

  private struct Fields: Decodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let jwks_uri: String
    let code_challenge_methods_supported: [String]?
    let token_endpoint_auth_methods_supported: [String]?
    let id_token_signing_alg_values_supported: [String]?
  }

  /// Refuses a document of another issuer, one whose addresses are not as safe as the issuer’s own, and a provider that
  /// cannot sign or prove as it must.
  package init(_ bytes: [UInt8], issuer: ProviderAddress) throws {
    func wrong(_ reason: String, _ remedy: String = "Ask the administrator of the provider.") -> Refusal {
      Refusal("provider-document", place: issuer.text, reason, remedy: remedy)
    }
    guard bytes.count <= ProviderDocument.most, let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes))
    else { throw wrong("What the provider publishes about itself cannot be read.") }
    guard fields.issuer == issuer.text else {
      throw wrong(
        "The provider calls itself by another name than the issuer that was entered.",
        "Enter the issuer exactly as the provider writes it.")
    }
    func endpoint(_ text: String) throws -> ProviderAddress {
      let address = try ProviderAddress(text, place: issuer.text)
      guard !address.isPlain || issuer.isPlain else { throw wrong("An address of the provider is without TLS.") }
      return address
    }
    authorization = try endpoint(fields.authorization_endpoint)
    token = try endpoint(fields.token_endpoint)
    keys = try endpoint(fields.jwks_uri)
    if let methods = fields.code_challenge_methods_supported, !methods.contains("S256") {
      throw wrong("The provider does not take the proof S256 (RFC 7636).")
    }
    if let algorithms = fields.id_token_signing_alg_values_supported,
      IDTokenHeader.algorithms.isDisjoint(with: algorithms)
    {
      throw wrong("The provider signs neither by RS256 nor by ES256.")
    }
    let methods = fields.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
    takesSecretInForm = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
  }
}

/// A provider’s public key as it publishes it (RFC 7517). Kinds that are not used here are passed over.
package struct ProviderKey: Hashable, Sendable, Decodable {
  package let kid: String?
  package let kty: String
  package let use: String?
  package let alg: String?
  package let n: String?, e: String?
  package let crv: String?, x: String?, y: String?

  /// Whether it may check a signature of that algorithm: kind, use and curve all fit.
  package func fits(_ algorithm: String) -> Bool {
    guard use == nil || use == "sig", alg == nil || alg == algorithm else { return false }
    return switch algorithm {
    case "RS256": kty == "RSA" && n != nil && e != nil
    case "ES256": kty == "EC" && crv == "P-256" && x != nil && y != nil
    default: false
    }
  }

  private struct KeySet: Decodable {
    let keys: [Lenient]
    struct Lenient: Decodable {
      let key: ProviderKey?
      init(from decoder: any Decoder) throws { key = try? ProviderKey(from: decoder) }
    }
  }

  /// The keys of a set; one that cannot be read is left out.
  package static func set(_ bytes: [UInt8], issuer: ProviderAddress) throws -> [ProviderKey] {
    guard bytes.count <= ProviderDocument.most, let set = try? JSONDecoder().decode(KeySet.self, from: Data(bytes))
    else {
      throw Refusal(
        "provider-keys", place: issuer.text, "The keys of the provider cannot be read.",
        remedy: "Ask the administrator of the provider.")
    }
    return set.keys.prefix(100).compactMap(\.key)
  }
}
