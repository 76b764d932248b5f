import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Training sessions` {
  private static func course(_ world: DeliveryFixture, _ type: String = "pupil-workshop") async throws -> String {
    try await world.enter(Course.self, ["code": type, "title": type, "type": type, "strand": "prevent"])
  }

  private static func session(_ course: String, _ changes: [String: String] = [:]) -> [String: String] {
    [
      "course": course, "day": "2026-09-01", "mode": "in-person", "deliverer": "Prevent team", "attendees": "90",
      "state": "held",
    ].merging(changes) { $1 }
  }

  @Test(arguments: TestDatabase.engines)
  func `a session counts once when it is held, its people as attendances, and its institution once`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let course = try await Self.course(world)
      let school = try await world.enter(
        Institution.self, ["code": "100001", "title": "Invented School", "kind": "school", "ward": "E05013806"])
      for day in ["2026-09-01", "2026-09-02"] {
        try await world.enter(TrainingSession.self, Self.session(course, ["day": day, "institution": school]))
      }
      let sessions = try await world.facts("training.session"), people = try await world.facts("training.attendance")
      #expect(sessions.count == 2 && Set(sessions.map(\.subject)) == [school] && people.map(\.quantity) == [90, 90])
      #expect(sessions.allSatisfy { $0.attributes == ["strand": "prevent", "course": "pupil-workshop"] })
      #expect(sessions.allSatisfy { $0.place == "E05013806" })
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a planned session counts nothing until it is held, and a correction to cancelled takes it back`(
    engine: Engine
  ) async throws {
    try await DeliveryFixture.with(engine) { world in
      let course = try await Self.course(world, "act")
      let id = try await world.enter(TrainingSession.self, Self.session(course, ["state": "planned", "attendees": ""]))
      #expect(try await world.facts().isEmpty)
      try await world.correct(TrainingSession.self, id, ["state": "held", "attendees": "20"])
      #expect(try await world.facts().map(\.quantity) == [1, 20])
      try await world.correct(TrainingSession.self, id, ["attendees": "18"])
      #expect(try await world.facts("training.attendance").map(\.quantity) == [18])
      #expect(try await world.facts("training.session").count == 1)
      try await world.correct(TrainingSession.self, id, ["state": "cancelled", "attendees": ""])
      #expect(try await world.facts().isEmpty)
    }
  }

  @Test func `a session cannot be held in the future, nor without people, nor cancelled with them`() async throws {
    try await DeliveryFixture.with { world in
      let course = try await Self.course(world)
      for (changes, place) in [
        (["day": "2027-01-01"], "Day"), (["attendees": ""], "People present"),
        (["state": "cancelled"], "People present"),
      ] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.enter(TrainingSession.self, Self.session(course, changes))
        }
        #expect(refusal?.place == place)
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `officers of a group who complete an e-learning on a day are counted once`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let course = try await Self.course(world, "other")
      let entry = ["course": course, "officer_group": "city-inspectors", "day": "2026-09-01", "officers": "12"]
      let id = try await world.enter(ELearningCompletion.self, entry)
      let again = await #expect(throws: Refusal.self) { try await world.enter(ELearningCompletion.self, entry) }
      #expect(again?.place == "Day")
      try await world.correct(ELearningCompletion.self, id, ["officers": "11"])
      let facts = try await world.facts()
      #expect(facts.map(\.quantity) == [11])
      #expect(facts.first?.attributes == ["course": "other", "group": "city-inspectors"])
    }
  }
}
