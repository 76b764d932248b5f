import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The items of one case, each with its test.
extension SubjectAccessDesk {
  var itemRoutes: [Route] {
    [
      Route(.get, SubjectAccessPath.list + "/:request/cases/:case", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask), record = try record(ask)
        return try await opened { .page(try await itemsPage(id, record, ask)) }
      },
      change("/cases/:case") { ask, id, inquirer in
        try await store.decide(chosen(ask), on: try record(ask), of: id, by: inquirer)
      },
    ]
  }

  private func chosen(_ ask: Ask) -> [SubjectItem] {
    ChosenItems.read(ask).map { name, item in
      SubjectItem(item, thirdParty: SubjectItem.ThirdParty(rawValue: ask.form["third-\(name)"] ?? ""))
    }
  }

  private func itemsPage(_ id: ID<SubjectRequest>, _ record: ID<Case>, _ ask: Ask) async throws -> Page {
    let items = try await store.items(record, of: id, by: inquirer(ask))
    let why = [("", "")] + store.reasons.reasons(for: .subjectAccess).map { ($0.id, "\($0.title)\($0.isTold ? "" : " (not told)")") }
    func block(_ one: SubjectItem) -> HTML {
      let item = one.item, name = "\(item.kind.rawValue):\(item.item)"
      return UI.card(
        "\(item.kind.label): \(item.title)",
        """
        <p class="note-text">\(item.text)</p>
        \(UI.hidden("item", name))
        \(UI.radios("third-\(name)", "Somebody else", options: SubjectItem.ThirdParty.allCases.map { ($0.rawValue, $0.label) }, selected: one.thirdParty?.rawValue))
        \(UI.radios("choice-\(name)", "What becomes of it", options: DisclosureItem.Choice.allCases.map { ($0.rawValue, $0.label) }, selected: item.choice.rawValue, inline: true))
        \(UI.textArea("text-\(name)", "Text that is sent instead", value: item.choice == .redacted ? item.replacement : item.text, rows: 3))
        \(UI.select("why-\(name)", "Why it is withheld or taken out", options: why, selected: item.reason))
        """)
    }
    return Page(
      title: "Items of the case", back: ("Back to the request", SubjectAccessPath.one(id.text)),
      lead: "<p>Each item is tested by itself. A safe address is none of them. What is taken out is not in the answer’s file.</p>",
      body: UI.form(
        action: SubjectAccessPath.part(id.text, "cases", record.text), submit: "Keep what was decided",
        "\(each: items, block)"))
  }
}
