import Basics

/// A section of an edition: one paragraph of regulation 7 with the blocks that answer it.
package struct AssessmentSection: Sendable {
  package let kind: StatutoryContent
  /// Why the paragraph does not apply here; nil when it does.
  package var notApplicable: String?
  package var blocks: [AssessmentBlock]
  package init(kind: StatutoryContent, notApplicable: String? = nil, blocks: [AssessmentBlock] = []) {
    self.kind = kind
    self.notApplicable = notApplicable
    self.blocks = blocks
  }
}

/// A piece of the analyst's text with the figures it stands on.
package struct AssessmentBlock: Sendable {
  package let id: ID<AssessmentBlock>
  package var section: StatutoryContent
  package var position: Int
  package var title: String
  /// Markup of `BlockText`.
  package var text: String
  /// Goes up by one with every saved edit.
  package var version: Int
  package var author: String
  package var editedAt: Instant
  package var bindings: [Binding]

  package init(
    id: ID<AssessmentBlock>, section: StatutoryContent, position: Int, title: String, text: String, version: Int = 1,
    author: String, editedAt: Instant, bindings: [Binding] = []
  ) {
    self.id = id
    self.section = section
    self.position = position
    self.title = title
    self.text = text
    self.version = version
    self.author = author
    self.editedAt = editedAt
    self.bindings = bindings
  }

  package static let longestText = 60_000
  package static let longestTitle = 200

  /// Refuses what no reader would get through and no page could carry.
  package static func checked(title: String, text: String) throws(Refusal) {
    guard title.contains(where: { !$0.isWhitespace }), title.count <= longestTitle else {
      throw Refusal(
        "block-title", place: "Title", title.count > longestTitle ? "The title is too long." : "This is empty.",
        remedy: "Write up to \(longestTitle) characters.")
    }
    guard text.utf8.count <= longestText else {
      throw Refusal(
        "text-too-long", place: "Text",
        "The text has \(text.utf8.count.grouped) bytes; a block holds \(longestText.grouped).",
        remedy: "Divide it into several blocks. Nothing was saved over the stored text.")
    }
  }
}

/// A question to the evidence that a block is bound to, with the answer its author stands by.
package struct Binding: Sendable {
  /// How the figure is shown below the text.
  package enum Shows: String, CaseIterable, Sendable {
    /// Sentence, table, chart and map.
    case figure
    case table, chart, map
    /// Nowhere but in the text, through references.
    case number

    package var label: String {
      switch self {
      case .figure: "Sentence, table, chart and map"
      case .table: "Sentence and table"
      case .chart: "Sentence, table and chart"
      case .map: "Sentence, table and map"
      case .number: "Only inside the text"
      }
    }
  }

  package let id: ID<Binding>
  package let block: ID<AssessmentBlock>
  /// Unique in the edition: text refers to it, `{figure:share-2019}`.
  package var name: String
  package var shows: Shows
  /// Text form of the `FigureQuestion`.
  package var question: String
  /// The answer the author last affirmed; nil while none could be had.
  package var held: HeldFigure?
  /// What the last refresh found; nil before the first.
  package var check: RefreshCheck?

  package init(
    id: ID<Binding>, block: ID<AssessmentBlock>, name: String, shows: Shows, question: String, held: HeldFigure? = nil,
    check: RefreshCheck? = nil
  ) {
    self.id = id
    self.block = block
    self.name = name
    self.shows = shows
    self.question = question
    self.held = held
    self.check = check
  }

  /// Lower-case letters, digits and hyphens, up to 60, beginning with a letter.
  package static func checkedName(_ name: String) throws(Refusal) -> String {
    let bytes = Array(name.utf8)
    let isPlain = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard let first = bytes.first, (97...122).contains(first), isPlain, bytes.count <= 60 else {
      throw Refusal(
        "binding-name", place: "Name of the figure", "“\(name.prefix(80))” cannot be used in a text.",
        remedy: "Use lower-case letters, digits and hyphens, beginning with a letter: share-2019-20.")
    }
    return name
  }

  /// The question in a pasted explorer address or in its bare text form, checked; refuses anything else.
  package static func question(pasted: String) throws(Refusal) -> FigureQuestion {
    let text = pasted.filter { !$0.isWhitespace }
    guard !text.isEmpty, text.utf8.count <= 2_000 else {
      throw Refusal(
        "binding-question", place: "Figure", text.isEmpty ? "This is empty." : "This is too long for a question.",
        remedy: "Paste the address of a figure in the evidence explorer.")
    }
    let query = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
    let bare = query.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    do { return try FigureQuestion(text: String(bare)) } catch {
      throw Refusal(
        "binding-question", place: error.place ?? "Figure", "This is no question to the evidence: \(error.reason)",
        remedy: error.remedy ?? "Paste the address of a figure in the evidence explorer, from “figure=” on.")
    }
  }
}
