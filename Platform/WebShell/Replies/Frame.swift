import Basics

/// Puts a page into the frame that all pages share: skip link, header, navigation, way back, heading, footer.
struct Frame {
  let masthead: Masthead
  let assets: Assets
  let visitor: Visitor?
  let path: String

  func html(_ page: Page) -> HTML {
    let isError = page.status >= 400
    return """
      <!doctype html>
      <html lang="en-GB"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(isError && page.status < 500 ? "Error: " : "")\(page.title) – \(masthead.partnership) – \(masthead.product)</title>
      <meta name="theme-color" content="#12343b">
      <link rel="icon" href="data:,">
      \(links(page))</head>
      <body\(attr: "class", page.wide ? "wide" : nil)>
      <a class="skip-link" href="#main">Skip to main content</a>
      \(banner)\(header)\(navigation)
      <div class="width">
      \(wayBack(page))
      <main id="main" tabindex="-1">
      \(page.caption.map { "<p class=\"caption\">\($0)</p>" as HTML })
      <h1>\(page.heading)</h1>
      \(page.lead.map { "<div class=\"lead\">\($0)</div>" as HTML })
      \(page.body)
      </main></div>
      \(footer)
      </body></html>
      """
  }

  private func links(_ page: Page) -> HTML {
    var out: HTML = "\(stylesheet("site.css"))"
    if let seconds = page.refreshSeconds {
      out.append("<noscript><meta http-equiv=\"refresh\" content=\"\(seconds)\"></noscript>\n")
    }
    if page.scripts.contains("map.js"), assets.hasLeaflet {
      out.append("\(stylesheet("leaflet.css"))\(script("leaflet.js"))")
    }
    for name in page.scripts { out.append(script(name)) }
    return out
  }

  private func stylesheet(_ name: String) -> HTML {
    assets.address(name).map { "<link rel=\"stylesheet\" href=\"\(url: $0)\">\n" } ?? ""
  }

  private func script(_ name: String) -> HTML {
    assets.address(name).map { "<script src=\"\(url: $0)\" defer></script>\n" } ?? ""
  }

  private var banner: HTML? {
    masthead.banner.map {
      "<div class=\"site-banner\" role=\"region\" aria-label=\"Notice\"><div class=\"site-width\">\($0)</div></div>"
    }
  }

  private var header: HTML {
    """
    <header class="site-header"><div class="site-width">
    <a class="site-header__name" href="/"><span class="site-header__product">\(masthead.product)</span>
    <span class="site-header__partnership">\(masthead.partnership)</span></a>
    \(account)
    </div></header>
    """
  }

  private var account: HTML {
    guard let visitor else {
      return path == "/sign-in" ? "" : "<div class=\"site-header__account\"><a href=\"/sign-in\">Sign in</a></div>"
    }
    return """
      <div class="site-header__account">
      <span class="site-header__who"><span class="site-header__visitor">\(visitor.name)</span>
      <span class="site-header__agency"><span class="visually-hidden">acting for </span>\(visitor.agency)</span></span>
      \(when: visitor.may(.readCases), """
        <span class="site-header__workspace"><span class="visually-hidden">working for the purpose: </span>\
        <a href="/workspace">\(visitor.workspace?.title ?? "Choose a workspace")</a></span>
        """)
      <form method="post" action="/sign-out">\(HTML.formSlot)<button class="link-button" type="submit">Sign out</button></form>
      </div>
      """
  }

  private var navigation: HTML {
    let items = masthead.navigation.filter { $0.isShown(to: visitor) }
    guard !items.isEmpty else { return "" }
    let current = items.filter { contains($0.href) }.max { $0.href.count < $1.href.count }?.href
    return """
      <nav class="site-nav" aria-label="Main"><div class="site-width"><ul>
      \(each: items, { item in
        "<li><a href=\"\(url: item.href)\"\(attr: "aria-current", item.href == current ? "page" : nil)>\(item.label)</a></li>"
      })
      </ul></div></nav>
      """
  }

  private func contains(_ href: String) -> Bool {
    path == href || (href != "/" && path.hasPrefix(href.hasSuffix("/") ? href : href + "/"))
  }

  private func wayBack(_ page: Page) -> HTML {
    if let back = page.back {
      return "<a class=\"back-link\" href=\"\(url: back.href)\">\(back.label)</a>"
    }
    guard !page.crumbs.isEmpty else { return "" }
    return """
      <nav class="crumbs" aria-label="Breadcrumb"><ol>
      \(each: page.crumbs, { "<li><a href=\"\(url: $0.href)\">\($0.label)</a></li>" })
      </ol></nav>
      """
  }

  private var footer: HTML {
    let items = masthead.footer.filter { $0.isShown(to: visitor) }
    return """
      <footer class="site-footer"><div class="site-width">
      \(when: !items.isEmpty, "<ul>\(each: items, { "<li><a href=\"\(url: $0.href)\">\($0.label)</a></li>" })</ul>")
      <p>\(masthead.product), the community safety system of \(masthead.partnership).</p>
      </div></footer>
      """
  }
}
