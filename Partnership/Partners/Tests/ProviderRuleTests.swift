import Basics
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Addresses and documents of providers` {
  @Test(
    arguments: [
      "https://login.council.example", "https://login.council.example:8443/a/b", "http://127.0.0.1:4593/api/oidc",
      "http://localhost", "http://[::1]:80/x", "https://login.example/tenant/v2.0",
    ])
  func `an address by TLS, or of this machine, is taken as it is`(_ text: String) throws {
    #expect(try ProviderAddress.base(text, place: "Issuer").text == text)
  }

  @Test(
    arguments: [
      "", "login.council.example", "ftp://login.example", "http://login.council.example", "HTTPS://LOGIN.EXAMPLE",
      "http://127.0.0.1.evil.example", "http://127.0.0.1@evil.example", "https://good.example@evil.example",
      "https://a.example\\@evil.example", "https:///path", "https://:443", "https://a.example:99999",
      "https://a.example:80x", "https://a.example:+80", "https://a b.example", "https://exämple.example",
      "https://a.example#x", "https://a.example?x=1", "http://127.1", "http://0177.0.0.1", "http://127.0.0.256",
      "http://[::1", "http://[::2]", "https://-a.example", "javascript:alert(1)",
      "https://" + String(repeating: "a", count: 600),
    ])
  func `any other is refused`(_ text: String) {
    #expect(throws: Refusal.self) { try ProviderAddress.base(text, place: "Issuer") }
  }

  @Test func `a document is taken only from its own issuer, with safe addresses and fit algorithms`() throws {
    let provider = FakeProvider(clock: MovingClock(PartnersFixture.start))
    let issuer = try ProviderAddress.base(provider.issuer, place: "Issuer")
    func read(_ changes: [String: String]) throws -> ProviderDocument {
      try ProviderDocument(Array(provider.document(changes).utf8), issuer: issuer)
    }
    #expect(try read([:]).takesSecretInForm == false)
    #expect(try read(["token_endpoint_auth_methods_supported": "[\"client_secret_post\"]"]).takesSecretInForm)
    let wrong: [[String: String]] = [
      ["issuer": "\"\(provider.issuer)/\""], ["issuer": "\"https://login.police.example\""], ["issuer": "7"],
      ["authorization_endpoint": "\"javascript:alert(1)\""], ["token_endpoint": "\"http://127.0.0.1/token\""],
      ["jwks_uri": "\"http://login.council.example/keys\""], ["jwks_uri": "null"],
      ["code_challenge_methods_supported": "[\"plain\"]"],
      ["id_token_signing_alg_values_supported": "[\"HS256\",\"none\"]"],
    ]
    for changes in wrong { #expect(throws: Refusal.self, "\(changes)") { try read(changes) } }
    for text in ["", "[]", "{", "null", String(repeating: "[", count: 100_000)] {
      #expect(throws: Refusal.self) { try ProviderDocument(Array(text.utf8), issuer: issuer) }
    }
    let long = provider.document(["padding": "\"" + String(repeating: "x", count: ProviderDocument.most) + "\""])
    #expect(throws: Refusal.self) { try ProviderDocument(Array(long.utf8), issuer: issuer) }
  }

  @Test func `the proof of RFC 7636 appendix B comes out, and Base64 has one reading`() throws {
    let octets: [UInt8] = [
      116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240,
      91, 88, 5, 88, 83, 132, 141, 121,
    ]
    let ticket = SignInTicket(
      provider: ID("p"), next: "/", random: { _ in octets }, now: PartnersFixture.start)
    #expect(ticket.verifier == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(ticket.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
    }
    for text in ["A", "AB", "AAB=", "A+/A", "AA AA", "ÄA"] where text != "AB" { #expect(Base64URL.bytes(text) == nil) }
    #expect(Base64URL.bytes("AB") == nil && Base64URL.bytes("AA") == [0])
  }

  @Test func `a provider that is set up wrongly is refused by its field`() {
    func place(
      client: String = "c", site: String = "https://c.example", acr: String = "", secret: String = "s",
      file: String = ""
    ) -> String? {
      do {
        _ = try ProviderDraft(
          clientID: client, site: site, acr: acr, amr: "", isOpen: true, secret: secret, secretFile: file)
        return nil
      } catch let refusal as Refusal { return refusal.place } catch { return "\(error)" }
    }
    #expect(place() == nil)
    #expect(place(client: "") == "Client ID" && place(client: "a b") == "Client ID")
    #expect(place(site: "http://c.example") == "Address of this site")
    #expect(place(acr: String(repeating: "a ", count: 30)) == "Values of acr")
    #expect(place(secret: "a\nb") == "Client secret" && place(file: "x") == "Client secret")
    for name in ["../server.key", "/etc/shadow", ".hidden", "a/b", "a\u{0}", String(repeating: "a", count: 65)] {
      #expect(place(secret: "", file: name) == "File of the secret", "\(name)")
    }
    #expect(place(secret: "", file: "council.secret") == nil)
  }
}
