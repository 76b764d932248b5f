import Basics
import Database
import Foundation
import StrategyModel
import StrategyStore
import Synchronization
import TestSupport
import Testing

@Suite struct ImportStoreTests {
  private let first = ImportFixture.path("2020-06-city-of-london-street.issue-2021.csv.gz")
  private let second = ImportFixture.path("2020-06-city-of-london-street.issue-2022.csv.gz")

  @Test(arguments: TestDatabase.engines)
  func `an extract is kept byte for byte, named by its digest, with publisher and licence`(engine: Engine) async throws
  {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let report = try await place.importing(first)
    #expect(report.files.map(\.status) == [.added])
    let sha256 = try #require(report.files.first?.sha256)
    let stored = try #require(place.stored("extracts").first)
    #expect(stored.hasSuffix("/\(sha256.prefix(2))/\(sha256)"))
    #expect(FileManager.default.contents(atPath: stored) == FileManager.default.contents(atPath: first))
    let extract = try #require(try await place.evidence.extracts().first)
    #expect(extract.licence == "Open Government Licence v3.0" && extract.publisher == "Home Office, data.police.uk")
    #expect(extract.extractDate == "2023-11-14")
    #expect(
      try await place.evidence.extractBytes(sha256)
        == [UInt8](try #require(FileManager.default.contents(atPath: first)))
    )
  }

