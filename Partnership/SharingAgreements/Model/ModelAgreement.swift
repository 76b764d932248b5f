import Basics

/// A model agreement of `Practice/agreements`: what a partnership copies, fills in and signs. It opens nothing itself.
package struct ModelAgreement: Sendable {
  package struct Party: Sendable, Hashable {
    package let kind: PartyKind
    package let standing: PartyStanding
    package let part: String
  }

  package struct Flow: Sendable {
    package let id: String, title: String, purpose: String
    package let from: [PartyKind], to: [PartyKind]
    package let panels: [String], categories: [String]
    package let items: [(name: String, category: String, marks: [ItemMark])]
    package let frequency: String
    package let gateways: [String], roles: [String]
  }

  package let id: String
  package let version: Int
  package let parties: [Party]
  /// What each party's people are named for, in the order asked.
  package let contacts: [String]
  package let reviewMonths: Int, termMonths: Int
  package let flows: [Flow]
  /// Everything else that the model says, without parties and days.
  let text: SharingAgreement

  package var title: String { text.title }
  package var tier: AgreementTier { text.tier }
  package var aim: String { text.aim }

  /// A first draft between these bodies, from that day for the model's term.
  package func draft(between parties: [AgreementParty], from day: Day, parent: String?) -> SharingAgreement {
    var draft = text
    draft.parties = parties
    draft.from = day
    draft.review = day.adding(months: reviewMonths)
    draft.to = day.adding(months: termMonths) + -1
    draft.parent = parent
    let kinds = Set(parties.map(\.kind))
    draft.items = draft.items.map { item in
      var item = item
      item.from = item.from.filter(kinds.contains)
      return item
    }.filter { !$0.from.isEmpty }
    // A kind of data that no present body brings is not agreed.
    let brought = Set(draft.items.map(\.category))
    draft.categories = draft.categories.filter(brought.contains)
    return draft
  }

  /// A first draft of one flow within a purpose agreement that stands above it.
  package func draft(_ flow: Flow, within parent: SharingAgreement, id: String, from day: Day) -> SharingAgreement {
    var draft = parent
    draft.title = flow.title
    draft.tier = .flow
    draft.version = 1
    draft.parent = id
    draft.purposes = [flow.purpose]
    draft.panels = flow.panels
    draft.categories = flow.categories
    draft.parties = parent.parties.filter { flow.from.contains($0.kind) || flow.to.contains($0.kind) }
    draft.gateways = parent.gateways.filter { flow.gateways.contains($0.code) }
    draft.access.roles = flow.roles
    let kinds = Set(draft.parties.map(\.kind))
    draft.items = flow.items.map { item in
      let above = parent.items.first { $0.category == item.category }
      return AgreementItem(
        name: item.name, source: above?.source ?? "", from: flow.from.filter(kinds.contains),
        volume: above?.volume ?? "", frequency: flow.frequency, category: item.category, marks: item.marks,
        retention: above?.retention ?? "")
    }
    draft.from = day
    draft.review = min(day.adding(months: reviewMonths), parent.to ?? day.adding(months: reviewMonths))
    draft.to = parent.to
    return draft
  }
}

extension Day {
  /// The corresponding day of a later month, or its last day when there is none.
  package func adding(months: Int) -> Day {
    let target = Month(index: month.index + months)
    return Day(year: target.year, month: target.month, day: min(parts.day, target.dayCount)) ?? target.last
  }
}
