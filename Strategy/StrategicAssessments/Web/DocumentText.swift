import Basics
import StrategyModel
import WebShell

/// The analyst's text as markup: every number comes out of a figure, every quotation names its source.
struct DocumentText {
  let figures: [String: Figure]
  /// Numbers under which figures are shown; a figure used only in the text has none and is listed at the end.
  let numbers: [String: Int]
  /// Level of the headings inside a block.
  var headingLevel = 4

  func html(_ text: String) -> HTML { HTML.joined(BlockText(text).parts.map(part)) }

  /// One paragraph's worth, for findings: parts run together without their own elements.
  func line(_ text: String) -> HTML { HTML.joined(BlockText(text).parts.map { runs($0.runs) }, by: " ") }

  private func part(_ part: BlockText.Part) -> HTML {
    switch part {
    case .heading(let words): headingLevel <= 4 ? "<h4>\(runs(words))</h4>\n" : "<h5>\(runs(words))</h5>\n"
    case .paragraph(let words): "<p>\(runs(words))</p>\n"
    case .list(let items, true): "<ol>\(each: items, { "<li>\(runs($0))</li>" })</ol>\n"
    case .list(let items, false): "<ul>\(each: items, { "<li>\(runs($0))</li>" })</ul>\n"
    case .quotation(let words, let source):
      "<blockquote><p>\(runs(words))</p><footer>Quoted from <cite>\(source)</cite></footer></blockquote>\n"
    }
  }

  private func runs(_ runs: [BlockText.Run]) -> HTML {
    HTML.joined(runs.map { $0.strong ? "<strong>\(run($0))</strong>" : run($0) })
  }

  private func run(_ run: BlockText.Run) -> HTML {
    switch run.kind {
    case .text(let words): return HTML(text: words)
    case .quote(let words, let source): return "<q>\(words)</q> (<cite>\(source)</cite>)"
    case .broken(let typed, let reason): return "<mark>\(typed) [\(reason)]</mark>"
    case .see(let name):
      guard figures[name] != nil else { return "<mark>[no figure “\(name)”]</mark>" }
      return "<a href=\"#\(anchor(name))\">\(numbers[name].map { "figure \($0)" } ?? "numbers in the text")</a>"
    case .figure(let reference):
      guard let figure = figures[reference.name] else { return "<mark>[no figure “\(reference.name)”]</mark>" }
      do {
        let words = try reference.words(in: figure)
        return "<a class=\"figure-number\" href=\"#\(anchor(reference.name))\" title=\"\(figure.title)\">\(words)</a>"
      } catch {
        return "<mark>[\(error.reason)]</mark>"
      }
    }
  }

  private func anchor(_ name: String) -> String { "figure-" + name }
}
