import Basics
import PartnershipModel
import WebShell

/// The items of information; one more can be named each time.
struct ItemsForm: AgreementPartForm {
  let words: AccessWords

  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML {
    """
    \(each: content.items.enumerated(), { index, item in
      "<h2>\(item.name)</h2>\(one(ask, index, item, content))"
    })
    <h2>One more item</h2>
    \(one(ask, content.items.count, nil, content))
    """
  }

  private func one(_ ask: Ask, _ index: Int, _ item: AgreementItem?, _ content: SharingAgreement) -> HTML {
    let kinds = Set(content.parties.map(\.kind) + (item?.from ?? []))
    return """
      \(UI.textField(
        "name-\(index)", "What it is", hint: "Empty to leave it out.", value: ask.value("name-\(index)", item?.name ?? "")))
      \(UI.textField("source-\(index)", "Source system", value: ask.value("source-\(index)", item?.source ?? "")))
      \(UI.checkboxes(
        "from-\(index)", "From", options: PartyKind.allCases.filter(kinds.contains).map { Choice($0.rawValue, $0.label) },
        selected: ask.ticked("from-\(index)", item?.from.map(\.rawValue) ?? [])))
      \(UI.textField("volume-\(index)", "How much", value: ask.value("volume-\(index)", item?.volume ?? "")))
      \(UI.textField(
        "frequency-\(index)", "How often", value: ask.value("frequency-\(index)", item?.frequency ?? ""), width: .twenty))
      \(UI.select(
        "category-\(index)", "Kind of data",
        options: [(AgreementItem.depersonalised, "Not personal data")] + words.categories.map { ($0.id, $0.title) },
        selected: ask.value("category-\(index)", item?.category ?? AgreementItem.depersonalised)))
      \(UI.checkboxes(
        "marks-\(index)", "It holds", options: ItemMark.allCases.map { Choice($0.rawValue, $0.label) },
        selected: ask.ticked("marks-\(index)", item?.marks.map(\.rawValue) ?? [])))
      \(UI.textField(
        "retention-\(index)", "Row of the retention schedule",
        value: ask.value("retention-\(index)", item?.retention ?? ""), width: .twenty))
      """
  }

  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement {
    let known = Set([AgreementItem.depersonalised] + words.categories.map(\.id))
    var out = content
    out.items = try (0...content.items.count).compactMap { index in
      let name = try ask.agreementText("name-\(index)", "What it is", most: 300)
      guard !name.isEmpty else { return nil }
      let category = ask.form["category-\(index)"] ?? ""
      guard known.contains(category) else {
        throw Refusal("missing-choice", place: "Kind of data", "Nothing was chosen.", remedy: "Choose one.")
      }
      return AgreementItem(
        name: name, source: try ask.agreementText("source-\(index)", "Source system", most: 300),
        from: PartyKind.allCases.filter { ask.form.all("from-\(index)").contains($0.rawValue) },
        volume: try ask.agreementText("volume-\(index)", "How much", most: 300),
        frequency: try ask.agreementText("frequency-\(index)", "How often", most: 100), category: category,
        marks: ItemMark.allCases.filter { ask.form.all("marks-\(index)").contains($0.rawValue) },
        retention: try ask.agreementText("retention-\(index)", "Row of the retention schedule", most: 100))
    }
    return out
  }
}
