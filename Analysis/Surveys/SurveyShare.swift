import Basics

/// The share of a population that a sample of it speaks for: a weighted proportion of a stratified sample.
///
/// Units: weights are people for whom an answer stands; the share is between 0 and 1. Errors: refuses an empty sample and
/// a weight that is not above zero.
package struct SurveyShare: Hashable, Sendable {
  /// One answer of the sample.
  package struct Answer: Hashable, Sendable {
    package let isYes: Bool
    package let weight: Double
    /// The part of the population from which it was drawn.
    package let stratum: String

    package init(_ isYes: Bool, weight: Double = 1, stratum: String = "") {
      self.isYes = isYes
      self.weight = weight
      self.stratum = stratum
    }
  }

  package let value: Double
  /// Of the linearised estimator, without correction for a finite population.
  package let standardError: Double
  /// Kish's effective number of answers: how many equally weighted ones would say as much.
  package let effective: Double
  /// Wilson's score interval on the effective number.
  package let interval: ConfidenceInterval
  package let answers: Int

  package static let note = MethodNote(
    name: "Weighted proportion of a stratified sample",
    formula: "p = Σwy/Σw; SE by Taylor linearisation within strata; Wilson interval on n = (Σw)²/Σw²",
    source: "Kish 1965, Survey Sampling; Lumley 2010, Complex Surveys, sections 2.2 and 2.3; Wilson 1927",
    units: "answers with weights in; a share between 0 and 1 out",
    whenNotToUse:
      "When people chose themselves to answer there is no sample: no weight and no interval can make one of it. "
      + "Answers that come in clusters, such as households, need their clusters; here each answer stands alone.")

  package init(_ sample: [Answer], confidence: Double = 0.95) throws {
    guard !sample.isEmpty else {
      throw Refusal("no-answers", "A share of no answers was asked for.", remedy: "Wait until somebody has answered.")
    }
    guard sample.allSatisfy({ $0.weight > 0 && $0.weight.isFinite }) else {
      throw Refusal("survey-weight", "A weight is not above zero.", remedy: "Check the sizes of the strata.")
    }
    try check(confidence: confidence)
    let total = sample.reduce(0) { $0 + $1.weight }
    let p = sample.reduce(0) { $0 + ($1.isYes ? $1.weight : 0) } / total
    var variance = 0.0
    for (_, members) in Dictionary(grouping: sample, by: \.stratum).sorted(by: { $0.key < $1.key })
    where members.count > 1 {
      let parts = members.map { $0.weight * (($0.isYes ? 1 : 0) - p) / total }
      let mean = parts.reduce(0, +) / Double(parts.count)
      variance +=
        Double(parts.count) / Double(parts.count - 1) * parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    answers = sample.count
    value = p
    standardError = variance.squareRoot()
    effective = SurveyShare.effective(sample.map(\.weight))
    let n = effective, z = NormalDistribution.multiplier(confidence: confidence)
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    interval = ConfidenceInterval(
      lower: p == 0 ? 0 : max(0, centre - half), upper: p == 1 ? 1 : min(1, centre + half), confidence: confidence)
  }

  /// Kish's effective number of answers with these weights; 0 for none.
  package static func effective(_ weights: [Double]) -> Double {
    let sum = weights.reduce(0, +), squares = weights.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? sum * sum / squares : 0
  }
}
