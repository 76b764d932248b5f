import Basics

/// A document for readers outside the system: cover, contents, body; HTML that stands on its own and feeds PDF and DOCX.
package struct Report: Sendable {
  /// A line of the contents; `id` is that of the heading it leads to.
  package struct Entry: Sendable {
    package let id: String
    package let title: String
    /// 1 for a chapter, 2 for a section.
    package let level: Int

    package init(id: String, title: String, level: Int = 1) {
      self.id = id
      self.title = title
      self.level = level
    }
  }

  package let title: String
  package let subtitle: String
  package let publisher: String
  /// Facts for the cover: status, date, approval, fingerprint.
  package let facts: [(String, String)]
  /// Stands at the head of every page, such as a protective marking or "Draft".
  package let marking: String?
  /// What every reader must know first; stands on the cover in full.
  package let notice: String?
  package let contents: [Entry]
  /// Trusted HTML, escaped by whoever made it.
  package let body: String

  package init(
    title: String, subtitle: String = "", publisher: String, facts: [(String, String)] = [], marking: String? = nil,
    notice: String? = nil, contents: [Entry] = [], body: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.publisher = publisher
    self.facts = facts
    self.marking = marking
    self.notice = notice
    self.contents = contents
    self.body = body
  }

  /// The whole document. `styled` puts the style sheet inside, for a file that people open by itself.
  package func html(styled: Bool = true) -> String {
    let style = styled ? "<style>\(ReportStyle.css)</style>" : ""
    let rows = facts.map { "<div><dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd></div>" }.joined()
    let contentsList =
      contents.isEmpty
      ? ""
      : "<nav class=\"contents\" aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2>\(contentsLines)</nav>"
    return """
      <!doctype html>
      <html lang="en-GB"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <meta name="author" content="\(escaped(publisher))">
      <meta name="description" content="\(escaped(subtitle))">\(style)</head>
      <body class="report">
      <header class="cover"><p class="cover__publisher">\(escaped(publisher))</p>
      <h1>\(escaped(title))</h1>
      \(subtitle.isEmpty ? "" : "<p class=\"cover__subtitle\">\(escaped(subtitle))</p>")
      \(rows.isEmpty ? "" : "<dl class=\"cover__facts\">\(rows)</dl>")
      \(marking.map { "<p class=\"cover__marking\">\(escaped($0))</p>" } ?? "")
      \(notice.map { "<p class=\"cover__notice\">\(escaped($0))</p>" } ?? "")</header>
      \(contentsList)
      <main>
      \(body)
      </main></body></html>
      """
  }

  /// Chapters with their sections as lists inside one another, so that every form of the document keeps the levels.
  private var contentsLines: String {
    var out = "", depth = 0
    for entry in contents {
      // A section without a chapter before it stands as a chapter would; no entry goes down more than one level at once.
      let level = min(max(entry.level, 1), 3, depth + 1)
      if level > depth {
        out += "<ul>"
      } else {
        out += "</li>" + String(repeating: "</ul></li>", count: depth - level)
      }
      out += "\n<li class=\"level-\(level)\"><a href=\"#\(escaped(entry.id))\">\(escaped(entry.title))</a>"
      depth = level
    }
    return out + String(repeating: "</li></ul>", count: depth)
  }
}
