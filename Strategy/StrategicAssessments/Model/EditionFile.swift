import Basics
import PracticeFiles

/// An edition as a YAML file holds it: texts, questions, findings, priorities; no numbers but levels on the matrix.
package struct EditionFile: Sendable {
  package struct Figure: Sendable {
    package let name: String
    package let shows: Binding.Shows
    package let question: FigureQuestion
  }
  package struct Block: Sendable {
    /// By which findings refer to it inside the file.
    package let key: String
    package let title: String, text: String
    package let figures: [Figure]
  }
  package struct Section: Sendable {
    package let kind: StatutoryContent
    package let notApplicable: String?
    package let blocks: [Block]
  }
  package struct Claim: Sendable {
    package let claim: String, confidence: Finding.Confidence, reason: String
    package let blocks: [String]
  }
  package struct Candidate: Sendable {
    package let title: String, status: Priority.Status, rationale: String, evidence: String
    package let scores: [String: Int]
  }
  package struct Request: Sendable {
    package let source: InformationSource, body: String, asked: String, due: Day?, qualityNote: String
    package let events: [(status: Contribution.Status, day: Day, note: String)]
  }

  package let name: String, title: String, partnership: String, areaCode: String, areaName: String
  package let planYear: Int, period: Period, isTwoTier: Bool, notice: String?
  /// The state to which the edition is taken, as far as it is complete.
  package let state: EditionState
  package let sections: [Section]
  package let findings: [Claim]
  package let priorities: [Candidate]
  package let contributions: [Request]

  package init(_ root: PracticeNode) throws {
    try root.allow([
      "name", "title", "partnership", "area-code", "area-name", "plan-year", "period", "two-tier", "notice", "state",
      "sections",
      "findings", "priorities", "contributions",
    ])
    name = try root.text("name")
    title = try root.text("title")
    partnership = try root.text("partnership")
    areaCode = try root.text("area-code")
    areaName = try root.text("area-name")
    planYear = try root.required("plan-year").wholeNumber()
    let written = try root.required("period")
    guard let period = Period(try written.text()) else {
      throw written.refusal("This is no period.", remedy: "Write first and last month: 2019-04..2023-03.")
    }
    self.period = period
    isTwoTier = try root.required("two-tier").word(YesNo.self) == .yes
    notice = try root.optionalText("notice")
    state = try root.required("state").word(EditionState.self)
    sections = try root.list("sections").map(Section.init)
    findings = try root.list("findings").map(Claim.init)
    priorities = try root.list("priorities").map(Candidate.init)
    contributions = try root.list("contributions").map(Request.init)
    let keys = Set(sections.flatMap(\.blocks).map(\.key))
    for (finding, node) in zip(findings, try root.list("findings")) {
      if let unknown = finding.blocks.first(where: { !keys.contains($0) }) {
        throw node.refusal("There is no block “\(unknown)”.", remedy: "Use the key of a block of this file.")
      }
    }
  }

  private enum YesNo: String, CaseIterable { case yes, no }
}

extension EditionFile.Section {
  init(_ node: PracticeNode) throws {
    try node.allow(["kind", "not-applicable", "blocks"])
    kind = try node.required("kind").word(StatutoryContent.self)
    notApplicable = try node.optionalText("not-applicable")
    blocks = try node.list("blocks").map { block in
      try block.allow(["key", "title", "text", "figures"])
      return EditionFile.Block(
        key: try block.text("key"), title: try block.text("title"), text: try block.text("text"),
        figures: try block.list("figures").map(EditionFile.Figure.init))
    }
  }
}

extension EditionFile.Figure {
  init(_ node: PracticeNode) throws {
    try node.allow(["name", "shows", "ask"])
    do {
      name = try Binding.checkedName(node.text("name"))
      question = try FigureQuestion(text: node.text("ask"))
    } catch let refusal as Refusal {
      throw node.refusal(refusal.reason, remedy: refusal.remedy ?? "Copy the question from the evidence explorer.")
    }
    shows = try node.required("shows").word(Binding.Shows.self)
  }
}

extension EditionFile.Claim {
  init(_ node: PracticeNode) throws {
    try node.allow(["claim", "confidence", "reason", "blocks"])
    claim = try node.text("claim")
    confidence = try node.required("confidence").word(Finding.Confidence.self)
    reason = try node.text("reason")
    blocks = try node.texts("blocks")
  }
}

extension EditionFile.Candidate {
  init(_ node: PracticeNode) throws {
    try node.allow(["title", "status", "rationale", "evidence", "scores"])
    title = try node.text("title")
    status = try node.required("status").word(Priority.Status.self)
    rationale = try node.text("rationale")
    evidence = try node.optionalText("evidence") ?? ""
    var scores: [String: Int] = [:]
    for (dimension, score) in try node.required("scores").members() { scores[dimension] = try score.wholeNumber() }
    self.scores = scores
  }
}

extension EditionFile.Request {
  init(_ node: PracticeNode) throws {
    try node.allow(["source", "body", "asked", "due", "quality", "events"])
    source = try node.required("source").word(InformationSource.self)
    body = try node.text("body")
    asked = try node.text("asked")
    due = try node["due"]?.day()
    qualityNote = try node.optionalText("quality") ?? ""
    events = try node.list("events").map { event in
      try event.allow(["what", "day", "note"])
      return (
        try event.required("what").word(Contribution.Status.self), try event.required("day").day(),
        try event.optionalText("note") ?? ""
      )
    }
  }
}
