import Basics
import StrategyModel
import Testing

@Suite struct PartnerFileReadingTests {
  @Test func `the instrument has twelve sets, each with a holder kind and its paragraph`() throws {
    let sets = try PartnerFileFixtures.prescribed()
    #expect(sets.sets.map(\.paragraph) == Array(1...12))
    #expect(sets.sets.count { $0.holder == .police } == 2)
    #expect(sets.sets.count { $0.holder == .fire } == 2)
    #expect(sets.sets.count { $0.holder == .localAuthority } == 4)
    #expect(sets.sets.count { $0.holder == .health } == 4)
    #expect(sets.set("school-exclusions")?.singlingOut.contains(.schoolName) == true)
    #expect(sets.set("health-admissions")?.fullPostcodes == .refused)
    #expect(sets.duties.count == 12)
    #expect(sets.sets.allSatisfy { !$0.rules.isEmpty && $0.status == .established })
  }

  @Test func `a mistake in the practice file is named by file, line and remedy`() throws {
    let wrong = "instrument: x\ntitle: y\nversion: z\nsets:\n  - id: a\n    paragraph: 13\n    holder: police\n"
    let refusal = #expect(throws: Refusal.self) {
      try PrescribedSets.read(schedule: wrong, holders: "first-quarter: 2026-01\nholders: []")
    }
    #expect(refusal?.place == "datasets/si-2007-1831.yaml:6")
    #expect(refusal?.remedy != nil)
    let holder = #expect(throws: Refusal.self) {
      try PrescribedSets.read(
        schedule: "instrument: x\ntitle: y\nversion: z\nsets: []",
        holders: "first-quarter: 2026-01\nholders:\n  - id: a\n    name: b\n    kind: fyre\n    status: established\n")
    }
    #expect(holder?.place == "datasets/holders.yaml:5")
  }

  @Test func `the calendar begins where files were first expected, and reaches back no further`() throws {
    let sets = try PartnerFileFixtures.prescribed()
    let last = try PartnerFileFixtures.quarter("2026-10")
    #expect(sets.quarters(upTo: last, count: 8).lowerBound == sets.firstQuarter)
    #expect(sets.quarters(upTo: last, count: 2).lowerBound.description == "2026-07")
    let before = try PartnerFileFixtures.quarter("2007-07")
    #expect(sets.quarters(upTo: before, count: 8) == before...before)
  }

  @Test(arguments: [
    ("", "empty-file"), ("\n\n", "empty-file"), ("Date;Time\n1;2\n", "wrong-delimiter"),
    ("Date\tTime\n1\t2\n", "wrong-delimiter"),
    ("one\n", "no-headings"), ("Date,,Time\n1,2,3\n", "blank-heading"), ("Date,Time\n1,\"2\n", "open-quotation"),
    ("%PDF-1.4,x\n", "not-a-table"), ("Date,Ti\u{0}me\n", "nul-byte"),
  ])
  func `a file that is no table is refused with its reason`(text: String, kind: String) {
    let refusal = #expect(throws: Refusal.self) { try PartnerFileFixtures.table(text) }
    #expect(refusal?.kind == kind)
  }

  @Test func `byte-order mark, CRLF, quoted line breaks and a cut last line are read`() throws {
    let table = try PartnerFileFixtures.table("\u{FEFF}Date,Place\r\n1,\"a\r\nb\"\r\n2,c")
    #expect(table.headings == ["Date", "Place"])
    #expect(table.rows.map(\.line) == [2, 4])
    #expect(table.rows.map(\.cells) == [["1", "a\r\nb"], ["2", "c"]])
  }

  @Test func `Windows-1252 is read as such`() throws {
    let bytes = Array("Date,Place\n1,Caf".utf8) + [0xE9, 0x0A]
    #expect(try PartnerTable.read(bytes, fileName: "x.csv").rows.first?.cells == ["1", "Café"])
  }

  @Test func `the kept map is used for the next file, and only for headings that are there`() throws {
    let set = try PartnerFileFixtures.set("fire-malicious-calls")
    var kept = ColumnMap(headings: [.date: "D", .time: "T", .location: "L"], dateOrder: .monthFirst)
    kept.categories["x"] = "y"
    let map = ColumnMap.suggested(for: set, headings: ["D", "Time", "L", "Other"], kept: kept)
    #expect(map[.date] == "D")
    #expect(map[.time] == "Time")
    #expect(map[.location] == "L")
    #expect(map.dateOrder == .monthFirst)
    #expect(map.categories == ["x": "y"])
  }
}
