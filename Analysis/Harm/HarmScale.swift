import Basics

/// A published scale of harm: what one offence of a code or category weighs, given as data with its edition.
///
/// Source: ONS Crime Severity Score (custodial share × mean days + community orders + fines); Cambridge Crime Harm
/// Index (Sherman, Neyroud & Neyroud 2016: starting-point sentence days). Units: the scale's own (days, or score).
/// Errors: refuses weights that are negative or in the wrong order. When not to use it: see `note`.
package struct HarmScale: Hashable, Sendable {
  /// What one offence weighs. A category that gathers unlike offences has a range; an offence code has one weight.
  package struct Weight: Hashable, Sendable {
    package let lowest: Double
    /// The median over the category's codes; nil where the scale gives only two ends.
    package let middle: Double?
    package let highest: Double

    /// One weight, as for an offence code.
    package init(exact: Double) {
      lowest = exact
      middle = exact
      highest = exact
    }

    package init(lowest: Double, middle: Double? = nil, highest: Double) {
      self.lowest = lowest
      self.middle = middle
      self.highest = highest
    }

    package var isExact: Bool { lowest == highest }
  }

  /// `ONS Crime Severity Score`, `Cambridge Crime Harm Index`.
  package let name: String
  /// `2026 update`; weights are revised, so history is restated with one edition.
  package let edition: String
  /// `days of custody`, `severity points`.
  package let unit: String
  /// What the ends of a range are: `least and greatest offence code in the category`, `median-based and mean-based`.
  package let meaningOfRange: String
  /// Weights by offence code or by category, as the source spells them.
  package let weights: [String: Weight]

  package static let note = MethodNote(
    name: "Harm-weighted crime",
    formula: "harm = Σ count × weight; a range where only the category is known",
    source: "ONS Crime Severity Score; Sherman, Neyroud & Neyroud 2016, Policing 10:171; Ashby 2018, Policing 12:439",
    units: "recorded offences in; days of custody (Cambridge) or severity points (ONS) out",
    whenNotToUse:
      "Never give one figure where only a police.uk category is known: inside violence and sexual offences the weights "
      + "run from under 10 to over 5,000. The two scales rank areas differently: show both. Small areas are often one "
      + "grave event: show its share. Days of custody do not measure what a victim suffers.")

  package init(name: String, edition: String, unit: String, meaningOfRange: String, weights: [String: Weight]) throws {
    for (key, weight) in weights {
      let ordered =
        weight.lowest <= (weight.middle ?? weight.lowest) && (weight.middle ?? weight.highest) <= weight.highest
      guard weight.lowest >= 0, weight.lowest <= weight.highest, ordered, weight.highest.isFinite else {
        throw Refusal(
          "bad-weight", place: key, "The harm weight of \(key) is negative or its range is upside down.",
          remedy: "Correct the weights file: lowest, middle, highest in that order.")
      }
    }
    self.name = name
    self.edition = edition
    self.unit = unit
    self.meaningOfRange = meaningOfRange
    self.weights = weights
  }
}
