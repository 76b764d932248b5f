import Basics
import Testing

@testable import WebShell

private let hostile = #"<b onmouseover="x('1')">&"'</b>"#

@Suite struct ComponentTests {
  /// Every component and chart, with hostile text in every place that takes text.
  static let everything: [(String, HTML)] = {
    let h = hostile
    let areas = [Chart.Area(code: h, name: h, rings: [[(0, 51), (0.1, 51), (0.1, 51.1)]], value: 1, text: h, href: h)]
    return [
      ("form", UI.form(action: h, submit: h, HTML(text: h))), ("filters", UI.filters(action: h, submit: h, "")),
      ("hidden", UI.hidden(h, h)),
      ("textField", UI.textField(h, h, hint: h, value: h, error: h, inputMode: h, autocomplete: h)),
      ("password", UI.password(h, h, hint: h, error: h)), ("textArea", UI.textArea(h, h, hint: h, value: h, error: h)),
      ("select", UI.select(h, h, hint: h, options: [(h, h)], selected: h, error: h)),
      ("radios", UI.radios(h, h, hint: h, options: [Choice(h, h, hint: h)], selected: h, error: h)),
      ("checkboxes", UI.checkboxes(h, h, hint: h, options: [Choice(h, h, hint: h)], selected: [h], error: h)),
      ("dateField", UI.dateField(h, h, hint: h, value: (h, h, h), error: h)),
      ("fileField", UI.fileField(h, h, hint: h, accept: h, error: h)), ("button", UI.button(h, name: h, value: h)),
      ("buttonLink", UI.buttonLink(h, href: h)), ("link", UI.link(h, href: h)),
      ("errorSummary", UI.errorSummary([FieldError(h, h)])), ("notice", UI.notice(.warning, HTML(text: h))),
      (
        "table",
        UI.table(caption: h, headings: [UI.Heading(h, href: h)], rows: [[HTML(text: h)]], foot: [[HTML(text: h)]])
      ),
      ("empty table", UI.table(caption: h, headings: [], rows: [], empty: h)),
      ("summaryList", UI.summaryList([(key: h, value: HTML(text: h), change: h)], card: h)), ("tag", UI.tag(h)),
      ("details", UI.details(h, HTML(text: h))), ("tabs", UI.tabs(label: h, [(h, h)], current: h)),
      ("pagination", UI.pagination(page: 2, pages: 9) { _ in h }), ("stat", UI.stat(h, h, note: h, link: (h, h))),
      ("card", UI.card(h, HTML(text: h), actions: [(h, h)])), ("paragraphs", UI.paragraphs(h + "\n\n" + h)),
      ("finding", UI.finding(HTML(text: h))), ("taskList", UI.taskList([(h, h, HTML(text: h))])),
      ("progress", UI.progress(h, fraction: .nan, message: h, poll: h)),
      (
        "lines",
        Chart.lines(
          id: h, title: h, description: h, note: h, labels: [h, h], series: [.init(h, [1, 2]), .init(h, [2, nil])],
          breaks: [.init(before: 1, h)], valueLabel: h)
      ),
      (
        "bars",
        Chart.bars(
          title: h, description: h, note: h, bars: [.init(h, 1, low: 0, high: 2, text: h)], valueLabel: h,
          reference: (h, 1))
      ), ("spans", Chart.spans(title: h, description: h, spans: [.init(h, low: 1, middle: 2, high: 3)], valueLabel: h)),
      (
        "lorenz",
        Chart.lorenz(
          title: h, description: h, curves: [.init(h, [(0.5, 0.9)])], marks: [(0.1, 0.5, h)], placesLabel: h,
          crimesLabel: h)
      ), ("map", Chart.map(id: h, title: h, description: h, note: h, areas: areas, valueLabel: h, geojson: h)),
      (
        "page",
        Frame(
          masthead: Masthead(
            product: h, partnership: h, navigation: [NavigationItem(h, h, open: true)],
            footer: [NavigationItem(h, h, open: true)],
            banner: h), assets: Assets(leafletFolders: []),
          visitor: Visitor(account: h, name: h, agency: h, permissions: [], session: h), path: h
        ).html(
          Page(title: h, caption: h, crumbs: [(h, h)], lead: HTML(text: h), body: HTML(text: h), refreshSeconds: 3))
      ), ("refused", ErrorPages.refused(Refusal(h, place: h, h, remedy: h), back: h).body),
      (
        "forbidden",
        ErrorPages.forbidden(.administer, PermissionGuide(roles: [.administer: [h]], ask: h), visitor: nil).body
      ),
      ("send again", ErrorPages.sendAgain(Form([(h, h)]), path: h, visitor: nil).body),
      ("body", ErrorPages.body(.broken(h), back: h).body), ("method", ErrorPages.wrongMethod(h).body),
      ("failed", ErrorPages.failed(reference: h).body),
    ]
  }()

