import Basics
import PartnershipModel
import Testing

@Suite struct `Rules of sharing agreements` {
  @Test func `an agreement moves from draft to in force by sending and by every signature`() throws {
    #expect(try AgreementStep.sendForSignature.next(from: .draft) == .underReview)
    #expect(try AgreementStep.sign.next(from: .underReview, signed: 1, of: 2) == .partiallySigned)
    #expect(try AgreementStep.sign.next(from: .partiallySigned, signed: 2, of: 2) == .inForce)
    #expect(try AgreementStep.withdrawSignature.next(from: .partiallySigned, signed: 0, of: 2) == .underReview)
    #expect(try AgreementStep.fallDueForReview.next(from: .inForce) == .dueForReview)
    #expect(try AgreementStep.expire.next(from: .dueForReview) == .expired)
  }

  @Test func `what is over allows nothing but to be superseded`() {
    for status in [AgreementStatus.terminated, .superseded] {
      #expect(AgreementStep.allCases.allSatisfy { !$0.isAllowed(from: status) })
    }
    #expect(AgreementStep.allCases.filter { $0.isAllowed(from: .expired) } == [.supersede])
  }

  @Test func `a signature cannot be withdrawn, nor a draft made, once it is in force`() {
    #expect(!AgreementStep.withdrawSignature.isAllowed(from: .inForce))
    #expect(!AgreementStep.backToDraft.isAllowed(from: .inForce))
    #expect(!AgreementStep.sign.isAllowed(from: .draft))
  }

  @Test func `on its last day it counts, on the day after it is expired whatever the word says`() throws {
    let to = try #require(Day("2027-03-31"))
    for status in [AgreementStatus.inForce, .dueForReview, .partiallySigned, .underReview] {
      #expect(status.on(to, to: to, review: nil) == status)
      #expect(status.on(to + 1, to: to, review: nil) == .expired)
    }
    #expect(AgreementStatus.terminated.on(to + 1, to: to, review: nil) == .terminated)
    #expect(AgreementStatus.inForce.on(to, to: to, review: to) == .dueForReview)
  }

  @Test(arguments: [(91, nil), (90, 90), (31, 90), (30, 30), (1, 30), (0, 0)] as [(Int, Int?)])
  func `alerts come ninety and thirty days before the last day, and on it`(days: Int, step: Int?) throws {
    let today = try #require(Day("2026-11-23"))
    let alerts = AgreementAlerts.alerts(status: .inForce, to: today + days, review: nil, on: today)
    #expect(alerts.first?.step == step)
  }

  @Test func `nothing is told of a draft, and an expired agreement is told as such`() throws {
    let today = try #require(Day("2026-11-23"))
    #expect(AgreementAlerts.alerts(status: .draft, to: today, review: today, on: today).isEmpty)
    let alerts = AgreementAlerts.alerts(status: .inForce, to: today + -1, review: today + -40, on: today)
    #expect(alerts.map(\.kind) == [.expired])
  }

  @Test func `every model of the practice makes a draft that is complete once people and assessment are named`() throws
  {
    let practice = try AgreementFixture.practice()
    #expect(practice.models.count == 9)
    let all = PartyKind.allCases.map { (id: $0.rawValue, name: $0.label, kind: $0) }
    let above = try AgreementFixture.draft("protocol", practice, all, parent: nil)
    #expect(practice.rules.missing(above, parent: nil, on: AgreementFixture.today) == [])
    for model in practice.models where model.tier == .purpose {
      let bodies = all.filter { body in model.parties.contains { $0.kind == body.kind } }
      let draft = try AgreementFixture.draft(model.id, practice, bodies)
      #expect(practice.rules.missing(draft, parent: above, on: AgreementFixture.today) == [], "\(model.id)")
      for flow in model.flows {
        let narrow = model.draft(flow, within: draft, id: "above", from: AgreementFixture.today)
        #expect(AgreementRules.widening(narrow, beyond: draft).isEmpty, "\(flow.id)")
      }
    }
  }

  @Test func `a flow that reaches beyond its agreement is not complete`() throws {
    let practice = try AgreementFixture.practice()
    let parent = try AgreementFixture.draft("asb", practice), model = try #require(practice.model("asb"))
    let flow = try #require(model.flows.first)
    var draft = model.draft(flow, within: parent, id: "above", from: AgreementFixture.today)
    draft.panels.append("marac")
    draft.purposes = ["marac-safety"]
    draft.categories.append("health")
    let excess = AgreementRules.widening(draft, beyond: parent)
    #expect(excess.map(\.word).sorted() == ["health", "marac", "marac-safety"])
    #expect(
      practice.rules.missing(draft, parent: parent, on: AgreementFixture.today).contains { $0.contains("only narrow") })
  }

  @Test func `under the serious violence power no health data pass, nor anything personal from a health body`() throws {
    let practice = try AgreementFixture.practice()
    let bodies = AgreementFixture.imagined + [(id: "icb", name: "the care board", kind: PartyKind.health)]
    var draft = try AgreementFixture.draft("serious-violence", practice, bodies)
    #expect(practice.rules.exclusions(draft).isEmpty)
    #expect(practice.rules.onlyReceiving(draft) == ["icb"])
    draft.categories.append("health")
    #expect(practice.rules.exclusions(draft).count == 1)
    draft.items[0].from.append(.health)
    #expect(practice.rules.exclusions(draft).count == 2)
    #expect(!practice.rules.missing(draft, parent: nil, on: AgreementFixture.today).isEmpty)
  }

  @Test func `an agreement without a gateway, or with one that does not serve its purpose, is not complete`() throws {
    let practice = try AgreementFixture.practice()
    var draft = try AgreementFixture.draft("asb", practice)
    draft.gateways = []
    #expect(
      practice.rules.missing(draft, parent: nil, on: AgreementFixture.today).contains("No legal gateway is named."))
    draft.gateways = [GatewayUse(code: "MSA-52", use: "x")]
    #expect(
      practice.rules.missing(draft, parent: nil, on: AgreementFixture.today)
        .contains { $0.hasPrefix("No gateway named here serves") })
    draft.gateways = [GatewayUse(code: "DPA-SCH2-2", use: "x")]
    #expect(
      practice.rules.missing(draft, parent: nil, on: AgreementFixture.today).contains {
        $0.contains("Only an exemption")
      })
  }

  @Test func `the same content always has the same digest, and one letter more another`() throws {
    let practice = try AgreementFixture.practice()
    var draft = try AgreementFixture.draft("marac", practice)
    let digest = try draft.digest()
    let again = try SharingAgreement(canonicalJSON: try draft.canonicalJSON())
    #expect(again == draft)
    #expect(try again.digest() == digest)
    draft.aim += "."
    #expect(try draft.digest() != digest)
  }
}
