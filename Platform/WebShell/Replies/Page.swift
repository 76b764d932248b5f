/// A page before its frame: what a handler makes.
package struct Page: Sendable {
  package var title: String
  package var heading: String
  /// A short line above the heading, such as the edition that the page belongs to.
  package var caption: String?
  package var back: (label: String, href: String)?
  package var crumbs: [(label: String, href: String)]
  package var lead: HTML?
  package var body: HTML
  package var status: Int
  /// Uses the whole window's width: wide tables and maps.
  package var wide: Bool
  /// Names of our asset scripts, such as `map.js`; the page must work without them.
  package var scripts: [String]
  /// Loads the page again after so many seconds when scripts are off: pages that show a running job.
  package var refreshSeconds: Int?

  /// A page; `heading` defaults to the title.
  package init(
    title: String, heading: String? = nil, caption: String? = nil, back: (String, String)? = nil,
    crumbs: [(String, String)] = [], lead: HTML? = nil, body: HTML, status: Int = 200, wide: Bool = false,
    scripts: [String] = [], refreshSeconds: Int? = nil
  ) {
    self.title = title
    self.heading = heading ?? title
    self.caption = caption
    self.back = back.map { (label: $0.0, href: $0.1) }
    self.crumbs = crumbs.map { (label: $0.0, href: $0.1) }
    self.lead = lead
    self.body = body
    self.status = status
    self.wide = wide
    self.scripts = scripts
    self.refreshSeconds = refreshSeconds
  }
}
