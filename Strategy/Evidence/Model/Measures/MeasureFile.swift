import Basics
import PracticeFiles

/// Reads one file of `Practice/measures`.
extension EvidenceMeasure {
  private static let known = [
    "id", "title", "noun", "singular", "unit", "source", "placed-source", "whole-source", "definition", "category",
    "subcategory", "only", "except", "levels", "force", "covers", "when-only", "geography", "supported", "refused",
    "harm", "caveats",
  ]

  /// Errors: a `practice-file` refusal that names file, line and remedy.
  package init(text: String, file: String) throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(Self.known)
    id = try root.text("id")
    title = try root.text("title")
    noun = try root.text("noun")
    singular = try root.text("singular")
    unit = try root.text("unit")
    source = try root.required("source").word(SourceKind.self)
    placedSource = try root["placed-source"]?.word(SourceKind.self)
    wholeSource = try root["whole-source"]?.word(SourceKind.self)
    definition = try root.text("definition")
    category = try root.required("category").word(SeriesColumn.self)
    subcategory = try root["subcategory"]?.word(SeriesColumn.self)
    only = try root.texts("only")
    except = try root.texts("except")
    levels = try root.list("levels").map { try $0.word(AreaLevel.self) }
    force = try root.optionalText("force")
    let listed = try root.texts("covers")
    covers = listed.isEmpty ? [force].compactMap { $0 } : listed
    whenOnly = try root["when-only"].map {
      try $0.allow(["column", "values", "noun", "singular", "unit"])
      return WhenOnly(
        column: try $0.required("column").word(SeriesColumn.self), values: Set(try $0.texts("values")),
        noun: try $0.text("noun"), singular: try $0.text("singular"), unit: try $0.text("unit"))
    }
    let rules = try root.required("geography")
    try rules.allow(["default"] + FigureQuestion.GeographyRule.allCases.map(\.rawValue))
    defaultRule = try rules.required("default").word(FigureQuestion.GeographyRule.self)
    var words: [FigureQuestion.GeographyRule: String] = [:]
    for rule in FigureQuestion.GeographyRule.allCases { words[rule] = try rules.optionalText(rule.rawValue) }
    guard words[defaultRule] != nil else {
      throw rules.refusal(
        "The default geography rule “\(defaultRule.rawValue)” has no words.",
        remedy: "Add a line “\(defaultRule.rawValue): …” that says what it means.")
    }
    geography = words
    supported = try root.list("supported").map { try $0.word(FigureQuestion.Kind.self) }
    refused = try root.list("refused").map {
      try $0.allow(["method", "reason", "remedy"])
      return Refused(method: try $0.text("method"), reason: try $0.text("reason"), remedy: try $0.text("remedy"))
    }
    let allowed = supported
    if let twice = refused.first(where: { one in allowed.contains { $0.rawValue == one.method } }) {
      throw root.refusal(
        "“\(twice.method)” is both supported and refused.", remedy: "Take it out of one of the two lists.")
    }
    harm = try root.optionalText("harm")
    caveats = try root.texts("caveats")
  }
}
