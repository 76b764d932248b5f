import Basics
import StrategyModel
import WebShell

/// The choices of the explorer: a form whose fields are the address of the page, so that it works without scripts and a
/// view can be kept, sent and asked again.
struct ExplorerForm {
  let source: any FigureSource
  let query: [String: String]

  /// Kinds of figure as people ask for them.
  static func title(_ kind: FigureQuestion.Kind) -> String {
    switch kind {
    case .count: "Count"
    case .rate: "Rate for each 1,000 people"
    case .share: "Share of a wider area"
    case .change: "Change between two periods"
    case .trend: "Trend, month by month"
    case .season: "Months of the year"
    case .concentration: "Concentration in few places"
    case .harm: "Harm"
    case .hotspots: "Hotspots"
    case .correlation: "Correlation with footfall"
    }
  }

  static func title(_ rule: FigureQuestion.GeographyRule) -> String {
    switch rule {
    case .investigating: "By the borough that investigates"
    case .placed: "By the place where it happened"
    }
  }

  static func title(_ test: FigureQuestion.ChangeTest) -> String {
    switch test {
    case .quasiPoisson: "Quasi-Poisson with dispersion"
    case .eTest: "E-test"
    case .midP: "Mid-P exact"
    case .poissonZ: "Poisson z"
    }
  }

  func html() async throws -> HTML {
    let measure = query["measure"] ?? ""
    let known = source.measures.first { $0.id == measure }
    let kinds = known?.supported ?? FigureQuestion.Kind.allCases
    let kind = query["figure"].flatMap(FigureQuestion.Kind.init(rawValue:))
    let areas = known == nil ? [] : try await areaOptions(measure, holders: known?.source == .partnerIncidents)
    let categories = known == nil ? [] : try await source.categories(for: measure)
    let held = known == nil ? nil : try await source.periods(for: measure)
    let shownKinds = kinds + [kind].compactMap { $0 }.filter { !kinds.contains($0) }
    let main: HTML = """
      \(UI.select("figure", "Kind of figure", options: shownKinds.map { ($0.rawValue, ExplorerForm.title($0)) }, selected: query["figure"]))\
      \(UI.select("measure", "Measure", options: source.measures.map { ($0.id, $0.title) }, selected: measure))\
      \(UI.select("category", "Category", options: with([("", "All categories")] + categories.map { ($0, $0) }, query["category"]), selected: query["category"] ?? ""))\
      \(UI.select("area", "Area", options: with(areas, query["area"]), selected: query["area"]))\
      \(UI.textField("period", "Period", hint: periodHint(held), value: query["period"] ?? "", width: .twenty))\
      \(UI.textField("compare", "Compared with", hint: "The earlier period, for a change.", value: query["compare"] ?? "", width: .twenty))\
      \(UI.select("by", "Broken down by", options: [("", "Not broken down")] + FigureQuestion.Breakdown.allCases.map { ($0.rawValue, $0 == .lsoa ? "small area (LSOA)" : $0.rawValue) }, selected: query["by"] ?? ""))
      """
    return UI.filters(
      action: EvidencePath.explore, submit: "Show",
      "\(main)\(special(kind))\(try await more(known, areas))\(unasked(kind))")
  }

  private func more(_ measure: EvidenceMeasure?, _ areas: [(String, String)]) async throws -> HTML {
    let rules = FigureQuestion.GeographyRule.allCases.filter { measure?.geography[$0] != nil || measure == nil }
    let wholes = areas.filter { ["MPS", "LFB"].contains($0.0) || $0.0.hasPrefix("E23") }
    let fields: HTML = """
      \(UI.select("of", "Share of", options: with([("", "Not a share")] + wholes, query["of"]), selected: query["of"] ?? ""))\
      \(UI.select("geography", "Whose crime it is", options: [("", "As usual for the measure")] + rules.map { ($0.rawValue, ExplorerForm.title($0)) }, selected: query["geography"] ?? ""))\
      \(UI.select("test", "Test of change", options: [("", "Quasi-Poisson (usual)")] + FigureQuestion.ChangeTest.allCases.map { ($0.rawValue, ExplorerForm.title($0)) }, selected: query["test"] ?? ""))\
      \(UI.textField("base", "Population of a rate", hint: "Residents, when left empty.", value: query["base"] ?? "", width: .twenty))\
      \(UI.textField("as-at", "As known on", hint: "A day, such as 2023-06-01; now, when left empty.", value: query["as-at"] ?? "", width: .twenty))
      """
    let isUsed = ["of", "geography", "test", "base", "as-at"].contains { !(query[$0] ?? "").isEmpty }
    return UI.details("More choices", fields, open: isUsed)
  }

