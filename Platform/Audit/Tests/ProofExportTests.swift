import Basics
import Foundation
import Testing

@testable import Audit

/// Writes proofs to the file that `CONCORDAT_AUDIT_EXPORT` names, for `scripts/proofs.py` to check with another
/// implementation.
@Suite struct ProofExportTests {
  private static let path = ProcessInfo.processInfo.environment["CONCORDAT_AUDIT_EXPORT"] ?? ""

  private func hex(_ hashes: [MerkleHash]) -> JSON { .array(hashes.map { .string($0.description) }) }

  @Test(.enabled(if: !path.isEmpty, "No file is named to export to."))
  func `proofs are written for another program to check`() throws {
    var random = SeededNumbers(31)
    let leaves = try (0..<145).map { index in
      AuditRecord(
        index: index, time: AuditSamples.start.adding(seconds: index), clockWentBack: false,
        entry: try AuditSamples.random(&random)
      ).leaf
    }
    let tree = tree(over: leaves.map { .leaf($0) })
    var inclusion: [JSON] = [], consistency: [JSON] = []
    for size in 1...leaves.count {
      for index in 0..<size {
        inclusion.append([
          "index": .int(index), "size": .int(size), "path": hex(try tree.inclusionProof(of: index, in: size).path),
        ])
        consistency.append([
          "old": .int(index + 1), "new": .int(size),
          "path": hex(try tree.consistencyProof(from: index + 1, to: size).path),
        ])
      }
    }
    let key = try AuditSamples.key(), witness = try AuditSamples.key(9), name = "police.example/witness"
    let head = try key.sign(Checkpoint(origin: AuditSamples.origin, size: tree.size, root: tree.root()))
    let cosigned = try witness.cosign(head, name: name, now: AuditSamples.start)
    let roots = try (0...leaves.count).map { try tree.root(at: $0) }
    let json: JSON = [
      "leaves": .array(leaves.map { .string(Hex.text($0)) }), "roots": hex(roots), "inclusion": .array(inclusion),
      "consistency": .array(consistency), "head": .string(cosigned.description),
      "log_key": .string(try key.verifier(name: AuditSamples.origin).description),
      "witness_key": .string(try witness.verifier(name: name, .cosignature).description),
    ]
    try Data(json.text().utf8).write(to: URL(fileURLWithPath: ProofExportTests.path))
  }
}
