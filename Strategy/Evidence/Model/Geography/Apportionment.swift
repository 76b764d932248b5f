/// Shares whole records out among areas in proportion to weights, one record at a time, so that none is lost or doubled.
///
/// Webster's method (Sainte-Laguë): the next record goes to the area with the largest weight / (2 × records so far + 1).
/// It is house-monotone (Balinski & Young, *Fair Representation*, 1982): adding a month never takes a record back, so
/// months add up to their year. Equal claims go to the earlier code, so that the outcome never depends on chance.
package struct Apportionment: Sendable {
  private let weights: [Double]
  private(set) package var given: [Int]

  /// - Parameter weights: zero or more each; when all are zero, or none is a number, all count alike.
  package init(weights: [Double]) {
    let usable = weights.map { $0.isFinite && $0 > 0 ? $0 : 0 }
    self.weights = usable.contains { $0 > 0 } ? usable : usable.map { _ in 1 }
    given = weights.map { _ in 0 }
  }

  /// Shares out `count` further records and returns how many each area received of them.
  package mutating func share(_ count: Int) -> [Int] {
    guard count > 0, !weights.isEmpty else { return given.map { _ in 0 } }
    let before = given
    share(count) { _ in }
    return zip(given, before).map { $0 - $1 }
  }
  /// Shares out `count` further records and names the area of each.
  package mutating func share(_ count: Int, _ give: (Int) -> Void) {
    guard count > 0, !weights.isEmpty else { return }
    for _ in 0..<count {
      var best = 0, claim = -1.0
      for (index, weight) in weights.enumerated() {
        let next = weight / Double(2 * given[index] + 1)
        if next > claim {
          best = index
          claim = next
        }
      }
      given[best] += 1
      give(best)
    }
  }
}
