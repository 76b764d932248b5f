import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct AssessmentCommentTests {
  @Test(arguments: TestDatabase.engines) func `a partner's comment must be answered before the edition is submitted`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id) = try await Sample.submitted(database, ScriptedEvidence(), to: .partnerComment)
      try await store.comment(
        "Robbery near the stations is missing.", on: .levels, for: "Police", in: id, by: Sample.reader, at: Sample.now)
      let refusal = await #expect(throws: Refusal.self) {
        try await store.take(.submit, on: id, reason: "", by: Sample.analyst, at: Sample.now)
      }
      #expect(refusal?.reason == "The comment of Police (Reader, 14 November 2023) has no answer yet.")
      let comment = try #require(try await store.content(id)?.comments.first)
      #expect(comment.section == .levels && comment.body == "Police" && comment.answer == nil)
      try await store.answer(
        comment.id, .accepted, words: "A block on robbery was added.", in: id, by: Sample.analyst, at: Sample.now)
      try await store.take(.submit, on: id, reason: "", by: Sample.analyst, at: Sample.now)
      let answer = try #require(try await store.content(id)?.comments.first?.answer)
      #expect(answer.outcome == .accepted && answer.by == "Analyst" && answer.words == "A block on robbery was added.")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `comments are taken during partner comment only, and answers by writers only`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id) = try await Sample.submitted(database, ScriptedEvidence(), to: .draft)
      let early = await #expect(throws: Refusal.self) {
        try await store.comment("Too early.", on: nil, for: "Police", in: id, by: Sample.reader, at: Sample.now)
      }
      #expect(early?.kind == "edition-closed")
      try await store.take(.consult, on: id, reason: "", by: Sample.analyst, at: Sample.now)
      for text in ["", " \n", String(repeating: "a", count: 5_000)] {
        await #expect(throws: Refusal.self) {
          try await store.comment(text, on: nil, for: "Police", in: id, by: Sample.reader, at: Sample.now)
        }
      }
      try await store.comment("Well said.", on: nil, for: "Police", in: id, by: Sample.reader, at: Sample.now)
      let comment = try #require(try await store.content(id)?.comments.first)
      let refusal = await #expect(throws: Refusal.self) {
        try await store.answer(comment.id, .accepted, words: "Yes.", in: id, by: Sample.reader, at: Sample.now)
      }
      #expect(refusal?.kind == "not-permitted")
      let missing = await #expect(throws: Refusal.self) {
        try await store.answer(ID("none"), .accepted, words: "Yes.", in: id, by: Sample.analyst, at: Sample.now)
      }
      #expect(missing?.kind == "no-comment")
      #expect(try await store.content(id)?.comments.map(\.text) == ["Well said."])
    }
  }

  @Test(arguments: TestDatabase.engines) func `a block moves one place, and stays at the ends of its section`(
    engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AssessmentMigrations.all) { database in
      let (store, id) = try await Sample.submitted(database, ScriptedEvidence(), to: .scoping)
      for title in ["Second", "Third"] {
        try await store.addBlock(id, section: .levels, title: title, text: "x", by: Sample.analyst, at: Sample.now)
      }
      func titles() async throws -> [String] { try await store.content(id)?.section(.levels).blocks.map(\.title) ?? [] }
      let third = try #require(try await store.content(id)?.section(.levels).blocks.last?.id)
      try await store.moveBlock(third, up: true, in: id, by: Sample.analyst, at: Sample.now)
      #expect(try await titles() == ["Block 7a", "Third", "Second"])
      try await store.moveBlock(third, up: true, in: id, by: Sample.analyst, at: Sample.now)
      try await store.moveBlock(third, up: true, in: id, by: Sample.analyst, at: Sample.now)
      #expect(try await titles() == ["Third", "Block 7a", "Second"])
      try await store.moveBlock(third, up: false, in: id, by: Sample.analyst, at: Sample.now)
      #expect(try await titles() == ["Block 7a", "Third", "Second"])
      await #expect(throws: Refusal.self) {
        try await store.moveBlock(ID("none"), up: true, in: id, by: Sample.analyst, at: Sample.now)
      }
    }
  }
}
