import Basics
import StrategyModel
import WebShell

/// Figures as an assessment prints them: sentence, table, chart, map, then how it is known.
struct DocumentFigures {
  let sources: DocumentSources
  let layers: [String: BoundaryLayer]
  let form: AssessmentDocument.Form

  func shown(_ binding: Binding, _ figure: Figure, number: Int, today: HTML? = nil) -> HTML {
    let layer = figure.map.flatMap { layers[$0.layer] } ?? layers["density"]
    let chart: HTML = [.figure, .chart].contains(binding.shows) ? FigureView.chart(figure, boundaries: layer) : ""
    let map: HTML = [.figure, .map].contains(binding.shows) ? layer.map { drawn(figure, on: $0) } ?? "" : ""
    let isPage = form == .page
    return """
      <section class="assessment-figure" id="figure-\(binding.name)">
      <h4>Figure \(number). \(figure.title)</h4>
      <p class="finding">\(figure.sentence)</p>\(today)
      \(isPage ? table(figure) : DocumentTables.inBody(figure, named: binding.name))\(chart)\(map)
      \(isPage ? provenance(figure) : sourceLine(binding, figure))</section>

      """
  }

  /// The table before the chart; a long one, month by month, opens on demand.
  private func table(_ figure: Figure) -> HTML {
    if figure.table.rows.isEmpty { return "" }
    let table = FigureView.table(figure)
    let count = figure.table.rows.count
    return count > 36 ? UI.details("Table of \(count) rows: \(figure.table.caption)", table) : table
  }

  /// The map; with its list beside it on a page. In a document the figure's table has the same values.
  private func drawn(_ figure: Figure, on layer: BoundaryLayer) -> HTML {
    guard form == .file, let map = figure.map else { return FigureView.map(figure, boundaries: layer) }
    let values = Dictionary(map.values.map { ($0.code, $0) }) { first, _ in first }
    let areas = layer.areas.compactMap { area in
      values[area.code].map { one in
        Chart.Area(
          code: area.code, name: one.name, rings: area.rings.map { $0.map { ($0.longitude, $0.latitude) } },
          value: one.value,
          text: one.value.map { FigureView.amount($0, unit: map.unit == "%" ? "%" : "", decimals: figure.decimals) }
            ?? "no figure")
      }
    }
    if areas.isEmpty { return "" }
    return Chart.map(
      title: "Map: " + figure.title, description: figure.sentence, areas: areas, valueLabel: map.unit,
      decimals: max(0, min(figure.decimals, 4)), showList: false)
  }

  /// One line under a figure of a document: its sources, their dates, and the way to the whole account in the annex.
  private func sourceLine(_ binding: Binding, _ figure: Figure) -> HTML {
    let dates = Set(figure.evidence.extracts.map(\.extractDate)).sorted().map { Day($0)?.spoken ?? $0 }
    let unsettled = DocumentProvenance.unsettled(figure).map { " · Not settled: \($0)" } ?? ""
    return """
      <p class="source-line">Sources \(sources.references(figure))\(when: !dates.isEmpty, " · \(dates.count == 1 ? "extract" : "extracts") of \(dates.joined(separator: ", "))")\(unsettled) · How we know: \
      <a class="page-ref" href="#\(DocumentProvenance.anchor(binding.name))">annex A</a></p>

      """
  }

