import Basics

extension FigureCase {
  /// Refuses two periods that may not be compared: unlike lengths, months that are missing or partial, a break between
  /// them. The refusal names the reason and the nearest comparison that is valid.
  func checkComparable(_ earlier: Period, _ later: Period) throws {
    guard earlier.last < later.first else {
      throw refusal(
        "The period to compare with (\(earlier.words)) does not end before \(later.words) begins.", earlier, later)
    }
    guard earlier.count == later.count else {
      throw refusal(
        "\(later.words) has \(later.count.of("month", "months")) and \(earlier.words) has \(earlier.count): a part of a year is never "
          + "compared with a whole one.", earlier, later)
    }
    let oneExtract = isOneExtract(earlier, later)
    let forbidding = sources.rules.forbidding(
      measure: measure.id, level: level, earlier: earlier, later: later, oneExtract: oneExtract)
    if let first = forbidding.first {
      throw refusal("\(first.reason) The break is on \(first.spokenDate).", earlier, later, instead: first.instead)
    }
    let unheld = missing(earlier) + missing(later)
    guard unheld.isEmpty else {
      throw refusal(
        "\(FigureCase.list(FigureCase.runs(of: unheld).map(\.spoken))) \(unheld.count == 1 ? "is" : "are") not held; "
          + "missing is not zero.", earlier, later)
    }
    let cut = partial(earlier) + partial(later)
    guard cut.isEmpty else {
      throw refusal(
        "The file of \(FigureCase.list(FigureCase.runs(of: cut).map(\.spoken))) stops before the month ends.", earlier,
        later)
    }
  }

  private func isOneExtract(_ one: Period, _ other: Period) -> Bool {
    let publisher = publisher(of: area)
    let used = table.extracts(in: one, publisher: publisher) + table.extracts(in: other, publisher: publisher)
    return Set(used.map(\.sha256)).count == 1
  }

  private func partial(_ period: Period) -> [Month] {
    let coverage = table.coverage(in: period, publisher: publisher(of: area))
    return period.months.filter { coverage[$0]?.status == .partial }
  }

  private func refusal(_ reason: String, _ earlier: Period, _ later: Period, instead: String? = nil) -> Refusal {
    let publisher = publisher(of: area)
    let whole = Period(
      min(earlier.first, later.first).advanced(by: -480), max(earlier.last, later.last).advanced(by: 480))
    let coverage = whole.map { table.coverage(in: $0, publisher: publisher) } ?? [:]
    func held(_ period: Period) -> Bool {
      period.months.allSatisfy {
        let status = coverage[$0]?.status ?? .missing
        return status == .complete || status == .provisional
      }
    }
    let remedy = NearestComparison.remedy(later: later, earlier: earlier, instead: instead) { before, after in
      held(before) && held(after)
        && sources.rules.forbidding(
          measure: measure.id, level: level, earlier: before, later: after, oneExtract: isOneExtract(before, after)
        ).isEmpty
    }
    return Refusal("not-comparable", place: "\(measure.title), \(area.name)", reason, remedy: remedy)
  }

  /// What to say when a break was spared because one extract keeps one set of areas.
  func sparedWords(_ earlier: Period, _ later: Period) -> [String] {
    guard isOneExtract(earlier, later) else { return [] }
    let all = sources.rules.forbidding(
      measure: measure.id, level: level, earlier: earlier, later: later, oneExtract: false)
    return all.filter { $0.sparedBy == .oneExtract }.map {
      "\($0.title) (\($0.spokenDate)): both periods come from one extract, which keeps one set of areas throughout, so "
        + "the new boundaries do not touch this comparison."
    }
  }
}
