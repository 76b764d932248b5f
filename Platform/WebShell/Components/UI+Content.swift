import Basics

extension UI {
  package enum ButtonKind: String, Sendable { case primary, secondary, warning, link }

  package static func button(_ label: String, kind: ButtonKind = .primary, name: String? = nil, value: String? = nil)
    -> HTML
  {
    """
    <button class="\(kind == .link ? "link-button" : "button button--\(kind.rawValue)")" type="submit"\
    \(attr: "name", name)\(attr: "value", value)>\(label)</button>
    """
  }

  /// A link that looks like a button: goes to the next page, changes nothing.
  package static func buttonLink(_ label: String, href: String, kind: ButtonKind = .primary) -> HTML {
    "<a class=\"button button--\(kind.rawValue)\" href=\"\(url: href)\">\(label)</a>"
  }

  package static func link(_ label: String, href: String) -> HTML { "<a href=\"\(url: href)\">\(label)</a>" }

  /// All that is wrong, at the top of the page, each linked to its field. Nothing for no errors.
  package static func errorSummary(_ errors: [FieldError]) -> HTML {
    guard !errors.isEmpty else { return "" }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>There is a problem</h2><ul>
      \(each: errors, { "<li><a href=\"#\($0.field)\">\($0.message)</a></li>" })</ul></div>
      """
  }

  /// A refusal above a form that keeps what was typed; nothing for none.
  package static func problem(_ refusal: Refusal?) -> HTML {
    guard let refusal else { return "" }
    return """
      <div class="error-summary" role="alert" tabindex="-1"><h2>There is a problem</h2><p>\(refusal.description)</p></div>
      """
  }

  package enum NoticeKind: String, Sendable { case information, success, warning, important }

  /// A message about the page: what has happened, or what to mind. The kind is said in words, not by colour alone.
  package static func notice(_ kind: NoticeKind, _ body: HTML) -> HTML {
    let title =
      switch kind {
      case .information: "Note"
      case .success: "Done"
      case .warning: "Warning"
      case .important: "Important"
      }
    return """
      <div class="notice notice--\(kind.rawValue)"\(attr: "role", kind == .success ? "status" : nil)>\
      <p class="notice__title">\(title)</p><div class="notice__body">\(body)</div></div>
      """
  }

  /// The heading of a table's column.
  package struct Heading: Sendable {
    package let text: String
    /// Numbers stand to the right, with figures of one width.
    package let numeric: Bool
    /// Where a click on the heading leads: the same table in another order.
    package let href: String?
    package let sorted: Order?

    package enum Order: String, Sendable { case ascending, descending }

    package init(_ text: String, numeric: Bool = false, href: String? = nil, sorted: Order? = nil) {
      self.text = text
      self.numeric = numeric
      self.href = href
      self.sorted = sorted
    }
  }

  /// A table whose first column names its rows. A long one scrolls in its own frame, reachable by keyboard.
  package static func table(
    caption: String, headings: [Heading], rows: [[HTML]], foot: [[HTML]] = [], hideCaption: Bool = false,
    compact: Bool = false, empty: String = "Nothing to show."
  ) -> HTML {
    guard !rows.isEmpty else { return "<p class=\"table-empty\"><strong>\(caption):</strong> \(empty)</p>" }
    func row(_ cells: [HTML]) -> HTML {
      "<tr>\(each: cells.enumerated(), { index, cell in cellHTML(cell, index, headings) })</tr>\n"
    }
    return """
      <div class="table-frame" tabindex="0" role="region" aria-label="\(caption)">\
      <table class="table\(compact ? " table--compact" : "")">\
      <caption\(attr: "class", hideCaption ? "visually-hidden" : nil)>\(caption)</caption>
      <thead><tr>\(each: headings, headingHTML)</tr></thead>
      <tbody>\(each: rows, row)</tbody>\(when: !foot.isEmpty, "<tfoot>\(each: foot, row)</tfoot>")</table></div>
      """
  }

  private static func headingHTML(_ heading: Heading) -> HTML {
    """
    <th scope="col"\(attr: "class", heading.numeric ? "numeric" : nil)\(attr: "aria-sort", heading.sorted?.rawValue)>\
    \(heading.href.map { "<a href=\"\(url: $0)\">\(heading.text)</a>" as HTML } ?? HTML(text: heading.text))</th>
    """
  }

  private static func cellHTML(_ cell: HTML, _ index: Int, _ headings: [Heading]) -> HTML {
    if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
    let numeric = headings.indices.contains(index) && headings[index].numeric
    return "<td\(attr: "class", numeric ? "numeric" : nil)>\(cell)</td>"
  }

  /// Facts about one thing: a key and its value, and a link to change it.
  package static func summaryList(_ rows: [(String, HTML)], card: String? = nil) -> HTML {
    summaryList(rows.map { (key: $0.0, value: $0.1, change: nil) }, card: card)
  }

  package static func summaryList(
    _ rows: [(key: String, value: HTML, change: String?)], card: String? = nil
  ) -> HTML {
    guard !rows.isEmpty else { return "" }
    let list: HTML = """
      <dl class="summary-list">\(each: rows, { row in
        """
        <div class="summary-list__row"><dt>\(row.key)</dt><dd>\(row.value)</dd>\
        \(row.change.map {
          "<dd class=\"summary-list__change\"><a href=\"\(url: $0)\">Change<span class=\"visually-hidden\"> \(row.key)</span></a></dd>" as HTML
        })</div>
        """
      })</dl>
      """
    guard let card else { return list }
    return
      "<section class=\"card\"><h2 class=\"card__title\">\(card)</h2><div class=\"card__body\">\(list)</div></section>"
  }

  package enum TagColour: String, Sendable { case grey, blue, green, yellow, red, purple, turquoise }

  /// A short word on a status; the word carries the meaning, the colour helps the eye.
  package static func tag(_ text: String, _ colour: TagColour = .blue) -> HTML {
    "<strong class=\"tag tag--\(colour.rawValue)\">\(text)</strong>"
  }

  /// Text that opens on demand.
  package static func details(_ summary: String, _ body: HTML, open: Bool = false) -> HTML {
    """
    <details class="details"\(flag: "open", open)><summary><span>\(summary)</span></summary>\
    <div class="details__body">\(body)</div></details>
    """
  }

  /// "How do we know" under a figure: where it comes from and what to mind.
  package static func provenance(_ rows: [(String, HTML)], summary: String = "How do we know?") -> HTML {
    details(summary, summaryList(rows))
  }
}
