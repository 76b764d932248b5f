import Analysis
import Basics

extension FigureCase {
  /// The harm of what was recorded, on both published scales, each as a range: only categories are known.
  func harm() throws -> Figure {
    let held = try held(period)
    try checkNamed(area, over: period)
    guard let name = measure.harm, let weights = sources.practice.harm[name] else {
      throw Refusal(
        "method-not-supported", place: measure.title, "No harm scale has weights for the categories of this measure.",
        remedy: "Ask for counts.")
    }
    let written = question.options["scale"]
    guard let scale = written.map(SeverityScale.init(rawValue:)) ?? .css else {
      throw Refusal(
        "unreadable-option", place: "scale", "“\(written ?? "")” is not a harm scale.",
        remedy: "Write scale=css (ONS Crime Severity Score) or scale=cchi (Cambridge Crime Harm Index).")
    }
    let split: SeriesCounter.Split = weights.column == measure.subcategory ? .subcategory : .category
    let counts = try counter.sums(of: category, in: area, by: split, over: period)
    guard let chosen = try weights.total(counts, on: scale), chosen.weighedEvents > 0 else {
      throw Refusal(
        "nothing-recorded", place: area.name, "Nothing that a harm scale weighs was recorded in \(period.words).",
        remedy: "Choose a longer period or a larger area.")
    }
    var totals: [(SeverityScale, HarmTotal)] = []
    for each in SeverityScale.allCases {
      if let total = try weights.total(counts, on: each) { totals.append((each, total)) }
    }
    let sentences = totals.map { each, total -> String in
      let largest = total.contributions.max { ($0.middle ?? $0.highest, $1.key) < ($1.middle ?? $1.highest, $0.key) }
      let part = largest.flatMap { one in total.middle.flatMap { $0 > 0 ? (one.middle ?? 0) / $0 : nil } }
      let most = largest.map { one in
        "\(spelled(one.key, in: counts)) makes \(part?.percent(0) ?? "most") of the middle with "
          + "\((Double(one.count) / Double(max(total.weighedEvents, 1))).percent(0)) of the records"
      }
      return
        "On the \(each.title) (\(each.edition)) it is \(total.lowest.fixed(0)) to \(total.highest.fixed(0)) days of sentence, "
        + "middle \((total.middle ?? 0).fixed(0))\(most.map { "; \($0)" } ?? "")."
    }
    let over =
      held.count == period.count ? period.words : "the \(held.count.of("month", "months")) held of \(period.words)"
    let unmapped = chosen.unmapped.map {
      Figure.Exclusion("No harm weight: \(spelled($0.key, in: counts))", rows: $0.count)
    }
    var caveats = [
      "Only categories are known, so harm is a range: every record at the least weight of its category, at the median, at "
        + "the greatest. The two scales rank areas and categories differently; read both.",
      "Days of sentence are not what a victim suffers.",
    ]
    caveats += weights.notes
    if chosen.restsOnFewEvents {
      caveats.append("A few grave records may make this figure; look at the records before it is used for a place.")
    }
    let title = "Harm of \(counted) in \(area.name), \(period.words)"
    return Figure(
      question: question.query, title: title,
      sentence: "The harm of \(chosen.weighedEvents.grouped) \(counted) in \(area.name) in \(over) is a range "
        + "(\(basis(table.extracts(in: period)))). " + sentences.joined(separator: " ")
        + FigureCase.missingWords(missing(period)) + provisionalWords(period),
      value: chosen.middle, unit: "days of sentence", decimals: 0, lower: chosen.lowest, upper: chosen.highest,
      numerator: chosen.weighedEvents,
      evidence: provenance(
        numerator:
          "\(counted.capitalisedFirst) by \(split == .subcategory ? "sub-group" : "category"), each with the weights of its offences",
        periods: [period], excluded: unmapped, caveats: caveats, method: HarmScale.note),
      table: harmTable(title, counts, weights, chosen),
      chart: .ranges(
        chosen.contributions.sorted { ($1.middle ?? 0, $0.key) < ($0.middle ?? 0, $1.key) }.prefix(15).map {
          Figure.Range(
            spelled($0.key, in: counts), least: $0.lowest, middle: $0.middle ?? $0.lowest, most: $0.highest)
        }, unit: "days of sentence, \(scale.title)"))
  }

  private func spelled(_ key: String, in counts: [String: Int]) -> String {
    counts.keys.filter { $0.lowercased() == key }.min() ?? key
  }

  private func harmTable(
    _ title: String, _ counts: [String: Int], _ weights: HarmWeights, _ chosen: HarmTotal
  ) -> Figure.Table {
    let order = (chosen.contributions + chosen.unmapped).map { spelled($0.key, in: counts) }
    var headings = [Figure.Heading("Category"), Figure.Heading(measure.unit.capitalisedFirst, isNumber: true)]
    for scale in SeverityScale.allCases {
      for end in ["least", "middle", "most"] {
        headings.append(Figure.Heading("\(scale == .css ? "ONS" : "Cambridge") \(end)", isNumber: true))
      }
    }
    return Figure.Table(
      caption: "\(title), in days of sentence", headings: headings,
      rows: order.map { category in
        let count = counts[category] ?? 0
        var row = [Figure.Cell(category.isEmpty ? "Not stated" : category), FigureCase.cell(count)]
        for scale in SeverityScale.allCases {
          let weight = weights.weight(of: category, on: scale)
          for value in [weight?.lowest, weight?.middle, weight?.highest] {
            row.append(FigureCase.cell(value.map { $0 * Double(count) }, 0))
          }
        }
        return row
      })
  }
}