  @Test(arguments: everything.indices)
  func `hostile text comes out escaped in every place`(index: Int) {
    let (name, html) = Self.everything[index]
    #expect(!html.text.contains("<b onmouseover"), "\(name) lets markup through")
    #expect(Markup.attributesAreSound(html.text), "\(name) lets a quote end an attribute")
  }

  @Test(arguments: everything.indices)
  func `no component needs inline styles or scripts, and its tags balance`(index: Int) {
    let (name, html) = Self.everything[index]
    for forbidden in [" style=", "<style", "<script>", " onclick", "javascript:"] {
      #expect(!html.text.contains(forbidden), "\(name) holds \(forbidden)")
    }
    #expect(Markup.unbalanced(html.text) == nil, "\(name)")
  }

  @Test func `every field's label, hint and error are tied to its control`() {
    let field = UI.textField("name", "Name", hint: "As on the cover", error: "Enter a name").text
    #expect(field.contains("<label class=\"label\" for=\"name\">Name</label>"))
    #expect(field.contains("id=\"name\" name=\"name\""))
    #expect(field.contains("aria-describedby=\"name-hint name-error\""))
    #expect(field.contains("id=\"name-hint\"") && field.contains("id=\"name-error\""))
    #expect(field.contains("aria-invalid=\"true\""))
    let plain = UI.textField("name", "Name").text
    #expect(!plain.contains("aria-describedby") && !plain.contains("aria-invalid"))
  }

  @Test func `an error summary links to the fields, first choice included`() {
    #expect(UI.errorSummary([FieldError("ward", "Choose a ward")]).text.contains("<a href=\"#ward\">Choose a ward</a>"))
    #expect(UI.radios("ward", "Ward", options: [("a", "A")]).text.contains("id=\"ward\""))
    #expect(UI.errorSummary([]).isEmpty)
    #expect([FieldError("a", "x")].message(for: "a") == "x")
  }

  @Test func `a table says in its markup what heads its columns and rows`() {
    let table = UI.table(
      caption: "Crimes", headings: [.init("Ward"), .init("Count", numeric: true)], rows: [["A", "1"]]
    ).text
    #expect(table.contains("<caption>Crimes</caption>"))
    #expect(table.contains("<th scope=\"col\">Ward</th>"))
    #expect(table.contains("<th scope=\"row\">A</th><td class=\"numeric\">1</td>"))
  }

  @Test func `pages far apart are shown with a gap between`() {
    let text = UI.pagination(page: 10, pages: 20) { "/?page=\($0)" }.text
    #expect(text.contains("aria-label=\"Page 1\"") && text.contains("aria-label=\"Page 20\""))
    #expect(!text.contains("aria-label=\"Page 5\""))
    #expect(text.contains("…"))
    #expect(UI.pagination(page: 1, pages: 1) { _ in "/" }.isEmpty)
  }

  @Test func `navigation shows what the visitor may use, and marks where they are`() {
    let frame = Frame(
      masthead: Masthead(
        partnership: "P",
        navigation: [
          .init("Evidence", "/evidence", permission: .readEvidence),
          .init("People", "/people", permission: .administer),
        ]), assets: Assets(leafletFolders: []), visitor: TestDoor.analyst, path: "/evidence/explore")
    let text = frame.html(Page(title: "T", body: "")).text
    #expect(text.contains("<a href=\"/evidence\" aria-current=\"page\">Evidence</a>"))
    #expect(!text.contains("People"))
    #expect(text.contains("acting for </span>Council"))
  }
}

/// A small reader of markup, enough to catch what escaping should have prevented.
enum Markup {
  /// Whether every tag's attributes are `name="value"` or a bare word: a loose quote would break that.
  static func attributesAreSound(_ html: String) -> Bool {
    tags(html).allSatisfy { tag in
      tag.wholeMatch(of: #/\/?[a-zA-Z!][a-zA-Z0-9-]*(\s+[a-zA-Z][a-zA-Z0-9:-]*(="[^"<>]*")?)*\s*\/?/#) != nil
    }
  }

  /// The first tag that closes nothing, or is never closed.
  static func unbalanced(_ html: String) -> String? {
    let empty: Set = ["meta", "link", "input", "br", "hr", "img", "!doctype"]
    var open: [String] = []
    for tag in tags(html) where !tag.hasSuffix("/") {
      let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace }.lowercased()
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return String(tag) }
      } else if !empty.contains(name) {
        open.append(name)
      }
    }
    return open.last
  }

  private static func tags(_ html: String) -> [Substring] {
    html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1).map { $0.prefix { $0 != ">" } }
  }
}
