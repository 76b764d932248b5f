import Basics

/// A question to the evidence: what is asked of which measure, where and when. Its text form is the query of a page's
/// address, the binding of a block in an assessment, and what the command line builds.
package struct FigureQuestion: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case count, rate, share, change, trend, season, concentration, harm, hotspots, correlation
  }
  /// Whose crime it is: the borough that investigates it, or the place where it is said to have happened.
  package enum GeographyRule: String, CaseIterable, Sendable { case investigating, placed }
  package enum Breakdown: String, CaseIterable, Sendable { case category, borough, ward, lsoa, month, year }
  package enum ChangeTest: String, CaseIterable, Sendable {
    case quasiPoisson = "quasi-poisson"
    case eTest = "e-test"
    case midP = "mid-p"
    case poissonZ = "poisson-z"
  }

  package var kind: Kind
  /// A measure of `Practice/measures`, such as `mps-recorded-crime` or `street-crime`.
  package var measure: String
  /// `Theft`, or `Theft > Shoplifting`; nil is all categories of the measure.
  package var category: String?
  /// A GSS code (`E09000033`), a force code (`MPS`), or a named zone of `Practice/zones` (`west-end`).
  package var area: String
  /// The whole of which a share is taken, such as `MPS`.
  package var of: String?
  package var period: Period
  /// The earlier period of a comparison.
  package var comparison: Period?
  package var geography: GeographyRule?
  package var by: Breakdown?
  package var test: ChangeTest?
  /// Population of a rate: `residents` by default.
  package var base: String?
  /// Figures as they were known at this moment.
  package var asAt: Instant?
  /// Harm scale: `css`, `cchi`; bandwidth of a density in metres; share of places in percent: by name.
  package var options: [String: String]

  package init(
    _ kind: Kind, measure: String, category: String? = nil, area: String, of: String? = nil, period: Period,
    comparison: Period? = nil, geography: GeographyRule? = nil, by: Breakdown? = nil, test: ChangeTest? = nil,
    base: String? = nil, asAt: Instant? = nil, options: [String: String] = [:]
  ) {
    self.kind = kind
    self.measure = measure
    self.category = category
    self.area = area
    self.of = of
    self.period = period
    self.comparison = comparison
    self.geography = geography
    self.by = by
    self.test = test
    self.base = base
    self.asAt = asAt
    self.options = options
  }
}
