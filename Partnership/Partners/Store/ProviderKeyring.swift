import Basics
import PartnershipModel

/// What providers publish, fetched when it is needed and held for an hour. A signature by a key that is not held has the
/// keys fetched once more, at most once a minute: keys are changed without notice, and a stranger must not make us call.
actor ProviderKeyring {
  private struct Held {
    var document: ProviderDocument
    var documentAt: Instant
    var keys: [ProviderKey] = []
    var keysAt: Instant?
  }

  private let fetching: any ProviderFetching
  private var held: [ProviderAddress: Held] = [:]
  /// When a fetch last failed: the next try waits.
  private var failed: [ProviderAddress: (at: Instant, refusal: Refusal)] = [:]

  /// Seconds for which what was fetched is good, between two fetches of keys, and after a failure.
  static let good = 3600, between = 60, afterFailure = 10

  init(_ fetching: any ProviderFetching) { self.fetching = fetching }

  func document(of issuer: ProviderAddress, now: Instant) async throws -> ProviderDocument {
    if let found = held[issuer], now.milliseconds - found.documentAt.milliseconds < Self.good * 1000 {
      return found.document
    }
    if let failure = failed[issuer], now.milliseconds - failure.at.milliseconds < Self.afterFailure * 1000 {
      throw failure.refusal
    }
    do {
      let address = try ProviderAddress(ProviderDocument.address(of: issuer), place: issuer.text)
      let document = try ProviderDocument(try await body(address), issuer: issuer)
      var entry = held[issuer] ?? Held(document: document, documentAt: now)
      if entry.document.keys != document.keys { entry.keysAt = nil }
      entry.document = document
      entry.documentAt = now
      held[issuer] = entry
      failed[issuer] = nil
      return document
    } catch let refusal as Refusal {
      failed[issuer] = (now, refusal)
      throw refusal
    }
  }

  /// The key by which a token of that head is verified; nil where the provider has none.
  func key(for header: IDTokenHeader, of issuer: ProviderAddress, now: Instant) async throws -> ProviderKey? {
    let document = try await document(of: issuer, now: now)
    let age = held[issuer]?.keysAt.map { (now.milliseconds - $0.milliseconds) / 1000 }
    if age.map({ $0 >= Self.good }) ?? true { try await fetchKeys(document, issuer, now: now) }
    if let key = choose(header, issuer) { return key }
    guard let age, age >= Self.between, age < Self.good else { return nil }
    try await fetchKeys(document, issuer, now: now)
    return choose(header, issuer)
  }

  /// By its id; without one only where a single key fits.
  private func choose(_ header: IDTokenHeader, _ issuer: ProviderAddress) -> ProviderKey? {
    let fitting = (held[issuer]?.keys ?? []).filter { $0.fits(header.algorithm) }
    guard let kid = header.kid else { return fitting.count == 1 ? fitting.first : nil }
    let named = fitting.filter { $0.kid == kid }
    return named.count == 1 ? named.first : nil
  }

  private func fetchKeys(_ document: ProviderDocument, _ issuer: ProviderAddress, now: Instant) async throws {
    // Noted before the answer, so that two who wait for it do not make three calls.
    held[issuer]?.keysAt = now
    do {
      let keys = try ProviderKey.set(try await body(document.keys), issuer: issuer)
      held[issuer]?.keys = keys
    } catch {
      if held[issuer]?.keys.isEmpty ?? true { held[issuer]?.keysAt = nil }
      throw error
    }
  }

  private func body(_ address: ProviderAddress) async throws -> [UInt8] {
    let answer = try await fetching.fetch(ProviderRequest(address))
    guard answer.status == 200, answer.body.count <= ProviderDocument.most else {
      throw Refusal(
        "provider-unreachable", place: address.text,
        answer.status == 200
          ? "The provider’s answer is too long." : "The provider answered with status \(answer.status).",
        remedy: "Ask the administrator of the provider.")
    }
    return answer.body
  }
}
