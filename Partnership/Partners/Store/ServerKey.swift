import Basics
import Crypto
import Foundation
import PartnershipModel

/// The installation's own secret, 32 bytes kept beside the database and never in it: a copy of the database alone
/// neither makes form tokens nor shows anybody's second factor.
package struct ServerKey: Sendable {
  private let forms: SymmetricKey
  private let factors: SymmetricKey
  private let outcomes: SymmetricKey
  private let secrets: SymmetricKey
  private let tickets: SymmetricKey

  /// Refuses a key that is too short to protect anything.
  package init(bytes: [UInt8]) throws {
    guard bytes.count >= 32 else {
      throw Refusal("server-key", "The server key is shorter than 32 bytes.", remedy: "Restore it from the backup.")
    }
    let root = SymmetricKey(data: bytes)
    func derived(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array(purpose.utf8), outputByteCount: 32)
    }
    forms = derived("concordat form token 1")
    factors = derived("concordat second factor 1")
    outcomes = derived("concordat form outcome 1")
    secrets = derived("concordat client secret 1")
    tickets = derived("concordat agency sign-in 1")
  }

  /// The key in the file at `path`, made (readable by the owner only) when there is none.
  package static func load(path: String, random: Randomness = .system) throws -> ServerKey {
    if let held = FileManager.default.contents(atPath: path) { return try ServerKey(bytes: Array(held)) }
    let bytes = random.bytes(32)
    let made = FileManager.default.createFile(
      atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    guard made, let written = FileManager.default.contents(atPath: path) else {
      throw Refusal(
        "server-key", place: path, "The server key could not be written.",
        remedy: "Make the folder writable for the account that runs the server.")
    }
    return try ServerKey(bytes: Array(written))
  }

  func formToken(session: String) -> String {
    Hex.text(HMAC<SHA256>.authenticationCode(for: Array(session.utf8), using: forms))
  }

  /// Seals a second factor's key so that it opens for `account` alone.
  func seal(_ factor: [UInt8], for account: String) throws -> [UInt8] {
    Array(try ChaChaPoly.seal(factor, using: factors, authenticating: Array(account.utf8)).combined)
  }

  func open(_ sealed: [UInt8], for account: String) throws -> [UInt8] {
    do {
      return Array(
        try ChaChaPoly.open(ChaChaPoly.SealedBox(combined: sealed), using: factors, authenticating: Array(account.utf8))
      )
    } catch {
      throw Refusal(
        "server-key", "The second factor was sealed under another server key.",
        remedy: "Restore the server key that belongs to this database, or re-enrol the person's second factor.")
    }
  }

  /// Seals what somebody was told in answer to a form, so that it opens for the same form alone.
  func seal(outcome: [UInt8], of form: SentForm) throws -> [UInt8] {
    Array(try ChaChaPoly.seal(outcome, using: outcomes, authenticating: Array(form.description.utf8)).combined)
  }

  func open(outcome sealed: [UInt8], of form: SentForm) throws -> [UInt8] {
    let box = try ChaChaPoly.SealedBox(combined: sealed)
    return Array(try ChaChaPoly.open(box, using: outcomes, authenticating: Array(form.description.utf8)))
  }

  /// Seals the secret by which this server proves itself to an agency's provider, so that it opens for that one alone.
  func seal(secret: String, of provider: ID<IdentityProvider>) throws -> [UInt8] {
    Array(
      try ChaChaPoly.seal(Array(secret.utf8), using: secrets, authenticating: Array(provider.text.utf8)).combined)
  }

  func open(secret sealed: [UInt8], of provider: ID<IdentityProvider>) throws -> String {
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let opened = try? ChaChaPoly.open(box, using: secrets, authenticating: Array(provider.text.utf8))
    else {
      throw Refusal(
        "server-key", "The client secret was sealed under another server key.",
        remedy: "Restore the server key that belongs to this database, or enter the client secret again.")
    }
    return String(decoding: opened, as: UTF8.self)
  }

  /// Seals what the browser carries while its person is at a provider.
  func seal(ticket: SignInTicket) throws -> String {
    Base64URL.text(try ChaChaPoly.seal(JSONEncoder().encode(ticket), using: tickets).combined)
  }

  /// Nil for whatever was not sealed here.
  func open(ticket text: String) -> SignInTicket? {
    guard text.utf8.count <= 4000, let sealed = Base64URL.bytes(text),
      let box = try? ChaChaPoly.SealedBox(combined: sealed), let opened = try? ChaChaPoly.open(box, using: tickets)
    else { return nil }
    return try? JSONDecoder().decode(SignInTicket.self, from: opened)
  }
}
