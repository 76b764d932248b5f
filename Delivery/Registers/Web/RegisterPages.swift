import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// One subject of the start page of programmes, with its registers.
package struct RegisterGroup: Sendable {
  package let title: String, lead: String
  package let registers: [KeptRegister]
  /// Pages beside the registers, such as returns.
  package let links: [(String, String)]

  package init(_ title: String, _ lead: String, _ registers: [KeptRegister], links: [(String, String)] = []) {
    self.title = title
    self.lead = lead
    self.registers = registers
    self.links = links
  }
}

/// Pages of all registers: the list, the entry, entering, correcting.
package struct RegisterDesk: Sendable {
  package let store: RegisterStore
  package let groups: [RegisterGroup]
  static let home = "/programmes"

  package init(store: RegisterStore, groups: [RegisterGroup]) {
    self.store = store
    self.groups = groups
  }

  static func path(_ shape: Register, _ id: String? = nil, _ part: String = "") -> String {
    home + "/" + shape.path + (id.map { "/" + Address.encoded($0) } ?? "") + (part.isEmpty ? "" : "/" + part)
  }

  package var routes: [Route] {
    [Route(.get, RegisterDesk.home, policy: .needs(.readEvidence), start)] + store.registers.flatMap(routes)
  }

  private func routes(_ register: KeptRegister) -> [Route] {
    let path = RegisterDesk.path(register.shape), read = Policy.needs(.readEvidence),
      keep = Policy.needs(.keepProgrammes)
    return [
      Route(.get, path, policy: read) { try await list(register, $0) },
      Route(.get, path + "/new", policy: keep) { .page(try await form(register, nil, $0, [])) },
      Route(.post, path, policy: keep) { try await enter(register, $0) },
      Route(.get, path + "/:id", policy: read) { try await show(register, $0) },
      Route(.get, path + "/:id/correct", policy: keep) { ask in
        .page(try await form(register, try await held(register, ask), ask, []))
      },
      Route(.post, path + "/:id/correct", policy: keep) { try await correct(register, $0) },
    ]
  }

  func held(_ register: KeptRegister, _ ask: Ask) async throws -> RegisterEntry {
    guard let entry = try await store.entry(register.shape, try ask.parameter("id")), maySee(register, entry, ask)
    else { throw NotFound() }
    return entry
  }

  private func maySee(_ register: KeptRegister, _ entry: RegisterEntry, _ ask: Ask) -> Bool {
    ask.visitor?.may(.keepProgrammes) == true || !register.isHidden(entry.values, ask.now.londonDay)
  }

  @Sendable private func start(_ ask: Ask) async throws -> Reply {
    .page(
      Page(
        title: "Programmes", back: ("Start page", "/"),
        lead: "What the partnership pays for, runs and learns from. What is counted here is counted once.",
        body: """
          \(each: groups, { group in
            UI.card(group.title, """
              <p>\(group.lead)</p>
              <ul class="list">\(each: group.links, { "<li>\(UI.link($0.0, href: $0.1))</li>" })\
              \(each: group.registers, { "<li>\(UI.link($0.shape.title, href: RegisterDesk.path($0.shape)))</li>" })</ul>
              """)
          })
          """))
  }

  private func list(_ register: KeptRegister, _ ask: Ask) async throws -> Reply {
    let shape = register.shape
    let entries = try await store.list(shape).filter { maySee(register, $0, ask) }
    return .page(
      Page(
        title: shape.title, back: ("Back to programmes", RegisterDesk.home), lead: HTML(text: shape.lead),
        body: """
          \(when: ask.visitor?.may(.keepProgrammes) == true, "<p>\(UI.buttonLink("Enter \(RegisterDesk.article(shape.entry))", href: RegisterDesk.path(shape) + "/new"))</p>")
          \(try await table(shape, entries, caption: shape.title))
          \(when: entries.count == RegisterStore.most, "<p>These are the latest \(RegisterStore.most).</p>")
          """, wide: true))
  }

  private func table(_ shape: Register, _ entries: [RegisterEntry], caption: String, leaving: RegisterField? = nil)
    async throws -> HTML
  {
    let fields = shape.fields.filter { $0.isListed && $0.key != leaving?.key }
    let names = try await store.names(shape, entries.map(\.values))
    return UI.table(
      caption: caption, headings: fields.map { UI.Heading($0.label, numeric: $0.isNumber) },
      rows: entries.map { entry in
        fields.enumerated().map { index, field in
          let text = field.shown(entry.values[field.key], names: names)
          return index == 0
            ? UI.link(text.isEmpty ? "Not said" : text, href: RegisterDesk.path(shape, entry.id)) : HTML(text: text)
        }
      }, hideCaption: leaving == nil, empty: "None is entered yet.")
  }

  private func show(_ register: KeptRegister, _ ask: Ask) async throws -> Reply {
    let shape = register.shape, entry = try await held(register, ask)
    let mayKeep = ask.visitor?.may(.keepProgrammes) == true
    let names = try await store.names(shape, [entry.values])
    let worked = try await store.summary(register, entry, now: ask.now)
    let changes = try await store.changes(shape, entry.id)
    var parts: [HTML] = []
    for child in store.registers {
      guard let link = child.shape.link(to: shape) else { continue }
      let entries = try await store.list(child.shape, link: link, to: entry.id).filter { maySee(child, $0, ask) }
      let new = RegisterDesk.path(child.shape) + "/new" + Address.query([(link.key, entry.id)])
      parts.append(
        """
        \(try await table(child.shape, entries, caption: child.shape.title, leaving: link))
        \(when: mayKeep, "<p>\(UI.link("Enter \(RegisterDesk.article(child.shape.entry))", href: new))</p>")
        """)
    }
    let rows = shape.fields.compactMap { field -> (String, HTML)? in
      guard let value = entry.values[field.key] else { return nil }
      if case .words = field.kind { return (field.label, UI.paragraphs(field.shown(value))) }
      if case .entry(let key) = field.kind, let other = store.register(key: key)?.shape, case .text(let id) = value {
        return (field.label, UI.link(field.shown(value, names: names), href: RegisterDesk.path(other, id)))
      }
      return (field.label, HTML(text: field.shown(value, names: names)))
    }
    return .page(
      Page(
        title: shape.name(of: entry.values, names: names), caption: shape.entry.capitalisedFirst,
        back: ("Back to \(shape.title.uncapitalisedFirst)", RegisterDesk.path(shape)),
        body: """
          \(UI.summaryList(rows + worked.map { ($0.0, HTML(text: $0.1)) }))
          \(when: mayKeep, "<p>\(UI.buttonLink("Correct or bring up to date", href: RegisterDesk.path(shape, entry.id, "correct"), kind: .secondary))</p>")
          \(when: !register.pages.isEmpty, "<ul class=\"list\">\(each: register.pages, { "<li>\(UI.link($0.0, href: RegisterDesk.path(shape, entry.id, $0.1)))</li>" })</ul>")
          \(parts)
          \(UI.details("Entered by \(entry.enteredBy), \(entry.enteredAt.spoken); \(changes.count.of("correction", "corrections"))", UI.table(
            caption: "Corrections", headings: ["When", "By", "Why", "What stood before"].map { UI.Heading($0) },
            rows: changes.map {
              [HTML(text: $0.changedAt.spoken), HTML(text: $0.changedBy), HTML(text: $0.reason), UI.paragraphs($0.before)]
            }, hideCaption: true, empty: "None.")))
          """))
  }

  /// `a session`, `an exercise`.
  static func article(_ noun: String) -> String {
    noun.first.map { "aeiou".contains($0) } == true ? "an \(noun)" : "a \(noun)"
  }
}

extension String {
  var capitalisedFirst: String { first.map { $0.uppercased() + dropFirst() } ?? self }
  var uncapitalisedFirst: String {
    guard let first, dropFirst().first?.isUppercase != true else { return self }
    return first.lowercased() + dropFirst()
  }
}
