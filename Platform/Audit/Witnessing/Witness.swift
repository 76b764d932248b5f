import Basics
import Database

/// An agency's eye on the partnership's log: it keeps the last head that it verified and signs a later one only when
/// the log is proven to have grown out of it.
///
/// One file is all its memory; without it the witness takes whatever head it meets first for the truth. Run by one
/// process at a time, on a machine that the log's operator does not run.
package actor Witness {
  /// Gets the text of a `WitnessOffer` from the log for a witness that holds the head at this many entries; no text at
  /// all when the log has no head.
  package typealias Fetch = @Sendable (_ old: Int) async throws -> String

  private let name: String
  private let key: AuditKey
  private let origin: String
  private let logKey: VerifierKey
  private let path: String

  /// `name` is the witness's own, such as `police.example/witness`; `logKey` the key that the log's heads must be
  /// signed with, brought by another way than the server; `path` the file that holds the last head.
  package init(name: String, key: AuditKey, origin: String, logKey: VerifierKey, path: String) throws {
    _ = try key.verifier(name: name, .cosignature)
    self.name = name
    self.key = key
    self.origin = origin
    self.logKey = logKey
    self.path = path
  }

  /// Fetches the log's latest head, judges it, keeps it and returns it cosigned. Throws a `WitnessAlarm` for a head that
  /// must not be signed, and then keeps what it held.
  package func observe(now: Instant, fetch: Fetch) async throws -> SignedHead {
    let asked = try held()?.checkpoint
    let text = try await fetch(asked?.size ?? 0)
    // From here to the end nothing waits, so that no other observation comes between judging and keeping.
    guard try held()?.checkpoint == asked else {
      throw Refusal("witness-busy", "Another observation came first.", remedy: "Observe again.")
    }
    let head = try Witness.judge(text, held: asked, origin: origin, key: logKey)
    let cosigned = try key.cosign(head, name: name, now: now)
    try PrivateFile.replace(path, Array(cosigned.description.utf8))
    return cosigned
  }

  /// The last head that was verified; nil before the first. Throws when the file is not as the witness wrote it.
  package func held() throws -> SignedHead? {
    guard let bytes = try PrivateFile.read(path) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let own = try key.verifier(name: name, .cosignature)
    guard let head = try? SignedHead(text, origin: origin, keys: [logKey]), head.note.isSigned(by: own) else {
      throw WitnessAlarm(kind: .changedState, offered: text)
    }
    return head
  }

  /// The rule by itself: the offered head, if it may follow the one that is held.
  package static func judge(
    _ text: String, held: Checkpoint?, origin: String, key: VerifierKey
  ) throws -> SignedHead {
    func alarm(_ kind: WitnessAlarm.Kind) -> WitnessAlarm { WitnessAlarm(kind: kind, offered: text) }
    guard !text.isEmpty else { throw alarm(.noHead) }
    guard let offer = try? WitnessOffer(text) else { throw alarm(.unreadable) }
    let head: SignedHead
    do {
      head = try SignedHead(offer.note.description, origin: origin, keys: [key])
    } catch let fault as SignedHead.Fault {
      switch fault {
      case .unreadable: throw alarm(.unreadable)
      case .origin: throw alarm(.otherLog)
      case .key: throw alarm(.otherKey)
      case .signature: throw alarm(.badSignature)
      }
    }
    let new = head.checkpoint
    guard new.size >= held?.size ?? 0 else { throw alarm(.rollback) }
    if let held, held.size == new.size {
      guard held.root == new.root else { throw alarm(.fork) }
      return head
    }
    guard offer.old == held?.size ?? 0 else { throw alarm(.otherProof) }
    let proof = ConsistencyProof(old: offer.old, new: new.size, path: offer.path)
    guard proof.holds(from: held?.root ?? .empty, to: new.root) else { throw alarm(.inconsistent) }
    return head
  }
}
