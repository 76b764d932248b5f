import Basics
import StrategyModel
import WebShell

/// What a document that is handed out keeps out of its chapters: nothing of it is lost, and its readers are led there.
struct DocumentAnnexes {
  private let shown: [(binding: Binding, figure: Figure, number: Int)]
  private let cited: [(binding: Binding, figure: Figure)]
  private let sources: DocumentSources
  private let provenance: DocumentProvenance

  init(_ document: AssessmentDocument) {
    shown = document.content.bindings.compactMap { binding in
      guard let figure = document.figures[binding.name], let number = document.numbers[binding.name] else { return nil }
      return (binding, figure, number)
    }
    cited = document.cited
    sources = document.sources
    provenance = DocumentProvenance(shown: shown.map(\.figure), cited: cited.map(\.figure), sources: sources)
  }

  /// Notes that figures share, then each figure.
  var known: HTML {
    guard !shown.isEmpty || !cited.isEmpty else { return "<p>The assessment has no figure.</p>" }
    return """
      <h3>Notes that several figures share</h3>
      \(provenance.notesList)
      <h3>Figure by figure</h3>
      \(when: shown.isEmpty, "<p>No figure is shown; annex B has those cited in the text.</p>")\
      \(each: shown, { provenance.entry($0.binding, $0.figure, number: $0.number) })
      """
  }

  /// Figures that are only cited inside sentences, each with what stands behind it.
  var numbers: HTML {
    guard !cited.isEmpty else { return "<p>Every number in the text stands in one of the figures above.</p>" }
    return UI.table(
      caption: "Figures cited inside sentences; the notes are those of annex A",
      headings: [
        UI.Heading("Figure"), UI.Heading("Number", numeric: true), UI.Heading("Counted"), UI.Heading("Method"),
        UI.Heading("Notes"), UI.Heading("Sources"),
      ],
      rows: cited.map { binding, figure in
        let base = figure.denominator.map { " of \($0.grouped)" } ?? ""
        return [
          "<span id=\"figure-\(binding.name)\">\(figure.title)</span>",
          HTML(text: figure.value.map(figure.measured) ?? "a table"),
          HTML(text: figure.numerator.map { $0.grouped + base } ?? "–"),
          figure.evidence.method.map { "<a href=\"#\(DocumentSources.anchor($0))\">\($0.name)</a>" } ?? "counting",
          provenance.notes(of: figure), sources.references(figure),
        ]
      }, compact: true)
  }

  /// Tables of which the chapters show only some rows.
  var tables: HTML {
    let long = shown.filter { DocumentTables.isLong($0.figure) }
    guard !long.isEmpty else { return "<p>Every table stands in full under its figure.</p>" }
    return """
      \(each: long, { one in
        """
        <h3 id="\(DocumentTables.anchor(one.binding.name))">Table of <a href="#figure-\(one.binding.name)">figure \(one.number)</a></h3>
        \(DocumentTables.whole(one.figure, compact: true))

        """
      })
      """
  }
}
