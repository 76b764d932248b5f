import Analysis
import Basics

extension FigureCase {
  /// Where the records of a concentration are gathered: areas, or published map points.
  private struct Places {
    let counts: [(code: String, name: String, count: Int)]
    let empty: Int
    let unit: String
    /// Why the number of places is what it is.
    let words: String
    let level: AreaLevel?
  }

  /// How far records gather in few places.
  func concentration() throws -> Figure {
    _ = try held(period)
    let top = try option(.top, default: 5)
    let places = try places()
    let found = try Concentration(counts: places.counts.map(\.count), emptyPlaces: places.empty)
    let share = found.share(inTopFraction: top / 100)
    let quarter = found.placesHolding(0.25), half = found.placesHolding(0.5)
    let isRare = found.events < found.places
    let extracts = table.extracts(in: period)
    let most = share.places == 1 ? "the one with most holds" : "the \(share.places.grouped) with most hold"
    let sentence =
      "Half of the \(found.events.grouped) \(counted) in \(area.name) in \(period.words) lie in \(half.places.grouped) of "
      + "\(found.places.grouped) \(places.unit) (\(half.share.percent(1))), and a quarter in \(quarter.places.grouped) "
      + "(\(quarter.share.percent(1))); \(most) (\(top.fixed(top == top.rounded() ? 0 : 1))%) "
      + "\(share.share.percent(1)). Generalised Gini \(found.generalisedGini.fixed(3)) (\(basis(extracts)))."
      + FigureCase.missingWords(missing(period))
    var caveats = [places.words]
    if places.level == nil {
      caveats.append(
        "Map points are not streets: a point gathers the addresses around it, and points without any record are not in the "
          + "list. Do not quote published shares of street segments beside these.")
    }
    if isRare {
      caveats.append(
        "There are fewer records than places, so most places have none by necessity; read the generalised Gini.")
    }
    let title = "Concentration of \(counted) in \(area.name), \(period.words)"
    func row(_ name: String, _ value: String, _ number: Double) -> [Figure.Cell] {
      [Figure.Cell(name), Figure.Cell(value, number)]
    }
    let shares = [1.0, 5, 10, 20].map { percent -> [Figure.Cell] in
      let part = found.share(inTopFraction: percent / 100)
      return row(
        "Share in the top \(percent.fixed(0))% (\(part.places.grouped) of \(found.places.grouped) \(places.unit))",
        part.share.percent(1),
        part.share * 100)
    }
    let ranked = places.counts.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    let list =
      places.level == nil
      ? [] : ranked.prefix(20).map { row("\($0.name) (\($0.code))", $0.count.grouped, Double($0.count)) }
    return Figure(
      question: question.query, title: title, sentence: sentence, value: share.share * 100, unit: "%", decimals: 1,
      numerator: found.share(of: share), denominator: found.events,
      evidence: provenance(
        numerator:
          "\(counted.capitalisedFirst) in \(share.places == 1 ? "the one place" : "the \(share.places.grouped) \(places.unit)") with most",
        denominator: "\(found.events.grouped) \(counted) in \(found.places.grouped) \(places.unit)", periods: [period],
        caveats: caveats, method: Concentration.note),
      table: Figure.Table(
        caption: title,
        headings: [Figure.Heading("Measure of concentration"), Figure.Heading("Value", isNumber: true)],
        rows: [
          row("Places (N)", found.places.grouped, Double(found.places)),
          row("Records (C)", found.events.grouped, Double(found.events)),
          row("Places that hold 25%", quarter.share.percent(2), quarter.share * 100),
          row("Places that hold 50%", half.share.percent(2), half.share * 100),
        ] + shares + [
          row("Gini", found.gini.fixed(4), found.gini),
          row("Generalised Gini", found.generalisedGini.fixed(4), found.generalisedGini),
        ] + list),
      chart: .lorenz(found.lorenz.map { Figure.Point($0.places, $0.events) }),
      map: places.level.flatMap { level in
        map(
          places.counts.map { Figure.AreaValue(code: $0.code, name: $0.name, value: Double($0.count)) }, level: level,
          unit: measure.unit)
      })
  }

  private func places() throws -> Places {
    if question.options["places"] == "point" {
      guard let points = try points(), !points.isEmpty else {
        throw Refusal(
          "method-not-supported", place: measure.title, "The files of this measure have no points.",
          remedy: "Ask for concentration by ward or by lower layer super output area.")
      }
      return Places(
        counts: points.map { ("", "", Int($0.weight)) }, empty: 0, unit: "map points",
        words: "N is the number of map points that have at least one record in the period.", level: nil)
    }
    let by =
      question.by
      ?? (counter.isPlacedByLsoa ? .lsoa : area.level == .force && rule == .investigating ? .borough : .ward)
    guard let level = by.level else {
      throw Refusal(
        "breakdown-not-possible", place: "by", "Concentration is over places, not over \(by.rawValue)s.",
        remedy: "Write by=lsoa, by=ward or by=borough, or places=point.")
    }
    let found = try rows(by: by, over: period, monthly: false).filter { !$0.code.isEmpty }
    let known = areas(of: level)
    let empty = known.map { all in all.subtracting(found.map(\.code)).count } ?? 0
    let words =
      known == nil
      ? "N is the number of \(level.plural) that have at least one record; those without any are not known here."
      : "N is every one of the \(level.plural) in \(area.name), those without a record included."
    return Places(
      counts: found.map { ($0.code, $0.name, $0.count) }, empty: empty, unit: level.plural, words: words, level: level)
  }

  /// All areas of a level inside the figure's area, when the look-ups say.
  private func areas(of level: AreaLevel) -> Set<String>? {
    guard counter.isPlacedByLsoa, let lsoas = atlas.lsoas(of: area) else { return nil }
    return Set(lsoas.compactMap { atlas.area(of: $0, at: level) })
  }
}

extension Concentration {
  /// The records in the places of a top share.
  fileprivate func share(of part: (places: Int, share: Double)) -> Int { Int((part.share * Double(events)).rounded()) }
}
