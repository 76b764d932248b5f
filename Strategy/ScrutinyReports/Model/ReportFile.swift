import Basics
import PracticeFiles

/// A report as a YAML file holds it: header, figures to bind, text with references, judgements; no number of its own.
package struct ReportFile: Sendable {
  package struct Paragraph: Sendable {
    package let kind: ReportParagraph.Kind
    package let text: String, subject: String?, exempt: String?
    /// Sentences that an officer stands by, each with the reason.
    package let judgements: [(words: String, reason: String)]
    package let promises: [(words: String, owner: String, due: Day?)]
  }

  package let name: String, title: String, partnership: String, period: FactPeriod, notice: String?
  package let header: ReportHeader
  package let figures: [(name: String, question: String)]
  package let sections: [(heading: String, paragraphs: [Paragraph])]
  /// Decisions to print small numbers, by the finding of the gate.
  package let releases: [(finding: String, reason: String)]

  package init(_ root: PracticeNode) throws {
    try root.allow(["name", "title", "partnership", "period", "notice", "header", "figures", "sections", "releases"])
    name = try root.text("name")
    title = try root.text("title")
    partnership = try root.text("partnership")
    notice = try root.optionalText("notice")
    let written = try root.required("period")
    guard let period = FactPeriod(try written.text()) else {
      throw written.refusal("This is no period.", remedy: "Write a financial year: 2022/23.")
    }
    self.period = period
    let top = try root.required("header")
    try top.allow([
      "committee", "meeting", "agenda-item", "classification", "report-of", "portfolio", "wards", "policy-context",
      "author",
      "background-papers",
    ])
    var header = ReportHeader()
    header.committee = try top.text("committee")
    header.meeting = try top.text("meeting")
    header.agendaItem = try top.text("agenda-item")
    header.classification = try top.text("classification")
    header.reportOf = try top.text("report-of")
    header.portfolio = try top.text("portfolio")
    header.wards = try top.text("wards")
    header.policyContext = try top.text("policy-context")
    header.author = try top.text("author")
    header.backgroundPapers = try top.texts("background-papers")
    self.header = header
    figures = try root.required("figures").members().map { name, value in
      do {
        return (try Binding.checkedName(name), try ReportBinding.checked(try value.text()))
      } catch let refusal as Refusal {
        throw value.refusal(
          refusal.reason, remedy: refusal.remedy ?? "Write measure=…&period=…, or a question to the evidence.")
      }
    }
    sections = try root.list("sections").map { node in
      try node.allow(["heading", "paragraphs"])
      return (try node.text("heading"), try node.list("paragraphs").map(ReportFile.paragraph))
    }
    releases = try root.list("releases").map { (try $0.text("finding"), try $0.text("reason")) }
  }

  private static func paragraph(_ node: PracticeNode) throws -> Paragraph {
    try node.allow(["text", "kind", "shows", "exempt", "judgements", "promises"])
    return Paragraph(
      kind: try node["kind"]?.word(ReportParagraph.Kind.self) ?? .text, text: try node.optionalText("text") ?? "",
      subject: try node.optionalText("shows"), exempt: try node.optionalText("exempt"),
      judgements: try node.list("judgements").map { (try $0.text("words"), try $0.text("reason")) },
      promises: try node.list("promises").map {
        (try $0.text("words"), try $0.text("owner"), try $0["due"]?.day())
      })
  }
}
