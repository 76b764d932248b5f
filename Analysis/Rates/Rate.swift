import Basics
import Glibc

/// A crude rate: events for each 1,000 (or any other base) of a population, with its interval.
///
/// Source: OHID, Fingertips public health technical guidance, "Rates": exact (Garwood 1936) limits below 10 events,
/// Byar's approximation from 10 (Breslow & Day 1987). Units: events per `base` of the population given. Errors: refuses
/// a negative count and a population of zero or less. When not to use it: see `note`.
package struct Rate: Hashable, Sendable {
  /// Events counted.
  package let events: Int
  /// People, households, vehicles or days at risk.
  package let population: Double
  /// What the rate is "per": 1,000 by default.
  package let base: Double
  package let value: Double
  package let interval: ConfidenceInterval
  package let method: IntervalMethod

  /// How the interval of a Poisson count is found.
  package enum IntervalMethod: String, Hashable, Sendable, CaseIterable {
    /// Garwood's limits from the chi-square distribution: never too narrow, for any count.
    case exact
    /// Byar's approximation: within 0.1 % of exact from 10 events.
    case byar
    /// Exact below 10 events, Byar from 10, as the guidance says.
    case guidance
  }

  package static let note = MethodNote(
    name: "Crude rate with exact or Byar interval",
    formula: "r = base × O / n; below 10 events χ²(α/2; 2O)/2 to χ²(1−α/2; 2O+2)/2, else Byar's O(1 − 1/9O ∓ z/3√O)³",
    source: "OHID Fingertips public health technical guidance (Rates); Garwood 1936; Breslow & Day 1987",
    units: "events in, population in; events per 1,000 of that population out",
    whenNotToUse:
      "Residents are the wrong population for a place people travel to (the West End by night). Overlapping intervals "
      + "are not a test of difference. Monthly crime varies more than Poisson, so the interval is too narrow for "
      + "comparing months: use the rate ratio.")

  package init(
    events: Int, population: Double, base: Double = 1000, confidence: Double = 0.95, method: IntervalMethod = .guidance
  ) throws {
    guard events >= 0 else { throw Refusal.negativeCount(events, of: "events") }
    guard population > 0, population.isFinite else { throw Refusal.noExposure(population, of: "population") }
    guard base > 0, base.isFinite else { throw Refusal.noExposure(base, of: "base of the rate") }
    let limits = try Rate.interval(events: events, confidence: confidence, method: method)
    self.events = events
    self.population = population
    self.base = base
    self.method = method == .guidance ? (events < 10 ? .exact : .byar) : method
    value = base * Double(events) / population
    interval = limits.scaled(by: base / population)
  }

  /// The interval of the expected number of events, given that `events` were counted.
  package static func interval(
    events: Int, confidence: Double = 0.95, method: IntervalMethod = .guidance
  ) throws -> ConfidenceInterval {
    guard events >= 0 else { throw Refusal.negativeCount(events, of: "events") }
    try check(confidence: confidence)
    let tail = (1 - confidence) / 2, count = Double(events)
    guard method == .byar || (method == .guidance && events >= 10) else {
      return ConfidenceInterval(
        lower: events == 0 ? 0 : GammaDistribution.quantile(shape: count, lower: tail),
        upper: GammaDistribution.quantile(shape: count + 1, upper: tail), confidence: confidence)
    }
    let z = NormalDistribution.multiplier(confidence: confidence)
    func byar(_ o: Double, _ z: Double) -> Double {
      let root = 1 - 1 / (9 * o) + z / (3 * o.squareRoot())
      return max(0, o * root * root * root)
    }
    return ConfidenceInterval(
      lower: events == 0 ? 0 : byar(count, -z), upper: byar(count + 1, z), confidence: confidence)
  }
}
