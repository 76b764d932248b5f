import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing
import WebShell

@testable import StrategyWeb

@Suite struct PartnerFilePageTests {
  private let square = "/evidence/partner-files/london-fire/fire-malicious-calls/2026-04"

  private func with(
    permissions: Set<Permission> = [.readEvidence, .importEvidence],
    _ body: (TestBrowser, PartnerFiles) async throws -> Void
  ) async throws {
    try await TestDatabase.with(.sqlite, PartnerFileMigrations.all) { database in
      let files = PartnerFiles(
        database: database, prescribed: try PartnerFileFixtures.prescribed(), clock: .fixed(TestBrowser.now))
      try await body(TestBrowser(PartnerFilesWeb.routes(files), permissions: permissions), files)
    }
  }

  private func send(_ browser: TestBrowser, _ text: String, to path: String? = nil) async -> Response {
    await browser.upload(
      (path ?? square) + "/upload", [("sender", "Data team"), ("received", "2026-08-01")],
      file: ("file", "calls.csv", text))
  }

  @Test func `the calendar shows every duty by quarter, in words`() async throws {
    try await with { browser, _ in
      let page = await browser.get("/evidence/partner-files")
      #expect(page.status == 200)
      #expect(page.text.contains("Expected"))
      #expect(page.text.contains("Late"))
      #expect(page.text.contains("due\u{A0}30\u{A0}September\u{A0}2026"))
      #expect(page.text.contains(square))
      #expect(await browser.get("/evidence/partner-files?to=2026-05").status == 400)
      #expect(await browser.get("/evidence/partner-files?to=2150-01").status == 200)
      #expect(
        await browser.get("/evidence/partner-files?to=2007-07&holder=london-fire").text.contains("Metropolitan") == true
      )
    }
  }

  @Test func `from upload over columns and preview to the result and back again`() async throws {
    try await with { browser, files in
      let sent = await send(browser, "A,B,C\n03/04/2026,14:05,Strand\n03/09/2026,14:05,Strand\n")
      #expect(sent.status == 303)
      let columns = try #require(sent.header("location"))
      #expect(columns.hasSuffix("/columns"))
      #expect(await browser.get(columns).text.contains("Which column is which?"))
      let wrong = await browser.post(columns, [("field-date", "A")])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("There is a problem"))
      let mapped = await browser.post(
        columns, [("field-date", "A"), ("field-time", "B"), ("field-location", "C"), ("date-order", "day-first")])
      let preview = try #require(mapped.header("location"))
      let page = await browser.get(preview).text
      #expect(page.contains("1 of 2 rows would be taken; 1 would be left out"))
      #expect(page.contains("3 September 2026 is outside April to June 2026."))
      let mark = try #require(page.firstMatch(of: /name="fingerprint" value="([^"]*)"/)?.1)
      let root = String(preview.dropLast("preview".count))
      #expect(await browser.get(root + "rejected.csv").text.contains("outside-quarter"))
      let stale = await browser.post(root + "import", [("fingerprint", "0")])
      #expect(stale.status == 422)
      let done = await browser.post(root + "import", [("fingerprint", String(mark))])
      let result = try #require(done.header("location"))
      let record = await browser.get(result).text
      #expect(record.contains("1 rows were imported."))
      #expect(record.contains("Counts"))
      let path = String(result.prefix { $0 != "?" })
      #expect(await browser.get(path + "/rows.csv").text.contains("2,2026-04-03,14:05"))
      #expect(await browser.get(path + "/file").text.hasPrefix("A,B,C\n"))
      #expect(await browser.post(path + "/undo", [("reason", " ")]).status == 422)
      #expect(await browser.post(path + "/undo", [("reason", "Sent by mistake")]).status == 303)
      #expect(await browser.get(path).text.contains("Undone by Analyst One"))
      let quarter = try PartnerFileFixtures.quarter("2026-04")
      #expect(try await files.currentRows(holder: "london-fire", set: "fire-malicious-calls", quarter: quarter).isEmpty)
    }
  }

  @Test func `personal data is turned away on the page, without being shown`() async throws {
    try await with { browser, files in
      let page = await send(browser, "Date,Time,Location,Victim name\n03/04/2026,14:05,Strand,Someone Real\n")
      #expect(page.status == 422)
      #expect(page.text.contains("Heading of a person"))
      #expect(page.text.contains("Victim name"))
      #expect(!page.text.contains("Someone Real"))
      let drafts = try await files.drafts()
      #expect(drafts.isEmpty)
      #expect(await browser.get("/evidence/partner-files/refusals").text.contains("calls.csv"))
    }
  }

  @Test func `answers of the holder are recorded, shown and withdrawn`() async throws {
    try await with { browser, _ in
      #expect(await browser.post(square + "/answer", []).status == 422)
      #expect(await browser.post(square + "/answer", [("answer", "nonsense"), ("reason", "x")]).status == 422)
      #expect(
        await browser.post(
          square + "/answer", [("answer", "refused"), ("reason", String(repeating: "x", count: 2001))]
        ).status == 422)
      #expect(
        await browser.post(square + "/answer", [("answer", "refused"), ("reason", "<b>No</b> 'agreement'")]).status
          == 303)
      let page = await browser.get(square).text
      #expect(page.contains("&lt;b&gt;No&lt;/b&gt;"))
      #expect(!page.contains("<b>No</b>"))
      #expect(await browser.post(square + "/answer/withdraw", []).status == 303)
      #expect(await browser.get(square).text.contains("Expected"))
    }
  }

  @Test(arguments: [
    "", "Date;Time;Location\n1;2;3\n", "<html><body>x</body></html>", "%PDF-1.7\n", "a\u{0}b,c\n1,2\n", "Date,Time\n",
    "\u{FFFF},x\n1,2",
    "Date,Date\n01/04/2026,01/04/2026\n", "\"", "Date,Time,Location\n\"01/04/2026,10:00,Strand\n",
  ])
  func `hostile files get a page that says what is wrong`(text: String) async throws {
    try await with { browser, _ in
      let page = await send(browser, text)
      #expect([303, 422].contains(page.status), "\(page.status)")
      if let next = page.header("location") { #expect(await browser.get(next).status == 200) }
    }
  }

  @Test func `fields that are missing or foreign are said one by one`() async throws {
    try await with { browser, _ in
      let none = await browser.upload(square + "/upload", [("received", "soon")], file: nil)
      #expect(none.status == 422)
      for words in ["Enter the team or mailbox", "Enter the day as year-month-day", "Choose the file"] {
        #expect(none.text.contains(words))
      }
      let future = await browser.upload(
        square + "/upload", [("sender", "x"), ("received", "2027-01-01")],
        file: ("file", "a.csv", PartnerFileFixtures.maliciousCalls))
      #expect(future.status == 422)
    }
  }

  @Test(arguments: [
    "/evidence/partner-files/nobody/fire-malicious-calls/2026-04",
    "/evidence/partner-files/london-fire/police-crimes/2026-04",
    "/evidence/partner-files/london-fire/fire-malicious-calls/2026-05",
    "/evidence/partner-files/london-fire/fire-malicious-calls/x",
    "/evidence/partner-files/imports/nothing", "/evidence/partner-files/drafts/nothing/preview",
    "/evidence/partner-files/imports/%27%20OR%201=1", "/evidence/partner-files/imports/nothing/file",
  ])
  func `what is not there is not found`(path: String) async throws {
    try await with { browser, _ in #expect(await browser.get(path).status == 404) }
  }

  @Test func `readers see the calendar and may change nothing`() async throws {
    try await with(permissions: [.readEvidence]) { browser, _ in
      #expect(await browser.get(square).status == 200)
      #expect(!(await browser.get(square).text.contains("Upload and look")))
      #expect(await browser.post(square + "/answer", [("answer", "refused"), ("reason", "x")]).status == 403)
      #expect(await browser.get("/evidence/partner-files/refusals").status == 403)
      #expect(await send(browser, PartnerFileFixtures.maliciousCalls).status == 403)
    }
  }

  @Test func `the twelve sets are described with the status of each mapping`() async throws {
    try await with { browser, _ in
      let page = await browser.get("/evidence/partner-files/sets").text
      #expect(page.contains("12. Ambulance calls to crime and disorder incidents"))
      #expect(page.contains("Not established"))
    }
  }
}
