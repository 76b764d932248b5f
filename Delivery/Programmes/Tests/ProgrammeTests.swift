import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Programmes` {
  private static func pilot(_ world: DeliveryFixture) async throws -> String {
    try await world.enter(
      Programme.self,
      [
        "code": "exclusions", "title": "Prevention of exclusions", "kind": "pilot", "aim": "Fewer exclusions",
        "cohort": "Pupils at risk of exclusion", "lead": "council", "starts": "2026-04-01", "state": "running",
      ])
  }

  @Test(arguments: TestDatabase.engines)
  func `somebody who takes part is counted once in a programme, by a reference that is no name`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let pilot = try await Self.pilot(world)
      let entry = ["programme": pilot, "reference": "ch-0042", "joined_on": "2026-05-01"]
      let id = try await world.enter(Participant.self, entry)
      for reference in ["ch-0042", "pat-pretend"] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.enter(Participant.self, entry.merging(["reference": reference]) { $1 })
        }
        #expect(refusal?.place == "Reference")
      }
      try await world.correct(Participant.self, id, ["joined_on": "2026-05-02"])
      let facts = try await world.facts()
      #expect(facts.map(\.kind) == ["programme.participant"] && facts.first?.first == Day("2026-05-02"))
      #expect(facts.first?.subject == "\(pilot):ch-0042" && facts.first?.attributes == ["programme": "exclusions"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a post counts while it is filled, and an incident once`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let pilot = try await Self.pilot(world)
      let post = try await world.enter(
        ProgrammePost.self, ["programme": pilot, "code": "asb-lead", "title": "Lead for anti-social behaviour"])
      #expect(try await world.facts().isEmpty)
      try await world.correct(ProgrammePost.self, post, ["filled_from": "2026-06-01"])
      try await world.correct(ProgrammePost.self, post, ["filled_until": "2026-08-31"])
      try await world.enter(
        AnonymousIncident.self, ["theme": "modern-slavery", "exploitation": "labour", "day": "2026-09-02"])
      let facts = try await world.facts()
      #expect(facts.map(\.kind) == ["programme.post", "anonymous-incident.recorded"])
      #expect(facts.first?.last == Day("2026-08-31"))
      #expect(!AnonymousIncident.register.fields.contains { if case .words = $0.kind { true } else { false } })
    }
  }

  @Test func `an experiment cannot end without what was learned, nor be decided before it ends`() async throws {
    try await DeliveryFixture.with { world in
      let pilot = try await Self.pilot(world)
      let experiment = [
        "programme": pilot, "title": "One worker for each", "hypothesis": "If one worker stays, people stay.",
        "measure": "People still engaged after 12 weeks", "starts": "2026-05-01", "decision": "not-decided",
        "state": "running",
      ]
      let id = try await world.enter(Experiment.self, experiment)
      for (changes, place) in [
        (["state": "ended"], "What was learned"), (["decision": "adopt"], "What is done with it"),
      ] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.correct(Experiment.self, id, changes)
        }
        #expect(refusal?.place == place)
      }
      try await world.correct(
        Experiment.self, id,
        ["state": "ended", "ends": "2026-08-31", "learning": "It changed nothing.", "decision": "stop"])
      #expect(try await world.facts().isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an award counts once, on its day, and stands for the months of its scheme`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let scheme = try await world.enter(
        AccreditationScheme.self,
        [
          "code": "safe-venue", "title": "Safe venue", "criteria": "Trained staff", "criteria_version": "1",
          "months": "12",
        ])
      let id = try await world.enter(
        Accreditation.self,
        [
          "scheme": scheme, "title": "Invented Bar", "premises": "p-001", "applied_on": "2026-06-01",
          "state": "applied",
        ])
      #expect(try await world.facts().isEmpty)
      let early = await #expect(throws: Refusal.self) {
        try await world.correct(Accreditation.self, id, ["state": "awarded"])
      }
      #expect(early?.place == "Assessed on")
      try await world.correct(
        Accreditation.self, id, ["state": "awarded", "assessed_on": "2026-07-01", "awarded_on": "2026-07-31"])
      let facts = try await world.facts()
      #expect(facts.map(\.kind) == ["accreditation.awarded"] && facts.first?.subject == "p-001")
      let entry = try #require(try await world.store.entry(Accreditation.register, id))
      let summary = try await world.store.summary(
        try world.register(Accreditation.self), entry, now: DeliveryFixture.now)
      #expect(summary.map(\.1) == ["30 July 2027"])
    }
  }
}
