import Basics
import Foundation
import Testing

@testable import Documents

@Suite struct DocumentTests {
  /// The repository's own tools, wherever the tests are started.
  private static let tools: DocumentTools = {
    var environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    environment["CONCORDAT_WEASYPRINT"] = environment["CONCORDAT_WEASYPRINT"] ?? root.path + "/.venv/bin/weasyprint"
    return .find(environment: environment)
  }()

  private let report = Report(
    title: "Strategic assessment <2022/23>", subtitle: "Crime & disorder", publisher: "Safer Town",
    facts: [("Status", "Draft")], marking: "Draft",
    contents: [.init(id: "levels", title: "Crime levels"), .init(id: "theft", title: "Theft", level: 2)],
    body: """
      <h2 class="chapter" id="levels">Crime levels</h2><p>Text.</p><h3 id="theft">Theft</h3>
      <figure class="chart"><figcaption>Crimes</figcaption><svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"
      viewBox="0 0 200 100" role="img"><title>Crimes &amp; more</title><desc>They fell.</desc>
      <rect width="50" height="80" fill="#12506b"/></svg></figure>
      <svg class="swatch" width="22" height="14"><rect width="22" height="14"/></svg>
      <table><caption>Counts</caption><thead><tr><th scope="col">Ward</th><th scope="col" class="numeric">Count</th></tr></thead>
      <tbody><tr><th scope="row">A</th><td class="numeric">12</td></tr></tbody></table>
      """)

  private func inFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = NSTemporaryDirectory() + "/dt-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  private func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `the PDF is tagged, titled, in its language, and has its text`() async throws {
    try await inFolder { folder in
      let pdf = try await DocumentRenderer(tools: Self.tools, temporaryFolder: folder).renderPDF(
        html: report.html(styled: false))
      #expect(pdf.starts(with: Array("%PDF-".utf8)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [], "temporary files are left behind")
      let file = folder + "/report.pdf"
      try Data(pdf).write(to: URL(fileURLWithPath: file))
      let about = try output("pdfinfo", [file])
      #expect(about.contains(#/Tagged:\s+yes/#))
      #expect(about.contains("Strategic assessment <2022/23>"))
      let structure = try output("pdfinfo", ["-struct", file])
      for part in ["H1", "H2", "Table", "TH", "Figure"] { #expect(structure.contains(part)) }
      let text = try output("pdftotext", ["-layout", file, "-"])
      #expect(text.contains("Crime levels") && text.contains("Page 3 of 3"))
    }
  }

  @Test func `without WeasyPrint Chromium makes a tagged PDF`() async throws {
    var tools = Self.tools
    tools.weasyprint = nil
    try await inFolder { folder in
      let pdf = try await DocumentRenderer(tools: tools, temporaryFolder: folder).renderPDF(
        html: report.html(styled: false))
      let file = folder + "/report.pdf"
      try Data(pdf).write(to: URL(fileURLWithPath: file))
      #expect(try output("pdfinfo", [file]).contains(#/Tagged:\s+yes/#))
    }
  }

  @Test func `the DOCX opens, with its headings, table and the chart as a described picture`() async throws {
    try await inFolder { folder in
      let docx = try await DocumentRenderer(tools: Self.tools, temporaryFolder: folder).renderDOCX(
        html: report.html(styled: false))
      #expect(docx.starts(with: [0x50, 0x4B, 3, 4]))
      let file = folder + "/report.docx"
      try Data(docx).write(to: URL(fileURLWithPath: file))
      let members = try output("python3", ["-m", "zipfile", "-l", file])
      #expect(members.contains("word/document.xml"))
      #expect(members.contains(".png"))
      let text = try output("pandoc", ["-f", "docx", "-t", "html", file])
      #expect(text.contains("Crime levels"))
      #expect(text.contains("Crimes &amp; more. They fell."))
      #expect(text.contains("<table"))
    }
  }

