import Basics
import PartnershipModel
import Testing

@Suite struct `What would change` {
  private let now = AgreementFixture.start

  private func facts() -> DecisionFacts {
    DecisionFacts(
      subject: .init(
        user: "kit", agency: "police", roles: ["police-liaison"], clearance: .restricted,
        trainingValidUntil: now.londonDay),
      record: .init(
        case: "c", ownerAgency: "council", panel: "asb", classification: .official, categories: ["identity"]),
      memberships: [.init(user: "kit", case: "c", from: now.londonDay)], purpose: "asb-reduction",
      context: .init(now: now, today: now.londonDay, strength: .secondFactor))
  }

  private func agreement(_ status: AgreementStatus = .inForce) -> AgreementFacts {
    AgreementFacts(
      id: "g", status: status, parties: ["council", "police"], purposes: ["asb-reduction"], categories: ["identity"],
      panels: ["asb"], from: now.londonDay)
  }

  @Test func `what would open and what would stop is told in plain words with its reason`() throws {
    let practice = try AgreementFixture.practice().words.practice
    let scenario = WhatIfScenario(who: "Police liaison", .read, "ASB cases of the council", facts())
    let opened = WhatIf.changes(
      [scenario], before: [], after: [agreement()], practice: practice, titles: ["g": "Sharing for ASB"])
    #expect(opened.map(\.words) == ["Police liaison could then read ASB cases of the council"])
    #expect(opened.first?.why == "“Sharing for ASB” carries it, and no agreement did before.")
    let stopped = WhatIf.changes([scenario], before: [agreement()], after: [], practice: practice)
    #expect(stopped.map(\.words) == ["Police liaison could no longer read ASB cases of the council"])
    #expect(stopped.first?.opens == false)
  }

  @Test func `an answer that stays the same is not told, and one that changes is told once`() throws {
    let practice = try AgreementFixture.practice().words.practice
    let scenario = WhatIfScenario(who: "Police liaison", .read, "ASB cases", facts())
    #expect(WhatIf.changes([scenario], before: [agreement()], after: [agreement()], practice: practice).isEmpty)
    #expect(WhatIf.changes([scenario], before: [], after: [agreement(.draft)], practice: practice).isEmpty)
    #expect(WhatIf.changes([scenario, scenario], before: [], after: [agreement()], practice: practice).count == 1)
  }

  @Test func `the questions come from the duties, panels and parties of the agreement`() throws {
    let practice = try AgreementFixture.practice()
    let draft = try AgreementFixture.draft("asb", practice)
    let scenarios = WhatIf.scenarios([draft], practice: practice, now: now)
    #expect(scenarios.contains { $0.who == "Police liaison of the police" && $0.action == .read })
    #expect(!scenarios.contains { $0.who == "Police liaison of the council" })
    #expect(scenarios.allSatisfy { $0.facts.subject.agency != $0.facts.record.ownerAgency })
  }

  @Test func `nobody is told that the records of a body that only receives would open`() throws {
    let practice = try AgreementFixture.practice()
    let bodies = AgreementFixture.imagined + [(id: "icb", name: "the care board", kind: PartyKind.health)]
    let draft = try AgreementFixture.draft("serious-violence", practice, bodies)
    let scenarios = WhatIf.scenarios([draft], practice: practice, now: now)
    #expect(!scenarios.isEmpty)
    #expect(!scenarios.contains { $0.facts.record.ownerAgency == "icb" })
  }
}
