import Basics
import PartnershipModel
import WebShell

/// A part of an agreement that is changed on a page of its own.
enum AgreementPart: String, CaseIterable, Sendable {
  case purpose, law, handling, parties, items

  var label: String {
    switch self {
    case .purpose: "What it is for, and its days"
    case .law: "The law it rests on"
    case .handling: "Handling, rights, breaches, training"
    case .parties: "Parties and their people"
    case .items: "Items of information"
    }
  }
}

/// The form of one part: its fields, and the agreement with what was typed in them.
protocol AgreementPartForm {
  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML
  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement
}

/// What it is for, on whom it opens, from when to when.
struct PurposeForm: AgreementPartForm {
  let words: AccessWords
  /// Agreements that can stand above it.
  let parents: [HeldAgreement]

  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML {
    """
    \(UI.textField("title", "Title", value: ask.value("title", content.title)))
    \(when: content.tier.above != nil, UI.select(
      "parent", "Stands under", options: [("", "Not chosen")] + parents.map {
        ($0.id.text, "\($0.content.title), version \($0.content.version)")
      }, selected: ask.value("parent", content.parent ?? "")))
    \(UI.textArea("aim", "Aim", value: ask.value("aim", content.aim), rows: 3))
    \(UI.textArea("benefit", "Benefit", hint: "Who is better off for it.", value: ask.value("benefit", content.benefit), rows: 3))
    \(UI.checkboxes(
      "purposes", "Purposes", options: words.purposes.map { Choice($0.id, $0.title) },
      selected: ask.ticked("purposes", content.purposes)))
    \(UI.checkboxes(
      "panels", "Panels", options: words.panels.map { Choice($0.id, $0.title) },
      selected: ask.ticked("panels", content.panels)))
    \(UI.checkboxes(
      "categories", "Kinds of data", options: words.categories.map { Choice($0.id, $0.title, hint: $0.words) },
      selected: ask.ticked("categories", content.categories)))
    \(UI.select(
      "classification", "Handling mark", options: Classification.allCases.map { ($0.rawValue, $0.label) },
      selected: ask.value("classification", content.classification.rawValue)))
    \(UI.checkboxes(
      "subjects", "Whose data", options: DataSubject.allCases.map { Choice($0.rawValue, $0.label) },
      selected: ask.ticked("subjects", content.subjects.map(\.rawValue))))
    \(UI.dateField("from", "First day", value: ask.boxes("from", content.from)))
    \(UI.dateField("to", "Last day", hint: "It still counts on this day.", value: ask.boxes("to", content.to)))
    \(UI.dateField("review", "Review day", value: ask.boxes("review", content.review)))
    """
  }

  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement {
    var out = content
    out.title = try ask.agreementText("title", "Title", needed: true, most: 200)
    let parent = ask.form["parent"] ?? ""
    out.parent = parents.contains { $0.id.text == parent } ? parent : nil
    out.aim = try ask.agreementText("aim", "Aim")
    out.benefit = try ask.agreementText("benefit", "Benefit")
    out.purposes = ask.agreementWords("purposes", among: words.purposes.map(\.id))
    out.panels = ask.agreementWords("panels", among: words.panels.map(\.id))
    out.categories = ask.agreementWords("categories", among: words.categories.map(\.id))
    out.classification = try ask.agreementWord("classification", "Handling mark", Classification.self)
    out.subjects = DataSubject.allCases.filter { ask.form.all("subjects").contains($0.rawValue) }
    guard let from = try ask.agreementDay("from", "First day") else {
      throw Refusal("missing-field", place: "First day", "This is empty.", remedy: "Enter the first day.")
    }
    out.from = from
    out.to = try ask.agreementDay("to", "Last day")
    out.review = try ask.agreementDay("review", "Review day")
    return out
  }
}
