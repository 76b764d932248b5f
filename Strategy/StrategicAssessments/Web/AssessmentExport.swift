import Basics
import Documents
import StrategyModel
import StrategyStore
import WebShell

/// The three forms in which an assessment leaves the system, all from one source.
package enum AssessmentExport {
  package enum Format: String, CaseIterable, Sendable {
    case html, pdf, docx
    package var contentType: String {
      switch self {
      case .html: "text/html; charset=utf-8"
      case .pdf: "application/pdf"
      case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      }
    }
    package var label: String {
      switch self {
      case .html: "HTML"
      case .pdf: "PDF (tagged)"
      case .docx: "Word (DOCX)"
      }
    }
  }

  /// The bytes of a file that stands on its own.
  package static func export(
    _ content: AssessmentContent, format: Format, boundaries: (any BoundarySource)?, renderer: DocumentRenderer
  ) async throws -> [UInt8] {
    let document = AssessmentDocument(content, layers: await layers(content, boundaries))
    switch format {
    case .html: return Array(document.html().utf8)
    case .pdf: return try await renderer.renderPDF(html: document.html(styled: false))
    case .docx: return try await renderer.renderDOCX(html: document.html(styled: false))
    }
  }

  /// The edition of that short name in one form; refused by name when there is none.
  package static func export(
    edition name: String, format: Format, store: AssessmentStore, boundaries: (any BoundarySource)?,
    renderer: DocumentRenderer
  ) async throws -> [UInt8] {
    guard let content = try await store.content(named: name) else {
      let names = try await store.list().map(\.edition.name).joined(separator: ", ")
      throw Refusal(
        "no-edition", place: name, "There is no edition of that name.",
        remedy: names.isEmpty
          ? "No edition is held: run `concordat demo`, or begin one on the page of assessments." : "Editions: \(names)."
      )
    }
    return try await export(content, format: format, boundaries: boundaries, renderer: renderer)
  }

  /// Boundaries of every layer that the edition's maps use; a layer that is not held leaves its map out.
  package static func layers(_ content: AssessmentContent, _ boundaries: (any BoundarySource)?) async -> [String:
    BoundaryLayer]
  {
    guard let boundaries else { return [:] }
    var out: [String: BoundaryLayer] = [:]
    let names = Set(content.printedFigures().values.compactMap { $0.map?.layer })
    for name in names.sorted() {
      let within = name == "borough" ? nil : content.edition.areaCode
      out[name] = try? await boundaries.boundaries(layer: name, within: within)
    }
    return out
  }
}