  /// Choices that only one kind of figure has.
  private func special(_ kind: FigureQuestion.Kind?) -> HTML {
    switch kind {
    case .harm:
      UI.select(
        "scale", "Harm scale", options: SeverityScale.allCases.map { ($0.rawValue, $0.title) }, selected: query["scale"]
      )
    case .hotspots:
      """
      \(UI.textField("bandwidth", "Bandwidth in metres", hint: "50 to 2,000; 300, when left empty.", value: query["bandwidth"] ?? "", width: .five))\
      \(UI.textField("cell", "Cell in metres", hint: "10 to 1,000; 50, when left empty.", value: query["cell"] ?? "", width: .five))
      """
    case .concentration:
      """
      \(UI.textField("top", "Top share of places in percent", hint: "5, when left empty.", value: query["top"] ?? "", width: .five))\
      \(UI.select("places", "Places", options: [("", "Areas"), ("point", "Published map points")], selected: query["places"] ?? ""))
      """
    case .correlation:
      UI.select(
        "metric", "Footfall",
        options: ["retail", "grocery", "parks", "transit", "workplaces", "residential"].map { ($0, $0) },
        selected: query["metric"] ?? "retail")
    default: ""
    }
  }

  private static func specialNames(_ kind: FigureQuestion.Kind?) -> [String] {
    switch kind {
    case .harm: ["scale"]
    case .hotspots: ["bandwidth", "cell"]
    case .concentration: ["top", "places"]
    case .correlation: ["metric"]
    default: []
    }
  }

  /// Options that the form does not show stay as they are, unless they belong to another kind of figure.
  private func unasked(_ kind: FigureQuestion.Kind?) -> HTML {
    let shown =
      [
        "figure", "measure", "category", "area", "of", "period", "compare", "geography", "by", "test", "base", "as-at",
      ] + FigureQuestion.Kind.allCases.flatMap(ExplorerForm.specialNames)
    return
      "\(each: query.filter { !shown.contains($0.key) && !$0.value.isEmpty }.sorted { $0.key < $1.key }, { UI.hidden($0.key, $0.value) })"
  }

  private func periodHint(_ held: Period?) -> String {
    let forms = "2022/23, 2022, 2022-04 or 2022-04..2022-09."
    return held.map { "\(forms) Held: \($0.spoken)." } ?? forms
  }

  /// Small areas are left out: there are thousands. Wards are those of one borough: the one chosen, or Westminster.
  ///
  /// - Parameter holders: whether the measure's areas are the bodies that sent files, which are no police force areas.
  private func areaOptions(_ measure: String, holders: Bool) async throws -> [(String, String)] {
    let areas = try await source.areas(for: measure)
    let chosen = query["area"] ?? ""
    let borough = chosen.hasPrefix("E09") ? chosen : ExplorerExamples.borough
    var near: Set<String> = [chosen]
    if areas.contains(where: { $0.level == .ward }) {
      for layer in ["ward-2002", "ward-2018", "ward-2022"] {
        guard let found = try? await source.boundaries(layer: layer, within: borough) else { continue }
        near.formUnion(found.areas.map(\.code))
      }
    }
    let order = AreaLevel.allCases
    let shown = areas.filter { area in
      switch area.level {
      case .lsoa: area.code == chosen
      case .ward: near.contains(area.code)
      default: true
      }
    }
    let sorted = shown.sorted { a, b in
      let (i, j) = (order.firstIndex(of: a.level) ?? 0, order.firstIndex(of: b.level) ?? 0)
      return (i, a.name, a.code) < (j, b.name, b.code)
    }
    return sorted.map { ($0.code, holders ? $0.name : "\($0.name) (\($0.level.title.lowercased()))") }
  }

  private func with(_ options: [(String, String)], _ chosen: String?) -> [(String, String)] {
    guard let chosen, !chosen.isEmpty, !options.contains(where: { $0.0 == chosen }) else { return options }
    return options + [(chosen, chosen)]
  }
}