  @Test func `a missing program is named with the command that installs it`() async throws {
    let renderer = DocumentRenderer(tools: DocumentTools())
    await #expect(throws: Refusal.self) { try await renderer.renderPDF(html: "<p>") }
    do {
      _ = try await renderer.renderDOCX(html: "<p>")
      Issue.record("a document without a program")
    } catch let refusal as Refusal {
      #expect(refusal.remedy?.contains("apt-get install pandoc librsvg2-bin") == true)
    }
  }

  @Test func `a program that takes too long is ended`() async throws {
    try await inFolder { folder in
      // An hour would show in any test run; the second that it is given does not.
      let slow = ExternalProgram(path: "/bin/sleep", arguments: ["3600"], folder: folder, timeoutSeconds: 1)
      do {
        try await slow.run()
        Issue.record("it was not ended")
      } catch let refusal as Refusal {
        #expect(refusal.kind == "document-too-slow")
      }
    }
  }

  @Test func `cancelling the task ends the program`() async throws {
    try await inFolder { folder in
      let task = Task {
        try await ExternalProgram(path: "/bin/sleep", arguments: ["60"], folder: folder, timeoutSeconds: 60).run()
      }
      try await Task.sleep(for: .milliseconds(200))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func `a failing program's own words are in the refusal`() async throws {
    try await inFolder { folder in
      do {
        try await ExternalProgram(path: "/bin/ls", arguments: ["/no/such/place"], folder: folder, timeoutSeconds: 5)
          .run()
        Issue.record("it did not fail")
      } catch let refusal as Refusal {
        #expect(refusal.reason.contains("/no/such/place"))
      }
    }
  }

  @Test func `documents fetch nothing: neither files nor addresses`() async throws {
    try await inFolder { folder in
      let secret = folder + "/secret.txt"
      try "SECRET".write(toFile: secret, atomically: true, encoding: .utf8)
      let html =
        "<html lang=\"en\"><head><title>t</title><link rel=\"stylesheet\" href=\"file://\(secret)\"></head><body><p>x</p></body></html>"
      let pdf = try await DocumentRenderer(tools: Self.tools, temporaryFolder: folder).renderPDF(html: html)
      #expect(!pdf.isEmpty)
    }
  }
}

@Suite struct ReportTests {
  @Test func `titles and facts are escaped, the body is taken as it is`() {
    let html = Report(
      title: "<a>", publisher: "\"P\"", facts: [("<k>", "<v>")], contents: [.init(id: "x\"y", title: "<t>")],
      body: "<p>b</p>"
    ).html()
    #expect(html.contains("<h1>&lt;a&gt;</h1>") && html.contains("&lt;v&gt;") && html.contains("#x&quot;y"))
    #expect(html.contains("<p>b</p>"))
    #expect(!html.contains("<k>"))
  }

  @Test func `a report stands on its own: nothing is loaded from elsewhere`() {
    let html = Report(title: "t", publisher: "p", body: "").html()
    for forbidden in ["<link", "<script", "src=", "url(", "@import"] { #expect(!html.contains(forbidden)) }
    #expect(html.contains("@page"))
  }

  @Test func `drawings are cut out with their words and fitted to the page, swatches have none`() {
    let pieces = SVGPiece.split(
      "a<svg width=\"1200\" height=\"300\"><title id=\"x\">T</title><desc>D &lt;1</desc></svg>b<svg class=\"swatch\"><rect/></svg>c"
    )
    #expect(pieces.count == 5)
    #expect(pieces[3] == .drawing(.init(source: "<svg class=\"swatch\"><rect/></svg>", alternative: "", size: "")))
    guard pieces.count == 5, case .drawing(let drawing) = pieces[1] else {
      Issue.record("no drawing")
      return
    }
    #expect(drawing.alternative == "T. D <1")
    #expect(drawing.size == " width=\"600\" height=\"150\"")
    #expect(SVGPiece.split("<svg never ends") == [.text("<svg never ends")])
  }
}
