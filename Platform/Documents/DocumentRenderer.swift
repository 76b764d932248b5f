import Basics
import Foundation

/// Makes PDF and DOCX from one HTML source, by WeasyPrint (or Chromium) and pandoc.
package struct DocumentRenderer: Sendable {
  let tools: DocumentTools
  let temporaryFolder: String
  let timeoutSeconds: Int

  package init(
    tools: DocumentTools = .find(), temporaryFolder: String = NSTemporaryDirectory(), timeoutSeconds: Int = 180
  ) {
    self.tools = tools
    self.temporaryFolder = temporaryFolder
    self.timeoutSeconds = timeoutSeconds
  }

  /// A tagged PDF (PDF/UA-1 by WeasyPrint). The HTML must bring everything with it: nothing is fetched, neither files nor
  /// addresses. Without WeasyPrint Chromium prints it, tagged too, with plainer running heads.
  package func renderPDF(html: String, stylesheets: [String] = [ReportStyle.css]) async throws -> [UInt8] {
    try await inFolder { folder in
      let source = folder + "/document.html", result = folder + "/document.pdf"
      if let weasyprint = tools.weasyprint {
        try write(html, to: source)
        var arguments = ["--quiet", "--pdf-variant", "pdf/ua-1", "--allowed-protocols", "data", "--encoding", "utf-8"]
        for (index, style) in stylesheets.enumerated() {
          let path = "\(folder)/style-\(index).css"
          try write(style, to: path)
          arguments += ["--stylesheet", path]
        }
        try await run(weasyprint, arguments + [source, result], in: folder)
      } else if let chromium = tools.chromium {
        // Neither scripts nor anything outside the document: what WeasyPrint is told by an option, Chromium is told here.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        let styles =
          "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"
          + stylesheets.map { "<style>\($0)</style>" }.joined()
        try write(html.replacing("</head>", with: styles + "</head>", maxReplacements: 1), to: source)
        var arguments = [
          "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
          "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer",
          "--print-to-pdf=\(result)",
        ]
        // Chromium refuses its own sandbox to root; the page is ours and runs no scripts.
        if getuid() == 0 { arguments.append("--no-sandbox") }
        try await run(chromium, arguments + ["file://\(source)"], in: folder)
      } else {
        throw Refusal(
          "document-tool-missing", place: "PDF export", "Neither WeasyPrint nor Chromium is installed on the server.",
          remedy:
            "Install one: `python3 -m venv .venv && .venv/bin/pip install weasyprint`, or `apt-get install chromium`.")
      }
      return try read(result)
    }
  }

  /// A Word document with headings, tables and pictures with their alternative text. Charts become pictures.
  package func renderDOCX(html: String) async throws -> [UInt8] {
    guard let pandoc = tools.pandoc else {
      throw Refusal(
        "document-tool-missing", place: "DOCX export", "pandoc is not installed on the server.",
        remedy: "Install it: `apt-get install pandoc librsvg2-bin`.")
    }
    return try await inFolder { folder in
      let source = folder + "/document.html", result = folder + "/document.docx"
      try write(plainFigures(try await picturesForCharts(html, in: folder)), to: source)
      let arguments = ["--from", "html", "--to", "docx", "--metadata", "lang=en-GB", "--resource-path", folder]
      try await run(pandoc, arguments + ["--output", result, source], in: folder)
      return try read(result)
    }
  }

  /// pandoc would put a figure's caption in place of its picture's alternative text; as plain blocks both stay.
  private func plainFigures(_ html: String) -> String {
    html.replacing(#/<figcaption[^>]*>/#, with: "<div custom-style=\"Image Caption\">")
      .replacing("</figcaption>", with: "</div>").replacing(#/<figure[^>]*>/#, with: "<div>")
      .replacing("</figure>", with: "</div>")
  }

  /// Word shows SVG only in new versions, so each chart is drawn to a picture twice as fine as the screen.
  private func picturesForCharts(_ html: String, in folder: String) async throws -> String {
    var out = ""
    var drawn: [String: String] = [:]
    for (index, piece) in SVGPiece.split(html).enumerated() {
      guard case .drawing(let svg) = piece else {
        if case .text(let text) = piece { out += text }
        continue
      }
      guard let converter = tools.rsvgConvert else {
        throw Refusal(
          "document-tool-missing", place: "DOCX export",
          "rsvg-convert, which turns charts into pictures, is not installed.",
          remedy: "Install it: `apt-get install librsvg2-bin`.")
      }
      let picture = drawn[svg.source] ?? "chart-\(index).png"
      if drawn.updateValue(picture, forKey: svg.source) == nil {
        let drawing = "\(folder)/chart-\(index).svg"
        // Our swatches leave out the namespace, which a file of its own needs.
        let named =
          svg.source.contains("xmlns=")
          ? svg.source
          : svg.source.replacing(
            "<svg", with: "<svg xmlns=\"http://www.w3.org/2000/svg\"", maxReplacements: 1)
        try write(named, to: drawing)
        try await run(
          converter, ["--zoom", "2", "--dpi-x", "192", "--dpi-y", "192", "--output", "\(folder)/\(picture)", drawing],
          in: folder)
      }
      out += "<img src=\"\(picture)\" alt=\"\(escaped(svg.alternative))\"\(svg.size)>"
    }
    return out
  }

  private func run(_ path: String, _ arguments: [String], in folder: String) async throws {
    try await ExternalProgram(path: path, arguments: arguments, folder: folder, timeoutSeconds: timeoutSeconds).run()
  }

  /// A folder for one document, gone afterwards whatever happens.
  private func inFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let base = temporaryFolder.hasSuffix("/") ? String(temporaryFolder.dropLast()) : temporaryFolder
    // Short, since Chromium puts a socket inside and its path may have 107 bytes.
    let folder = base + "/document-" + UUID().uuidString.prefix(8)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw noRoom }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  private func write(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) } catch { throw noRoom }
  }

  private func read(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      throw Refusal(
        "document-tool-failed", place: "export", "The program ended without making a document.",
        remedy: "Run `concordat doctor`, and tell the administrator if it finds nothing wrong.")
    }
    return Array(data)
  }

  private var noRoom: Refusal {
    Refusal(
      "temporary-folder", place: temporaryFolder, "The folder for temporary files cannot be written.",
      remedy: "Free some disk space, or set TMPDIR to a folder that can be written.")
  }
}
