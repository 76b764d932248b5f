import Basics
import Foundation
import StrategyModel
import Testing

@Suite struct ReadingTextTests {
  private let rows = [ImportFixture.street("a"), ImportFixture.street("b", "Drugs")]

  @Test func `a byte-order mark, CRLF or bare carriage returns change nothing about what is read`() throws {
    let plain = ImportFixture.table(rows)
    for text in ["\u{FEFF}" + plain, ImportFixture.table(rows, end: "\r\n"), ImportFixture.table(rows, end: "\r")] {
      let file = try ImportFixture.read(text: text)
      #expect(file.kind == .streetCrime && file.rows == 2 && file.kept == 2)
      let categories = ImportFixture.table(file).tally(by: [.category])
      #expect(categories["Burglary"] == 1 && categories["Drugs"] == 1)
    }
  }

  @Test func `quoted fields keep commas, doubled quotation marks and line breaks, and lines are counted through them`()
    throws
  {
    let quoted =
      "\"a\",2021-01,City of London Police,City of London Police,,,\"No, \"\"Location\"\"\nhere\",,,"
      + "\"Public order\",\"Offender \"\"fined\"\"\","
    let file = try ImportFixture.read(text: ImportFixture.table([quoted, "b,2021-01"]))
    #expect(file.kept == 1)
    #expect(ImportFixture.table(file).tally(by: [.outcome])["Offender \"fined\""] == 1)
    #expect(file.problems == ["Line 4: only 2 of 12 fields; the row was rejected."])
  }

  @Test func `a quotation mark inside an unquoted field is text`() throws {
    let file = try ImportFixture.read(
      text: ImportFixture.table([ImportFixture.street("a", location: "Near 6\" pipe"), ImportFixture.street("b")]))
    #expect(file.kept == 2)
  }

  @Test func `Windows-1252 is decoded and the report says so`() throws {
    var bytes = Array(ImportFixture.table([ImportFixture.street("a", outcome: "Fined £5")]).utf8)
    let pound = try #require(bytes.firstRange(of: [0xC2, 0xA3]))
    bytes.replaceSubrange(pound, with: [0xA3])
    let file = try ImportFixture.read(bytes: bytes)
    #expect(ImportFixture.table(file).tally(by: [.outcome])["Fined £5"] == 1)
    #expect(file.problems.contains { $0.contains("Windows-1252") })
  }

  @Test func `UTF-16 is refused by name, with and without its mark`() {
    let text = ImportFixture.table(rows)
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [[0xFF, 0xFE] + wide, wide] {
      let refusal = ImportFixture.refusal(bytes: bytes)
      #expect(refusal?.kind == "utf-16")
      #expect(refusal?.remedy?.contains("UTF-8") == true)
    }
  }

  @Test(arguments: [("\t", "tabs"), (";", "semicolons")])
  func `another separator than the comma is named`(separator: String, name: String) {
    let text = ImportFixture.table(rows).split(separator: ",", omittingEmptySubsequences: false).joined(
      separator: separator)
    let refusal = ImportFixture.refusal(text: text)
    #expect(refusal?.kind == "wrong-delimiter")
    #expect(refusal?.reason.contains(name) == true)
  }

  @Test func `an empty file, a file of headings only and a PDF are refused, each for its reason`() {
    #expect(ImportFixture.refusal(bytes: [])?.kind == "empty-file")
    #expect(ImportFixture.refusal(text: ImportFixture.streetHeading + "\n")?.kind == "no-records")
    #expect(ImportFixture.refusal(text: "%PDF-1.7 …")?.reason.contains("PDF") == true)
  }

  @Test func `a file that ends in the middle of a record is refused as a whole, with the line`() {
    let refusal = ImportFixture.refusal(text: String(ImportFixture.table(rows).dropLast(40)))
    #expect(refusal?.kind == "cut-short")
    #expect(refusal?.reason == "The file ends in the middle of line 3: the file was cut short.")
    #expect(refusal?.remedy?.contains("Fetch it again") == true)
  }

  @Test func `a last line without its line end is kept when it is whole`() throws {
    let file = try ImportFixture.read(text: String(ImportFixture.table(rows).dropLast()))
    #expect(file.kept == 2)
    #expect(file.problems == ["The file does not end with a line end: its last row may be cut short."])
    #expect(try ImportFixture.read(text: ImportFixture.table(rows) + "  \t").kept == 2)
  }

  @Test func `a file that ends inside a quotation is refused with the line on which it opens`() {
    let refusal = ImportFixture.refusal(text: ImportFixture.table([rows[0], "\"b,2021-01,City of"]))
    #expect(refusal?.kind == "open-quotation")
    #expect(refusal?.place == "file.csv, line 3")
  }

  @Test func `a NUL byte is refused with its line`() {
    let refusal = ImportFixture.refusal(text: ImportFixture.table([rows[0], ImportFixture.street("b\u{0}")]))
    #expect(refusal?.kind == "nul-byte")
    #expect(refusal?.place == "file.csv, line 3")
  }

  @Test func `a line of more than a megabyte is refused with its number`() {
    let long = ImportFixture.street("b", outcome: String(repeating: "x", count: 3 << 20))
    let refusal = ImportFixture.refusal(text: ImportFixture.table([rows[0], long]))
    #expect(refusal?.kind == "line-too-long")
    #expect(refusal?.place == "file.csv, line 3")
  }

