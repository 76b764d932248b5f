import Audit
import Basics
import Foundation
import WebShell

/// The log for programs of others: the signed head, proofs, and the text that a witness reads. They hold hashes and no
/// data of anybody, so they are open to everyone; an entry itself is not.
struct LogEndpoints: Sendable {
  let log: AuditLog
  let reads: ReadAudit

  @Sendable func checkpoint(_ ask: Ask) async throws -> Reply {
    let needsWitness = ask.query["witnessed"] == "1"
    guard let head = try await log.witnessedHead(needsWitness: needsWitness) else {
      return .text(
        needsWitness
          ? "No witness has cosigned a head yet.\n" : "The log has no signed head yet. Ask again in a minute.\n",
        status: 404)
    }
    return .text(head.description)
  }

  /// Takes a witness's cosignature of a head, in the field `note`. It proves itself by its key and means the same however
  /// often it is sent, so it needs neither an account nor a form of ours.
  @Sendable func cosign(_ ask: Ask) async throws -> Reply {
    do {
      let count = try await log.take(cosigned: ask.form["note"] ?? "", now: ask.now)
      return .text("\(count.of("cosignature", "cosignatures")) taken.\n")
    } catch let refusal as Refusal where refusal.kind == "audit-question-cosignature" {
      return .text(refusal.description + "\n", status: 400)
    }
  }

  @Sendable func witness(_ ask: Ask) async throws -> Reply {
    do {
      let old = ask.queryAll["old"] == nil ? 0 : try number("old", ask.query["old"])
      // No text at all before the first head: the witness says what that means.
      return .text(try await log.offer(old: old)?.description ?? "")
    } catch let refusal as Refusal { return .text(refusal.description + "\n", status: 400) }
  }

  @Sendable func inclusion(_ ask: Ask) async throws -> Reply {
    try await answered {
      let index = try number("index", ask.parameters["index"]), size = try number("size", ask.query["size"])
      return hashes(try await log.inclusionProof(of: index, in: size).path)
    }
  }

  @Sendable func consistency(_ ask: Ask) async throws -> Reply {
    try await answered {
      let from = try number("from", ask.query["from"]), to = try number("to", ask.query["to"])
      return hashes(try await log.consistencyProof(from: from, to: to).path)
    }
  }

  /// An entry's own bytes, for the auditor and for whoever oversees the agency of the person who acted. Looking at it is
  /// logged before it is shown.
  @Sendable func entry(_ ask: Ask) async throws -> Reply {
    try await answered {
      let index = try number("index", ask.parameters["index"])
      let scope: String?
      // Whoever oversees nothing learns nothing, not even that the page is there.
      do { scope = try ask.oversightScope() } catch { throw NotFound() }
      guard let record = try await log.record(at: index) else {
        throw LogEndpoints.refusal("There is no entry \(index) yet.")
      }
      guard scope == nil || record.entry.actor.agency == scope else { throw NotFound() }
      try await reads.record(
        AuditEntry(
          .admin, by: ask.oversightActor(), object: AuditObject(kind: "audit-entry", id: String(index)),
          individuals: record.entry.individuals))
      return .json(["index": .int(index), "leaf": .string(Data(record.leaf).base64EncodedString())])
    }
  }

  private func hashes(_ path: [MerkleHash]) -> Reply {
    .json(["hashes": .array(path.map { .string(Data($0.bytes).base64EncodedString()) })])
  }

  /// A whole number in decimal digits, as far as the machine counts.
  private func number(_ name: String, _ text: String?) throws -> Int {
    guard let text, let value = Int(text), value >= 0, String(value) == text else {
      throw LogEndpoints.refusal("“\(name)” is missing, or is not a whole number from 0 on.")
    }
    return value
  }

  private static func refusal(_ reason: String) -> Refusal {
    Refusal("audit-question", reason, remedy: "Ask for entries and sizes up to the size that /audit/checkpoint names.")
  }

  /// A question that the log has no answer to is the asker's mistake.
  private func answered(_ body: () async throws -> Reply) async throws -> Reply {
    do { return try await body() } catch let refusal as Refusal
      where refusal.kind.hasPrefix("audit-question")
      || refusal.kind == "audit-proof"
    {
      let refused: JSON = [
        "kind": .string(refusal.kind), "reason": .string(refusal.reason),
        "remedy": .string(
          refusal.remedy ?? "Ask for entries and sizes up to the size that /audit/checkpoint names."),
      ]
      return .json(["refused": refused], status: 400)
    }
  }
}