  @Test(arguments: TestDatabase.engines)
  func `the same file again, or the same table in another wrapping, changes nothing`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    _ = try await place.importing(first)
    let state = place.evidence.state()
    let unpacked = try place.file(
      "plain.csv", try ImportFixture.content("2020-06-city-of-london-street.issue-2021.csv.gz").array)
    let report = try await place.importing(first, unpacked)
    #expect(report.files.map(\.status) == [.unchanged, .unchanged])
    #expect(report.files.map(\.rows) == [323, 323])
    #expect(place.evidence.state() == state)
    #expect(place.stored("extracts").count == 1)
  }

  @Test(arguments: TestDatabase.engines)
  func `a month issued again is a revision that names each changed record, and no record is lost`(engine: Engine)
    async throws
  {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    _ = try await place.importing(first)
    let report = try await place.importing(second)
    // Counted by a separate program from the two published files: 72 crimes and one of two rows of a repeated one.
    var expected = Revision()
    expected.outcomesChanged = 73
    #expect(report.files.first?.status == .revised)
    #expect(report.files.first?.revision == expected)
    let entry = try #require(try await place.evidence.revisions().first)
    #expect(entry.month == "2020-06" && entry.publisher == "City of London Police" && entry.revision == expected)
    let page = try await place.evidence.changes(revision: entry.id, offset: 70, limit: 10)
    #expect(page.total == 73 && page.changes.count == 3)
    #expect(page.changes.allSatisfy { $0.what == .outcome && $0.before != $0.after && $0.record.count == 64 })
    let table = try await place.evidence.table(.streetCrime)
    #expect(table.rows() == 319 && table.extracts.count == 1)
    #expect(table.extracts.first?.sha256 == report.files.first?.sha256)
  }

  @Test(arguments: TestDatabase.engines)
  func `of two extracts the one with the later date counts, whatever order they came in`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let later = try await place.importing(second, options: ImportOptions(extractDate: Day("2022-02-01")))
    let earlier = try await place.importing(first, options: ImportOptions(extractDate: Day("2021-01-15")))
    #expect(earlier.files.first?.status == .added)
    #expect(earlier.files.first?.problems.contains { $0.contains("later extract") } == true)
    #expect(try await place.evidence.table(.streetCrime).extracts.map(\.sha256) == later.files.map(\.sha256))
  }

  @Test(arguments: TestDatabase.engines)
  func `undoing an import restores what counted before, and a figure as at an earlier moment still sees it`(
    engine: Engine
  ) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let old = try await place.importing(first), new = try await place.importing(second)
    let sha256 = try #require(new.files.first?.sha256)
    let between = try #require(Instant(try await place.evidence.extracts()[1].importedAt))
    await #expect(throws: Refusal.self) { try await place.evidence.undo(extract: sha256, reason: "") }
    try await place.evidence.undo(extract: sha256, reason: "Brought in by mistake.")
    #expect(try await place.evidence.table(.streetCrime).extracts.map(\.sha256) == old.files.map(\.sha256))
    #expect(try await place.evidence.table(.streetCrime, asAt: between).extracts.map(\.sha256) == [sha256])
    #expect(try await place.evidence.revisions().isEmpty)
    #expect(try await place.importing(second).files.first?.status == .revised)
    #expect(try await place.evidence.table(.streetCrime).extracts.map(\.sha256) == [sha256])
  }

  @Test(arguments: TestDatabase.engines)
  func `a dry run tells what would happen, a revision within the same run too, and changes nothing`(engine: Engine)
    async throws
  {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let report = try await place.importing(first, second, options: ImportOptions(dryRun: true))
    #expect(report.files.map(\.status) == [.added, .revised])
    #expect(report.files[1].revision?.outcomesChanged == 73)
    #expect(try await place.evidence.extracts().isEmpty)
    #expect(place.stored("extracts").isEmpty && place.stored("columns").isEmpty)
  }

  @Test(arguments: TestDatabase.engines)
  func `columns that are missing or damaged are made anew from the extract`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    _ = try await place.importing(first, ImportFixture.path("2019-06-city-of-london-stop-and-search.csv.gz"))
    let before = try await place.evidence.table(.streetCrime).tally(by: [.category, .outcome]).cells.map(\.count)
    let searches = try await place.evidence.table(.stopAndSearch).rows()
    for path in place.stored("columns") {
      var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      bytes[bytes.count / 2] ^= 0xFF
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    let again = try await place.reopened()
    #expect(try await again.evidence.table(.streetCrime).tally(by: [.category, .outcome]).cells.map(\.count) == before)
    for path in place.stored("columns") { try FileManager.default.removeItem(atPath: path) }
    let third = try await again.reopened()
    defer { third.database.close() }
    #expect(try await third.evidence.table(.streetCrime).tally(by: [.category, .outcome]).cells.map(\.count) == before)
    #expect(try await third.evidence.table(.stopAndSearch).rows() == searches)
    #expect(place.stored("columns").count == 2)
  }

  @Test(arguments: TestDatabase.engines)
  func `what an import that was killed left behind is swept away and the old state stands`(engine: Engine) async throws
  {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    _ = try await place.importing(first)
    let orphan = String(repeating: "ab", count: 32)
    _ = try place.file("evidence/incoming/\(orphan)", "half")
    _ = try place.file("evidence/extracts/ab/\(orphan)", "whole, but not registered")
    _ = try place.file("evidence/columns/ab/\(orphan)-1", "columns of it")
    let again = try await place.reopened()
    defer { again.database.close() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.directory + "/evidence/incoming").isEmpty)
    #expect(place.stored("extracts").count == 1 && place.stored("columns").count == 1)
    #expect(try await again.evidence.table(.streetCrime).rows() == 319)
  }

  @Test(arguments: TestDatabase.engines)
  func `a refused file leaves nothing behind and does not keep the others out`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let folder = place.directory + "/in"
    _ = try place.file("in/1-empty.csv", [])
    _ = try place.file("in/2-cut.csv", ImportFixture.table([ImportFixture.street("a")]) + "\"open")
    _ = try place.file("in/3-good.csv", ImportFixture.table([ImportFixture.street("a")]))
    _ = try place.file("in/4-other.csv", "alpha,beta\n1,2\n")
    let report = try await place.importing(folder)
    #expect(report.files.map(\.status) == [.refused, .refused, .added, .refused])
    #expect(report.files.allSatisfy { $0.status == .added || $0.problems.count == 1 })
    #expect(place.stored("extracts").count == 1)
    let json = report.json.text()
    #expect(json.contains("\"status\":\"refused\"") && json.contains("\"kind\":null") && json.contains("\"refused\":3"))
  }

  @Test(arguments: TestDatabase.engines)
  func `an archive of many tables is read file by file, in its folders`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let months = ["2021-01", "2021-02", "2021-04"]
    let archive = try place.file(
      "police.zip",
      ImportZip.stored(
        months.map {
          ("\($0)/\($0)-city-of-london-street.csv", ImportFixture.table([ImportFixture.street("a", month: $0)]))
        }))
    let report = try await place.importing(archive)
    #expect(report.files.map(\.status) == [.added, .added, .added])
    #expect(report.files[0].path.hasSuffix("police.zip/2021-01/2021-01-city-of-london-street.csv"))
    let coverage = try await place.evidence.table(.streetCrime).coverage
    #expect(coverage.map(\.month) == ["2021-01", "2021-02", "2021-03", "2021-04"])
    // Missing is not zero; the two latest months held are provisional.
    #expect(coverage.map(\.status) == [.complete, .provisional, .missing, .provisional])
  }

  @Test(arguments: TestDatabase.engines)
  func `an Excel workbook and an archive in an archive are refused by name`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let book = try place.file(
      "book.xlsx", ImportZip.stored([("[Content_Types].xml", "<x/>"), ("xl/sheet1.xml", "<x/>")]))
    let inner = String(decoding: ImportZip.stored([("a.csv", "x")]), as: Unicode.ASCII.self)
    let nested = try place.file("nested.zip", ImportZip.stored([("inner.csv", inner)]))
    let report = try await place.importing(book, nested)
    #expect(report.files.map(\.status) == [.refused, .refused])
    #expect(report.files[0].problems[0].contains("Excel"))
    #expect(report.files[1].problems[0].contains("archive lies within an archive"))
  }

  @Test(arguments: TestDatabase.engines)
  func `counts of a borough issued again name the group, the area and both counts`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let head = "MajorText,MinorText,LookUp_BoroughName,202304,202305\nTheft,Shoplifting,Westminster,"
    _ = try await place.importing(try place.file("a.csv", head + "5,6\n"))
    let report = try await place.importing(try place.file("b.csv", head + "5,7\nTheft,Shoplifting,Camden,0,0\n"))
    #expect(report.files.first?.revision?.quantitiesChanged == 1)
    #expect(report.files.first?.revision?.lost == 0)
    let may = try #require(try await place.evidence.revisions().first { $0.month == "2023-05" })
    let changes = try await place.evidence.changes(revision: may.id).changes
    #expect(
      changes == [RecordChange(what: .quantity, record: "Theft > Shoplifting > E09000033", before: "6", after: "7")])
  }

  @Test(arguments: TestDatabase.engines)
  func `records are matched as multisets where there is no identifier`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let asb = ImportFixture.street("", "Anti-social behaviour", outcome: "")
    let moved = ImportFixture.street("", "Anti-social behaviour", outcome: "", place: "-0.150000,51.520000")
    _ = try await place.importing(
      try place.file("a.csv", ImportFixture.table([asb, asb, asb, ImportFixture.street("x")])))
    let report = try await place.importing(
      try place.file(
        "b.csv", ImportFixture.table([asb, moved, asb, asb, ImportFixture.street("x", place: "-0.141000,51.510000")])))
    let revision = try #require(report.files.first?.revision)
    #expect(
      revision.added == 1 && revision.lost == 0 && revision.coordinatesChanged == 1 && revision.outcomesChanged == 0)
  }

  @Test(arguments: TestDatabase.engines)
  func `an import whose task is cancelled keeps nothing, and the next one goes on`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let library = place.evidence, first = first, second = second
    let begun = Mutex<Task<ImportReport, any Error>?>(nil)
    let task = Task {
      while begun.withLock({ $0 == nil }) { await Task.yield() }
      return try await library.importPaths([first, second]) { _ in begun.withLock { $0?.cancel() } }
    }
    begun.withLock { $0 = task }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(place.stored("extracts").isEmpty && place.stored("columns").isEmpty)
    #expect(try await library.extracts().isEmpty)
    #expect(try await place.importing(first).files.map(\.status) == [.added])
  }

  @Test(arguments: TestDatabase.engines)
  func `progress reaches the end and the report says rows and throughput`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let steps = Steps()
    let report = try await place.evidence.importPaths([first, second]) { steps.note($0) }
    #expect(steps.all.last?.filesDone == 2 && steps.all.map(\.filesDone) == steps.all.map(\.filesDone).sorted())
    #expect(steps.all.last?.bytesDone == steps.all.last?.bytesTotal)
    #expect(report.rows == 646 && report.seconds > 0 && report.rowsPerSecond > 0)
  }

  @Test(arguments: TestDatabase.engines)
  func `reference data are read from current extracts and renewed by an import`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    #expect(try await place.evidence.reference().data.populations.isEmpty)
    _ = try await place.importing(ImportFixture.path("ons-population.csv"), ImportFixture.path("lsoa-ward.csv"))
    let data = try await place.evidence.reference().data
    #expect(data.populations.count == 20 && data.lsoaWard.count > 100)
    #expect(data.extracts[.population]?.count == 1)
    #expect(try await place.evidence.table(.population).rows() == 0)
  }
}

