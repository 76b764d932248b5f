import Basics

/// An area's part of its police force's recorded crime, with numerator and denominator kept in sight.
///
/// Units: recorded offences over recorded offences. Errors: those of `Proportion`. When not to use it: see `note`.
package struct ShareOfForce: Hashable, Sendable {
  package let proportion: Proportion

  package static let note = MethodNote(
    name: "Share of force",
    formula: "offences in the area / offences in the force, with Wilson's interval",
    source: "Strategic assessments of community safety partnerships (S.I. 2007/1830 reg. 7); Wilson 1927",
    units: "recorded offences; a share between 0 and 1",
    whenNotToUse:
      "Numerator and denominator must come from extracts of the same date, the same offence list and the same "
      + "geography rule (borough investigating, or place of the offence). A share can rise while crime falls: show both."
  )

  package init(area: Int, force: Int, confidence: Double = 0.95) throws {
    proportion = try Proportion(area, of: force, confidence: confidence)
  }

  package var area: Int { proportion.part }
  package var force: Int { proportion.whole }
  package var value: Double { proportion.value }
  package var interval: ConfidenceInterval { proportion.interval }

  /// The share with what it is made of, as a sentence fragment: `8.83% (80,641 of 913,660)`.
  package var words: String { "\(value.percent(2)) (\(area.grouped) of \(force.grouped))" }

  /// The change since an earlier share, as a difference of shares (0.01 is one percentage point).
  package func change(from earlier: ShareOfForce) -> (difference: Double, interval: ConfidenceInterval) {
    proportion.change(from: earlier.proportion)
  }
}

/// How much more of one crime type an area has than its size in all crime would lead one to expect: 1 is the force's
/// mix.
package struct LocationQuotient: Hashable, Sendable {
  package let value: Double
  /// Wilson's interval of the area's share of the type, over its share of all crime taken as known.
  package let interval: ConfidenceInterval

  package static let note = MethodNote(
    name: "Location quotient",
    formula: "(area type / area all) / (force type / force all)",
    source: "Brantingham & Brantingham 1995, Location quotients and crime hot spots in the city",
    units: "a ratio; 1 is the force's own mix, 2 is twice the expected part",
    whenNotToUse:
      "It says what an area specialises in, not whether it has much crime: a quiet area can have a high quotient. "
      + "Unsteady when the force has few offences of the type.")

  package init(areaType: Int, areaAll: Int, forceType: Int, forceAll: Int, confidence: Double = 0.95) throws {
    let type = try Proportion(areaType, of: forceType, confidence: confidence)
    let all = try Proportion(areaAll, of: forceAll, confidence: confidence)
    guard areaType <= areaAll, forceType <= forceAll, areaAll > 0 else {
      throw Refusal(
        "part-above-whole", "A crime type is larger than all crime, or the area has no crime at all.",
        remedy: "Check that all four counts use the same months, geography rule and extract.")
    }
    value = type.value / all.value
    interval = type.interval.scaled(by: 1 / all.value)
  }
}
