import Basics
import Database
import Foundation
import StrategyModel
import StrategyStore
import TestSupport
import Testing
import WebShell

@testable import StrategyWeb

/// Figures and the calendar with the invented files of the demonstration: 64 and 81 fires, 118 and 151 incidents of
/// anti-social behaviour in the first and second quarter of 2026.
@Suite struct PartnerFileFigureTests {
  private struct Place {
    let evidence: EvidenceLibrary, files: PartnerFiles, figures: FigureEngine
  }

  private static let folder = PartnerFileFixtures.repository + "/Demo/partner-files"
  private static let migrations = EvidenceMigrations.all + PartnerFileMigrations.all

  private func with(
    _ engine: Engine = .sqlite, on day: String = "2026-11-23", _ body: (Place) async throws -> Void
  ) async throws {
    let directory = NSTemporaryDirectory() + "concordat-partner-figures-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let clock = try PartnerFileFixtures.MovingClock(day).clock
    try await TestDatabase.with(engine, Self.migrations) { database in
      let library = try await EvidenceLibrary.open(
        directory: directory, database: database, practice: PartnerFileFixtures.practice, clock: clock)
      let files = PartnerFiles(database: database, prescribed: try PartnerFileFixtures.prescribed(), clock: clock)
      let figures = try FigureEngine(
        library: library, practice: PartnerFileFixtures.practice, partnerFiles: files)
      try await body(Place(evidence: library, files: files, figures: figures))
    }
  }

  private func question(_ members: [String: String]) throws -> FigureQuestion {
    try FigureQuestion(
      query: ["figure": "count", "measure": "partner-incidents", "period": "2026-01..2026-06"]
        .merging(members) { $1 })
  }

  private func refusal(_ body: () async throws -> Void) async -> Refusal? {
    do {
      try await body()
      return nil
    } catch { return error as? Refusal }
  }

