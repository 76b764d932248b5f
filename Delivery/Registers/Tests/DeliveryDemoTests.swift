import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `The demonstration’s programmes` {
  @Test(arguments: TestDatabase.engines)
  func `the set-up loads once, offers a return to the provider, and counts nothing`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      try await world.database.write { connection in
        for name in ["Westminster City Council", "Sample Domestic Abuse Service"] {
          try connection.run(
            "INSERT INTO authority (id, name, kind, added_at) VALUES (\(name), \(name), 'other', \(DeliveryFixture.now))"
          )
        }
      }
      func load() async throws -> Int {
        try await DeliveryDemo.load(
          DeliveryFixture.practice() + "/../Demo/programmes/set-up.yaml", practice: DeliveryFixture.practice(),
          registers: world.store, surveys: world.surveys, by: "mo", now: DeliveryFixture.now)
      }
      #expect(try await load() > 15)
      #expect(try await load() == 0)
      #expect(try await world.facts().isEmpty)
      let lines = try await world.returns.lines(
        provider: "Sample Domestic Abuse Service", today: DeliveryFixture.today)
      #expect(lines.count == 2 && lines.allSatisfy { $0.returnID == nil && $0.isLate(on: DeliveryFixture.today) })
      #expect(try await world.surveys.find(code: "communications")?.published?.questionnaire.questions.count == 7)
    }
  }
}
