import Basics

/// Questions made from what agreements name: each duty at each party, on each panel of each other party, for the panel's
/// purposes. Everything else about the person is in order, so that only the agreement decides.
extension WhatIf {
  package static func scenarios(
    _ agreements: [SharingAgreement], practice: AgreementPractice, now: Instant
  ) -> [WhatIfScenario] {
    var asked: Set<Question> = []
    return agreements.flatMap { agreement in
      questions(agreement, practice).filter { asked.insert($0).inserted }.flatMap { question in
        [RecordAction.read, .disclose].filter {
          practice.words.practice.permits(question.role, $0, on: question.panel)
        }.map { scenario(question, $0, practice.words, now) }
      }
    }
  }

  private struct Question: Hashable {
    let role: String, asker: String, askerName: String, owner: String, ownerName: String
    let panel: String, purpose: String
    let categories: [String]
  }

  private static func questions(_ agreement: SharingAgreement, _ practice: AgreementPractice) -> [Question] {
    let closed = practice.rules.onlyReceiving(agreement)
    var out: [Question] = []
    for role in agreement.access.roles {
      let holders = practice.holders[role] ?? []
      for asker in agreement.parties where holders.isEmpty || holders.contains(asker.kind) {
        for owner in agreement.parties where owner.authority != asker.authority && !closed.contains(owner.authority) {
          for panel in agreement.panels {
            let served = practice.words.panel(panel)?.purposes ?? []
            for purpose in agreement.purposes where served.contains(purpose) {
              out.append(
                Question(
                  role: role, asker: asker.authority, askerName: asker.name, owner: owner.authority,
                  ownerName: owner.name, panel: panel, purpose: purpose, categories: agreement.categories))
            }
          }
        }
      }
    }
    return out
  }

  private static func scenario(
    _ question: Question, _ action: RecordAction, _ words: AccessWords, _ now: Instant
  ) -> WhatIfScenario {
    let today = now.londonDay
    let facts = DecisionFacts(
      subject: .init(
        user: "somebody", agency: question.asker, roles: [question.role], clearance: .restricted,
        trainingValidUntil: today),
      record: .init(
        case: "a case", ownerAgency: question.owner, panel: question.panel,
        classification: words.panel(question.panel)?.classification ?? .restricted, categories: question.categories),
      memberships: [.init(user: "somebody", case: "a case", from: today)], purpose: question.purpose,
      context: .init(now: now, today: today, strength: .secondFactor, stepUpAt: now, reason: true))
    let role = words.role(question.role)?.title ?? question.role
    let panel = words.panel(question.panel)?.title ?? question.panel
    let purpose = words.purpose(question.purpose)?.title ?? question.purpose
    return WhatIfScenario(
      who: "\(role) of \(question.askerName)", action,
      "a case of \(question.ownerName) that they are on (\(panel); for: \(purpose))", facts)
  }
}
