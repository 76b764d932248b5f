import Basics
import PracticeFiles

extension PriorityMatrix {
  /// Reads `Practice/assessments/priority-matrix.yaml`; a mistake is refused by file, line and remedy.
  package init(yaml text: String, file: String) throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["name", "title", "version", "status", "source", "formula", "watched", "dimensions"])
    let formula = try root.required("formula")
    guard try formula.text() == "impact × likelihood × confidence" else {
      throw formula.refusal(
        "This formula is not known.",
        remedy: "Write “impact × likelihood × confidence”, each the weighted mean of its dimensions.")
    }
    let watched = try root.required("watched").wholeNumber()
    guard (1...50).contains(watched) else {
      throw try root.required("watched").refusal(
        "The number of watched places must lie between 1 and 50.", remedy: "Write 5.")
    }
    var dimensions: [Dimension] = []
    for entry in try root.list("dimensions") {
      let dimension = try Dimension(entry)
      guard !dimensions.contains(where: { $0.id == dimension.id }) else {
        throw entry.refusal(
          "The dimension “\(dimension.id)” stands in the file twice.", remedy: "Give one of them another id.")
      }
      dimensions.append(dimension)
    }
    guard dimensions.contains(where: { $0.role == .impact }), dimensions.contains(where: { $0.role == .likelihood })
    else {
      throw root.refusal(
        "The matrix needs a dimension of impact and one of likelihood.", remedy: "Add them under “dimensions”.")
    }
    self.init(
      name: try root.text("name"), title: try root.text("title"), version: try root.required("version").wholeNumber(),
      status: try root.text("status"), source: try root.text("source"), formula: try formula.text(), watched: watched,
      dimensions: dimensions)
  }
}

extension PriorityMatrix.Dimension {
  fileprivate init(_ entry: PracticeNode) throws {
    try entry.allow(["id", "title", "role", "weight", "question", "levels"])
    var levels: [PriorityMatrix.Level] = []
    for line in try entry.list("levels") {
      try line.allow(["score", "anchor", "multiplier"])
      let score = try line.required("score").wholeNumber()
      guard (0...100).contains(score) else {
        throw line.refusal("Level \(score) is outside 0 to 100.", remedy: "Number the levels from 0 or 1.")
      }
      if let last = levels.last, last.score + 1 != score {
        throw line.refusal(
          "Level \(score) does not follow level \(last.score).", remedy: "List levels in rising order, one apart.")
      }
      let multiplier = try line["multiplier"]?.number()
      guard multiplier.map({ $0 >= 0 }) ?? true else {
        throw line.refusal("A level may not count less than nothing.", remedy: "Write a multiplier of 0 or more.")
      }
      levels.append(PriorityMatrix.Level(score: score, anchor: try line.text("anchor"), multiplier: multiplier))
    }
    guard levels.count > 1 else {
      throw entry.refusal("A dimension needs two levels or more.", remedy: "Add levels with their words.")
    }
    let weight = try entry["weight"]?.number() ?? 1
    guard weight > 0 else {
      throw entry.refusal("A weight must be above 0.", remedy: "Leave the dimension out, or give it the role position.")
    }
    self.init(
      id: try entry.text("id"), title: try entry.text("title"), question: try entry.text("question"),
      role: try entry.required("role").word(PriorityMatrix.Role.self), weight: weight, levels: levels)
  }
}

extension PracticeNode {
  /// A whole number; refused by line otherwise.
  func wholeNumber() throws -> Int {
    let written = try text()
    guard let number = Int(written) else {
      throw refusal("“\(written)” is no whole number.", remedy: "Write digits only.")
    }
    return number
  }

  func number() throws -> Double {
    let written = try text()
    guard let number = Double(written), number.isFinite else {
      throw refusal("“\(written)” is no number.", remedy: "Write a number such as 1.5.")
    }
    return number
  }
}
