import Basics

/// The refusals that several methods share, so that the same fault reads the same everywhere.
extension Refusal {
  static func negativeCount(_ count: Int, of what: String) -> Refusal {
    Refusal(
      "negative-count", "A count of \(what) is \(count); a count cannot be below zero.",
      remedy: "Look at the source rows: a correction may have been entered as a negative number.")
  }

  static func tooLarge(_ what: String) -> Refusal {
    Refusal(
      "count-too-large", "A count of \(what) is above a million million.",
      remedy: "Check the count; no recorded crime series is as large.")
  }

  static func noExposure(_ exposure: Double, of what: String) -> Refusal {
    Refusal(
      "no-population", "The \(what) is \(exposure); a rate needs a number above zero.",
      remedy: "Choose a population, household or day count that covers this area and period, or show the count alone.")
  }

  static func notFinite(_ what: String) -> Refusal {
    Refusal(
      "not-a-number", "\(what) holds a value that is not a number.",
      remedy: "Leave the value out as missing, and say so beside the figure.")
  }

  static func confidence(_ confidence: Double) -> Refusal {
    Refusal(
      "bad-confidence", "A confidence of \(confidence) was asked for; it must lie between 0 and 1.",
      remedy: "Use 0.95 unless there is a stated reason for another.")
  }
}

/// Throws unless a count can be added to others without care: not negative and at most a million million.
func check(count: Int, of what: @autoclosure () -> String) throws {
  guard count >= 0 else { throw Refusal.negativeCount(count, of: what()) }
  guard count <= 1_000_000_000_000 else { throw Refusal.tooLarge(what()) }
}

/// Throws unless `confidence` is a usable confidence level.
func check(confidence: Double) throws {
  guard confidence > 0, confidence < 1 else { throw Refusal.confidence(confidence) }
}
