import Basics
import PracticeFiles

extension SeriesBreak {
  /// Reads `Practice/breaks.yaml`. Errors: a `practice-file` refusal that names file, line and remedy.
  package static func list(text: String, file: String) throws -> [SeriesBreak] {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["breaks"])
    let breaks = try root.list("breaks").map { item in
      try item.allow([
        "id", "title", "date", "until", "measures", "levels", "effect", "spared-by", "reason", "source", "status",
        "instead",
      ])
      let date = try item.required("date").day(), until = try item["until"]?.day()
      if let until, until < date {
        throw item.refusal("The break ends before it begins.", remedy: "Put “date” and “until” in order.")
      }
      let status = try item.required("status")
      guard ["established", "not established"].contains(try status.text()) else {
        throw status.refusal(
          "“\(try status.text())” is not a status.", remedy: "Write “established” or “not established”.")
      }
      let measures = try item.texts("measures")
      guard !measures.isEmpty else {
        throw item.refusal("The break touches no measure.", remedy: "List the measures, or write measures: ['*'].")
      }
      return SeriesBreak(
        id: try item.text("id"), date: date.description, until: until?.description, measures: measures,
        levels: try item.list("levels").map { try $0.word(AreaLevel.self).rawValue },
        effect: try item.required("effect").word(Effect.self), reason: try item.text("reason"),
        source: try item.text("source"), status: try status.text(), instead: try item.optionalText("instead"),
        title: try item.text("title"), sparedBy: try item["spared-by"]?.word(Sparing.self))
    }
    var seen: Set<String> = []
    for one in breaks where !seen.insert(one.id).inserted {
      throw root.refusal("The break “\(one.id)” stands twice.", remedy: "Give each break an id of its own.")
    }
    return breaks.sorted { ($0.date, $0.id) < ($1.date, $1.id) }
  }
}
