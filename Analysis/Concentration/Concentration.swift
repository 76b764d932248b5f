import Basics

/// How far events gather in few places: Lorenz curve, top shares and Gini coefficients, from one pass over the counts.
///
/// Places are pooled by their count, so that the cost is that of reading the counts. Source: Lorenz 1905; Weisburd,
/// Criminology 53 (2015); Bernasco & Steenbeek, Journal of Quantitative Criminology 33 (2017). Units: events in each
/// place, places without events included. Errors: refuses no places, negative counts and no events. When not to use it:
/// see `note`.
package struct Concentration: Sendable {
  /// N: places, those without events included.
  package let places: Int
  /// C: events.
  package let events: Int
  /// Count of events and number of places that have it, largest count first.
  private let levels: [(count: Int, places: Int)]

  package static let note = MethodNote(
    name: "Concentration of crime at places",
    formula: "G = Σ(2i − N − 1)xᵢ / (N Σx); generalised G′ = max(N/C, 1)(G − 1) + 1; Lorenz curve; top shares",
    source: "Bernasco & Steenbeek 2017, J. Quantitative Criminology 33:451–467; Weisburd 2015, Criminology 53:133",
    units: "events in each place in; shares and coefficients between 0 and 1 out",
    whenNotToUse:
      "Figures for street segments must not be quoted beside police.uk map points: a point gathers several streets, "
      + "and streets without crime are not in the list. The ordinary Gini is near 1 for any rare crime: read the "
      + "generalised one. Every figure changes with the unit of place.")

  /// - Parameters:
  ///   - counts: events in each place.
  ///   - emptyPlaces: places that had none and are not among the counts.
  package init(counts: [Int], emptyPlaces: Int = 0) throws {
    try check(count: emptyPlaces, of: "empty places")
    var histogram: [Int: Int] = [:]
    // Small counts, nearly all of them, go to an array: a dictionary would dominate the time.
    var small = [Int](repeating: 0, count: 1024)
    for count in counts {
      guard count >= 0 else { throw Refusal.negativeCount(count, of: "events at a place") }
      if count < 1024 { small[count] += 1 } else { histogram[count, default: 0] += 1 }
    }
    small[0] += emptyPlaces
    for (count, places) in small.enumerated() where places > 0 { histogram[count] = places }
    levels = histogram.map { (count: $0.key, places: $0.value) }.sorted { $0.count > $1.count }
    places = counts.count + emptyPlaces
    guard places > 0 else {
      throw Refusal("no-places", "There are no places to compare.", remedy: "Choose an area that holds places.")
    }
    var total = 0
    for level in levels {
      let (product, over) = level.count.multipliedReportingOverflow(by: level.places)
      let (sum, overSum) = total.addingReportingOverflow(product)
      guard !over, !overSum else {
        throw Refusal("count-too-large", "The counts add up to more than can be held.", remedy: "Check the counts.")
      }
      total = sum
    }
    events = total
    guard events > 0 else {
      throw Refusal(
        "nothing-recorded", "No events were recorded at any of the places.",
        remedy: "Choose a longer period or a larger area; nothing can be concentrated.")
    }
  }

  /// The share of events in the `count` places that have most.
  package func share(inTop count: Int) -> Double {
    var left = max(0, min(count, places)), sum = 0
    for level in levels where left > 0 {
      let taken = min(left, level.places)
      sum += taken * level.count
      left -= taken
    }
    return Double(sum) / Double(events)
  }

  /// The share of events in the top `fraction` of places (0.01 for the top 1 %), the number of places rounded to the
  /// nearest and never none.
  package func share(inTopFraction fraction: Double) -> (places: Int, share: Double) {
    let count = max(1, Int((min(max(fraction, 0), 1) * Double(places)).rounded()))
    return (count, share(inTop: count))
  }

  /// The fewest places that hold `fraction` of the events, and their share of all places.
  package func placesHolding(_ fraction: Double) -> (places: Int, share: Double) {
    // A hair of slack: a quarter of 8 events is exactly 2.
    let wanted = min(max(fraction, 0), 1) * Double(events) * (1 - 1e-12)
    var count = 0, sum = 0
    for level in levels where Double(sum) < wanted && level.count > 0 {
      let needed = Int(((wanted - Double(sum)) / Double(level.count)).rounded(.up))
      let taken = min(needed, level.places)
      count += taken
      sum += taken * level.count
    }
    return (count, Double(count) / Double(places))
  }

  /// 0 when every place has the same count, near 1 when one place has all.
  package var gini: Double {
    let n = Double(places)
    var sum = 0.0, below = 0.0
    // A level of m equal places after `below` smaller ones: its ranks average below + (m + 1)/2.
    for level in levels.reversed() {
      let m = Double(level.places)
      sum += (2 * below + m - n) * m * Double(level.count)
      below += m
    }
    return sum / (n * Double(events))
  }

  /// Gini against the evenest spread that is possible when there are fewer events than places.
  package var generalisedGini: Double { max(Double(places) / Double(events), 1) * (gini - 1) + 1 }

  /// The Lorenz curve from the places with fewest events, as cumulative shares of places and of events; one point for
  /// each distinct count, which is all its corners.
  package var lorenz: [(places: Double, events: Double)] {
    var curve: [(places: Double, events: Double)] = [(0, 0)]
    var count = 0, sum = 0
    for level in levels.reversed() {
      count += level.places
      sum += level.places * level.count
      curve.append((Double(count) / Double(places), Double(sum) / Double(events)))
    }
    return curve
  }
}
