import Basics
import PracticeFiles

/// What figures must satisfy together, declared once: a funnel whose stages cannot grow, money that must reconcile.
package struct ConsistencyRule: Sendable, Hashable, Identifiable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Each stage is at most the one before.
    case funnel
    /// The first is the second times a fixed amount.
    case product
    /// The first is the sum of the others.
    case sum
  }

  package let id: String, title: String
  package let kind: Kind
  package let measures: [String]
  /// The fixed amount of a product.
  package let times: Double
  /// Why it must hold, with its source.
  package let reason: String
  package let place: String

  init(_ node: PracticeNode) throws {
    try node.allow(["id", "title", "rule", "measures", "times", "reason"])
    place = node.place
    id = try node.text("id")
    title = try node.text("title")
    kind = try node.required("rule").word(Kind.self)
    measures = try node.texts("measures")
    reason = try node.text("reason")
    let written = try node.optionalText("times") ?? "1"
    guard let number = Double(written) else {
      throw node.refusal("“\(written)” is no number.", remedy: "Write the amount in digits.")
    }
    times = number
    guard measures.count >= 2, kind != .product || measures.count == 2 else {
      throw node.refusal("A rule needs two measures or more; a product has two.", remedy: "Name them under “measures”.")
    }
  }

  /// What does not hold, in words; nil when all does. A stage without a number is named, never taken for nothing.
  package func fault(_ values: [String: Double], named: (String) -> String) -> String? {
    let missing = measures.filter { values[$0] == nil }
    if let first = missing.first { return "\(title): \(named(first)) has no number." }
    let numbers = measures.compactMap { id in values[id].map { (id, $0) } }
    switch kind {
    case .funnel:
      for (before, after) in zip(numbers, numbers.dropFirst()) where after.1 > before.1 {
        return
          "\(title): \(named(after.0)) (\(after.1.fixed(0))) cannot be more than \(named(before.0)) (\(before.1.fixed(0)))."
      }
    case .product:
      guard let total = numbers.first, let count = numbers.last, (total.1 - count.1 * times).magnitude >= 0.005 else {
        return nil
      }
      return
        "\(title): \(named(total.0)) is \(total.1.fixed(2)), and \(named(count.0)) (\(count.1.fixed(0))) times \(times.fixed(2)) is \((count.1 * times).fixed(2))."
    case .sum:
      guard let whole = numbers.first else { return nil }
      let parts = numbers.dropFirst().reduce(0) { $0 + $1.1 }
      if (whole.1 - parts).magnitude >= 0.005 {
        return "\(title): \(named(whole.0)) is \(whole.1.fixed(0)), and its parts add up to \(parts.fixed(0))."
      }
    }
    return nil
  }
}
