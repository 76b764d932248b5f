import Basics

/// What became of a held figure when its question was asked again.
package enum RefreshVerdict: String, CaseIterable, Sendable {
  case unchanged
  case withinUsualVariation = "moved-within-usual-variation"
  case beyondUsualVariation = "moved-beyond-usual-variation"
  case sourceStale = "source-stale"
  case cannotBeAnswered = "cannot-be-answered"

  package var label: String {
    switch self {
    case .unchanged: "Unchanged"
    case .withinUsualVariation: "Moved within usual variation"
    case .beyondUsualVariation: "Moved beyond usual variation"
    case .sourceStale: "Source stale"
    case .cannotBeAnswered: "Cannot be answered"
    }
  }

  /// Its author must look at the text and say that it stands before the edition is approved.
  package var needsAffirmation: Bool { self != .unchanged && self != .withinUsualVariation }
}

/// One refresh of one figure.
package struct RefreshCheck: Sendable, Hashable {
  package let verdict: RefreshVerdict
  /// What moved, from what to what.
  package let words: String
  /// The rule by which the movement was judged; empty where nothing moved.
  package let rule: String
  package let at: Instant
  /// Today's answer; nil when there is none.
  package let today: HeldFigure?
  /// Who looked at the block again and stands by it, and when.
  package var affirmedBy: String?, affirmedAt: Instant?

  package init(
    verdict: RefreshVerdict, words: String, rule: String, at: Instant, today: HeldFigure?, affirmedBy: String? = nil,
    affirmedAt: Instant? = nil
  ) {
    self.verdict = verdict
    self.words = words
    self.rule = rule
    self.at = at
    self.today = today
    self.affirmedBy = affirmedBy
    self.affirmedAt = affirmedAt
  }

  package var isOutstanding: Bool { verdict.needsAffirmation && affirmedAt == nil }

  /// The question of a binding asked again.
  package static func ask(_ binding: Binding, of evidence: any EvidenceSource, now: Instant) async -> RefreshCheck {
    do {
      let question = try FigureQuestion(text: binding.question)
      let today = try await evidence.answer(question)
      let kept = try HeldFigure(today, at: now, by: "refresh")
      guard let held = try binding.held?.figure() else {
        return RefreshCheck(
          verdict: .beyondUsualVariation, words: "No answer was held before; there is one now.", rule: "", at: now,
          today: kept)
      }
      let judged = UsualVariation.judge(held: held, today: today, now: now)
      return RefreshCheck(verdict: judged.verdict, words: judged.words, rule: judged.rule, at: now, today: kept)
    } catch {
      let refusal = error as? Refusal
      let words = refusal.map(\.description) ?? "The evidence could not be asked."
      return RefreshCheck(verdict: .cannotBeAnswered, words: words, rule: "", at: now, today: nil)
    }
  }
}