  /// What a reader needs to trust or dispute the figure, with its sources by number.
  func provenance(_ figure: Figure) -> HTML {
    let evidence = figure.evidence
    var rows: [(String, HTML)] = [
      ("What is counted", HTML(text: evidence.definition)),
      ("Numerator", counted(evidence.numerator, figure.numerator)),
    ]
    if let denominator = evidence.denominator { rows.append(("Denominator", counted(denominator, figure.denominator))) }
    rows.append(("Whose crime it is", HTML(text: evidence.geography)))
    if !evidence.excluded.isEmpty {
      rows.append(
        ("Rows left out", "<ul>\(each: evidence.excluded, { "<li>\($0.reason): \($0.rows.grouped) rows</li>" })</ul>"))
    }
    if !evidence.breaks.isEmpty {
      rows.append(
        (
          "Breaks in the series",
          "<ul>\(each: evidence.breaks, { "<li>\(Day($0.date)?.spoken ?? $0.date): \($0.reason)</li>" })</ul>"
        ))
    }
    if let months = DocumentProvenance.unsettled(figure) { rows.append(("Months not settled", HTML(text: months))) }
    if !evidence.caveats.isEmpty {
      rows.append(("Caveats", "<ul>\(each: evidence.caveats, { "<li>\($0)</li>" })</ul>"))
    }
    if let method = evidence.method {
      rows.append(("Method", "<a href=\"#\(DocumentSources.anchor(method))\">\(method.name)</a>"))
    }
    rows.append(("Sources", sources.references(figure)))
    rows.append(("Question", "<code>\(figure.question)</code>"))
    if !figure.fingerprint.isEmpty { rows.append(("Fingerprint", "<code>\(figure.fingerprint)</code>")) }
    return UI.details("How do we know?", UI.summaryList(rows))
  }

  private func counted(_ words: String, _ number: Int?) -> HTML {
    "\(words)\(when: number != nil, " (\((number ?? 0).grouped))")"
  }

  /// `Frozen 9.54%; today this would be 9.61%`, with the verdict and its rule.
  static func beside(_ binding: Binding, frozen: Figure) -> HTML {
    guard let check = binding.check else { return "" }
    var words: HTML
    if let value = frozen.value {
      let today = (try? check.today?.figure())?.value.map(frozen.measured)
      words = "Frozen \(frozen.measured(value)); today this would be \(today ?? "no number")."
    } else {
      words = "Frozen table; today: \(check.words)"
    }
    return UI.notice(
      check.verdict.needsAffirmation ? .warning : .information,
      """
      <p>\(words) \(UI.tag(check.verdict.label, check.verdict.colour)) Asked again on \(check.at.spoken). \(check.words) \(check.rule)</p>
      """)
  }
}

extension RefreshVerdict {
  var colour: UI.TagColour {
    switch self {
    case .unchanged: .grey
    case .withinUsualVariation: .blue
    case .beyondUsualVariation: .yellow
    case .sourceStale: .purple
    case .cannotBeAnswered: .red
    }
  }
}

/// Extracts and methods that figures rest on, each once and numbered.
struct DocumentSources {
  private(set) var citations: [Figure.Citation] = []
  private(set) var methods: [Figure.Method] = []
  private var places: [Figure.Citation: Int] = [:]

  init(_ figures: [Figure]) {
    for figure in figures {
      for citation in figure.evidence.extracts where places[citation] == nil {
        citations.append(citation)
        places[citation] = citations.count
      }
      if let method = figure.evidence.method, !methods.contains(where: { $0.name == method.name }) {
        methods.append(method)
      }
    }
  }

  func references(_ figure: Figure) -> HTML {
    let numbers = figure.evidence.extracts.compactMap { places[$0] }.sorted()
    guard !numbers.isEmpty else { return "none" }
    return HTML.joined(numbers.map { "<a href=\"#source-\($0)\">[\($0)]</a>" }, by: " ")
  }

  static func anchor(_ method: Figure.Method) -> String {
    let letters = method.name.lowercased().unicodeScalars.map { ("a"..."z").contains($0) ? Character($0) : "-" }
    return "method-" + String(letters.prefix(50))
  }

  var methodNotes: HTML {
    """
    \(each: methods, { method in
      """
      <h3 id="\(DocumentSources.anchor(method))">\(method.name)</h3>
      <dl class="method"><div><dt>Formula</dt><dd>\(method.formula)</dd></div><div><dt>Source</dt><dd>\(method.source)</dd></div>\
      <div><dt>When not to use it</dt><dd>\(method.whenNotToUse)</dd></div></dl>

      """
    })
    """
  }

  var list: HTML {
    """
    <ol class="sources">\(each: citations.enumerated(), { index, one in
      """
      <li id="source-\(index + 1)"><strong>\(one.fileName)</strong>. \(one.publisher), extract of \
      \(Day(one.extractDate)?.spoken ?? one.extractDate). Licence: \(one.licence). SHA-256 <code>\(one.sha256)</code></li>

      """
    })</ol>
    """
  }
}
