import Basics
import PartnershipModel

/// Why information may leave: the assessment that somebody answers for. Sealed under the disclosure's key, since reasons
/// tell of people.
package struct DisclosureGround: Sendable, Hashable, Codable {
  package var necessity: String
  package var proportionality: String
  package var lawfulBasis: String
  /// How a duty of confidence is answered: consent, statute, overriding public interest.
  package var confidentiality: String
  /// Who decided to identify people, and why; asked by gateways that are depersonalised by default.
  package var identifying: String
  /// What the recipient may and may not do with it.
  package var restrictions: String
  /// Why it leaves although no agreement in force covers it.
  package var withoutAgreement: String
  /// Why it was refused.
  package var refusal: String

  package init(
    necessity: String = "", proportionality: String = "", lawfulBasis: String = "", confidentiality: String = "",
    identifying: String = "", restrictions: String = "", withoutAgreement: String = "", refusal: String = ""
  ) {
    self.necessity = necessity
    self.proportionality = proportionality
    self.lawfulBasis = lawfulBasis
    self.confidentiality = confidentiality
    self.identifying = identifying
    self.restrictions = restrictions
    self.withoutAgreement = withoutAgreement
    self.refusal = refusal
  }

  package static let longest = 4_000

  /// The fields that a gateway's limits ask for beyond necessity, proportionality and lawful basis, with their labels.
  private func asked(by need: String) -> (text: String, label: String)? {
    switch need {
    case "necessity": (necessity, "Why it is necessary")
    case "lawful-basis": (lawfulBasis, "Lawful basis")
    case "confidentiality-route": (confidentiality, "How the duty of confidence is answered")
    case "decision-to-identify": (identifying, "Who decided to identify people, and why")
    default: nil
    }
  }

  /// Refuses an assessment that lacks what the gateway asks for, a gateway that is not law on that day, or one that the
  /// purpose or the holder's kind of body is shut out of.
  package func checked(
    _ gateway: Gateway, purpose: String, holder: PartyKind?, on day: Day
  ) throws(Refusal) -> DisclosureGround {
    guard gateway.isLaw(on: day) else {
      throw Refusal(
        "gateway-not-law", place: "Legal gateway", "“\(gateway.title)” is not law on \(day.spoken).",
        remedy: "Choose another gateway.")
    }
    guard gateway.admits(purpose: purpose) else {
      throw Refusal(
        "gateway-purpose", place: "Legal gateway", "“\(gateway.title)” does not serve the purpose of this workspace.",
        remedy: "Choose another gateway, or the workspace of the purpose.")
    }
    if let holder, gateway.excludedSources.contains(holder) {
      throw Refusal(
        "gateway-holder", place: "Legal gateway", "Nothing personal may pass from your kind of body by “\(gateway.title)”.",
        remedy: "Choose another gateway.")
    }
    var needed = [
      (necessity, "Why it is necessary"), (proportionality, "Why it is proportionate"), (lawfulBasis, "Lawful basis"),
    ]
    for need in gateway.limits.flatMap(\.needs) {
      if let field = asked(by: need) { needed.append((field.text, field.label)) }
    }
    for (text, place) in needed { try DisclosureText.check(text, place, longest: DisclosureGround.longest) }
    for (text, place) in [
      (confidentiality, "How the duty of confidence is answered"), (restrictions, "What the recipient may not do"),
      (identifying, "Who decided to identify people, and why"), (withoutAgreement, "Why without an agreement"),
    ] { try DisclosureText.check(text, place, longest: DisclosureGround.longest, isNeeded: false) }
    return self
  }
}

extension Gateway {
  /// Refuses kinds of data that may not pass by this gateway, and a kind of recipient that it does not reach. A recipient
  /// whose kind is not known is refused only where the gateway names kinds.
  package func check(categories: Set<String>, to recipient: PartyKind?, named name: String) throws(Refusal) {
    let barred = categories.intersection(excludedCategories).sorted()
    guard barred.isEmpty else {
      throw Refusal(
        "gateway-data", place: barred.joined(separator: ", "), "These kinds of data may not pass by “\(title)”.",
        remedy: "Withhold them, or choose another gateway.")
    }
    for limit in limits {
      if let only = limit.categories, !limit.needs.contains("decision-to-identify"),
        let first = categories.subtracting(only).min()
      {
        throw Refusal(
          "gateway-data", place: first, "By “\(title)” passes: \(only.isEmpty ? "nothing personal" : only.joined(separator: ", ")).",
          remedy: "Withhold it, or choose another gateway.")
      }
      guard limit.toKinds.isEmpty || recipient.map(limit.toKinds.contains) ?? false else {
        throw Refusal(
          "gateway-recipient", place: name, "“\(title)” does not reach this kind of body: \(limit.words)",
          remedy: "Take the recipient away, or choose another gateway.")
      }
    }
  }
}
