import Basics

/// One countable thing that happened, as it leaves the record that knows it: no name, no free text.
package struct Fact: Hashable, Sendable {
  /// Where it was recorded: by one of our own records, or in a file that another body counted and supplied.
  package enum Origin: Hashable, Sendable {
    case record
    /// The external return of that identity.
    case externalReturn(String)
  }

  /// A kind of `Practice/facts`, such as `penalty.paid`.
  package var kind: String
  /// The first and last day on which it happened; the same day for an event, a span for a total that was supplied whole.
  package var first: Day, last: Day
  /// In the unit of its kind: 1 for an occurrence, pence, minutes, grams, persons.
  package var quantity: Int
  /// An opaque reference to the record, `shift:0190…`; one current fact of a kind for each.
  package var record: String
  /// An opaque key of the person, institution or premises, so that each is counted once; nil when the kind has none.
  package var subject: String?
  /// Code of the body that did it, and of the service.
  package var agency: String?, service: String?
  /// GSS code of a ward, borough or wider area; never anything finer.
  package var place: String?
  package var attributes: [String: String]
  package var origin: Origin

  package init(
    _ kind: String, on day: Day, through last: Day? = nil, quantity: Int = 1, record: String, subject: String? = nil,
    agency: String? = nil, service: String? = nil, place: String? = nil, _ attributes: [String: String] = [:],
    origin: Origin = .record
  ) {
    self.kind = kind
    first = day
    self.last = last ?? day
    self.quantity = quantity
    self.record = record
    self.subject = subject
    self.agency = agency
    self.service = service
    self.place = place
    self.attributes = attributes
    self.origin = origin
  }

  /// Attributes in one spelling: `name=value` lines in the order of their names.
  package var attributeText: String {
    attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  package static func attributes(from text: String) -> [String: String] {
    var out: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: "=", maxSplits: 1)
      if let name = halves.first { out[String(name)] = halves.count == 2 ? String(halves[1]) : "" }
    }
    return out
  }

  /// A code: lower-case letters, digits, hyphens and dots, up to 60. Names of people and sentences do not fit into one.
  package static func isCode(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
  }

  /// A GSS code: a letter and eight digits, `E09000033`.
  package static func isPlace(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let letter = bytes.first, bytes.count == 9, (65...90).contains(letter) else { return false }
    return bytes.dropFirst().allSatisfy { (48...57).contains($0) }
  }
}

/// A fact as it is kept, with the span during which it was what we knew.
package struct KeptFact: Sendable, Hashable {
  package let id: ID<Fact>
  package let fact: Fact
  /// Place in the one order in which facts were recorded and closed.
  package let sequence: Int
  package let recordedAt: Instant
  /// When it stopped being what we know: corrected, or withdrawn. Nil while it stands.
  package let closedAt: Instant?
  package let closedSequence: Int?

  package init(
    id: ID<Fact>, fact: Fact, sequence: Int, recordedAt: Instant, closedAt: Instant? = nil, closedSequence: Int? = nil
  ) {
    self.id = id
    self.fact = fact
    self.sequence = sequence
    self.recordedAt = recordedAt
    self.closedAt = closedAt
    self.closedSequence = closedSequence
  }
}
