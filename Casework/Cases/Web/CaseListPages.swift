import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The list of one's cases, the search, and beginning a case.
extension CaseDesk {
  var listRoutes: [Route] {
    [
      Route(.get, CasePath.list, policy: .needs(.readCases)) { ask in
        guard ask.visitor?.workspace != nil else { return .redirect(CasePath.workspace(CasePath.list)) }
        let isClosed = ask.query["state"] == "closed"
        let lines = try await store.list(
          state: isClosed ? .closed : .open, before: CaseDesk.place(ask.query["before"]), by: inquirer(ask))
        return .page(
          listPage(
            ask, lines, heading: isClosed ? "Closed cases" : "Your cases", isClosed: isClosed, isPaged: true))
      },
      Route(.post, CasePath.list + "/search", policy: .needs(.readCases)) { ask in
        guard ask.visitor?.workspace != nil else { return .redirect(CasePath.workspace(CasePath.list)) }
        do {
          let lines = try await store.search(ask.form["text"] ?? "", by: inquirer(ask))
          return .page(listPage(ask, lines, heading: "Found", isClosed: false))
        } catch let refusal as Refusal {
          return .status(422, listPage(ask, [], heading: "Search", isClosed: false, refusal: refusal))
        }
      },
      Route(.get, CasePath.list + "/new", policy: .needs(.readCases)) { ask in .page(newPage(ask, nil)) },
      Route(.post, CasePath.list, policy: .needs(.readCases)) { ask in
        do {
          guard let panel = store.gate.words.panel(ask.form["panel"] ?? "") else {
            throw Refusal("panel", place: "Panel", "Nothing is chosen.", remedy: "Choose the panel whose work it is.")
          }
          let categories = Set(ask.form.all("category").filter { store.gate.words.category($0) != nil })
          let id = try await store.begin(
            panel: panel, categories: categories.union(["identity"]),
            people: [(try PersonFields.particulars(ask), try PersonFields.role(of: ask))], by: inquirer(ask),
            name: ask.visitor?.name ?? "")
          return .redirect(CasePath.case(id.text))
        } catch let refusal as Refusal {
          return .status(422, newPage(ask, refusal))
        }
      },
    ]
  }

  /// Where a further page of the list begins: the day and identity of the last case shown.
  private static func place(_ text: String?) -> (day: Day, id: ID<Case>)? {
    guard let parts = text?.split(separator: "_", maxSplits: 1), parts.count == 2, let day = Day(parts[0]) else { return nil }
    return (day, ID(String(parts[1])))
  }

  private func older(_ ask: Ask, _ lines: [CaseLine]) -> HTML {
    guard lines.count == CaseStore.pageSize, let last = lines.last?.cover else { return "" }
    return "<p>\(UI.link("Older cases", href: ask.href(setting: ["before": "\(last.openedOn)_\(last.id.text)"])))</p>"
  }

  private func listPage(
    _ ask: Ask, _ lines: [CaseLine], heading: String, isClosed: Bool, refusal: Refusal? = nil, isPaged: Bool = false
  ) -> Page {
    let today = store.clock.now().londonDay
    return Page(
      title: heading, caption: ask.visitor?.workspace?.title,
      lead: "<p>Cases that you are on and that this workspace’s purpose opens. Others are not listed, and not counted.</p>",
      body: """
        \(UI.problem(refusal))
        \(UI.form(action: CasePath.list + "/search", submit: "Search", kind: .secondary,
          UI.textField("text", "Find by name, telephone, postcode or reference", hint: "Names are also found by their sound.", value: ask.form["text"] ?? "", width: .half)))
        \(UI.table(
          caption: heading,
          headings: ["Reference", "People", "Panel", "Owner", "Opened", "Next action due"].map { UI.Heading($0) },
          rows: lines.map { line in
            let cover = line.cover
            let due: HTML = cover.nextDue.map { day in
              day < today ? "\(day.spoken) \(UI.tag("Late", .red))" : HTML(text: day.spoken)
            } ?? "–"
            return [
              UI.link(cover.reference, href: CasePath.case(cover.id.text)), HTML(text: line.names.joined(separator: ", ")),
              HTML(text: store.gate.words.panel(cover.panel)?.title ?? cover.panel), HTML(text: cover.ownerName),
              HTML(text: cover.openedOn.spoken), due,
            ]
          }, empty: "Nothing to show for this workspace."))
        \(when: isPaged, older(ask, lines))
        \(when: !isPaged && lines.count == CaseStore.pageSize, "<p>There may be more: search for something narrower.</p>")
        <p>\(UI.buttonLink("Begin a case", href: CasePath.list + "/new"))</p>
        <ul><li>\(when: isClosed, UI.link("Open cases", href: CasePath.list), else: UI.link("Closed cases", href: CasePath.list + "?state=closed"))</li>
        <li>\(UI.link("Ask for a case that you cannot see", href: CasePath.list + "/ask"))</li>
        <li>\(UI.link("Emergency access", href: CasePath.list + "/emergency"))</li></ul>
        """, status: refusal == nil ? 200 : 422, wide: true)
  }

  private func newPage(_ ask: Ask, _ refusal: Refusal?) -> Page {
    let purpose = ask.visitor?.workspace?.purpose ?? ""
    let panels = store.gate.words.panels.filter { $0.purposes.contains(purpose) }
    let fields: HTML = """
      \(UI.radios("panel", "Panel", options: panels.map { Choice($0.id, $0.title, hint: $0.words) }, selected: ask.form["panel"] ?? (panels.count == 1 ? panels.first?.id : nil)))
      \(UI.checkboxes("category", "Kinds of data that the case will hold", hint: "Partners see the case only under an agreement that covers all of them. Identity is always held.", options: store.gate.words.categories.filter { $0.id != "identity" }.map { ($0.id, $0.title) }, selected: Set(ask.form.all("category"))))
      <h2>First person</h2>
      \(PersonFields.html(ask.form))\(PersonFields.role(ask.form))
      """
    return Page(
      title: "Begin a case", crumbs: [("Cases", CasePath.list)],
      body: panels.isEmpty
        ? "<p>No panel serves the purpose of this workspace. \(UI.link("Choose a workspace", href: "/workspace")).</p>"
        : "\(UI.problem(refusal))\(UI.form(action: CasePath.list, submit: "Begin", fields))",
      status: refusal == nil ? 200 : 422)
  }
}
