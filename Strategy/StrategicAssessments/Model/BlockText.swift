import Basics

/// The analyst's text as read: paragraphs, headings, lists and quotations, with references to figures inside. The markup is
/// small on purpose; anything it does not know is text, and nothing in it can become a tag.
///
/// `## heading` · `- item` · `1. item` · `> words | source` · `**strong**` · `{figure:name}` · `{see:name}` ·
/// `{quote:words | source}`
package struct BlockText: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case heading([Run])
    case paragraph([Run])
    case list(items: [[Run]], numbered: Bool)
    /// Words of a published document, with where they stand.
    case quotation([Run], source: String)
  }

  package struct Run: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      case text(String)
      /// A number, or words, of a bound figure.
      case figure(FigureReference)
      /// Points to a bound figure without repeating a number.
      case see(String)
      /// Another document's words inside a sentence.
      case quote(String, source: String)
      /// A reference that cannot be read: kept as typed, and reported.
      case broken(String, reason: String)
    }
    package var kind: Kind
    package var strong: Bool
  }

  package let parts: [Part]

  package init(_ text: String) {
    var parts: [Part] = []
    var lines: [Substring] = []
    func close() {
      guard !lines.isEmpty else { return }
      parts += BlockText.parts(of: lines)
      lines = []
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) { close() } else { lines.append(line.trimmedEnds) }
    }
    close()
    self.parts = parts
  }

  package var runs: [Run] { parts.flatMap(\.runs) }
  /// References that could not be read, as typed, with the reason.
  package var broken: [(text: String, reason: String)] {
    runs.compactMap { if case .broken(let text, let reason) = $0.kind { (text, reason) } else { nil } }
  }
  /// Names of every figure that the text refers to.
  package var names: Set<String> {
    Set(
      runs.compactMap { run -> String? in
        switch run.kind {
        case .figure(let reference): reference.name
        case .see(let name): name
        default: nil
        }
      })
  }
  package var isEmpty: Bool { parts.isEmpty }

  /// A run of lines without an empty one between: a heading or list item stands on its own line, other lines flow together.
  private static func parts(of lines: [Substring]) -> [Part] {
    var out: [Part] = []
    var flowing: [Substring] = []
    func flush() {
      guard !flowing.isEmpty else { return }
      out.append(.paragraph(BlockTextRuns.read(flowing.joined(separator: " "))))
      flowing = []
    }
    for line in lines {
      if let heading = rest(line, after: "## ") ?? rest(line, after: "### ") ?? rest(line, after: "# ") {
        flush()
        out.append(.heading(BlockTextRuns.read(heading)))
      } else if let (item, numbered) = item(line) {
        flush()
        let runs = BlockTextRuns.read(item)
        if case .list(let items, numbered) = out.last {
          out[out.count - 1] = .list(items: items + [runs], numbered: numbered)
        } else {
          out.append(.list(items: [runs], numbered: numbered))
        }
      } else if let quoted = rest(line, after: "> ") {
        flush()
        let halves = quoted.split(separator: "|", maxSplits: 1)
        if halves.count == 2 {
          let words = BlockTextRuns.read(String(halves[0].trimmedEnds))
          out.append(.quotation(words, source: String(halves[1].trimmedEnds)))
        } else {
          let reason = "a quotation names its source after a |"
          out.append(.paragraph([Run(kind: .broken("> " + quoted, reason: reason), strong: false)]))
        }
      } else {
        flowing.append(line)
      }
    }
    flush()
    return out
  }

  private static func rest(_ line: Substring, after mark: String) -> String? {
    line.hasPrefix(mark) ? String(line.dropFirst(mark.count).trimmedEnds) : nil
  }

  private static func item(_ line: Substring) -> (String, numbered: Bool)? {
    if let text = rest(line, after: "- ") ?? rest(line, after: "* ") { return (text, false) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return (String(line.dropFirst(digits.count + 2).trimmedEnds), true)
  }
}

extension BlockText.Part {
  package var runs: [BlockText.Run] {
    switch self {
    case .heading(let runs), .paragraph(let runs), .quotation(let runs, _): runs
    case .list(let items, _): items.flatMap { $0 }
    }
  }
}

extension Substring {
  /// Without white space at either end.
  var trimmedEnds: Substring {
    var out = self
    while out.first?.isWhitespace == true { out.removeFirst() }
    while out.last?.isWhitespace == true { out.removeLast() }
    return out
  }
}
