import Basics
import Foundation
import PartnershipModel
import Testing

@Suite struct DecisionTests {
  @Test func `every question has the oracle's answer, clause by clause`() throws {
    let pairs = try DecisionFixtures.pairs()
    #expect(pairs.count >= 1_000)
    #expect(pairs.contains { $0.answer.effect == "allow" } && pairs.contains { $0.answer.effect == "deny" })
    for (number, pair) in pairs.enumerated() {
      let answer = decide(pair.question.action, pair.question.facts, pair.practice).answer
      #expect(answer == pair.answer, "question \(number)")
    }
  }

  /// A fault in the rule: it changes the facts before the decision, as a condition that is not looked at would.
  struct Mutant: Sendable, CustomStringConvertible {
    let description: String
    let change: @Sendable (inout DecisionFacts, RecordAction) -> Void
    init(_ description: String, _ change: @escaping @Sendable (inout DecisionFacts, RecordAction) -> Void) {
      self.description = description
      self.change = change
    }
  }

  static let long = Day("2000-01-01") ?? Day(number: 0), far = Day("2100-01-01") ?? Day(number: 0)

  static let mutants: [Mutant] = [
    Mutant("a person who left counts as active") { facts, _ in
      if facts.subject.status == .left { facts.subject.status = .active }
    },
    Mutant("a suspended person counts as left") { facts, _ in
      if facts.subject.status == .suspended { facts.subject.status = .left }
    },
    Mutant("a suspended agency is not looked at") { facts, _ in facts.subject.agencyStatus = .active },
    Mutant("training is not looked at") { facts, _ in facts.subject.trainingValidUntil = far },
    Mutant("the last day of training does not count") { facts, _ in
      if facts.subject.trainingValidUntil == facts.context.today { facts.subject.trainingValidUntil = nil }
    },
    Mutant("clearance is not looked at") { facts, _ in facts.subject.clearance = .restricted },
    Mutant("the strength of the session is not looked at") { facts, _ in facts.context.strength = .passkey },
    Mutant("an agreement's status is not looked at") { facts, _ in each(&facts) { $0.status = .inForce } },
    Mutant("an agreement due for review no longer counts") { facts, _ in
      each(&facts) { if $0.status == .dueForReview { $0.status = .expired } }
    },
    Mutant("an agreement's first day is not looked at") { facts, _ in each(&facts) { $0.from = long } },
    Mutant("an agreement's last day is not looked at") { facts, _ in each(&facts) { $0.to = nil } },
    Mutant("an agreement ends before its last day") { facts, _ in
      let today = facts.context.today
      each(&facts) { if $0.to == today { $0.to = today + -1 } }
    },
    Mutant("an agreement need not have the reader's agency") { facts, _ in
      let agency = facts.subject.agency
      each(&facts) { $0.parties.append(agency) }
    },
    Mutant("an agreement need not have the owner's agency") { facts, _ in
      let owner = facts.record.ownerAgency
      each(&facts) { $0.parties.append(owner) }
    },
    Mutant("an agreement's purposes are not looked at") { facts, _ in
      let purpose = facts.purpose
      each(&facts) { $0.purposes.append(purpose) }
    },
    Mutant("an agreement's panels are not looked at") { facts, _ in
      let panel = facts.record.panel
      each(&facts) { $0.panels.append(panel) }
    },
    Mutant("one kind of data in the agreement is enough") { facts, _ in
      let categories = facts.record.categories
      each(&facts) { if !Set($0.categories).isDisjoint(with: categories) { $0.categories += categories } }
    },
    Mutant("two agreements add up") { facts, _ in
      let all = facts.agreements.flatMap(\.categories)
      each(&facts) { $0.categories += all }
    },
    Mutant("another's membership counts") { facts, _ in
      let user = facts.subject.user
      for index in facts.memberships.indices { facts.memberships[index].user = user }
    },
    Mutant("membership of another case counts") { facts, _ in
      let id = facts.record.case
      for index in facts.memberships.indices { facts.memberships[index].case = id }
    },
    Mutant("an invitation counts as membership") { facts, _ in
      for index in facts.memberships.indices where facts.memberships[index].status == .invited {
        facts.memberships[index].status = .active
      }
    },
    Mutant("an ended membership counts") { facts, _ in
      for index in facts.memberships.indices where facts.memberships[index].status == .ended {
        facts.memberships[index].status = .active
      }
    },
    Mutant("a membership that begins later counts") { facts, _ in
      for index in facts.memberships.indices { facts.memberships[index].from = long }
    },
    Mutant("a membership that is over counts") { facts, _ in
      for index in facts.memberships.indices { facts.memberships[index].to = nil }
    },
    Mutant("another's emergency access counts") { facts, _ in
      let user = facts.subject.user
      for index in facts.breakGlass.indices { facts.breakGlass[index].user = user }
    },
    Mutant("emergency access in any state counts") { facts, _ in
      for index in facts.breakGlass.indices { facts.breakGlass[index].state = .active }
    },
    Mutant("emergency access does not run out") { facts, _ in
      let now = facts.context.now
      for index in facts.breakGlass.indices where facts.breakGlass[index].expiresAt <= now {
        let start = now.adding(seconds: -60)
        facts.breakGlass[index].startedAt = min(facts.breakGlass[index].startedAt, start)
        facts.breakGlass[index].expiresAt = now.adding(seconds: 1)
        if facts.breakGlass[index].expiresAt.milliseconds - facts.breakGlass[index].startedAt.milliseconds > 14_400_000
        {
          facts.breakGlass[index].startedAt = start
        }
      }
    },
    Mutant("emergency access may last longer than four hours") { facts, _ in
      for index in facts.breakGlass.indices {
        let end = facts.breakGlass[index].expiresAt.milliseconds
        if end - facts.breakGlass[index].startedAt.milliseconds > 14_400_000, end > facts.context.now.milliseconds {
          facts.breakGlass[index].startedAt = Instant(
            milliseconds: max(facts.breakGlass[index].startedAt.milliseconds, end - 14_400_000))
        }
      }
    },
    Mutant("emergency access opens any class") { facts, _ in
      for index in facts.breakGlass.indices { facts.breakGlass[index].classification = .restricted }
    },
    Mutant("emergency access always opens the safe address") { facts, _ in
      for index in facts.breakGlass.indices { facts.breakGlass[index].safeAddress = true }
    },
    Mutant("emergency access is never there") { facts, _ in facts.breakGlass = [] },
    Mutant("everything is panel-wide") { facts, _ in facts.record.panelWide = true },
    Mutant("nothing is panel-wide") { facts, _ in facts.record.panelWide = false },
    Mutant("a conflict is not looked at") { facts, _ in facts.conflicts = [] },
    Mutant("another's conflict counts") { facts, _ in
      let user = facts.subject.user
      for index in facts.conflicts.indices { facts.conflicts[index].user = user }
    },
    Mutant("a conflict is looked for with one person only") { facts, _ in
      facts.record.persons = Array(facts.record.persons.prefix(1))
    },
    Mutant("a seal is not looked at") { facts, _ in facts.record.sealed = false },
    Mutant("narrowing is not looked at") { facts, _ in facts.record.narrowings = [] },
    Mutant("one of several narrowings is enough") { facts, _ in
      facts.record.narrowings = Array(facts.record.narrowings.prefix(1))
    },
    Mutant("an empty narrowing admits everybody") { facts, _ in
      facts.record.narrowings.removeAll { $0.agencies.isEmpty && $0.users.isEmpty }
    },
    Mutant("a narrowing to people is not looked at") { facts, _ in
      for index in facts.record.narrowings.indices { facts.record.narrowings[index].users = [] }
    },
    Mutant("a narrowing to agencies is not looked at") { facts, _ in
      for index in facts.record.narrowings.indices { facts.record.narrowings[index].agencies = [] }
    },
    Mutant("a reason is not asked") { facts, _ in facts.context.reason = true },
    Mutant("a step-up is not asked") { facts, _ in facts.context.stepUpAt = facts.context.now },
    Mutant("a step-up of exactly five minutes no longer counts") { facts, _ in
      if let at = facts.context.stepUpAt, facts.context.now.milliseconds - at.milliseconds == 300_000 {
        facts.context.stepUpAt = nil
      }
    },
    Mutant("a second approver is not asked") { facts, _ in facts.context.secondApprover = "somebody else" },
    Mutant("one may approve one's own export") { facts, _ in
      if facts.context.secondApprover == facts.subject.user { facts.context.secondApprover = "somebody else" }
    },
    Mutant("fifty people already need a second approver") { facts, _ in
      if facts.record.personCount == 50 { facts.record.personCount = 51 }
    },
    Mutant("the owner's own people need an agreement") { facts, _ in
      if facts.subject.agency == facts.record.ownerAgency { facts.record.ownerAgency = "another agency" }
    },
  ]

