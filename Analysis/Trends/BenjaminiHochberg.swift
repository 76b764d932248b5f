import Basics

/// False discovery rates over a table of tests.
///
/// Source: Benjamini & Hochberg, JRSS B 57 (1995). Units: p-values in; q-values out, in the order given. A q-value of
/// 0.05 means that, of all the cells called changed at that mark, one in twenty is expected to be chance. Errors:
/// refuses p-values outside 0…1. When not to use it: see `note`.
package struct BenjaminiHochberg: Hashable, Sendable {
  /// The q-value of each cell; nil where no test was made.
  package let q: [Double?]
  /// How many tests the correction covers; printed with the table.
  package let tests: Int

  package static let note = MethodNote(
    name: "Benjamini–Hochberg false discovery rate",
    formula: "q(i) = min over j ≥ i of p(j) m / j, p-values in ascending order, m tests",
    source: "Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57:289–300",
    units: "p-values in; q-values out",
    whenNotToUse:
      "Correct over the whole table that was looked at, not over the rows that survived a first look. It does not mend "
      + "p-values from a test whose variance is too small.")

  package init(_ pValues: [Double?]) throws {
    for case .some(let p) in pValues where !(p >= 0 && p <= 1) {
      throw Refusal(
        "bad-p-value", "A p-value of \(p) was given; it must lie between 0 and 1.",
        remedy: "Leave out cells in which no test could be made.")
    }
    let tested = pValues.indices.filter { pValues[$0] != nil }
      .sorted { (pValues[$0] ?? 1, $0) < (pValues[$1] ?? 1, $1) }
    var out = [Double?](repeating: nil, count: pValues.count)
    var least = 1.0
    for (rank, index) in tested.enumerated().reversed() {
      least = min(least, (pValues[index] ?? 1) * Double(tested.count) / Double(rank + 1))
      out[index] = least
    }
    q = out
    tests = tested.count
  }

  /// How many cells are called changed when one in `1/rate` of them may be chance.
  package func discoveries(at rate: Double = 0.05) -> Int { q.count { ($0 ?? 1) <= rate } }
}
