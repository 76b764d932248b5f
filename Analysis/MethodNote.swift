/// What a reader must know of a statistical method before relying on its result; printed under every figure that uses
/// it.
package struct MethodNote: Hashable, Sendable {
  /// The method's standard name, as an analyst would look it up.
  package let name: String
  /// The arithmetic in one line.
  package let formula: String
  /// The paper, manual or official guidance that the method is taken from.
  package let source: String
  /// The units of what goes in and of what comes out.
  package let units: String
  /// The conditions in which the result would mislead.
  package let whenNotToUse: String

  package init(name: String, formula: String, source: String, units: String, whenNotToUse: String) {
    self.name = name
    self.formula = formula
    self.source = source
    self.units = units
    self.whenNotToUse = whenNotToUse
  }

  /// Every method in this target, in the order of the folders, for a page that lists them.
  package static let all: [MethodNote] = [
    Rate.note, Proportion.note, ShareOfForce.note, LocationQuotient.note,
    RateRatioChange.note, MonthlyTrend.note, PoissonRegression.note, ETest.note, ConditionalTest.note,
    PoissonZTest.note, BenjaminiHochberg.note, XmRChart.note, LaneyChart.note, SeasonalDecomposition.note,
    PooledSeason.note, Concentration.note, HarmScale.note, QuarticDensity.note, BritishNationalGrid.note,
    Correlation.note, SurveyShare.note, SmallCounts.note,
  ]
}
