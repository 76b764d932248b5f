import Basics
import Crypto
import Foundation

/// What the browser carries while the person is at the provider, sealed under the server’s key: by it the answer is known
/// as the answer to our question, on the browser that asked (RFC 9700 section 4.7).
package struct SignInTicket: Codable, Hashable, Sendable {
  package let provider: String
  package let state: String
  package let nonce: String
  /// The secret of PKCE (RFC 7636); the provider is shown its SHA-256 first.
  package let verifier: String
  /// Where the person was going: a path of this site.
  package let next: String
  package let begun: Int

  /// How long somebody may take at the provider, in seconds.
  package static let lifetime = 600

  package init(provider: ID<IdentityProvider>, next: String, random: (Int) -> [UInt8], now: Instant) {
    self.provider = provider.text
    state = Base64URL.text(random(32))
    nonce = Base64URL.text(random(32))
    verifier = Base64URL.text(random(32))
    self.next = next.utf8.count <= 1000 ? next : "/"
    begun = now.milliseconds
  }

  package var asked: Instant { Instant(milliseconds: begun) }

  package func isLive(at now: Instant) -> Bool {
    let age = now.milliseconds - begun
    return age >= -60_000 && age < SignInTicket.lifetime * 1000
  }

  /// What is kept of the state once it was used: an answer counts once.
  package var stateDigest: String { SignInTicket.digest(of: state) }
  package static func digest(of state: String) -> String { Hex.text(SHA256.hash(data: Array(state.utf8))) }

  /// The SHA-256 that the provider is shown.
  package var challenge: String { Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) }

  /// The address at the provider to which the browser goes.
  package func address(at provider: IdentityProvider, _ document: ProviderDocument) -> String {
    var items = [
      ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", provider.returnAddress),
      ("scope", "openid"), ("state", state), ("nonce", nonce), ("code_challenge", challenge),
      ("code_challenge_method", "S256"),
    ]
    if !provider.acr.isEmpty { items.append(("acr_values", provider.acr.joined(separator: " "))) }
    let mark = document.authorization.text.contains("?") ? "&" : "?"
    return document.authorization.text + mark + FormText.encoded(items)
  }
}

/// What came back from a provider with the browser.
package struct AgencyReturn: Sendable {
  package let code: String?
  package let state: String
  /// The issuer that answers (RFC 9207); nil where the provider does not say.
  package let issuer: String?
  /// Why the provider did not sign the person in.
  package let error: String?

  /// Texts longer than any provider’s are cut off here, and so no answer.
  package init(code: String?, state: String?, issuer: String?, error: String?) {
    func held(_ text: String?) -> String? { text.flatMap { $0.isEmpty || $0.utf8.count > 4000 ? nil : $0 } }
    self.code = held(code)
    self.state = held(state) ?? ""
    self.issuer = held(issuer)
    self.error = held(error)
  }
}

/// Fields as forms send them (WHATWG URL, `application/x-www-form-urlencoded`).
package enum FormText {
  package static func encoded(_ items: [(String, String)]) -> String {
    items.map { part($0.0) + "=" + part($0.1) }.joined(separator: "&")
  }

  /// Everything but letters, digits and `- . _ ~` as percent and two digits.
  package static func part(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// A call to a provider.
package struct ProviderRequest: Sendable {
  package let address: ProviderAddress
  /// Sent by `POST`; nil for a `GET`.
  package let form: [(String, String)]?
  /// Sent as `Authorization: Basic`, both already encoded (RFC 6749 section 2.3.1).
  package let basic: String?

  package init(_ address: ProviderAddress, form: [(String, String)]? = nil, basic: String? = nil) {
    self.address = address
    self.form = form
    self.basic = basic
  }
}

package struct ProviderAnswer: Sendable {
  package let status: Int
  package let body: [UInt8]

  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// How providers are called: follows no redirect, waits ten seconds at most, takes `ProviderDocument.most` bytes at most.
package protocol ProviderFetching: Sendable {
  /// The answer, whatever its status; a refusal when none came within the limits.
  func fetch(_ request: ProviderRequest) async throws -> ProviderAnswer
}
