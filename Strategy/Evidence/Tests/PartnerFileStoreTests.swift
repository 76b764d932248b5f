import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct PartnerFileStoreTests {
  private let holder = "london-fire", set = "fire-malicious-calls"

  private func with(
    _ engine: Engine, day: String = "2026-08-03",
    _ body: (PartnerFiles, PartnerFileFixtures.MovingClock) async throws -> Void
  ) async throws {
    let time = try PartnerFileFixtures.MovingClock(day)
    try await TestDatabase.with(engine, PartnerFileMigrations.all) { database in
      try await body(
        PartnerFiles(database: database, prescribed: PartnerFileFixtures.prescribed(), clock: time.clock), time)
    }
  }

  private func offer(
    _ files: PartnerFiles, _ text: String, on day: String = "2026-08-01"
  ) async throws -> PartnerFiles.Offer {
    try await files.offer(
      PartnerFileFixtures.bytes(text), fileName: "calls.csv", holder: holder, set: set,
      quarter: try PartnerFileFixtures.quarter("2026-04"), receivedOn: try #require(Day(day)), sender: "Data team",
      by: "Tester")
  }

  private func bring(
    _ files: PartnerFiles, _ text: String, on day: String = "2026-08-01"
  ) async throws -> (id: ID<PartnerImport>, preview: PartnerFilePreview) {
    guard case .draft(let id) = try await offer(files, text, on: day) else {
      throw PartnerFileFixtures.Missing(what: "draft")
    }
    let draft = try #require(try await files.draft(id))
    let preview = try await files.preview(draft)
    return (
      try await files.confirm(draft, fingerprint: preview.fingerprint, smallNumbersRead: false, by: "Tester"), preview
    )
  }

  private func held(_ files: PartnerFiles) async throws -> [PartnerRow] {
    try await files.currentRows(holder: holder, set: set, quarter: try PartnerFileFixtures.quarter("2026-04"))
  }

  private static let corrected = """
    Incident Number,Date of Call,Time of Call,Location
    F-2,17/05/2026,23:58,Praed Street
    F-3,30/06/2026,00:00,Strand
    F-4,30/06/2026,01:00,
    F-5,30/06/2026,99:00,Strand

    """

  @Test(arguments: TestDatabase.engines)
  func `an import does what its preview said, row for row`(engine: Engine) async throws {
    try await with(engine) { files, _ in
      let (id, preview) = try await bring(files, PartnerFileFixtures.maliciousCalls)
      let one = try #require(try await files.importRecord(id))
      #expect(
        [one.rows, one.created, one.changed, one.unchanged, one.lost, one.rejected] == [
          preview.rows.count, preview.created, preview.changed, preview.unchanged, preview.lost, preview.rejected,
        ])
      #expect(try await held(files) == preview.rows)
      #expect(one.isCurrent)
      #expect(try await files.bytes(of: one.sha256) == PartnerFileFixtures.bytes(PartnerFileFixtures.maliciousCalls))
      #expect(try await files.drafts().isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a corrected file takes the place of the first, and undoing it gives the first back exactly`(engine: Engine)
    async throws
  {
    try await with(engine) { files, time in
      let first = try await bring(files, PartnerFileFixtures.maliciousCalls)
      let before = try await held(files)
      time.tick()
      let second = try await bring(files, Self.corrected)
      #expect(
        [
          second.preview.created, second.preview.changed, second.preview.unchanged, second.preview.lost,
          second.preview.rejected,
        ] == [1, 1, 1, 1, 1])
      #expect(try await held(files) == second.preview.rows)
      #expect(try await files.problems(of: second.id).map(\.kind) == [.unreadableTime])
      #expect(try await files.importRecord(first.id)?.isCurrent == false)
      try await files.undo(second.id, reason: "Wrong file", erase: false, by: "Tester")
      #expect(try await held(files) == before)
      #expect(try await files.importRecord(first.id)?.isCurrent == true)
      let undone = try #require(try await files.importRecord(second.id))
      #expect(undone.undone?.reason == "Wrong file")
      #expect(try await files.rows(of: second.id, from: 0, limit: 10).isEmpty)
      #expect(try await files.bytes(of: undone.sha256) == PartnerFileFixtures.bytes(Self.corrected))
      try await files.undo(first.id, reason: "Wrong too", erase: true, by: "Tester")
      #expect(try await held(files).isEmpty)
      let erased = try #require(try await files.importRecord(first.id))
      #expect(erased.isErased)
      #expect(try await files.bytes(of: erased.sha256) == nil)
      await #expect(throws: Refusal.self) {
        try await files.undo(first.id, reason: "Again", erase: false, by: "Tester")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the same file again changes nothing`(engine: Engine) async throws {
    try await with(engine) { files, time in
      let (id, _) = try await bring(files, PartnerFileFixtures.maliciousCalls)
      time.tick()
      guard case .alreadyHeld(let held) = try await offer(files, PartnerFileFixtures.maliciousCalls) else {
        Issue.record("the file was taken a second time")
        return
      }
      #expect(held == id)
      #expect(try await files.imports().count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a confirmation of numbers that are no longer true does nothing`(engine: Engine) async throws {
    try await with(engine) { files, time in
      guard case .draft(let id) = try await offer(files, Self.corrected) else { return }
      let draft = try #require(try await files.draft(id))
      let seen = try await files.preview(draft)
      time.tick()
      _ = try await bring(files, PartnerFileFixtures.maliciousCalls)
      let before = try await held(files)
      let refusal = await #expect(throws: Refusal.self) {
        try await files.confirm(draft, fingerprint: seen.fingerprint, smallNumbersRead: false, by: "Tester")
      }
      #expect(refusal?.kind == "changed-since-preview")
      #expect(try await held(files) == before)
      #expect(try await files.draft(id) != nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a file with signs of personal data is not kept, and the register says why`(engine: Engine) async throws {
    try await with(engine) { files, _ in
      let text = "Date,Time,Location,Caller name\n03/04/2026,14:05,Strand,A Person\n"
      await #expect(throws: PersonalDataRefused.self) { _ = try await offer(files, text) }
      #expect(try await files.drafts().isEmpty)
      let refusal = try #require(try await files.refusals().first)
      #expect(refusal.findings.contains("Caller name"))
      #expect(!refusal.findings.contains("A Person"))
      #expect(try await files.bytes(of: refusal.sha256) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the map is kept for the holder's next file`(engine: Engine) async throws {
    try await with(engine) { files, time in
      let odd = "A,B,C\n03/04/2026,14:05,Strand\n"
      guard case .draft(let id) = try await offer(files, odd) else { return }
      let draft = try #require(try await files.draft(id))
      #expect(!draft.mapConfirmed)
      #expect(try await files.preview(draft).blockers.isEmpty == false)
      try await files.keep(ColumnMap(headings: [.date: "A", .time: "B", .location: "C"]), for: draft, by: "Tester")
      let mapped = try #require(try await files.draft(id))
      #expect(try await files.preview(mapped).created == 1)
      time.tick()
      guard case .draft(let next) = try await offer(files, odd + "04/04/2026,10:00,Strand\n") else { return }
      let second = try #require(try await files.draft(next))
      #expect(second.mapConfirmed)
      #expect(try await files.preview(second).created == 2)
      try await files.discard(second)
      #expect(try await files.draft(next) == nil)
      #expect(try await files.bytes(of: second.sha256) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `small numbers must be read before the file is taken`(engine: Engine) async throws {
    try await with(engine) { files, _ in
      let offer = try await files.offer(
        PartnerFileFixtures.bytes("Category,Date,Postcode\nassault,15/05/2026,W1D\n"), fileName: "a.csv",
        holder: "integrated-care-board", set: "health-admissions", quarter: try PartnerFileFixtures.quarter("2026-04"),
        receivedOn: try #require(Day("2026-08-01")), sender: "Data team", by: "Tester")
      guard case .draft(let id) = offer else { return }
      let draft = try #require(try await files.draft(id))
      let print = try await files.preview(draft).fingerprint
      let refusal = await #expect(throws: Refusal.self) {
        try await files.confirm(draft, fingerprint: print, smallNumbersRead: false, by: "Tester")
      }
      #expect(refusal?.kind == "small-numbers")
      let done = try await files.confirm(draft, fingerprint: print, smallNumbersRead: true, by: "Tester")
      #expect(try await files.importRecord(done)?.smallNumbers?.contains("fewer than 5") == true)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the calendar says expected, received, late, not held and refused`(engine: Engine) async throws {
    try await with(engine, day: "2026-09-29") { files, time in
      let quarter = try PartnerFileFixtures.quarter("2026-04")
      func cell() async throws -> DueCell {
        try #require(try await files.calendar(quarter...quarter).first { $0.holder.id == holder && $0.set.id == set })
      }
      #expect(try await files.calendar(quarter...quarter).count == 12)
      #expect(try await cell().status == .expected)
      #expect(try await cell().daysLeft == 1)
      time.advance(days: 2)
      #expect(try await cell().status == .late)
      try await files.record(.refused, holder: holder, set: set, quarter: quarter, reason: "No agreement", by: "Tester")
      #expect(try await cell().status == .refused)
      time.tick()
      try await files.record(
        .notHeld, holder: holder, set: set, quarter: quarter, reason: "None recorded", by: "Tester")
      #expect(try await cell().status == .notHeld)
      #expect(try await cell().answer?.reason == "None recorded")
      try await files.withdrawAnswer(holder: holder, set: set, quarter: quarter, by: "Tester")
      #expect(try await cell().status == .late)
      let (id, _) = try await bring(files, PartnerFileFixtures.maliciousCalls, on: "2026-10-01")
      #expect(try await cell().status == .receivedLate)
      #expect(try await cell().rows == 3)
      try await files.undo(id, reason: "Test", erase: false, by: "Tester")
      #expect(try await cell().status == .late)
      _ = try await bring(files, PartnerFileFixtures.maliciousCalls, on: "2026-09-30")
      #expect(try await cell().status == .received)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `hostile answers and offers are refused with a remedy`(engine: Engine) async throws {
    try await with(engine) { files, _ in
      let quarter = try PartnerFileFixtures.quarter("2026-04")
      func refused(_ body: () async throws -> Void) async -> Refusal? {
        await #expect(throws: Refusal.self) { try await body() }
      }
      #expect(
        await refused {
          try await files.record(.refused, holder: "' OR 1=1 --", set: set, quarter: quarter, reason: "x", by: "t")
        }?.kind == "unknown-holder")
      #expect(
        await refused {
          try await files.record(.refused, holder: holder, set: "police-crimes", quarter: quarter, reason: "x", by: "t")
        }?.kind == "unknown-set")
      #expect(
        await refused {
          try await files.record(.refused, holder: holder, set: set, quarter: quarter, reason: "", by: "t")
        }?.remedy != nil)
      #expect(await refused { _ = try await offer(files, "") }?.kind == "empty-file")
      #expect(await refused { _ = try await offer(files, "Date,Time\n") }?.kind == "no-rows")
      #expect(
        await refused { _ = try await offer(files, PartnerFileFixtures.maliciousCalls, on: "2026-08-04") }?.kind
          == "bad-day")
      #expect(
        await refused { _ = try await offer(files, PartnerFileFixtures.maliciousCalls, on: "2026-04-01") }?.kind
          == "bad-day")
      #expect(try await files.drafts().isEmpty)
      // Text that means something to SQL or HTML is kept as text.
      let reason = "'; DROP TABLE partner_file_answer; -- <script>alert(1)</script> \u{1F525}"
      try await files.record(.refused, holder: holder, set: set, quarter: quarter, reason: reason, by: "O'Neill")
      #expect(try await files.answer(holder: holder, set: set, quarter: quarter)?.reason == reason)
    }
  }
}

extension PartnerFileStoreTests {
  @Test(arguments: TestDatabase.engines)
  func `the rows that count are a series by month, holder and set`(engine: Engine) async throws {
    try await TestDatabase.with(engine, PartnerFileMigrations.all) { database in
      let time = try PartnerFileFixtures.MovingClock("2026-08-03")
      let files = PartnerFiles(database: database, prescribed: try PartnerFileFixtures.prescribed(), clock: time.clock)
      let text =
        "Date,Time,Easting,Northing\n03/04/2026,10:00,530268,179645\n04/04/2026,10:00,,\n05/06/2026,10:00,530268,179645\n"
      let offer = try await files.offer(
        PartnerFileFixtures.bytes(text), fileName: "r.csv", holder: "westminster-council", set: "racial-incidents",
        quarter: try PartnerFileFixtures.quarter("2026-04"), receivedOn: try #require(Day("2026-08-01")),
        sender: "Team", by: "T")
      guard case .draft(let id) = offer else { return }
      let draft = try #require(try await files.draft(id))
      _ = try await files.confirm(
        draft, fingerprint: try await files.preview(draft).fingerprint, smallNumbersRead: false, by: "T")
      let series = try await files.series()
      let tally = series.tally(by: [.month])
      #expect(tally["2026-04"] == 2)
      #expect(tally["2026-06"] == 1)
      #expect(series.coverage.map(\.month) == ["2026-04", "2026-05", "2026-06"])
      #expect(series.coverage.map(\.rows) == [2, 0, 1])
      let points = series.weightedPoints(where: [], in: nil)
      #expect(points.reduce(0) { $0 + $1.weight } == 2)
      let first = try #require(points.first)
      // Big Ben, by the Ordnance Survey's own grid reference, to about ten metres.
      #expect(abs(first.longitude - -0.1246) < 0.0004)
      #expect(abs(first.latitude - 51.5007) < 0.0004)
      #expect(series.extracts.map(\.publisher) == ["Westminster City Council"])
    }
  }
}
