import Basics

/// A question whose answer may change when agreements change, with the words in which to tell it.
package struct WhatIfScenario: Sendable {
  /// `Police liaison (Metropolitan Police)`.
  package let who: String
  package let action: RecordAction
  /// `ASB cases of the council`.
  package let what: String
  package let facts: DecisionFacts

  package init(who: String, _ action: RecordAction, _ what: String, _ facts: DecisionFacts) {
    self.who = who
    self.action = action
    self.what = what
    self.facts = facts
  }
}

/// An answer that would be another one.
package struct WhatIfChange: Sendable, Hashable {
  package let opens: Bool
  /// `Police liaison could then read`.
  package let head: String
  /// `ASB cases of the council`.
  package let what: String
  package let why: String

  package var words: String { "\(head) \(what)" }
}

/// What a change of agreements would do, asked of the rule itself before anybody signs.
package enum WhatIf {
  /// The scenarios whose answers differ, each told once, in their order.
  /// - Parameter titles: titles of agreements by identity, for the reasons.
  package static func changes(
    _ scenarios: [WhatIfScenario], before: [AgreementFacts], after: [AgreementFacts], practice: AccessPractice,
    titles: [String: String] = [:]
  ) -> [WhatIfChange] {
    var told: Set<WhatIfChange> = []
    return scenarios.compactMap { scenario in
      var facts = scenario.facts
      facts.agreements = before
      let old = decide(scenario.action, facts, practice)
      facts.agreements = after
      let new = decide(scenario.action, facts, practice)
      guard old.isAllowed != new.isAllowed else { return nil }
      let change = WhatIfChange(
        opens: new.isAllowed,
        head: "\(scenario.who) could \(new.isAllowed ? "then" : "no longer") \(scenario.action.words)",
        what: scenario.what, why: why(from: old, to: new, titles))
      return told.insert(change).inserted ? change : nil
    }
  }

  private static func why(from old: SharingDecision, to new: SharingDecision, _ titles: [String: String]) -> String {
    func title(_ agreement: AgreementFacts?) -> String {
      agreement.map { "“\(titles[$0.id] ?? $0.id)”" } ?? "an agreement"
    }
    return new.isAllowed
      ? "\(title(new.agreement)) carries it, and no agreement did before." : "Only \(title(old.agreement)) carried it."
  }
}