  private static func each(_ facts: inout DecisionFacts, _ change: (inout AgreementFacts) -> Void) {
    for index in facts.agreements.indices { change(&facts.agreements[index]) }
  }

  @Test(arguments: mutants) func `a fault in one condition is caught`(mutant: Mutant) throws {
    let caught = try DecisionFixtures.pairs().contains { pair in
      var facts = pair.question.facts
      mutant.change(&facts, pair.question.action)
      return decide(pair.question.action, facts, pair.practice).answer != pair.answer
    }
    #expect(caught)
  }

  @Test(arguments: Clause.allCases) func `a clause that is left out, or turned round, is caught`(clause: Clause) throws
  {
    let pairs = try DecisionFixtures.pairs()
    let alone = pairs.contains { $0.answer.failed == [clause.rawValue] }
    #expect(alone, "no question on which \(clause.rawValue) alone decides")
    #expect(pairs.contains { !$0.answer.failed.contains(clause.rawValue) })
  }

  @Test func `practice's own words are read, and an unknown one is named with file and line`() throws {
    let words = try DecisionFixtures.words()
    #expect(words.panels.count == 8 && words.roles.count == 40 && words.categories.count == 14)
    #expect(words.practice.permits("asb-officer", .read, on: "asb"))
    #expect(!words.practice.permits("system-administrator", .read, on: "asb"))
    let roles = "roles:\n  - id: x\n    title: X\n    grants:\n      - panels: [nowhere]\n        actions: [read]\n"
    let panels = try String(contentsOfFile: DecisionFixtures.practiceFolder + "/panels.yaml", encoding: .utf8)
    let refusal = #expect(throws: Refusal.self) { try AccessWords(panels: panels, roles: roles) }
    #expect(refusal?.place == "access/roles.yaml:5" && refusal?.reason == "“nowhere” is not known here.")
  }
}
