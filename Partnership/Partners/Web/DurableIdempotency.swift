import Basics
import PartnershipStore
import WebShell

/// Remembers in the database what became of forms, so that one sent again after a restart, or to another server of the
/// same database, is not carried out twice.
package struct DurableIdempotency: IdempotencyStore {
  let store: PartnersStore
  /// How often, in milliseconds, and how many times a form that is being carried out elsewhere is asked after.
  private let interval = 100, most = 300

  package init(_ store: PartnersStore) { self.store = store }

  package func claim(_ key: IdempotencyKey, fingerprint: String, now: Instant) async throws -> IdempotencyClaim {
    for _ in 0..<most {
      switch try await store.claim(form(key), fingerprint: fingerprint, now: now) {
      case .first: return .first
      case .settled(let bytes): return StoredResponse.decoded(bytes).map(IdempotencyClaim.replay) ?? .different
      case .unclear: return .different
      case .running: try await Task.sleep(for: .milliseconds(interval))
      }
    }
    return .different
  }

  /// A failure to note the outcome leaves the claim standing: sent again, the form is answered with "look first".
  package func settle(_ key: IdempotencyKey, _ response: Response?) async {
    try? await store.settle(form(key), outcome: response.map(StoredResponse.encoded))
  }

  private func form(_ key: IdempotencyKey) -> SentForm { SentForm(bearer: key.session, path: key.path, key: key.key) }
}

/// A response as bytes: the status, the headers, an empty line, the body, as on the wire.
enum StoredResponse {
  static func encoded(_ response: Response) -> [UInt8] {
    let lines = [String(response.status)] + response.headers.map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + response.body
  }

  static func decoded(_ bytes: [UInt8]) -> Response? {
    guard let end = bytes.indices.dropLast().first(where: { bytes[$0] == 10 && bytes[$0 + 1] == 10 }) else {
      return nil
    }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\n")
    guard let status = lines.first.flatMap({ Int($0) }) else { return nil }
    let headers = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
    return Response(status: status, headers: headers, body: Array(bytes[(end + 2)...]))
  }
}
