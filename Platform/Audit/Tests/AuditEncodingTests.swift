import Basics
import Testing

@testable import Audit

@Suite struct AuditEncodingTests {
  private func records(_ count: Int, seed: UInt64) throws -> [AuditRecord] {
    var random = SeededNumbers(seed)
    return try (0..<count).map { index in
      AuditRecord(
        index: index, time: Instant(milliseconds: Int.random(in: AuditRecord.times, using: &random)),
        clockWentBack: Bool.random(using: &random), entry: try AuditSamples.random(&random))
    }
  }

  @Test func `every record is read back from its bytes`() throws {
    for record in try records(2_000, seed: 1) { #expect(try AuditRecord(leaf: record.leaf) == record) }
  }

  @Test func `two records never have the same bytes`() throws {
    let records = try records(2_000, seed: 2)
    #expect(Set(records.map(\.leaf)).count == records.count)
  }

  @Test func `a record that is cut short anywhere, or has a byte more, is refused`() throws {
    for record in try records(60, seed: 3) {
      let leaf = record.leaf
      for count in leaf.indices { #expect(throws: MalformedLeaf.self) { try AuditRecord(leaf: Array(leaf[..<count])) } }
      for byte in [UInt8(0), 1, 255] { #expect(throws: MalformedLeaf.self) { try AuditRecord(leaf: leaf + [byte]) } }
    }
  }

  @Test func `a changed byte is refused, or makes another record in its one canonical form`() throws {
    var random = SeededNumbers(4)
    for record in try records(200, seed: 5) {
      for place in record.leaf.indices {
        var leaf = record.leaf
        leaf[place] ^= UInt8.random(in: 1...255, using: &random)
        if let other = try? AuditRecord(leaf: leaf) {
          #expect(other != record)
          #expect(other.leaf == leaf)
        }
      }
    }
  }

  @Test func `bytes at random are refused and do no harm`() throws {
    var random = SeededNumbers(6)
    for _ in 0..<5_000 {
      var bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if Bool.random(using: &random), !bytes.isEmpty { bytes[0] = AuditRecord.version }
      #expect(throws: MalformedLeaf.self) { try AuditRecord(leaf: bytes) }
    }
  }

  @Test func `a list out of order, a flag that is no flag, a time out of reach and a later version are refused`() throws
  {
    let entry = try AuditEntry(.erasure, by: .server, individuals: ["p1", "p2"])
    let leaf = AuditRecord(index: 3, time: AuditSamples.start, clockWentBack: false, entry: entry).leaf
    func refused(_ change: (inout [UInt8]) -> Void) {
      var bytes = leaf
      change(&bytes)
      #expect(bytes != leaf)
      #expect(throws: MalformedLeaf.self) { try AuditRecord(leaf: bytes) }
    }
    refused { $0[0] = 2 }
    refused { $0[1] = 0x80 }
    refused { $0[9] = 0x7F }
    refused { $0[9] = 0xFF }
    refused { $0[17] = 2 }
    let first = leaf.indices.first { leaf[$0...].starts(with: Array("p1".utf8)) }
    let second = leaf.indices.first { leaf[$0...].starts(with: Array("p2".utf8)) }
    let (one, two) = (try #require(first), try #require(second))
    refused { $0.swapAt(one + 1, two + 1) }
  }

  /// The bytes of version 1 are for ever: whoever changes them makes every stored proof worthless.
  @Test func `the bytes of version 1 do not change`() throws {
    let record = AuditRecord(
      index: 184_467, time: AuditSamples.start, clockWentBack: true, entry: try AuditSamples.consultation())
    #expect(Hex.text(record.leaf) == golden)
    #expect(record.leafHash.description == "8d18689775727d08978f431ca7950cec0e208a2ea2fe364eebc4270f66aca9a7")
  }

  private let golden =
    "01000000000002d093000001a207a23280010000000c636f6e73756c746174696f6e010000000275310100000007636f756e"
    + "63696c0001000000200707070707070707070707070707070707070707070707070707070707070707010000000d7365636f"
    + "6e642d666163746f7201000000046361736500000002633100000001000000086964656e7469747901000000000000000100"
    + "00000100000002703100010000000d6173622d726564756374696f6e01000000026731000000000000000200000001000000"
    + "06332d726f6c650100000005616c6c6f770000010000000d7365616c656420746578742031"
}
