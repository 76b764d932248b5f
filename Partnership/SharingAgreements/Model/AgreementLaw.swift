import Basics

/// What the law lets an agreement hold, as far as the table of gateways says it.
extension AgreementRules {
  func law(_ agreement: SharingAgreement, on day: Day) -> [String] {
    bases(agreement) + gatewaysNamed(agreement, on: max(day, agreement.from)) + exclusions(agreement)
  }

  private func bases(_ agreement: SharingAgreement) -> [String] {
    guard agreement.carriesPersonalData else { return [] }
    var out: [String] = []
    let bases = agreement.bases
    if agreement.regime != .lawEnforcement, bases.article6.isEmpty {
      out.append("No lawful basis under UK GDPR Article 6 is named.")
    }
    if agreement.regime != .gdpr, bases.schedule8.isEmpty {
      out.append("No condition of Schedule 8 to the Data Protection Act 2018 is named.")
    }
    if agreement.regime != .lawEnforcement {
      if agreement.items.contains(where: { $0.marks.contains(.special) }), bases.article9.isEmpty {
        out.append("It carries special category data and names no condition under UK GDPR Article 9.")
      }
      if agreement.items.contains(where: { $0.marks.contains(.criminal) || $0.marks.contains(.special) }),
        bases.schedule1.isEmpty
      {
        out.append(
          "It carries criminal offence or special category data and names no condition of Schedule 1 to the Data Protection Act 2018."
        )
      }
    }
    if agreement.confidentiality.route == .notNeeded {
      out.append("Personal data pass, and nothing says how a duty of confidence is answered.")
    }
    return out
  }

  /// Every purpose, recipient and item needs one gateway that admits it; two never add up.
  private func gatewaysNamed(_ agreement: SharingAgreement, on day: Day) -> [String] {
    guard !agreement.gateways.isEmpty else { return ["No legal gateway is named."] }
    let found = agreement.gateways.compactMap { gateways[$0.code] }
    var out = agreement.gateways.filter { gateways[$0.code] == nil }.map { "There is no gateway “\($0.code)”." }
    out += found.filter { !$0.isLaw(on: day) }.map { "\($0.provision) is not law on \(day.spoken)." }
    let usable = found.filter { $0.isLaw(on: day) }
    guard !usable.isEmpty else { return out }
    // An exemption is not a power (Data Protection Act 2018 Schedule 2 para. 2).
    let powers = usable.filter { $0.kind != .exemption }
    if powers.isEmpty { out.append("Only an exemption is named; it gives no power to disclose. Name the power too.") }
    out += agreement.purposes.filter { purpose in !powers.contains { $0.admits(purpose: purpose) } }.map {
      "No gateway named here serves the purpose “\(words.purpose($0)?.title ?? $0)”."
    }
    out += agreement.items.filter { item in !powers.contains { $0.admits(item) } }.map {
      "No gateway named here lets “\($0.name)” pass."
    }
    guard agreement.carriesPersonalData else { return out }
    return out
      + agreement.parties.filter { party in !powers.contains { $0.admits(recipient: party.kind) } }.map {
        "No gateway named here lets \($0.name) receive anything."
      }
  }

  /// What a gateway shuts out is shut out of the whole agreement, because a decision about a record sees the agreement and
  /// not the gateway: so with patient information, and with what is personal and comes from a health or social care
  /// authority, under Police, Crime, Sentencing and Courts Act 2022 s.16.
  package func exclusions(_ agreement: SharingAgreement) -> [String] {
    agreement.gateways.compactMap { gateways[$0.code] }.flatMap { gateway -> [String] in
      let categories = agreement.categories.filter(gateway.excludedCategories.contains).map {
        "Under \(gateway.provision) no data of the kind “\(title($0))” may pass."
      }
      let items = agreement.items.filter(\.isPersonal).compactMap { item -> String? in
        if gateway.excludedCategories.contains(item.category) {
          return "Under \(gateway.provision) “\(item.name)” may not pass: it is of the kind “\(title(item.category))”."
        }
        guard let source = item.from.first(where: gateway.excludedSources.contains) else { return nil }
        return "Under \(gateway.provision) “\(item.name)” may not come from a \(source.label.lowercased())."
      }
      return categories + items
    }
  }

  /// Parties whose own records an agreement never opens to others: a gateway that it relies on lets nothing personal pass
  /// from their kind of body.
  package func onlyReceiving(_ agreement: SharingAgreement) -> Set<String> {
    let shut = agreement.gateways.compactMap { gateways[$0.code] }.reduce(into: Set<PartyKind>()) {
      $0.formUnion($1.excludedSources)
    }
    return Set(agreement.parties.filter { shut.contains($0.kind) }.map(\.authority))
  }
}
