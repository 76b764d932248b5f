import Basics
import PartnershipModel
import WebShell

/// Gateways, the part of data protection law, legal bases, confidentiality.
struct LawForm: AgreementPartForm {
  let gateways: GatewayTable
  let today: Day

  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML {
    let codes = content.gateways.map(\.code)
    return """
      \(UI.checkboxes(
        "gateways", "Gateways", hint: "Every purpose, recipient and item needs one that admits it.",
        options: gateways.gateways.map { gateway in
          Choice(gateway.code, gateway.title, hint: gateway.provision + (gateway.isConfirmed ? "" : ". Not confirmed."))
        }, selected: ask.ticked("gateways", codes)))
      \(each: gateways.gateways, { gateway in
        UI.textField(
          "use-\(gateway.code)", "For what: \(gateway.title)", hint: "Only where it is ticked.",
          value: ask.value("use-\(gateway.code)", content.gateways.first { $0.code == gateway.code }?.use ?? ""))
      })
      \(UI.radios(
        "regime", "Part of data protection law", options: AgreementRegime.allCases.map { ($0.rawValue, $0.label) },
        selected: ask.value("regime", content.regime.rawValue)))
      \(UI.textArea("regime-words", "Which work is under which", value: ask.value("regime-words", content.regimeWords), rows: 2))
      \(each: LawfulBases.List.allCases, { list in
        UI.checkboxes(
          list.rawValue, list.label, options: (LawfulBases.known[list] ?? []).map { Choice($0.word, $0.label) },
          selected: ask.ticked(list.rawValue, content.bases[list]))
      })
      \(UI.checkboxes(
        "confirmed", "Signed off", options: [("yes", "The legal team has signed the legal bases off")],
        selected: ask.ticked("confirmed", content.bases.confirmed ? ["yes"] : [])))
      \(UI.textArea("bases-words", "On the legal bases", value: ask.value("bases-words", content.bases.words), rows: 2))
      \(UI.radios(
        "confidentiality", "How a duty of confidence is answered",
        options: ConfidentialityRule.Route.allCases.map { ($0.rawValue, $0.label) },
        selected: ask.value("confidentiality", content.confidentiality.route.rawValue)))
      \(UI.textArea(
        "confidentiality-words", "On confidence", value: ask.value("confidentiality-words", content.confidentiality.words),
        rows: 2))
      """
  }

  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement {
    var out = content
    out.gateways = try ask.agreementWords("gateways", among: gateways.gateways.map(\.code)).map {
      GatewayUse(code: $0, use: try ask.agreementText("use-\($0)", "For what", most: 500))
    }
    out.regime = try ask.agreementWord("regime", "Part of data protection law", AgreementRegime.self)
    out.regimeWords = try ask.agreementText("regime-words", "Which work is under which")
    for list in LawfulBases.List.allCases {
      out.bases[list] = ask.agreementWords(list.rawValue, among: (LawfulBases.known[list] ?? []).map(\.word))
    }
    out.bases.confirmed = ask.form["confirmed"] == "yes"
    out.bases.words = try ask.agreementText("bases-words", "On the legal bases")
    out.confidentiality.route = try ask.agreementWord(
      "confidentiality", "How a duty of confidence is answered", ConfidentialityRule.Route.self)
    out.confidentiality.words = try ask.agreementText("confidentiality-words", "On confidence")
    return out
  }
}
