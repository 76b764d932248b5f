import Basics
import Documents
import StrategyModel
import StrategyStore
import WebShell

/// The forms in which a report leaves the system, all from one source.
package enum ReportExport {
  /// Draws the structure of the boards as it stood on a day.
  package typealias Diagram = @Sendable (Day) async throws -> HTML

  package enum Version: String, CaseIterable, Sendable {
    case open, exempt
    package var label: String { self == .open ? "Open version" : "Exempt version" }
  }

  /// The document of a report, with what is drawn from records as it stands.
  package static func document(
    _ content: ReportContent, _ version: Version, desk: ReportDesk, diagram: Diagram?
  ) async throws -> ReportDocument {
    let drawn: HTML? = if let diagram { try? await diagram(content.edition.period.last) } else { nil }
    return ReportDocument(
      content, version: version, diagram: drawn, measures: desk.engine.measures, practice: desk.practice)
  }

  /// The bytes of a file that stands on its own.
  package static func bytes(
    _ document: ReportDocument, _ format: AssessmentExport.Format, renderer: DocumentRenderer
  ) async throws -> [UInt8] {
    switch format {
    case .html: return Array(document.html().utf8)
    case .pdf: return try await renderer.renderPDF(html: document.html(styled: false))
    case .docx: return try await renderer.renderDOCX(html: document.html(styled: false))
    }
  }
}

/// The report as it is read inside, its exports, and the public page.
extension ReportRoom {
  var readingRoutes: [Route] {
    [
      view("/read", policy: .readEvidence) { _, content in
        .page(
          try await reading(
            content, .open,
            crumbs: [("Reports", ReportPath.list), (content.edition.title, ReportPath.report(content.edition.name))]))
      },
      view("/export/:version/:format", policy: .readEvidence) { ask, content in
        guard let version = ReportExport.Version(rawValue: try ask.parameter("version")),
          let format = AssessmentExport.Format(rawValue: try ask.parameter("format"))
        else { throw NotFound() }
        guard version == .open || ask.mayReport else { throw NotPermitted(.writeReport) }
        let document = try await ReportExport.document(content, version, desk: desk, diagram: diagram)
        let bytes = try await ReportExport.bytes(document, format, renderer: renderer)
        return .download(
          bytes, type: format.contentType, filename: "\(content.edition.name)-\(version.rawValue).\(format.rawValue)")
      },
      Route(.get, ReportPath.published, policy: .everyone) { _ in
        let reports = try await store.list().filter { $0.state == .published }
        return .page(
          Page(
            title: "Published reports", crumbs: [("Start", "/")],
            lead: "<p>What the partnership reported on its work, with how each figure is known.</p>",
            body: UI.table(
              caption: "Reports", headings: [UI.Heading("Report"), UI.Heading("Period"), UI.Heading("Published")],
              rows: reports.map {
                [
                  UI.link($0.title, href: ReportPath.snapshot($0.name)), HTML(text: $0.period.spoken),
                  HTML(text: $0.publishedAt?.day.spoken ?? ""),
                ]
              }, empty: "No report has been published.")))
      },
      Route(.get, ReportPath.published + "/:report", policy: .everyone) { ask in
        let content = try await content(ask)
        guard content.edition.state == .published else { throw NotFound() }
        return .page(try await reading(content, .open, crumbs: [("Published reports", ReportPath.published)]))
      },
    ]
  }

  private func reading(_ content: ReportContent, _ version: ReportExport.Version, crumbs: [(String, String)])
    async throws -> Page
  {
    let document = try await ReportExport.document(content, version, desk: desk, diagram: diagram)
    let edition = content.edition
    return Page(
      title: edition.title, caption: edition.partnership, crumbs: crumbs,
      body: """
        \(edition.notice.map { UI.notice(.important, "<p>\($0)</p>") })
        \(UI.summaryList(ReportHeader.fields.map { ($0.label, HTML(text: edition.header[keyPath: $0.path])) }))
        <nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>\(each: document.contents, {
          "<li class=\"level-\($0.level)\"><a href=\"#\($0.id)\">\($0.title)</a></li>"
        })</ol></nav>
        <article class="assessment">\(document.body)</article>
        """, wide: true)
  }
}
