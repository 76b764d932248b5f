import Basics
import Documents
import StrategyModel
import StrategyStore
import WebShell

/// The document as it is read, and its exports.
extension AssessmentDesk {
  var readingRoutes: [Route] {
    [
      view("/read") { _, content in
        let document = AssessmentDocument(
          content, layers: await AssessmentExport.layers(content, boundaries),
          besideFrozen: content.edition.state.isApproved, form: .page)
        let edition = content.edition
        return .page(
          Page(
            title: edition.title, caption: edition.partnership,
            crumbs: [("Assessments", AssessmentPath.list), (edition.title, AssessmentPath.edition(edition.name))],
            lead:
              "<p>\(edition.areaName), \(edition.periodSpoken). \(UI.tag(edition.state.label, edition.state.colour))</p>",
            body: """
              <nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>\(each: document.contents, {
                "<li class=\"level-\($0.level)\"><a href=\"#\($0.id)\">\($0.title)</a></li>"
              })</ol></nav>
              <article class="assessment">\(document.body)</article>
              """, wide: true))
      },
      view("/export/:format") { ask, content in
        guard let format = AssessmentExport.Format(rawValue: try ask.parameter("format")) else { throw NotFound() }
        let bytes = try await AssessmentExport.export(
          content, format: format, boundaries: boundaries, renderer: renderer)
        return .download(bytes, type: format.contentType, filename: "\(content.edition.name).\(format.rawValue)")
      },
    ]
  }
}
