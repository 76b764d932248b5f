import Basics
import Facts
import PracticeFiles

/// A figure of the partnership's own work as `Practice/measures/records` defines it: which facts are counted, and how.
package struct RecordMeasure: Sendable, Hashable, Identifiable {
  /// How the facts become one number.
  package enum Total: String, CaseIterable, Sendable {
    /// How many facts began in the period.
    case facts
    /// The sum of their quantities.
    case quantity
    /// How many persons, institutions or premises they are about, each once.
    case subjects
    /// How many stood on the last day of the period.
    case standing
    /// Their latest quantity on the last day of the period.
    case latest
    /// The first day on which one of them began, as a date.
    case day
    /// The financial years that they span.
    case years
    /// One measure as a percentage of another.
    case percentage
    /// A question to the evidence.
    case evidence
  }

  /// What the number counts, so that occasions are never printed as people.
  package enum Counts: String, CaseIterable, Sendable {
    case people, occasions, cases, incidents, notices, attendances, places, institutions, sessions, hours, pounds
    case items, weight, days, level, percentage, records
    /// Whether small numbers of it say something about somebody.
    package var isOfPeople: Bool { self == .people || self == .cases }
  }

  package enum Span: String, CaseIterable, Sendable {
    /// The months asked for.
    case period
    /// From the first fact to the end of the period.
    case toDate = "to-date"
  }

  package enum Direction: String, CaseIterable, Sendable {
    case up, down
    /// Neither way is better by itself.
    case none
  }

  package let id: String
  package let title: String
  /// Plural and singular for sentences.
  package let noun: String, singular: String
  package let counts: Counts
  package let unit: String
  package let decimals: Int
  package let total: Total
  package let span: Span
  /// Kind of fact; nil for a percentage or a question to the evidence.
  package let kind: String?
  /// Attributes that a fact must have.
  package let filters: [String: String]
  package let service: String?, agency: String?
  /// The two measures of a percentage.
  package let part: String?, whole: String?
  /// Question to the evidence, `{period}` where its period goes.
  package let question: String?
  /// Measures that are printed wherever this one is, so that it cannot be read alone.
  package let beside: [String]
  package let definition: String
  package let caveats: [String]
  package let owner: String
  package let direction: Direction
  /// What the partnership wants it to be, and by when it said so.
  package let target: Double?
  /// Where the practice file defines it.
  package let place: String
}

/// All measures of records, with the funnels and checks that they must satisfy together.
package struct RecordMeasures: Sendable {
  package let all: [RecordMeasure]
  package let rules: [ConsistencyRule]
  private let byID: [String: RecordMeasure]

  package init(_ all: [RecordMeasure], rules: [ConsistencyRule] = []) {
    self.all = all
    self.rules = rules
    byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }

  package subscript(id: String) -> RecordMeasure? { byID[id] }

  package func measure(_ id: String) throws(Refusal) -> RecordMeasure {
    if let found = byID[id] { return found }
    let near = FactKinds.nearest(id, in: byID.keys)
    throw Refusal(
      "unknown-measure", place: id, "There is no measure “\(id.prefix(60))”.",
      remedy: near.map { "Is it “\($0)”? The page of figures lists all." } ?? "The page of figures lists all.")
  }
}
