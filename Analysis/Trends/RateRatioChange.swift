import Basics
import Glibc

/// The change between two periods, judged against how much the series varies from month to month.
///
/// A log-linear model of monthly counts with an effect for each month of the year, an indicator of the later period and
/// an exposure offset; the standard error is inflated by the root of the Pearson dispersion. The month effects are
/// eliminated in closed form (given a month's total, its split is binomial), which leaves one concave equation in the
/// log rate ratio: 50,000 comparisons take well under a second. Source: McCullagh & Nelder, *Generalized Linear
/// Models*, 2nd ed. 1989, chapter 6. Units: events in each month. Errors: refuses periods that share no month of the
/// year, fewer than five degrees of freedom without a dispersion from elsewhere, and two empty periods.
package struct RateRatioChange: Sendable {
  /// Events of the earlier period in the months of the year that both periods have.
  package let before: Int
  /// Events of the later period in those months.
  package let after: Int
  /// How many months those are, in the earlier and in the later period.
  package let months: (before: Int, after: Int)
  /// Whether rates were compared (some exposure is not 1) and not counts as they stand.
  package let comparesRates: Bool
  /// The later rate over the earlier, month for month; nil when either period has none.
  package let ratio: Double?
  package let interval: ConfidenceInterval?
  /// The log of the ratio in inflated standard errors; nil when there is no ratio.
  package let z: Double?
  package let p: Double
  /// Pearson's chi-square over its degrees of freedom: 1 for Poisson, 1.4 to 3 for a usual borough series; as found,
  /// though never less than 1 is used. Nil when there was nothing to estimate it from.
  package let dispersion: Double?
  package let degreesOfFreedom: Int
  package let basis: Basis

  /// What the p-value and interval stand on.
  package enum Basis: String, Hashable, Sendable {
    /// The quasi-Poisson model with Student's t on the dispersion's degrees of freedom.
    case quasiPoisson
    /// The conditional mid-P test, because one period has no events and a ratio cannot be fitted.
    case conditionalMidP
  }

  /// The distribution that the inflated statistic is referred to.
  package enum Reference: String, Hashable, Sendable {
    /// Student's t: the dispersion is itself an estimate. Two years of months give 11 degrees of freedom; on simulated
    /// unchanged series (dispersion 2 to 5) it calls 5 % changed at the 5 % mark, where the normal calls 7.5 %.
    case studentT
    /// The normal distribution, as when the dispersion is known from a long history.
    case normal
  }

  package static let note = MethodNote(
    name: "Quasi-Poisson rate ratio",
    formula:
      "log μ = month of year + β·later + log exposure; φ = Pearson χ²/df; z = β/(SE √max(φ, 1)) on Student's t(df)",
    source: "McCullagh & Nelder 1989, Generalized Linear Models, 2nd ed., ch. 6; Wedderburn 1974, Biometrika 61:439",
    units: "monthly counts in; a rate ratio (1 is no change) with interval and p-value out",
    whenNotToUse:
      "Not across a break in recording or a boundary change. Not for a period picked because it looked bad: the next "
      + "is likely to be nearer the average whatever is done. Months that follow one another closely (lag-1 "
      + "correlation above 0.3) still make it too ready to see a change: look at the control chart too.")

  /// Compares two sets of months.
  ///
  /// - Parameters:
  ///   - dispersion: from a longer history of the same series, when there is one; the normal reference is then used.
  ///   - reference: which distribution to use for a dispersion estimated here.
  package init(
    before: [MonthlyCount], after: [MonthlyCount], confidence: Double = 0.95, dispersion known: Double? = nil,
    reference: Reference = .studentT
  ) throws {
    try check(confidence: confidence)
    try (before + after).checkUsable()
    let model = try MonthMatchedModel(before: before, after: after)
    self.before = model.earlierCount
    self.after = model.laterCount
    months = model.months
    comparesRates = (before + after).contains { $0.exposure != 1 }
    degreesOfFreedom = model.degreesOfFreedom
    guard known != nil || degreesOfFreedom >= 5 else {
      throw Refusal(
        "too-few-months",
        "The two periods share too few months to tell a change from the usual variation "
          + "(\(degreesOfFreedom) degrees of freedom; five are needed).",
        remedy: "Compare at least six months with the same six of another year, or show the counts without a verdict.")
    }
    guard let fit = model.fit() else {
      let test = try ConditionalTest(
        first: model.laterCount, exposure: model.laterExposure, second: model.earlierCount,
        exposure: model.earlierExposure)
      (ratio, interval, z, dispersion, basis, p) = (nil, nil, nil, known, .conditionalMidP, test.midP)
      return
    }
    let found = known ?? fit.dispersion
    let error = fit.standardError * max(found, 1).squareRoot()
    let statistic = fit.logRatio / error
    let useStudent = known == nil && reference == .studentT
    let degrees = Double(degreesOfFreedom)
    let reach =
      useStudent
      ? StudentDistribution.multiplier(confidence: confidence, degrees: degrees)
      : NormalDistribution.multiplier(confidence: confidence)
    ratio = exp(fit.logRatio)
    interval = ConfidenceInterval(
      lower: exp(fit.logRatio - reach * error), upper: exp(fit.logRatio + reach * error), confidence: confidence)
    z = statistic
    p =
      useStudent
      ? StudentDistribution.twoSided(statistic, degrees: degrees) : NormalDistribution.twoSided(statistic)
    dispersion = found
    basis = .quasiPoisson
  }
}
