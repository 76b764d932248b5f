import Basics

/// An agency's own way of signing its people in: an OpenID Connect provider, bound to exactly one body, so that a
/// council's provider can never vouch for a police officer (OWASP ASVS 5.0 section 6.8.1).
package struct IdentityProvider: Hashable, Sendable {
  /// Where the secret lies by which this server proves itself to the provider.
  package enum Secret: Hashable, Sendable {
    /// In the database, sealed under the server's key.
    case sealed
    /// In the file of this name in the folder `client-secrets` of the data folder.
    case file(String)
  }

  package let id: ID<IdentityProvider>
  package let authority: ID<Authority>
  package let authorityName: String
  /// Exactly as the provider writes it; with the subject it is the key of a person. Never changed.
  package let issuer: ProviderAddress
  package let clientID: String
  package let secret: Secret
  /// The address at which people reach this site.
  package let site: ProviderAddress
  /// Values of the claim `acr` that show a second factor.
  package let acr: [String]
  /// Values of the claim `amr` (RFC 8176) that show a second factor, such as `mfa` and `otp`.
  package let amr: [String]
  /// Whether people may sign in by it.
  package let isOpen: Bool

  package init(
    id: ID<IdentityProvider>, authority: ID<Authority>, authorityName: String, issuer: ProviderAddress,
    clientID: String, secret: Secret, site: ProviderAddress, acr: [String], amr: [String], isOpen: Bool
  ) {
    self.id = id
    self.authority = authority
    self.authorityName = authorityName
    self.issuer = issuer
    self.clientID = clientID
    self.secret = secret
    self.site = site
    self.acr = acr
    self.amr = amr
    self.isOpen = isOpen
  }

  package static let returnPath = "/sign-in/agency/return"

  /// Where the provider sends the browser back to; it has to be registered there word for word.
  package var returnAddress: String { site.stem + IdentityProvider.returnPath }

  /// Whether the provider says that it saw a second factor. Where no value is configured it never does.
  package func showsSecondFactor(_ claims: IDTokenClaims) -> Bool {
    claims.acr.map(acr.contains) ?? false || claims.amr.contains(where: amr.contains)
  }
}

/// What an administrator types for a provider.
package struct ProviderDraft: Sendable {
  package let clientID: String
  package let site: ProviderAddress
  package let acr: [String]
  package let amr: [String]
  package let isOpen: Bool
  /// A new secret, or the name of its file; nil keeps the one that is held.
  package let secret: NewSecret?

  package enum NewSecret: Sendable {
    case typed(String)
    case file(String)
  }

  /// Refuses what cannot be sent to a provider.
  package init(
    clientID: String, site: String, acr: String, amr: String, isOpen: Bool, secret: String, secretFile: String
  ) throws {
    guard !clientID.isEmpty, ProviderDraft.isVisible(clientID), clientID.utf8.count <= 200 else {
      throw Refusal(
        "client-id", place: "Client ID", "This is no client ID.", remedy: "Copy it from the provider’s administration.")
    }
    self.clientID = clientID
    self.site = try ProviderAddress.base(site, place: "Address of this site")
    self.acr = try ProviderDraft.words(acr, place: "Values of acr")
    self.amr = try ProviderDraft.words(amr, place: "Values of amr")
    self.isOpen = isOpen
    guard secret.isEmpty || secretFile.isEmpty else {
      throw Refusal(
        "client-secret", place: "Client secret", "Both a secret and a file were given.", remedy: "Give one of the two.")
    }
    guard secret.utf8.count <= 500, ProviderDraft.isVisible(secret) else {
      throw Refusal(
        "client-secret", place: "Client secret", "The secret has characters that cannot be sent.",
        remedy: "Copy it from the provider’s administration; at most 500 characters.")
    }
    if !secretFile.isEmpty {
      guard ProviderDraft.isFileName(secretFile) else {
        throw Refusal(
          "client-secret", place: "File of the secret", "This is no name of a file in the folder client-secrets.",
          remedy: "Use letters, digits, hyphens and points, without a folder.")
      }
      self.secret = .file(secretFile)
    } else {
      self.secret = secret.isEmpty ? nil : .typed(secret)
    }
  }

  /// A plain name: a path would let whoever sets up providers read any file of the server.
  package static func isFileName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains($0)
      }
  }

  private static func isVisible(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 32 && $0 < 127 } }

  private static func words(_ text: String, place: String) throws -> [String] {
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count <= 20, words.allSatisfy({ $0.utf8.count <= 200 && isVisible($0) }) else {
      throw Refusal(
        "second-factor-claim", place: place, "These are no values of a claim.",
        remedy: "Write them apart by spaces, at most 20.")
    }
    return words
  }
}
