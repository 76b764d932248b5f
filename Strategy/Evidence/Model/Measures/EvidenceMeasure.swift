import Basics

/// Something of the evidence that may be counted, as `Practice/measures` defines it: what it is, from which files, by
/// which areas, and which analyses it can and cannot carry.
package struct EvidenceMeasure: Sendable, Identifiable {
  /// An analysis that these data cannot carry, with the reason given to whoever asks for it.
  package struct Refused: Sendable, Hashable {
    /// A kind of figure (`hotspots`) or another method (`near-repeat`, `hour-of-day`).
    package let method: String, reason: String, remedy: String
  }

  /// What the records are called when the files held name no other values of a column than these: an extract of one
  /// kind of incident is not spoken of as all incidents.
  package struct WhenOnly: Sendable, Hashable {
    package let column: SeriesColumn
    package let values: Set<String>
    package let noun: String, singular: String, unit: String
  }

  package let id: String
  package let title: String
  /// Plural and singular for sentences: `recorded crimes`, `recorded crime`.
  package var noun: String, singular: String
  /// `crimes`, `incidents`, `searches`.
  package var unit: String
  package let source: SourceKind
  /// The published file that counts the same by place, when there is one.
  package let placedSource: SourceKind?
  /// The published file whose total is the whole of a share, when it is not `source`.
  package let wholeSource: SourceKind?
  package let definition: String
  package let category: SeriesColumn
  package let subcategory: SeriesColumn?
  /// Categories counted when the measure is not all of its file; categories never counted.
  package let only: [String], except: [String]
  package let levels: [AreaLevel]
  /// The force whose file it is, when the file holds one force only.
  package let force: String?
  /// Forces, and boroughs besides theirs, whose records the files hold; empty when files of any force may be held.
  package let covers: [String]
  package let whenOnly: WhenOnly?
  package let defaultRule: FigureQuestion.GeographyRule
  /// What each geography rule means, in words for the reader.
  package let geography: [FigureQuestion.GeographyRule: String]
  package let supported: [FigureQuestion.Kind]
  package let refused: [Refused]
  /// The harm table that weighs its categories: `mps`, `police-uk`.
  package let harm: String?
  package let caveats: [String]

  /// The measure with the name of what the table really holds.
  func named(by table: SeriesTable) -> EvidenceMeasure {
    guard let whenOnly else { return self }
    let held = Set(table.values(whenOnly.column)).subtracting([""])
    guard !held.isEmpty, held.isSubset(of: whenOnly.values) else { return self }
    var named = self
    (named.noun, named.singular, named.unit) = (whenOnly.noun, whenOnly.singular, whenOnly.unit)
    return named
  }

  /// The reason why the measure cannot carry `method`; nil when it can.
  package func refusal(of method: String) -> Refusal? {
    if let known = refused.first(where: { $0.method == method }) {
      return Refusal("method-not-supported", place: title, known.reason, remedy: known.remedy)
    }
    guard let kind = FigureQuestion.Kind(rawValue: method) else {
      return Refusal(
        "method-not-supported", place: title, "Concordat has no method “\(method)” for this measure.",
        remedy: "Choose one of: \(supported.map(\.rawValue).joined(separator: ", ")).")
    }
    guard supported.contains(kind) else {
      return Refusal(
        "method-not-supported", place: title, "This measure does not carry figures of the kind “\(method)”.",
        remedy: "Choose one of: \(supported.map(\.rawValue).joined(separator: ", ")).")
    }
    return nil
  }
}