  @Test func `a line of two gigabytes is refused at once and is never held in memory`() throws {
    let path = NSTemporaryDirectory() + "concordat-line-\(UUID().uuidString)"
    defer { unlink(path) }
    let head = ImportFixture.streetHeading + "\n" + String(repeating: "x", count: 3 << 20)
    try Data(head.utf8).write(to: URL(fileURLWithPath: path))
    // The rest is a hole in the file: two gigabytes that take no room on the disk.
    #expect(truncate(path, 2 << 30) == 0)
    let source = try SourceBytes(path: path)
    #expect(source.count == 2 << 30)
    let before = ContinuousClock.now
    #expect(throws: Refusal.self) {
      try FileReading(practice: ImportFixture.sourcePractice()).read(source, name: "long.csv")
    }
    #expect(ContinuousClock.now - before < .seconds(2))
  }

  @Test func `of many rejected rows all are counted and the first are listed`() throws {
    let file = try ImportFixture.read(text: ImportFixture.table(rows + Array(repeating: "too,short", count: 50)))
    #expect(file.rejected == 50 && file.kept == 2)
    #expect(file.problems.count == 21)
    #expect(file.problems.last == "30 more rows were rejected for such reasons.")
  }

  @Test func `rows with too many fields, no month or a broken place are rejected row by row`() throws {
    let file = try ImportFixture.read(
      text: ImportFixture.table([
        ImportFixture.street("a"), ImportFixture.street("b") + ",more", ImportFixture.street("c", month: "2021-13"),
        ImportFixture.street("d", place: "-0.14,north"), ImportFixture.street("e", place: "-0.14,"),
      ]))
    #expect(file.kept == 1 && file.rejected == 4)
    #expect(file.problems.map { $0.prefix(7) } == ["Line 3:", "Line 4:", "Line 5:", "Line 6:"])
  }

  @Test func `a place on the meridian, written with an exponent, is a place`() throws {
    let file = try ImportFixture.read(
      text: ImportFixture.table([ImportFixture.street("a", place: "8.6e-05,51.560808")]))
    let point = try #require(ImportFixture.table(file).weightedPoints().first)
    #expect(point.longitude == 0.000086 && point.latitude == 51.560808)
  }

  @Test func `packed content that swells beyond its limits is refused before it fills the memory`() throws {
    // A deflate stream by hand: one zero byte, then copies of 258 of it, thirteen bits each.
    var bits: [Bool] = [true, true, false] + "00110000".map { $0 == "1" }
    for _ in 0..<500_000 { bits += "11000101".map { $0 == "1" } + Array(repeating: false, count: 5) }
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    for start in stride(from: 0, to: bits.count, by: 8) {
      var byte: UInt8 = 0
      for (index, bit) in bits[start..<min(start + 8, bits.count)].enumerated() where bit { byte |= 1 << UInt8(index) }
      bytes.append(byte)
    }
    var limits = Unpacking.Limits()
    limits.ratio = 100
    let refusal = #expect(throws: Refusal.self) {
      try Unpacking.forEachMember(of: SourceBytes(bytes), name: "bomb.csv.gz", limits: limits) { _, _ in }
    }
    #expect(refusal?.kind == "zip-bomb")
  }

  @Test func `a gzip file that was cut short is refused as damaged`() throws {
    let whole = try SourceBytes(path: ImportFixture.path("2020-06-city-of-london-street.issue-2021.csv.gz")).array
    let refusal = #expect(throws: Refusal.self) {
      try Unpacking.forEachMember(of: SourceBytes(Array(whole.prefix(9000))), name: "cut.csv.gz") { _, _ in }
    }
    #expect(refusal?.kind == "damaged-archive")
  }

  @Test func `area codes that are nearly alike are never taken for one another`() throws {
    let codes = [
      "E01000001", "E01000002", "W01000001", "E01065535", "E01065536", "E02000001", "E0100000:", "E0100000A",
      "e01000001",
      "E00999999", "E01000001 ", "E0100001",
    ]
    let lines = codes.enumerated().flatMap { index, code in
      Array(repeating: ImportFixture.street("c\(index)", lsoa: code), count: index + 1)
    }
    let path = NSTemporaryDirectory() + "areas-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ImportFixture.table(lines).write(toFile: path, atomically: true, encoding: .utf8)
    let areas = try CrimeFileBench.summarise(file: path).byLsoa
    for (index, code) in codes.enumerated() { #expect(areas[code] == index + 1, "\(code)") }
  }

  @Test func `quotation marks far into a file are read as those at its start are`() throws {
    let plain = (0..<2_000).map { ImportFixture.street("p\($0)") }
    let quoted =
      "\"q\",2021-01,City of London Police,City of London Police,,,\"No, \"\"Location\"\"\nhere\",,,\"Drugs\",\"Fined\","
    for lead in [0, 1, 63, 64, 65, 500, 1_999] {
      let file = try ImportFixture.read(
        text: ImportFixture.table(plain.prefix(lead) + [quoted] + plain.suffix(2_000 - lead)))
      #expect(file.kept == 2_001 && file.rows == 2_001, "after \(lead) rows")
      #expect(ImportFixture.table(file).tally(by: [.category])["Drugs"] == 1, "after \(lead) rows")
    }
  }
}
