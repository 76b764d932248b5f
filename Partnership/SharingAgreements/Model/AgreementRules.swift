import Basics

/// What an agreement must hold before anybody may be asked to sign it, and what it may never hold.
package struct AgreementRules: Sendable {
  package let words: AccessWords
  package let gateways: GatewayTable

  package init(words: AccessWords, gateways: GatewayTable) {
    self.words = words
    self.gateways = gateways
  }

  /// What is missing or wrong, in words; empty when it can be sent for signature.
  /// - Parameter parent: the agreement that it names as standing above it, when there is one.
  package func missing(_ agreement: SharingAgreement, parent: SharingAgreement?, on day: Day) -> [String] {
    fields(agreement) + parties(agreement) + items(agreement) + law(agreement, on: day) + days(agreement, on: day)
      + tier(agreement, parent: parent) + unknownWords(agreement)
  }

  private func fields(_ agreement: SharingAgreement) -> [String] {
    var out: [String] = []
    for (text, words) in [
      (agreement.title, "The title is empty."), (agreement.aim, "The aim is empty: say what the sharing is for."),
      (agreement.benefit, "The benefit is empty: say who is better off for it."),
      (agreement.accuracy, "Nothing says how mistakes are found and corrected."),
      (agreement.retention, "Nothing says how long things are kept, and what then happens to them."),
      (agreement.transfer.words, "Nothing says how the information passes."),
      (agreement.onward.words, "Nothing says whether it may go further."),
      (agreement.training.requirement, "Nothing says what its people must have learnt."),
    ] where text.isBlank { out.append(words) }
    if agreement.purposes.isEmpty { out.append("No purpose is named.") }
    if agreement.tier == .flow, agreement.purposes.count > 1 {
      out.append("A data flow has one purpose; this one has \(agreement.purposes.count).")
    }
    if agreement.rights.isEmpty { out.append("Nothing says who answers people’s requests about their data.") }
    if agreement.breach.isEmpty { out.append("Nothing says who tells whom of a breach.") }
    if agreement.dpia.required, agreement.dpia.reference?.isBlank ?? true {
      out.append("The data protection impact assessment is not named.")
    }
    if agreement.carriesPersonalData {
      if agreement.subjects.isEmpty { out.append("Nothing says whose data it is.") }
      if agreement.access.roles.isEmpty { out.append("No duty is named that may come to the records.") }
    }
    return out
  }

  private func parties(_ agreement: SharingAgreement) -> [String] {
    var out: [String] = []
    if agreement.parties.count < 2 { out.append("An agreement needs at least two parties.") }
    if !agreement.parties.contains(where: { $0.standing != .processor }) { out.append("No party is a controller.") }
    for party in agreement.parties {
      for role in AgreementContact.required where party.contact(role)?.isBlank ?? true {
        out.append("\(party.name) has not named: \(AgreementContact.label(role).lowercased()).")
      }
    }
    return out
  }

  private func items(_ agreement: SharingAgreement) -> [String] {
    var out: [String] = []
    if agreement.items.isEmpty { out.append("No item of information is named.") }
    for item in agreement.items {
      if item.name.isBlank { out.append("An item of information has no name.") }
      if item.retention.isBlank { out.append("“\(item.name)” names no row of the retention schedule.") }
      if item.from.isEmpty { out.append("Nothing says from whom “\(item.name)” comes.") }
      if item.isPersonal, !agreement.categories.contains(item.category) {
        out.append(
          "“\(item.name)” is of the kind “\(title(item.category))”, which is not among the agreement’s kinds of data.")
      }
    }
    for category in agreement.categories where !agreement.items.contains(where: { $0.category == category }) {
      out.append(
        "The kind of data “\(title(category))” is agreed but no item is of it: name the item, or leave it out.")
    }
    return out
  }

  private func days(_ agreement: SharingAgreement, on day: Day) -> [String] {
    var out: [String] = []
    if let to = agreement.to {
      if to < agreement.from { out.append("Its last day is before its first.") }
      if to < day { out.append("Its last day has passed.") }
    } else if agreement.tier != .protocol {
      out.append("It has no last day.")
    }
    guard let review = agreement.review else { return out + ["It has no review day."] }
    if review < agreement.from { out.append("Its review day is before its first day.") }
    if let to = agreement.to, review > to { out.append("Its review day is after its last day.") }
    return out
  }

  private func tier(_ agreement: SharingAgreement, parent: SharingAgreement?) -> [String] {
    guard let above = agreement.tier.above else {
      // Regulation 4(1): sharing under sections 17A and 115, and otherwise for the assessment and the plan.
      let codes = agreement.gateways.map(\.code)
      return ["CDA-17A", "CDA-115"].filter { !codes.contains($0) }.map {
        "The protocol must cover sharing under \(gateways[$0]?.provision ?? $0) (S.I. 2007/1830 regulation 4)."
      }
        + (agreement.panels.isEmpty && agreement.categories.isEmpty
          ? [] : ["The protocol opens no case by itself: it names no panel and no kind of personal data."])
    }
    guard let parent, parent.tier == above else {
      return ["Nothing stands above it: choose \(above == .protocol ? "the protocol" : "its purpose agreement")."]
    }
    return above == .purpose ? AgreementRules.widening(agreement, beyond: parent).map(describe) : []
  }

  private func describe(_ excess: Excess) -> String {
    let word =
      switch excess.what {
      case .panel: words.panel(excess.word)?.title ?? excess.word
      case .purpose: words.purpose(excess.word)?.title ?? excess.word
      case .category: title(excess.word)
      case .party: excess.word
      }
    return "A flow may only narrow its agreement: the \(excess.what.rawValue) “\(word)” is not in it."
  }

  /// Something that a flow has and the agreement above it has not.
  package struct Excess: Hashable, Sendable {
    package enum What: String, Sendable {
      case panel, purpose, party
      case category = "kind of data"
    }
    package let what: What
    package let word: String
  }

  /// Where a flow reaches beyond its purpose agreement.
  package static func widening(_ flow: SharingAgreement, beyond parent: SharingAgreement) -> [Excess] {
    let bodies = Set(parent.parties.map(\.authority))
    return flow.panels.filter { !parent.panels.contains($0) }.map { Excess(what: .panel, word: $0) }
      + flow.purposes.filter { !parent.purposes.contains($0) }.map { Excess(what: .purpose, word: $0) }
      + flow.categories.filter { !parent.categories.contains($0) }.map { Excess(what: .category, word: $0) }
      + flow.parties.filter { !bodies.contains($0.authority) }.map { Excess(what: .party, word: $0.name) }
  }

  private func unknownWords(_ agreement: SharingAgreement) -> [String] {
    agreement.panels.filter { words.panel($0) == nil }.map { "The panel “\($0)” is not known here." }
      + agreement.purposes.filter { words.purpose($0) == nil }.map { "The purpose “\($0)” is not known here." }
      + agreement.categories.filter { words.category($0) == nil }.map { "The kind of data “\($0)” is not known here." }
      + agreement.access.roles.filter { words.role($0) == nil }.map { "The duty “\($0)” is not known here." }
  }

  func title(_ category: String) -> String { words.category(category)?.title ?? category }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
