import Basics

/// A day on which a published series stopped meaning what it meant before, kept as data in `Practice/breaks.yaml`.
package struct SeriesBreak: Codable, Hashable, Sendable, Identifiable {
  package enum Effect: String, Codable, Sendable, CaseIterable {
    /// Figures on the two sides may not be compared; a comparison is refused.
    case notComparable = "not-comparable"
    /// Figures may be compared after the stated re-basing, which Concordat applies.
    case rebased
    /// Figures may be compared with the caveat printed beside them.
    case caveat
  }
  package let id: String
  /// First day of the new meaning.
  package let date: String
  /// When the effect ends again (Covid restrictions); nil for a lasting break.
  package let until: String?
  /// Measures touched, by identifier; `*` touches all.
  package let measures: [String]
  /// Geography rules or area levels touched (`ward`, `lsoa`, `borough`); empty touches all.
  package let levels: [String]
  package let effect: Effect
  /// Reason as a sentence for the reader.
  package let reason: String
  package let source: String
  /// `established`, or `not established` when somebody must still confirm it.
  package let status: String
  /// What to compare instead, as a sentence.
  package let instead: String?
  /// A few words for the mark on a chart.
  package let title: String
  /// Circumstance in which the break does not bite.
  package let sparedBy: Sparing?

  package enum Sparing: String, Codable, Sendable, CaseIterable {
    /// Both sides come from one extract, which keeps one set of areas throughout.
    case oneExtract = "one-extract"
  }

  package init(
    id: String, date: String, until: String? = nil, measures: [String], levels: [String] = [], effect: Effect,
    reason: String, source: String, status: String = "established", instead: String? = nil, title: String? = nil,
    sparedBy: Sparing? = nil
  ) {
    self.id = id
    self.date = date
    self.until = until
    self.measures = measures
    self.levels = levels
    self.effect = effect
    self.reason = reason
    self.source = source
    self.status = status
    self.instead = instead
    self.title = title ?? id
    self.sparedBy = sparedBy
  }
}
