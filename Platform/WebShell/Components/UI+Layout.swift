import Basics

extension UI {
  /// Views of one thing on pages of their own; `current` is the address of the one that is shown.
  package static func tabs(label: String, _ items: [(String, String)], current: String) -> HTML {
    """
    <nav class="tabs" aria-label="\(label)"><ul>\(each: items, { item in
      "<li><a href=\"\(url: item.1)\"\(attr: "aria-current", item.1 == current ? "page" : nil)>\(item.0)</a></li>"
    })</ul></nav>
    """
  }

  /// Links to the other pages of a list. `href` gives the address of a page, counted from 1.
  package static func pagination(page: Int, pages: Int, href: (Int) -> String) -> HTML {
    guard pages > 1 else { return "" }
    let shown = (1...pages).filter { $0 == 1 || $0 == pages || abs($0 - page) <= 2 }
    var items: HTML = ""
    var last = 0
    for number in shown {
      if number - last > 1 { items.append("<li class=\"pagination__gap\" aria-hidden=\"true\">…</li>") }
      items.append(
        """
        <li><a href="\(url: href(number))" aria-label="Page \(number)"\
        \(attr: "aria-current", number == page ? "page" : nil)>\(number)</a></li>
        """)
      last = number
    }
    return """
      <nav class="pagination" aria-label="Pages"><ul>\
      \(when: page > 1, "<li><a href=\"\(url: href(page - 1))\" rel=\"prev\">Previous</a></li>")\
      \(items)\
      \(when: page < pages, "<li><a href=\"\(url: href(page + 1))\" rel=\"next\">Next</a></li>")</ul></nav>
      """
  }

  /// One number that matters, with what it counts; `note` says period and source in few words.
  package static func stat(_ number: String, _ label: String, note: String? = nil, link: (String, String)? = nil)
    -> HTML
  {
    """
    <div class="stat"><p class="stat__number">\(number)</p><p class="stat__label">\(label)</p>\
    \(note.map { "<p class=\"stat__note\">\($0)</p>" as HTML })\
    \(link.map { "<p class=\"stat__link\"><a href=\"\(url: $0.1)\">\($0.0)</a></p>" as HTML })</div>
    """
  }

  /// Numbers side by side, one under the other on a phone.
  package static func stats(_ items: [HTML]) -> HTML { "<div class=\"stats\">\(items)</div>" }

  /// A titled box.
  package static func card(_ title: String, _ body: HTML, actions: [(String, String)] = []) -> HTML {
    """
    <section class="card"><div class="card__head"><h2 class="card__title">\(title)</h2>\
    \(when: !actions.isEmpty, "<ul class=\"card__actions\">\(each: actions, { "<li><a href=\"\(url: $0.1)\">\($0.0)</a></li>" })</ul>")\
    </div><div class="card__body">\(body)</div></section>
    """
  }

  /// A main part and a narrower one beside it, below it on a phone.
  package static func columns(main: HTML, aside: HTML) -> HTML {
    "<div class=\"columns\"><div class=\"columns__main\">\(main)</div><div class=\"columns__aside\">\(aside)</div></div>"
  }

  /// Filters on the left, what they choose on the right.
  package static func filtered(filters: HTML, results: HTML) -> HTML {
    "<div class=\"filtered\"><div class=\"filtered__filters\">\(filters)</div><div class=\"filtered__results\">\(results)</div></div>"
  }

  /// Text held to a readable length of line.
  package static func prose(_ body: HTML) -> HTML { "<div class=\"prose\">\(body)</div>" }

  /// A text typed by a person: blank lines part its paragraphs.
  package static func paragraphs(_ text: String) -> HTML {
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let blocks = lines.split { $0.allSatisfy(\.isWhitespace) }
    return "\(each: blocks, { block in "<p>\(HTML.joined(block.map { HTML(text: String($0)) }, by: "<br>"))</p>" })"
  }

  /// The sentence that states a finding and its uncertainty, before any table or chart.
  package static func finding(_ sentence: HTML) -> HTML { "<p class=\"finding\">\(sentence)</p>" }

  /// Tasks of a longer piece of work with the status of each.
  package static func taskList(_ tasks: [(label: String, href: String?, status: HTML)]) -> HTML {
    """
    <ul class="task-list">\(each: tasks, { task in
      """
      <li><span class="task-list__name">\(task.href.map { "<a href=\"\(url: $0)\">\(task.label)</a>" as HTML } ?? HTML(text: task.label))</span>\
      <span class="task-list__status">\(task.status)</span></li>
      """
    })</ul>
    """
  }

  /// How far a job is. With `progress.js` on the page it follows `poll`, which answers
  /// `{"fraction": 0…1, "message": "…", "done": false, "next": "/where/then"}`.
  package static func progress(_ label: String, fraction: Double?, message: String, poll: String? = nil) -> HTML {
    let percent = fraction.map { Int((min(max($0.isFinite ? $0 : 0, 0), 1) * 100).rounded()) }
    return """
      <div class="progress"\(attr: "data-progress", poll.map(Address.harmless))><p class="progress__label" id="progress-label">\(label)</p>\
      <progress class="progress__bar" max="100"\(attr: "value", percent.map { String($0) }) aria-labelledby="progress-label">\
      \(percent.map { "\($0)%" as HTML })</progress>\
      <p class="progress__message" role="status">\(message)</p></div>
      """
  }
}
