import Basics
import PartnershipModel
import WebShell

/// The bodies that agree, with their standing and their people; one more can be named each time.
struct PartiesForm: AgreementPartForm {
  let bodies: [Authority]
  let contacts: [String]

  func fields(_ ask: Ask, _ content: SharingAgreement) -> HTML {
    """
    \(each: content.parties.enumerated(), { index, party in
      """
      <h2>\(party.name)</h2>
      \(UI.select(
        "standing-\(index)", "Standing", options: PartyStanding.allCases.map { ($0.rawValue, $0.label) },
        selected: ask.value("standing-\(index)", party.standing.rawValue)))
      \(UI.textArea("part-\(index)", "Its part", value: ask.value("part-\(index)", party.part), rows: 2))
      \(each: contacts, { role in
        UI.textField(
          "\(role)-\(index)", AgreementContact.label(role),
          value: ask.value("\(role)-\(index)", party.contact(role) ?? ""), width: .half)
      })
      \(UI.checkboxes(
        "leave-\(index)", "Leave it out", options: [(party.authority, "\(party.name) is not party after all")],
        selected: ask.ticked("leave-\(index)", [])))
      """
    })
    <h2>One more party</h2>
    \(UI.select(
      "add", "Body", options: [("", "Nobody")] + others(content).map { ($0.id.text, $0.name) },
      selected: ask.value("add", "")))
    \(UI.select(
      "add-kind", "Kind of body", options: PartyKind.allCases.map { ($0.rawValue, $0.label) },
      selected: ask.value("add-kind", PartyKind.council.rawValue)))
    """
  }

  private func others(_ content: SharingAgreement) -> [Authority] {
    bodies.filter { content.party($0.id.text) == nil && !PartyKind.admissible(for: $0).isEmpty }
  }

  func changed(_ ask: Ask, _ content: SharingAgreement) throws -> SharingAgreement {
    var out = content
    out.parties = try content.parties.enumerated().compactMap { index, party in
      guard ask.form["leave-\(index)"] != party.authority else { return nil }
      var party = party
      party.standing = try ask.agreementWord("standing-\(index)", "Standing", PartyStanding.self)
      party.part = try ask.agreementText("part-\(index)", "Its part", most: 1000)
      party.contacts = try contacts.map {
        AgreementContact(
          role: $0, name: try ask.agreementText("\($0)-\(index)", AgreementContact.label($0), most: 120))
      }
      return party
    }
    if let body = others(content).first(where: { $0.id.text == ask.form["add"] }) {
      out.parties.append(
        AgreementParty(
          authority: body.id.text, name: body.name,
          kind: try body.responsibility.map { PartyKind($0) }
            ?? ask.agreementWord("add-kind", "Kind of body", PartyKind.self),
          standing: .controller, part: "",
          contacts: contacts.map {
            AgreementContact(role: $0, name: $0 == "facilitator" ? body.liaisonOfficer ?? "" : "")
          }))
    }
    return out
  }
}
