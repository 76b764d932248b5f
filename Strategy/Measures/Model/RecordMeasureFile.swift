import Basics
import Facts
import PracticeFiles

extension RecordMeasures {
  /// Reads the files of `Practice/measures/records` and checks them against the kinds of facts and each other. Errors: a
  /// `practice-file` refusal with file, line and remedy.
  package init(files: [(name: String, text: String)], kinds: FactKinds) throws {
    var all: [RecordMeasure] = []
    var rules: [ConsistencyRule] = []
    for file in files {
      let root = try PracticeNode(text: file.text, file: file.name)
      try root.allow(["version", "measures", "rules"])
      for node in try root.list("measures") { all.append(try RecordMeasure(node, kinds: kinds)) }
      for node in try root.list("rules") { rules.append(try ConsistencyRule(node)) }
    }
    var known: [String: RecordMeasure] = [:]
    for measure in all {
      guard known[measure.id] == nil else {
        throw RecordMeasures.fault(
          measure.place, "The measure “\(measure.id)” stands twice.", "Give one of them another identifier.")
      }
      known[measure.id] = measure
    }
    for measure in all {
      for other in measure.beside + [measure.part, measure.whole].compactMap({ $0 }) where known[other] == nil {
        throw RecordMeasures.fault(
          measure.place, "It names “\(other)”, which is no measure.", "Name one that is defined.")
      }
      for other in [measure.part, measure.whole].compactMap({ $0 })
      where ![.facts, .quantity, .subjects, .standing].contains(known[other]?.total) {
        throw RecordMeasures.fault(
          measure.place, "“\(other)” is no count.", "Name the two numbers that were counted.")
      }
    }
    for rule in rules {
      for other in rule.measures where known[other] == nil {
        throw RecordMeasures.fault(rule.place, "It names “\(other)”, which is no measure.", "Name one that is defined.")
      }
    }
    self.init(all, rules: rules)
  }

  private static func fault(_ place: String, _ reason: String, _ remedy: String) -> Refusal {
    Refusal("practice-file", place: place, reason, remedy: remedy)
  }
}

extension RecordMeasure {
  init(_ node: PracticeNode, kinds: FactKinds) throws {
    try node.allow([
      "id", "title", "noun", "singular", "counts", "unit", "decimals", "total", "span", "facts", "where", "service",
      "agency", "part", "of", "question", "beside", "definition", "caveats", "owner", "direction", "target",
    ])
    place = node.place
    id = try node.text("id")
    guard Fact.isCode(id) else {
      throw node.refusal("“\(id)” is no identifier.", remedy: "Use lower-case letters, digits and hyphens.")
    }
    title = try node.text("title")
    noun = try node.text("noun")
    singular = try node.optionalText("singular") ?? noun
    counts = try node.required("counts").word(Counts.self)
    total = try node.required("total").word(Total.self)
    span = try node["span"]?.word(Span.self) ?? .period
    kind = try node.optionalText("facts")
    filters = Dictionary(try node["where"]?.members().map { ($0.key, try $0.value.text()) } ?? []) { first, _ in first }
    service = try node.optionalText("service")
    agency = try node.optionalText("agency")
    part = try node.optionalText("part")
    whole = try node.optionalText("of")
    question = try node.optionalText("question")
    beside = try node.texts("beside")
    definition = try node.text("definition")
    caveats = try node.texts("caveats")
    owner = try node.text("owner")
    direction = try node["direction"]?.word(Direction.self) ?? .none
    target = try node.optionalText("target").map { text in
      guard let number = Double(text) else {
        throw node.refusal("The target “\(text)” is no number.", remedy: "Write it in digits, or leave it out.")
      }
      return number
    }
    let usual =
      kind.flatMap { kinds[$0] }.map { RecordMeasure.unit(of: $0.unit) } ?? (total == .percentage ? "%" : noun)
    unit = try node.optionalText("unit") ?? (total == .quantity || total == .latest ? usual : noun)
    decimals = try Int(node.optionalText("decimals") ?? "0") ?? 0
    try check(node, kinds)
  }

  private static func unit(of unit: FactKind.Unit) -> String {
    switch unit {
    case .pence: "£"
    case .minutes: "hours"
    case .grams: "kg"
    case .decibels: "dB"
    case .percent: "%"
    case .each, .attendances, .items, .days: unit.rawValue
    }
  }

  private func check(_ node: PracticeNode, _ kinds: FactKinds) throws {
    switch total {
    case .percentage:
      guard part != nil, whole != nil, kind == nil else {
        throw node.refusal("A percentage is of two measures.", remedy: "Write “part: …” and “of: …”, and no “facts”.")
      }
    case .evidence:
      guard question != nil, kind == nil else {
        throw node.refusal("It asks the evidence nothing.", remedy: "Write “question: figure=…&period={period}”.")
      }
    default:
      guard let name = kind, let kind = kinds[name] else {
        let near = kind.flatMap { FactKinds.nearest($0, in: kinds.all.map(\.name)) }
        throw node.refusal(
          "“\(kind ?? "")” is no kind of fact.", remedy: near.map { "Is it “\($0)”?" } ?? "Name one of Practice/facts.")
      }
      for (attribute, value) in filters {
        guard let allowed = kind.attributes[attribute], allowed.isEmpty || allowed.contains(value) else {
          throw node.refusal(
            "Facts of “\(name)” have no “\(attribute): \(value)”.", remedy: "See Practice/facts for what they have.")
        }
      }
      if total == .subjects, kind.subject == .none {
        throw node.refusal(
          "Facts of “\(name)” have nobody to count once.", remedy: "Count facts, or give the kind a subject.")
      }
      // Occasions printed as people are the commonest false figure of a yearly report.
      if counts == .people, total != .subjects {
        throw node.refusal(
          "It counts occasions and calls them people.", remedy: "Write “total: subjects”, or “counts: occasions”.")
      }
    }
  }
}
