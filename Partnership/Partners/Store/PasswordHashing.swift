import Basics
import CSodium
import Dispatch
import PartnershipModel

/// Argon2id by libsodium, two at a time and away from the threads that answer requests: each hash takes 64 MiB and a
/// fifth of a second, so without a bound a burst of sign-ins would exhaust the machine.
package struct PasswordHashing: Sendable {
  /// What one hash costs.
  package struct Cost: Hashable, Sendable {
    package let passes: Int
    package let kibibytes: Int
    package init(passes: Int, kibibytes: Int) {
      self.passes = passes
      self.kibibytes = kibibytes
    }

    /// What the product uses: 64 MiB, two passes.
    package static let interactive = Cost(passes: 2, kibibytes: 65_536)
    /// The least that libsodium takes: for tests, which hash often and protect nobody.
    package static let least = Cost(passes: 1, kibibytes: 8)
  }

  package let cost: Cost
  private let gate: HashingGate
  private let threads = DispatchQueue(label: "password hashing", qos: .userInitiated, attributes: .concurrent)

  package init(cost: Cost = .interactive, slots: Int = 2, queue: Int = 32) {
    self.cost = cost
    gate = HashingGate(slots: slots, queue: queue)
  }

  /// A hash that no password has, at the same cost as a real one: verified for accounts that do not exist, so that
  /// the time taken does not say which do.
  var nobody: String {
    let salt = String(repeating: "A", count: 22), sum = String(repeating: "A", count: 43)
    return "$argon2id$v=19$m=\(cost.kibibytes),t=\(cost.passes),p=1$\(salt)$\(sum)"
  }

  /// The hash to keep, with its salt and cost inside.
  func hash(_ password: String) async throws -> String {
    let bytes = Array(PasswordRules.normalised(password).utf8)
    let cost = cost
    let made: String? = try await run {
      var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
      let done = bytes.withUnsafeBufferPointer { buffer in
        buffer.withMemoryRebound(to: CChar.self) { text in
          guard sodium_init() >= 0, let start = text.baseAddress else { return Int32(-1) }
          return crypto_pwhash_str_alg(
            &out, start, UInt64(text.count), UInt64(cost.passes), cost.kibibytes * 1024, crypto_pwhash_alg_argon2id13())
        }
      }
      return done == 0 ? String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
    guard let made else { throw HashingGate.busy }
    return made
  }

  /// Whether `password` is the one that `hash` was made from.
  func verify(_ password: String, _ hash: String) async throws -> Bool {
    let bytes = Array(PasswordRules.normalised(password).utf8)
    return try await run {
      bytes.withUnsafeBufferPointer { buffer in
        buffer.withMemoryRebound(to: CChar.self) { text in
          // An empty array has no address; an empty password is nobody's.
          guard sodium_init() >= 0, let start = text.baseAddress else { return false }
          return crypto_pwhash_str_verify(hash, start, UInt64(text.count)) == 0
        }
      }
    }
  }

  /// Whether the hash was made at another cost than today's, so that it should be made again.
  func isOutdated(_ hash: String) -> Bool {
    crypto_pwhash_str_needs_rehash(hash, UInt64(cost.passes), cost.kibibytes * 1024) != 0
  }

  private func run<Outcome: Sendable>(_ work: @escaping @Sendable () -> Outcome) async throws -> Outcome {
    try await gate.enter()
    let outcome = await withCheckedContinuation { continuation in
      threads.async { continuation.resume(returning: work()) }
    }
    await gate.leave()
    return outcome
  }
}

/// Lets a few in and a few more wait; turns the rest away at once, to be asked again, instead of making everybody wait.
actor HashingGate {
  static let busy = Refusal(
    "busy", "Too many people are signing in at this moment.", remedy: "Wait five seconds and try again.")

  private let slots: Int, queue: Int
  private var inside = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(slots: Int, queue: Int) {
    self.slots = slots
    self.queue = queue
  }

  func enter() async throws {
    if inside < slots {
      inside += 1
      return
    }
    guard waiting.count < queue else { throw HashingGate.busy }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Hands the place to the one who waited longest.
  func leave() {
    if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
  }
}
