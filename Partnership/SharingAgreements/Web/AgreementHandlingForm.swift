import Basics
import PartnershipModel
import WebShell

/// Who comes to the records, where they may go, people's rights, breaches, the impact assessment, training.
struct HandlingForm: AgreementPartForm {
  let words: AccessWords
  /// Lines of a list that a form shows beyond those held, to be filled in.
  private static let blank = 1

  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML {
    """
    \(UI.checkboxes(
      "roles", "Duties that may come to the records", options: words.roles.map { Choice($0.id, $0.title) },
      selected: ask.ticked("roles", content.access.roles)))
    \(area("access-words", "On access", ask, content.access.words))
    \(UI.radios(
      "onward", "Going further", options: OnwardRule.Rule.allCases.map { ($0.rawValue, $0.label) },
      selected: ask.value("onward", content.onward.rule.rawValue)))
    \(area("onward-words", "On going further", ask, content.onward.words))
    \(area("accuracy", "Accuracy", ask, content.accuracy))
    \(area("retention", "How long it is kept", ask, content.retention))
    \(UI.radios(
      "transfer", "How it passes", options: TransferRule.Method.allCases.map { ($0.rawValue, $0.label) },
      selected: ask.value("transfer", content.transfer.method.rawValue)))
    \(area("transfer-words", "On how it passes", ask, content.transfer.words))
    <h2>People’s requests about their data</h2>
    \(each: 0..<(content.rights.count + Self.blank), { index in
      let held = content.rights.dropFirst(index).first
      return """
        \(UI.textField("right-\(index)", "Right \(index + 1)", hint: "Empty to leave it out.", value: ask.value("right-\(index)", held?.right ?? ""), width: .twenty))
        \(UI.textField("right-by-\(index)", "Answered by", value: ask.value("right-by-\(index)", held?.answeredBy ?? "")))
        \(UI.textField("right-words-\(index)", "What to mind", value: ask.value("right-words-\(index)", held?.words ?? "")))
        """
    })
    <h2>Breaches</h2>
    \(each: 0..<(content.breach.count + Self.blank), { index in
      let held = content.breach.dropFirst(index).first
      return """
        \(UI.textField("breach-\(index)", "Who \(index + 1)", hint: "Empty to leave it out.", value: ask.value("breach-\(index)", held?.who ?? "")))
        \(UI.textField("breach-tells-\(index)", "Tells whom", value: ask.value("breach-tells-\(index)", held?.tells ?? "")))
        \(UI.textField("breach-clock-\(index)", "By which clock", value: ask.value("breach-clock-\(index)", held?.clock ?? ""), width: .twenty))
        """
    })
    <h2>Impact assessment and training</h2>
    \(UI.checkboxes(
      "dpia", "Impact assessment", options: [("yes", "A data protection impact assessment is required")],
      selected: ask.ticked("dpia", content.dpia.required ? ["yes"] : [])))
    \(UI.textField("dpia-reference", "Its reference", value: ask.value("dpia-reference", content.dpia.reference ?? ""), width: .half))
    \(area("dpia-words", "On the assessment", ask, content.dpia.words))
    \(area("training", "What people must have learnt", ask, content.training.requirement))
    \(UI.textField(
      "training-months", "For how many months it counts",
      value: ask.value("training-months", "\(content.training.validMonths)"), width: .three, inputMode: "numeric"))
    """
  }

  private func area(_ name: String, _ label: String, _ ask: Ask, _ held: String) -> HTML {
    UI.textArea(name, label, value: ask.value(name, held), rows: 2)
  }

  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement {
    var out = content
    out.access.roles = ask.agreementWords("roles", among: words.roles.map(\.id))
    out.access.words = try ask.agreementText("access-words", "On access")
    out.onward.rule = try ask.agreementWord("onward", "Going further", OnwardRule.Rule.self)
    out.onward.words = try ask.agreementText("onward-words", "On going further")
    out.accuracy = try ask.agreementText("accuracy", "Accuracy")
    out.retention = try ask.agreementText("retention", "How long it is kept")
    out.transfer.method = try ask.agreementWord("transfer", "How it passes", TransferRule.Method.self)
    out.transfer.words = try ask.agreementText("transfer-words", "On how it passes")
    out.rights = try (0..<(content.rights.count + Self.blank)).compactMap { index in
      let right = try ask.agreementText("right-\(index)", "Right", most: 200)
      guard !right.isEmpty else { return nil }
      return RightsAnswer(
        right: right, answeredBy: try ask.agreementText("right-by-\(index)", "Answered by", needed: true, most: 500),
        words: try ask.agreementText("right-words-\(index)", "What to mind", most: 1000))
    }
    out.breach = try (0..<(content.breach.count + Self.blank)).compactMap { index in
      let who = try ask.agreementText("breach-\(index)", "Who", most: 500)
      guard !who.isEmpty else { return nil }
      return BreachNotice(
        who: who, tells: try ask.agreementText("breach-tells-\(index)", "Tells whom", needed: true, most: 500),
        clock: try ask.agreementText("breach-clock-\(index)", "By which clock", needed: true, most: 100))
    }
    let reference = try ask.agreementText("dpia-reference", "Its reference", most: 200)
    out.dpia = ImpactAssessment(
      required: ask.form["dpia"] == "yes", reference: reference.isEmpty ? nil : reference,
      words: try ask.agreementText("dpia-words", "On the assessment"))
    out.training = TrainingRule(
      requirement: try ask.agreementText("training", "What people must have learnt"),
      validMonths: try ask.agreementNumber("training-months", "For how many months it counts", 1...120))
    return out
  }
}
