import Basics
import StrategyModel
import WebShell

/// A question that the evidence refuses: why, and the nearest one that it answers, as links.
struct ExplorerRefusal {
  let source: any FigureSource
  let query: [String: String]

  func html(_ refusal: Refusal) async throws -> HTML {
    let links = try await links(refusal)
    return """
      \(UI.notice(.important, """
        <p>\(refusal.place.map { "<strong>\($0):</strong> " as HTML })\(refusal.reason)</p>\
        \(refusal.remedy.map { "<p>\($0)</p>" as HTML })
        """))
      \(when: !links.isEmpty, "<h2>What can be answered</h2><ul>\(each: links, { "<li>\(UI.link($0.words, href: EvidencePath.explore($0.members)))</li>" })</ul>")
      """
  }

  private func links(_ refusal: Refusal) async throws -> [ExplorerExamples.Example] {
    var out: [ExplorerExamples.Example] = []
    if let nearest = ExplorerRefusal.comparison(in: refusal.remedy ?? "") {
      out.append(
        changed(
          "Compare \(nearest.later.spoken) with \(nearest.earlier.spoken)",
          [
            "period": nearest.later.description, "compare": nearest.earlier.description,
          ]))
    }
    guard let measure = source.measures.first(where: { $0.id == query["measure"] }) else {
      return out + source.measures.map { changed($0.title, ["measure": $0.id]) }
    }
    switch refusal.kind {
    case "method-not-supported":
      for kind in measure.supported {
        out.append(changed("\(measure.title): \(ExplorerForm.title(kind).lowercased())", ["figure": kind.rawValue]))
      }
    case "unknown-choice" where refusal.place == "figure":
      for kind in measure.supported { out.append(changed(ExplorerForm.title(kind), ["figure": kind.rawValue])) }
    case "missing-choice", "unknown-area":
      out.append(changed("Westminster", ["area": "E09000033"]))
    case "unknown-category":
      out.append(changed("All categories", ["category": nil]))
      let known = try await source.categories(for: measure.id)
      if let near = PlainWord.nearest(to: query["category"] ?? "", among: known) {
        out.append(changed(near, ["category": near]))
      }
    default: break
    }
    if ["no-data", "unreadable-period", "not-comparable"].contains(refusal.kind), out.isEmpty,
      let held = try await source.periods(for: measure.id), let year = ExplorerRefusal.lastYear(in: held)
    {
      out.append(changed("The last whole year held: \(year)", ["period": year.description, "compare": nil]))
    }
    if out.isEmpty, query["figure"] != "count", measure.supported.contains(.count) {
      out.append(changed("The counts themselves", ["figure": "count", "compare": nil, "of": nil, "test": nil]))
    }
    return out
  }

  private func changed(_ words: String, _ changes: [String: String?]) -> ExplorerExamples.Example {
    var members = query
    for (name, value) in changes { members[name] = value }
    return ExplorerExamples.Example(words: words, members: members.sorted { $0.key < $1.key })
  }

  /// The two periods that a remedy names as `(period 2022/23, compare 2021/22)`.
  static func comparison(in remedy: String) -> (later: Period, earlier: Period)? {
    guard let open = remedy.firstRange(of: "(period "),
      let middle = remedy[open.upperBound...].firstRange(of: ", compare "),
      let close = remedy[middle.upperBound...].firstIndex(of: ")"),
      let later = Period(remedy[open.upperBound..<middle.lowerBound]),
      let earlier = Period(remedy[middle.upperBound..<close])
    else { return nil }
    return (later, earlier)
  }

  /// The last financial year that lies whole in the months held.
  static func lastYear(in held: Period) -> Period? {
    let start =
      held.last.month >= 3 && held.last.month < 4
      ? held.last.year - 1 : held.last.month >= 4 ? held.last.year - 1 : held.last.year - 2
    let year = Period(financialYear: start)
    return held.contains(year.first) && held.contains(year.last) ? year : nil
  }
}
