import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Exercises and emergencies` {
  private static let exercise = [
    "title": "Power failure", "type": "tabletop", "scenario": "utilities", "day": "2026-09-01", "partners": "Fire",
    "objectives": "Find gaps", "state": "held",
  ]
  private static let emergency = [
    "title": "Flooded basement", "scenario": "flood", "declared": "other", "day": "2026-09-02", "agencies": "Fire",
    "rest_centre": "not-opened", "ward": "E05013806",
  ]

  @Test(arguments: TestDatabase.engines)
  func `an exercise held and an emergency count once each, and never as each other`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let planned = try await world.enter(
        Exercise.self, Self.exercise.merging(["state": "planned", "day": "2027-01-01"]) { $1 })
      #expect(try await world.facts().isEmpty)
      try await world.correct(Exercise.self, planned, ["state": "held", "day": "2026-09-01"])
      try await world.enter(EmergencyResponse.self, Self.emergency)
      try await world.enter(EmergencyResponse.self, Self.emergency.merging(["declared": "major"]) { $1 })
      #expect(try await world.facts("exercise.held").map(\.attributes) == [["exercise": "tabletop"]])
      #expect(
        try await world.facts("emergency.response").map { $0.attributes["declared"] } == ["other", "major"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a lesson comes from one exercise or one emergency, and is shown with it`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let exercise = try await world.enter(Exercise.self, Self.exercise)
      let emergency = try await world.enter(EmergencyResponse.self, Self.emergency)
      let lesson = ["title": "Spare radios", "owner": "Emergency planning", "due": "2026-12-01"]
      for both in [[:], ["exercise": exercise, "emergency": emergency]] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.enter(Lesson.self, lesson.merging(both) { $1 })
        }
        #expect(refusal?.place == "From the exercise")
      }
      try await world.enter(Lesson.self, lesson.merging(["emergency": emergency]) { $1 })
      let ria = world.visitor("ria")
      await ria.get("/programmes/emergencies/\(emergency)")
      #expect(ria.page.text.contains("Spare radios") && !ria.page.text.contains("Enter a lesson"))
      await ria.get("/programmes/exercises/\(exercise)")
      #expect(!ria.page.text.contains("Spare radios"))
    }
  }

  @Test func `what has not happened yet is neither held nor responded to`() async throws {
    try await DeliveryFixture.with { world in
      let future = ["day": "2027-01-01"]
      await #expect(throws: Refusal.self) {
        try await world.enter(Exercise.self, Self.exercise.merging(future) { $1 })
      }
      await #expect(throws: Refusal.self) {
        try await world.enter(EmergencyResponse.self, Self.emergency.merging(future) { $1 })
      }
      let counted = try await world.facts()
      #expect(counted.isEmpty)
    }
  }
}
