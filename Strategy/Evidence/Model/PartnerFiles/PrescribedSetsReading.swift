import Basics
import PracticeFiles

extension PrescribedSets {
  /// Reads `datasets/si-2007-1831.yaml` and `datasets/holders.yaml`; a `practice-file` refusal names file, line and remedy.
  package static func read(schedule: String, holders: String) throws -> PrescribedSets {
    let file = try PracticeNode(text: schedule, file: "datasets/si-2007-1831.yaml")
    try file.allow(["instrument", "title", "version", "sets"])
    let sets = try file.list("sets").map(prescribedSet)
    if let twice = repeated(sets.map(\.id)) {
      throw file.refusal("The set “\(twice)” is there twice.", remedy: "Give one of them another id.")
    }
    let people = try PracticeNode(text: holders, file: "datasets/holders.yaml")
    try people.allow(["first-quarter", "holders"])
    let begins = try people.required("first-quarter")
    guard let firstQuarter = Quarter(try begins.text()) else {
      throw begins.refusal(
        "This is not a quarter.", remedy: "Write its first month, such as 2026-04 for April to June 2026.")
    }
    let bodies = try people.list("holders").map { try holder($0, sets: sets) }
    if let twice = repeated(bodies.map(\.id)) {
      throw people.refusal("The holder “\(twice)” is there twice.", remedy: "Give one of them another id.")
    }
    return PrescribedSets(
      instrument: try file.text("instrument"), title: try file.text("title"), version: try file.text("version"),
      sets: sets, firstQuarter: firstQuarter, holders: bodies)
  }

  private static func repeated(_ ids: [String]) -> String? {
    var seen: Set<String> = []
    return ids.first { !seen.insert($0).inserted }
  }

  private static func holder(_ node: PracticeNode, sets: [PrescribedSet]) throws -> PartnerHolder {
    try node.allow(["id", "name", "kind", "sets", "status", "note"])
    let held = try node.texts("sets")
    for id in held where !sets.contains(where: { $0.id == id }) {
      let near = PlainWord.nearest(to: id, among: sets.map(\.id)).map { " The nearest is “\($0)”." } ?? ""
      throw node.refusal("There is no set “\(id)”.\(near)", remedy: "Write the id of a set of si-2007-1831.yaml.")
    }
    return PartnerHolder(
      id: try address(node), name: try node.text("name"), kind: try node.required("kind").word(HolderKind.self),
      sets: held, note: try node.optionalText("note"), status: try node.required("status").word(Confidence.self))
  }

  /// An id stands in addresses of pages: small letters, digits and hyphens.
  private static func address(_ node: PracticeNode) throws -> String {
    let id = try node.text("id")
    guard id.utf8.count <= 60, id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
    else {
      throw node.refusal("“\(id)” cannot be an id.", remedy: "Use small letters, digits and hyphens only.")
    }
    return id
  }

  private static func prescribedSet(_ node: PracticeNode) throws -> PrescribedSet {
    try node.allow([
      "id", "paragraph", "holder", "title", "content", "fields", "full-postcodes", "single-out", "status", "rules",
      "code-list", "categories", "note",
    ])
    guard let paragraph = Int(try node.text("paragraph")), (1...12).contains(paragraph) else {
      throw try node.required("paragraph").refusal(
        "This is not a paragraph of the Schedule.", remedy: "Write a number from 1 to 12.")
    }
    let codeList = try node["code-list"].map { list in
      try list.allow(["then", "now", "status", "note"])
      return CodeList(
        then: try list.text("then"), now: try list.text("now"),
        status: try list.required("status").word(Confidence.self),
        note: try list.optionalText("note"))
    }
    let categories = try node.list("categories").map { item in
      try item.allow(["id", "name", "also", "codes", "now", "mapping"])
      return PrescribedCategory(
        id: try address(item), name: try item.text("name"), also: try item.texts("also"),
        codes: try item.texts("codes"),
        now: try item.optionalText("now"), mapping: try item.required("mapping").word(Confidence.self))
    }
    return PrescribedSet(
      id: try address(node), paragraph: paragraph, holder: try node.required("holder").word(HolderKind.self),
      title: try node.text("title"), content: try node.required("content").word(PrescribedSet.Content.self),
      fields: try node.list("fields").map { try $0.word(PartnerField.self) }, categories: categories,
      rules: try node.texts("rules"),
      fullPostcodes: try node.required("full-postcodes").word(PrescribedSet.Postcodes.self),
      singlingOut: try node.list("single-out").map { try $0.word(PartnerField.self) }, codeList: codeList,
      status: try node.required("status").word(Confidence.self), note: try node.optionalText("note"))
  }
}
