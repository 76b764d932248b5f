import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Volunteers` {
  private struct Patrol {
    let scheme: String, zone: String, volunteer: String
    func shift(_ changes: [String: String] = [:]) -> [String: String] {
      [
        "volunteer": volunteer, "zone": zone, "day": "2026-09-04", "starts": "21:30", "ends": "02:15",
        "break_minutes": "15", "state": "worked",
      ].merging(changes) { $1 }
    }
  }

  private static func patrol(_ world: DeliveryFixture, _ changes: [String: String] = [:]) async throws -> Patrol {
    let scheme = try await world.enter(
      VolunteerScheme.self, ["code": "night-stars", "title": "Night Stars", "coordinator": "council", "aim": "Safety"])
    let zone = try await world.enter(
      VolunteerZone.self, ["code": "west-end", "title": "West End", "ward": "E05013806"])
    let volunteer = try await world.enter(
      Volunteer.self,
      [
        "code": "v-017", "scheme": scheme, "dbs": "basic", "dbs_until": "2027-01-01", "references_on": "2025-01-01",
        "trained_until": "2027-01-01", "state": "active",
      ].merging(changes) { $1 })
    return Patrol(scheme: scheme, zone: zone, volunteer: volunteer)
  }

  @Test(arguments: TestDatabase.engines)
  func `a shift over midnight counts its minutes without breaks, once, when it was worked`(engine: Engine) async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let patrol = try await Self.patrol(world)
      let id = try await world.enter(VolunteerShift.self, patrol.shift(["state": "planned"]))
      #expect(try await world.facts().isEmpty)
      try await world.correct(VolunteerShift.self, id, ["state": "worked"])
      try await world.correct(VolunteerShift.self, id, ["ends": "02:00"])
      let facts = try await world.facts()
      #expect(facts.map(\.quantity) == [255] && facts.first?.subject == nil)
      #expect(facts.first?.attributes == ["programme": "night-stars", "zone": "west-end"])
      let register = try world.register(Volunteer.self)
      let entry = try #require(try await world.store.entry(Volunteer.register, patrol.volunteer))
      let summary = try await world.store.summary(register, entry, now: DeliveryFixture.now)
      #expect(summary.map(\.1) == ["Yes", "4.2 hours"] || summary.map(\.1) == ["Yes", "4.3 hours"])
    }
  }

  @Test func `nobody goes out whose check, references or training are not good on the day`() async throws {
    for (changes, why) in [
      (["dbs_until": "2026-09-03"], "check"), (["references_on": ""], "references"),
      (["references_on": "2026-09-05"], "references"), (["trained_until": "2026-01-01"], "training"),
      (["state": "applying"], "applying"),
    ] {
      try await DeliveryFixture.with { world in
        let patrol = try await Self.patrol(world, changes)
        let refusal = await #expect(throws: Refusal.self) {
          try await world.enter(VolunteerShift.self, patrol.shift())
        }
        #expect(refusal?.reason.contains(why) == true && refusal?.place == "Volunteer")
        // A shift that was missed is no shift on which anybody went out.
        try await world.enter(VolunteerShift.self, patrol.shift(["state": "missed"]))
        #expect(try await world.facts().isEmpty)
      }
    }
  }

  @Test func `nobody is on two shifts at once, also across midnight`() async throws {
    try await DeliveryFixture.with { world in
      let patrol = try await Self.patrol(world)
      try await world.enter(VolunteerShift.self, patrol.shift())
      for (day, starts, ends) in [("2026-09-04", "20:00", "21:45"), ("2026-09-05", "02:00", "04:00")] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.enter(
            VolunteerShift.self,
            patrol.shift(["day": day, "starts": starts, "ends": ends, "break_minutes": "0"]))
        }
        #expect(refusal?.place == "From")
      }
      try await world.enter(
        VolunteerShift.self,
        patrol.shift(["day": "2026-09-05", "starts": "02:15", "ends": "04:00", "break_minutes": "0"]))
      #expect(try await world.facts().map(\.quantity) == [270, 105])
    }
  }

  @Test func `a volunteer is a number, never a name`() async throws {
    try await DeliveryFixture.with { world in
      let refusal = await #expect(throws: Refusal.self) {
        _ = try await Self.patrol(world, ["code": "pat-pretend"])
      }
      #expect(refusal?.place == "Number")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an encounter counts the people helped once and nobody by name`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let patrol = try await Self.patrol(world)
      let entry = [
        "scheme": patrol.scheme, "zone": patrol.zone, "day": "2026-09-04", "hour": "23", "people": "3",
        "gender": "woman", "age": "from-18-to-24", "need": "lost", "help": "reunited", "onward": "none",
      ]
      let id = try await world.enter(Encounter.self, entry)
      try await world.correct(Encounter.self, id, ["people": "2"])
      let facts = try await world.facts("volunteering.encounter")
      #expect(facts.map(\.quantity) == [2] && facts.first?.subject == nil)
      #expect(facts.first?.attributes == ["programme": "night-stars", "help": "reunited"])
      #expect(!Encounter.register.fields.contains { if case .words = $0.kind { true } else { false } })
    }
  }
}
