import CaseworkModel
import WebShell

/// What was chosen of each item on a page of items. Fields are named by the item's place, `note:ID`, which a hidden field
/// `item` lists; what is not among the choices is left out, and so withheld.
enum ChosenItems {
  static func read(_ ask: Ask) -> [(name: String, item: DisclosureItem)] {
    ask.form.all("item").compactMap { name in
      let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let first = parts.first, let kind = DisclosureItem.Kind(rawValue: first),
        let item = parts.last, let choice = DisclosureItem.Choice(rawValue: ask.form["choice-\(name)"] ?? "")
      else { return nil }
      return (
        name,
        DisclosureItem(
          kind: kind, item: item, title: "", text: "", categories: [], choice: choice,
          replacement: ask.form["text-\(name)"] ?? "", reason: choice == .whole ? "" : ask.form["why-\(name)"] ?? "")
      )
    }
  }
}
