import Basics
import StrategyModel
import StrategyStore
import Testing

@testable import StrategyWeb

/// Packed files are checked to the last byte; job pages name files as they were sent.
@Suite struct ImportReviewGzipTests {
  private func packed() throws -> [UInt8] {
    try SourceBytes(path: ImportFixture.path("2020-06-city-of-london-street.issue-2021.csv.gz")).array
  }

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    var out: [UInt8] = []
    try Unpacking.forEachMember(of: SourceBytes(bytes), name: "street.csv.gz") { name, content in
      #expect(name == "street.csv")
      out += content.array
    }
    return out
  }

  private func refusal(_ bytes: [UInt8]) -> Refusal? {
    #expect(throws: Refusal.self) { try unpacked(bytes) }
  }

  @Test(arguments: 1...8)
  func `a gzip file whose checksum or length does not agree is damaged`(fromEnd: Int) throws {
    var bytes = try packed()
    bytes[bytes.count - fromEnd] ^= 1
    #expect(refusal(bytes)?.kind == "damaged-archive")
  }

  @Test func `bytes after a gzip file, or a file that ends early, are damage`() throws {
    let bytes = try packed()
    #expect(refusal(bytes + Array("garbage".utf8))?.reason.contains("7 bytes that are no gzip follow") == true)
    for count in [bytes.count - 1, bytes.count - 8, bytes.count - 9, bytes.count / 2, 12, 2] {
      #expect(refusal(Array(bytes.prefix(count)))?.kind == "damaged-archive")
    }
    #expect(refusal(bytes + bytes.dropLast(4))?.kind == "damaged-archive")
  }

  @Test func `members one after another are one file`() throws {
    let bytes = try packed(), once = try unpacked(bytes)
    #expect(once.count > 10_000)
    #expect(try unpacked(bytes + bytes + bytes) == once + once + once)
  }

  @Test func `a packed file of nothing is refused as empty`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let nothing: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let report = try await place.importing(try place.file("street.csv.gz", nothing))
    #expect(report.files.map(\.status) == [.refused])
    #expect(report.files.first?.problems.first?.contains("is empty (0 bytes)") == true)
  }

  @Test func `a running job names the file it reads as the sender did`() {
    let step = ImportProgress(
      filesDone: 0, filesTotal: 2, bytesDone: 1, bytesTotal: 2, rows: 3, fileName: "/tmp/job/1004/crime.csv", seconds: 1
    )
    let named = ImportJobs.named(step, without: "/tmp/job")
    #expect(named.fileName == "crime.csv")
    #expect(named.rows == 3 && named.bytesTotal == 2)
  }
}
