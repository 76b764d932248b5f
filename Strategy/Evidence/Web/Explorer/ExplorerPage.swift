import Basics
import Foundation
import StrategyModel
import WebShell

/// The evidence explorer: a question in the address, its answer on the page.
struct ExplorerPage {
  let source: any FigureSource

  /// The fields of the address with gentle defaults: whoever comes without a question sees a figure at once, and whoever
  /// leaves one out keeps the usual choice for it.
  func fields(_ ask: Ask) -> [String: String] {
    // Which part of a long table is shown is not part of the question.
    var query = ask.query.filter { !$0.value.isEmpty && $0.key != "page" }
    let needed = ["figure", "measure", "area", "period"]
    if !needed.contains(where: { query[$0] != nil }) {
      for (name, value) in ExplorerExamples.first where query[name] == nil { query[name] = value }
      return query
    }
    for (name, value) in ExplorerExamples.first where needed.contains(name) && query[name] == nil {
      query[name] = value
    }
    if query["figure"] == "share", query["of"] == nil { query["of"] = "MPS" }
    return query
  }

  func reply(_ ask: Ask) async throws -> Reply {
    let query = fields(ask)
    let form = try await ExplorerForm(source: source, query: query).html()
    do {
      let question = try FigureQuestion(query: query)
      let figure = try await source.answer(question)
      let layer = await boundaries(figure, question)
      return .page(page(form, answer(figure, question, layer, ask.query["page"]), title: figure.title))
    } catch let refusal as Refusal {
      let help = try await ExplorerRefusal(source: source, query: query).html(refusal)
      return .page(page(form, help, title: "This cannot be answered", status: 422))
    }
  }

  /// The outlines for the map or under the density; a layer that is not held leaves the figure without one.
  private func boundaries(_ figure: Figure, _ question: FigureQuestion) async -> BoundaryLayer? {
    if let map = figure.map { return try? await source.boundaries(layer: map.layer, within: within(map, question)) }
    guard case .density = figure.chart else { return nil }
    for layer in ["borough", "ward-2022", "ward-2018", "lsoa-2021", "lsoa-2011"] {
      if let found = try? await source.boundaries(layer: layer, within: question.area), !found.areas.isEmpty {
        return found
      }
    }
    return nil
  }

  /// The borough to which a map of smaller areas can be cut down.
  private func within(_ map: Figure.AreaMap, _ question: FigureQuestion) -> String? {
    map.layer != "borough" && question.area.hasPrefix("E09") ? question.area : nil
  }

  private func page(_ form: HTML, _ results: HTML, title: String, status: Int = 200) -> Page {
    let body: HTML = """
      \(UI.filtered(filters: form, results: results))
      <h2>Start here</h2>
      <ul>\(each: ExplorerExamples.all, { "<li>\(UI.link($0.words, href: EvidencePath.explore($0.members)))</li>" })</ul>
      """
    return Page(
      title: title, caption: "Evidence explorer", crumbs: [("Evidence", EvidencePath.home)], body: body, status: status,
      wide: true, scripts: ["map.js"])
  }

  private func answer(_ figure: Figure, _ question: FigureQuestion, _ layer: BoundaryLayer?, _ part: String?) -> HTML {
    """
    \(FigureView.finding(figure))\(FigureView.unsettled(figure))\
    \(steps(question))\
    \(LongTable(figure, question, part: part).html)\
    \(FigureView.chart(figure, boundaries: layer))\
    \(FigureView.map(figure, boundaries: layer, geojson: figure.map.map { EvidencePath.boundaries($0.layer, within: within($0, question)) }))\
    \(FigureView.provenance(figure))\(use(question))
    """
  }

  /// The same question for the year before and the year after.
  private func steps(_ question: FigureQuestion) -> HTML {
    func moved(_ years: Int) -> FigureQuestion {
      var copy = question
      copy.period = question.period.shifted(byYears: years)
      copy.comparison = question.comparison?.shifted(byYears: years)
      return copy
    }
    let (before, after) = (moved(-1), moved(1))
    return """
      <p>\(UI.link("One year earlier: \(before.period)", href: EvidencePath.explore(before))) · \
      \(UI.link("One year later: \(after.period)", href: EvidencePath.explore(after)))</p>
      """
  }

  private func use(_ question: FigureQuestion) -> HTML {
    let query = Address.query(question.members)
    return UI.details(
      "Use this figure",
      """
      <p><strong>In an assessment:</strong> bind a block to this address text. The block will follow the figure and say when it moves.</p>\
      <p><code>\(question.query)</code></p>\
      <p><strong>In a report or spreadsheet:</strong> \(UI.link("Download the table (CSV)", href: EvidencePath.exploreCSV + query)) · \
      \(UI.link("Download everything (JSON)", href: EvidencePath.exploreJSON + query))</p>
      """)
  }

  // MARK: Downloads

  /// The table exactly as it is on the screen, numbers with the digits that are shown and without grouping.
  func csv(_ ask: Ask) async throws -> Reply {
    let figure = try await source.answer(try FigureQuestion(query: fields(ask)))
    var csv = CSVText(headings: figure.table.headings.map(\.text))
    for row in figure.table.rows { csv.append(row.map(ExplorerPage.plain)) }
    return .download(
      Array(csv.text.utf8), type: "text/csv; charset=utf-8", filename: ExplorerPage.filename(figure) + ".csv")
  }

  func json(_ ask: Ask) async throws -> Reply {
    let figure = try await source.answer(try FigureQuestion(query: fields(ask)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not available")
    return .bytes(Array(try encoder.encode(figure)), type: "application/json; charset=utf-8")
  }

  static func plain(_ cell: Figure.Cell) -> String {
    guard cell.number != nil else { return cell.text }
    let digits = String(cell.text.compactMap { $0 == "," ? nil : $0 == "−" ? "-" : $0 })
    return Double(digits) == nil ? cell.text : digits
  }

  static func filename(_ figure: Figure) -> String {
    let words = figure.title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-").prefix(80)
    return name.isEmpty ? "figure" : String(name)
  }
}