  @Test(arguments: TestDatabase.engines)
  func `partners' incidents are counted from the files that count now`(engine: Engine) async throws {
    try await with(engine) { place in
      let council = try question(["area": "Westminster City Council"])
      #expect(await refusal { _ = try await place.figures.answer(council) } != nil)
      try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      let figure = try await place.figures.answer(council)
      #expect(figure.value == 269)
      #expect(figure.evidence.extracts.map(\.publisher) == ["Westminster City Council", "Westminster City Council"])
      #expect(figure.evidence.extracts.allSatisfy { $0.licence.contains("S.I. 2007/1831") })
      #expect(figure.evidence.unsettled.isEmpty)
      let fires = try await place.figures.answer(
        question(["area": "London Fire Commissioner (London Fire Brigade)", "period": "2026-04..2026-06"]))
      #expect(fires.value == 81)
      #expect(
        try await place.figures.areas(for: "partner-incidents").map(\.name).sorted() == [
          "London Fire Commissioner (London Fire Brigade)", "Westminster City Council",
        ])
      #expect(try await place.figures.periods(for: "partner-incidents")?.description == "2026-01..2026-06")
      #expect(
        try await place.figures.categories(for: "partner-incidents").contains {
          $0.hasSuffix("> Reported by the public")
        }
      )
      // An import that is undone stops counting at once: no kept answer outlives it.
      let second = try #require(
        try await place.files.current(
          holder: "westminster-council", set: "council-anti-social-behaviour",
          quarter: PartnerFileFixtures.quarter("2026-04")))
      try await place.files.undo(second.id, reason: "Sent twice", erase: false, by: "T")
      let after = try await place.figures.answer(council)
      #expect(after.value == 118)
      #expect(after.evidence.unsettled.map(\.month) == ["2026-04", "2026-05", "2026-06"])
    }
  }

  @Test func `a kind of incident whose file is not held makes the month partial, not empty`() async throws {
    try await with { place in
      try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      let offer = try await place.files.offer(
        PartnerFileFixtures.bytes(PartnerFileFixtures.maliciousCalls), fileName: "calls.csv", holder: "london-fire",
        set: "fire-malicious-calls", quarter: PartnerFileFixtures.quarter("2026-04"),
        receivedOn: try #require(Day("2026-08-01")), sender: "Team", by: "T")
      guard case .draft(let id) = offer else { throw PartnerFileFixtures.Missing(what: "draft") }
      let draft = try #require(try await place.files.draft(id))
      _ = try await place.files.confirm(
        draft, fingerprint: try await place.files.preview(draft).fingerprint, smallNumbersRead: false, by: "T")
      let fires = try await place.files.series().coverage.filter { $0.publisher.contains("Fire") }
      let expected: [Coverage.Status] = [.partial, .partial, .partial, .complete, .complete, .complete]
      #expect(fires.map(\.status) == expected)
      let rows: Int = fires.reduce(0) { $0 + $1.rows }
      #expect(rows == 148)
    }
  }

  @Test func `what was known on an earlier day is refused, and so is an engine without partners' files`()
    async throws
  {
    try await with { place in
      try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      let earlier = try question(["area": "Westminster City Council", "as-at": "2026-10-01"])
      #expect(await refusal { _ = try await place.figures.answer(earlier) }?.kind == "method-not-supported")
      let without = try FigureEngine(library: place.evidence, practice: PartnerFileFixtures.practice)
      let asked = try question(["area": "Westminster City Council"])
      #expect(await refusal { _ = try await without.answer(asked) } != nil)
    }
  }

  @Test func `the demonstration's files come once, each when its day has come, and never after an undoing`()
    async throws
  {
    try await with(on: "2026-06-01") { place in
      let early = try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      #expect(early.files == 1)
      #expect(early.rows == 64)
      #expect(early.left == 3)
    }
    try await with { place in
      let first = try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      #expect(first.files == 4)
      #expect(first.rows == 414)
      #expect(first.left == 0)
      let held = try await place.files.imports()
      for one in held {
        #expect(one.rejected == 0)
        #expect(one.sender.contains("invented"))
        #expect(one.fileName.hasPrefix("invented"))
      }
      try await place.files.undo(try #require(held.first).id, reason: "Not wanted", erase: false, by: "T")
      let again = try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      #expect(again.files == 0)
      #expect(again.left == 4)
      #expect(try await place.files.drafts().isEmpty)
    }
  }

  @Test func `the calendar shows what came in time, what came late and what is missing`() async throws {
    try await with { place in
      try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      let quarters = try PartnerFileFixtures.quarter("2026-01")...PartnerFileFixtures.quarter("2026-07")
      let cells = try await place.files.calendar(quarters)
      func states(_ set: String) -> [DueStatus] { cells.filter { $0.set.id == set }.map(\.status) }
      #expect(states("fire-deliberate") == [.received, .received, .expected])
      #expect(states("council-anti-social-behaviour") == [.receivedLate, .received, .expected])
      #expect(states("fire-malicious-calls") == [.late, .late, .expected])
    }
  }

  @Test func `a citation of a partner's file leads to the page of its import`() async throws {
    try await with { place in
      try await PartnerFilesDemo.load(folder: Self.folder, files: place.files, by: "T")
      let routes = EvidenceWeb.routes(
        library: place.evidence, engine: place.figures, partnerFiles: place.files, clock: .fixed(TestBrowser.now))
      let browser = TestBrowser(routes, permissions: [.readEvidence])
      let held = try #require(try await place.files.imports().first)
      let answer = await browser.get("/evidence/extracts/" + held.sha256)
      #expect(answer.status == 303)
      #expect(answer.header("location") == "/evidence/partner-files/imports/" + held.id.text)
      #expect(await browser.get("/evidence/extracts/" + String(repeating: "0", count: 64)).status == 404)
      let page = await browser.get(
        "/evidence/explore?figure=count&measure=partner-incidents&area=Westminster%20City%20Council&period=2026-01..2026-06"
      )
      #expect(page.status == 200)
      #expect(page.text.contains("269 incidents"))
      #expect(!page.text.contains("Westminster City Council (police force area)"))
    }
  }

  @Test func `the list of files turned away is offered only to those who may open it`() async throws {
    try await with { place in
      for (permissions, offered) in [([.readEvidence], false), ([.readEvidence, .importEvidence], true)]
        as [(Set<Permission>, Bool)]
      {
        let browser = TestBrowser(PartnerFilesWeb.routes(place.files), permissions: permissions)
        let page = await browser.get("/evidence/partner-files/sets")
        #expect(page.text.contains("/evidence/partner-files/refusals") == offered)
        #expect(await browser.get("/evidence/partner-files/refusals").status == (offered ? 200 : 403))
      }
    }
  }
}