extension ImportStoreTests {
  @Test(arguments: TestDatabase.engines)
  func `look-ups and populations as at an earlier moment are those that were held then`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    _ = try await place.importing(ImportFixture.path("lsoa-ward.csv"))
    let between = try #require(Instant(try await place.evidence.extracts()[0].importedAt))
    _ = try await place.importing(ImportFixture.path("ons-population.csv"))
    let then = try await place.evidence.reference(asAt: between), now = try await place.evidence.reference()
    #expect(then.data.populations.isEmpty && then.data.lsoaWard.count == now.data.lsoaWard.count)
    #expect(now.data.populations.count == 20)
    #expect(then.extracts.count == 1 && now.extracts.count == 2 && then.extracts[0] == now.extracts[0])
  }

  @Test func `one large file tells how far it has come while it is read`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let row = ImportFixture.street("", "Anti-social behaviour", outcome: "") + "\n"
    let file = try place.file("large.csv", ImportFixture.table([]) + String(repeating: row, count: 200_000))
    let steps = Steps()
    let report = try await place.evidence.importPaths([file]) { steps.note($0) }
    #expect(report.rows == 200_000)
    let shares = steps.all.map { Double($0.bytesDone) / Double(max($0.bytesTotal, 1)) }
    #expect(shares.count { $0 > 0.1 && $0 < 0.9 } >= 2, "\(shares)")
    #expect(shares == shares.sorted() && shares.last == 1)
  }
}

/// Collects what progress was reported.
final class Steps: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [ImportProgress] = []
  var all: [ImportProgress] { lock.withLock { list } }
  func note(_ step: ImportProgress) { lock.withLock { list.append(step) } }
}

/// Zip archives whose files are stored without packing (PKWARE APPNOTE 4.3).
enum ImportZip {
  static func stored(_ files: [(name: String, text: String)]) -> [UInt8] {
    var out: [UInt8] = [], directory: [UInt8] = []
    func little(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    for (name, text) in files {
      let content = Array(text.utf8), checksum = Int(crc32(content)), offset = out.count
      let common =
        little(0, 2) + little(0, 2) + little(0, 4) + little(checksum, 4) + little(content.count, 4)
        + little(content.count, 4)
      out +=
        little(0x0403_4B50, 4) + little(20, 2) + common + little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8)
        + content
      directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + common + little(name.utf8.count, 2)
      directory += little(0, 8) + little(0, 4) + little(offset, 4) + Array(name.utf8)
    }
    let start = out.count
    out += directory + little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
    return out + little(directory.count, 4) + little(start, 4) + little(0, 2)
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = ~0
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
