import Basics
import PracticeFiles

/// A kind of countable event, as `Practice/facts` defines it.
package struct FactKind: Sendable, Hashable {
  /// What one of its quantity is.
  package enum Unit: String, CaseIterable, Sendable {
    /// One occurrence: quantity is 1 unless a total was supplied.
    case each
    /// People present, counted each time (attendances, not persons).
    case attendances
    case pence, minutes, grams, decibels, percent, items, days

    /// How a sum of them is printed: divided by this.
    package var divisor: Int {
      switch self {
      case .pence: 100
      case .minutes: 60
      case .grams: 1000
      default: 1
      }
    }
  }

  /// Whether a key of somebody or something counted once belongs to it.
  package enum Subject: String, CaseIterable, Sendable {
    case none, person, institution, premises, household
  }

  package let name: String
  package let title: String
  package let unit: Unit
  package let subject: Subject
  /// Attributes by name; the values allowed, or empty when any code is.
  package let attributes: [String: Set<String>]
  /// Where its definition is from: an Act and section, guidance, or the partnership's practice.
  package let source: String
}

/// All kinds of facts. Anything that is none of them is refused when it is written, with its nearest name.
package struct FactKinds: Sendable {
  private let kinds: [String: FactKind]

  package init(_ kinds: [FactKind]) {
    self.kinds = Dictionary(kinds.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Reads the files of `Practice/facts`. Errors: a `practice-file` refusal with file, line and remedy.
  package init(files: [(name: String, text: String)]) throws {
    var kinds: [String: FactKind] = [:]
    for file in files {
      let root = try PracticeNode(text: file.text, file: file.name)
      try root.allow(["version", "source", "kinds"])
      let source = try root.text("source")
      for node in try root.list("kinds") {
        let kind = try FactKinds.kind(node, source: source)
        guard kinds[kind.name] == nil else {
          throw node.refusal("The kind “\(kind.name)” stands twice.", remedy: "Give one of them another name.")
        }
        kinds[kind.name] = kind
      }
    }
    self.kinds = kinds
  }

  private static func kind(_ node: PracticeNode, source: String) throws -> FactKind {
    try node.allow(["kind", "title", "unit", "subject", "attributes", "source"])
    let name = try node.text("kind")
    guard Fact.isCode(name), name.contains(".") else {
      throw node.refusal(
        "“\(name)” is no name of a kind.", remedy: "Write the subject, a dot and the event in lower case: penalty.paid."
      )
    }
    var attributes: [String: Set<String>] = [:]
    for (attribute, values) in try node["attributes"]?.members() ?? [] {
      let written = (try? values.text()) ?? ""
      if written == "code" {
        attributes[attribute] = []
      } else {
        let allowed = try node.required("attributes").texts(attribute)
        guard !allowed.isEmpty, allowed.allSatisfy(Fact.isCode) else {
          throw values.refusal("“\(attribute)” allows nothing.", remedy: "Write code, or a list of codes [one, two].")
        }
        attributes[attribute] = Set(allowed)
      }
    }
    return FactKind(
      name: name, title: try node.text("title"), unit: try node["unit"]?.word(FactKind.Unit.self) ?? .each,
      subject: try node["subject"]?.word(FactKind.Subject.self) ?? .none, attributes: attributes,
      source: try node.optionalText("source") ?? source)
  }

  /// The days that facts and their periods may name; the last stands for “until further notice”.
  package static let days = Day(number: -25_567)...Day(number: 2_932_896)
  package static let largest = 1_000_000_000_000

  package var all: [FactKind] { kinds.values.sorted { $0.name < $1.name } }
  package subscript(name: String) -> FactKind? { kinds[name] }

  /// The fact as it may be kept. Errors: a `fact` refusal that names the kind and the part that does not fit.
  package func checked(_ fact: Fact) throws(Refusal) -> FactKind {
    guard let kind = kinds[fact.kind] else {
      let near = FactKinds.nearest(fact.kind, in: kinds.keys)
      throw Refusal(
        "fact", place: fact.kind, "There is no such kind of fact.",
        remedy: near.map { "Is it “\($0)”? All kinds stand in Practice/facts." } ?? "All kinds stand in Practice/facts."
      )
    }
    func refuse(_ reason: String, _ remedy: String) -> Refusal {
      Refusal("fact", place: fact.kind, reason, remedy: remedy)
    }
    guard fact.first <= fact.last else {
      throw refuse("It ends on \(fact.last), before it begins on \(fact.first).", "Put the two days in order.")
    }
    // Beyond these nothing that a partnership counts can lie: a mistyped year, or a number that no sum could hold.
    guard FactKinds.days.contains(fact.first), FactKinds.days.contains(fact.last) else {
      throw refuse(
        "\(fact.first) to \(fact.last) is no time that facts are kept of.",
        "Give days from 1900 on, in four digits of the year.")
    }
    guard fact.quantity <= FactKinds.largest else {
      throw refuse("Its quantity \(fact.quantity) is too large.", "Give it in the unit of its kind.")
    }
    guard fact.quantity >= 0 else {
      throw refuse("Its quantity is \(fact.quantity).", "Record what is undone as a correction, not as less than none.")
    }
    guard !fact.record.isEmpty, fact.record.utf8.count <= 120 else {
      throw refuse("It names no record.", "Give the reference of the record that it counts.")
    }
    guard kind.subject != .none || fact.subject == nil else {
      throw refuse("It has no subject, and one was given.", "Leave the key out.")
    }
    if let subject = fact.subject, subject.isEmpty || subject.utf8.count > 80 {
      throw refuse("Its key of the one that is counted once is empty or too long.", "Give an opaque key.")
    }
    for (value, what) in [(fact.agency, "body"), (fact.service, "service")] {
      if let value, !Fact.isCode(value) {
        throw refuse("“\(value.prefix(40))” is no code of a \(what).", "Use lower-case letters, digits and hyphens.")
      }
    }
    if let place = fact.place, !Fact.isPlace(place) {
      throw refuse("“\(place.prefix(40))” is no area.", "Give the GSS code of a ward or borough: E09000033.")
    }
    for (name, value) in fact.attributes {
      guard let allowed = kind.attributes[name] else {
        throw refuse(
          "It has no attribute “\(name.prefix(40))”.",
          "It has: \(kind.attributes.keys.sorted().joined(separator: ", ")).")
      }
      guard allowed.isEmpty ? Fact.isCode(value) : allowed.contains(value) else {
        throw refuse(
          "“\(value.prefix(40))” is no value of “\(name)”.",
          allowed.isEmpty ? "Use a code, not a name or a sentence." : "Use \(allowed.sorted().joined(separator: ", "))."
        )
      }
    }
    return kind
  }

  /// The known word that differs least, when it differs by little (Levenshtein distance up to a third of its length).
  package static func nearest(_ word: String, in known: some Sequence<String>) -> String? {
    let letters = Array(word.utf8.prefix(80))
    var best: (String, Int)?
    for candidate in known.sorted() {
      let other = Array(candidate.utf8)
      var row = Array(0...other.count)
      for (i, letter) in letters.enumerated() {
        var last = row[0]
        row[0] = i + 1
        for j in other.indices {
          let cost = min(row[j + 1] + 1, row[j] + 1, last + (other[j] == letter ? 0 : 1))
          last = row[j + 1]
          row[j + 1] = cost
        }
      }
      let distance = row.last ?? 0
      if distance < best?.1 ?? Int.max { best = (candidate, distance) }
    }
    return best.flatMap { $0.1 * 3 <= max($0.0.utf8.count, 3) ? $0.0 : nil }
  }
}
