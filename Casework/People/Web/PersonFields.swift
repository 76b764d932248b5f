import Basics
import CaseworkModel
import WebShell

/// The fields in which a person is entered, and what was typed in them.
enum PersonFields {
  static func html(_ form: Form) -> HTML {
    func value(_ name: String) -> String { form[name] ?? "" }
    return """
      \(UI.textField("family-name", "Family name", value: value("family-name"), width: .half))
      \(UI.textField("given-names", "Given names", value: value("given-names"), width: .half))
      \(UI.dateField("birth-date", "Date of birth", hint: "Leave empty when it is not known."))
      \(UI.textField("phone", "Telephone", value: value("phone"), width: .twenty))
      \(UI.textField("address", "Address", value: value("address")))
      \(UI.textField("postcode", "Postcode", value: value("postcode"), width: .ten))
      \(UI.textField("safe-address", "Safe address", hint: "Only where being found is a danger. It is masked, is in no list, search, letter or export, and each look at it is recorded.", value: value("safe-address")))
      """
  }

  static func role(_ form: Form) -> HTML {
    UI.radios(
      "role", "What the person is in this case", options: PartyRole.allCases.map { ($0.rawValue, $0.label) },
      selected: form["role"])
  }

  static func particulars(_ ask: Ask) throws -> PersonParticulars {
    PersonParticulars(
      familyName: trimmed(ask, "family-name"), givenNames: trimmed(ask, "given-names"),
      birthDate: try ask.day("birth-date", "Date of birth"), phones: [trimmed(ask, "phone")].filter { !$0.isEmpty },
      address: trimmed(ask, "address"), postcode: trimmed(ask, "postcode"), safeAddress: trimmed(ask, "safe-address"))
  }

  static func role(of ask: Ask) throws -> PartyRole {
    guard let role = PartyRole(rawValue: ask.form["role"] ?? "") else {
      throw Refusal("party-role", place: "What the person is in this case", "Nothing is chosen.", remedy: "Choose one.")
    }
    return role
  }

  private static func trimmed(_ ask: Ask, _ field: String) -> String {
    (ask.form[field] ?? "").trimmed
  }
}
