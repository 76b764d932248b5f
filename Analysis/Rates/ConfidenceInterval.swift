/// The range of values that the data do not contradict, at a stated confidence.
package struct ConfidenceInterval: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  /// The share of such intervals that would hold the true value: 0.95 by default throughout.
  package let confidence: Double

  package init(lower: Double, upper: Double, confidence: Double = 0.95) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
  package func scaled(by factor: Double) -> ConfidenceInterval {
    ConfidenceInterval(lower: lower * factor, upper: upper * factor, confidence: confidence)
  }
}
