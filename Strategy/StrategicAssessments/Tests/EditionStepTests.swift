import Basics
import StrategyModel
import Testing

@Suite struct EditionStepTests {
  @Test func `the states follow one another from scoping to superseded`() throws {
    var state = EditionState.scoping
    for step in [EditionStep.collect, .analyse, .draft, .consult, .submit, .approve, .supersede] {
      state = try step.taken(from: state, by: Sample.manager, reason: "minute 4", obstacles: [])
    }
    #expect(state == .superseded)
    #expect(EditionStep.open(from: .superseded).isEmpty)
  }

  @Test func `no step leads out of an approved edition back to writing`() {
    #expect(EditionStep.open(from: .final) == [.supersede])
    #expect(EditionState.allCases.filter(\.isOpen) == [.scoping, .dataCollection, .analysis, .draft, .partnerComment])
  }

  @Test(arguments: EditionStep.allCases) func `a step is refused from any other state`(step: EditionStep) {
    for state in EditionState.allCases where state != step.from {
      #expect(throws: Refusal.self) { try step.taken(from: state, by: Sample.manager, reason: "why", obstacles: []) }
    }
  }

  @Test func `an analyst cannot approve, send back or supersede`() {
    for step in [EditionStep.approve, .sendBack, .supersede] {
      let refusal = #expect(throws: Refusal.self) {
        try step.taken(from: step.from, by: Sample.analyst, reason: "why", obstacles: [])
      }
      #expect(refusal?.kind == "not-permitted")
    }
  }

  @Test func `steps back and decisions need a reason`() {
    for step in EditionStep.allCases where step.needsReason {
      let refusal = #expect(throws: Refusal.self) {
        try step.taken(from: step.from, by: Sample.manager, reason: "  ", obstacles: [])
      }
      #expect(refusal?.kind == "reason-missing")
    }
  }

  @Test func `what is missing blocks approval and is said in words`() {
    var content = Sample.complete()
    #expect(EditionStep.approve.obstacles(content).isEmpty)
    content.sections[4].blocks = []
    let obstacles = EditionStep.approve.obstacles(content)
    let refusal = #expect(throws: Refusal.self) {
      try EditionStep.approve.taken(from: .groupApproval, by: Sample.manager, reason: "minute 4", obstacles: obstacles)
    }
    #expect(refusal?.reason.contains("reg. 7(e)") == true)
    #expect(refusal?.reason.contains("has no text") == true)
  }
}

@Suite struct CompletenessTests {
  private func sentences(_ change: (inout AssessmentContent) -> Void) -> [String] {
    var content = Sample.complete()
    change(&content)
    return Completeness.missing(content).map(\.sentence)
  }

  @Test func `a complete edition lacks nothing`() { #expect(sentences { _ in }.isEmpty) }

  @Test func `the county section needs a reason outside two-tier areas and a text inside them`() {
    #expect(sentences { $0.sections[6].notApplicable = nil }.first?.contains("say why it does not apply") == true)
    let inside = sentences { content in
      content.edition.isTwoTier = true
      content.sections[6].notApplicable = nil
    }
    #expect(inside.first?.contains("“Matters to bring to the county strategy group” has no text") == true)
  }

  @Test func `levels and changes must rest on a figure`() {
    let found = sentences { content in
      content.sections[1].blocks[0].bindings = []
      content.sections[1].blocks[0].text = "It went up."
    }
    #expect(found == ["reg. 7(b): no figure is bound to its text."])
  }

  @Test func `a reference that leads nowhere is named with its block`() {
    let found = sentences { $0.sections[0].blocks[0].text = "See {figure:nothing} and {figure:share-7a.interval}." }
    #expect(found.count == 2)
    #expect(found[0].contains("“{figure:nothing}” points to no figure"))
    #expect(found[1].contains("no lower limit"))
  }

  @Test func `a candidate left undecided, an unscored one and a missing adoption are each named`() {
    let found = sentences { content in
      content.priorities[0].status = .candidate
      content.priorities[1].scores = ["harm": 3]
    }
    #expect(found.contains { $0.contains("“Theft” is neither adopted nor rejected") })
    #expect(found.contains { $0.contains("no priority is adopted") })
    #expect(found.contains { $0.contains("“Burglary” is not scored on every dimension") })
  }

  @Test func `every responsible authority must have been asked and its answer recorded`() {
    let found = sentences { content in
      content.contributions.removeAll { $0.source == .probation }
      content.contributions[0].events.removeLast()
    }
    #expect(found.contains("No information has been asked of the probation services provider (reg. 6)."))
    #expect(found.contains { $0.hasPrefix("Police was asked and it is not recorded whether anything came") })
  }

  @Test func `a contribution that was declined with its reason is complete`() throws {
    var one = Contribution(id: ID("c"), source: .probation, body: "Probation", asked: "figures")
    one.events = [Contribution.Event(.requested, on: Sample.now.day, by: "Analyst", note: "")]
    let silent = Contribution.Event(.declined, on: Sample.now.day, by: "Analyst", note: " ")
    #expect(throws: Refusal.self) { try one.checked(silent) }
    one.events.append(
      try one.checked(Contribution.Event(.declined, on: Sample.now.day, by: "Analyst", note: "no agreement")))
    #expect(one.isClosed)
    #expect(throws: Refusal.self) {
      try one.checked(Contribution.Event(.received, on: Sample.now.day + -1, by: "Analyst", note: ""))
    }
  }
}
