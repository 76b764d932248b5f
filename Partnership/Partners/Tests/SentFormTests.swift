import Basics
import Database
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

@Suite struct `Forms sent twice` {
  private let now = PartnersFixture.start
  private let form = IdempotencyKey(session: "s", path: "/people", key: "0123456789abcdef")
  private let told = Response(
    status: 303, headers: [("location", "/people"), ("set-cookie", "s=a"), ("set-cookie", "t=b")],
    body: Array("one\n\ntwo ✓".utf8))

  @Test(arguments: TestDatabase.engines)
  func `a form is carried out once and the second sender is told the same, also after a restart`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let memory = DurableIdempotency(fixture.store)
      guard case .first = try await memory.claim(form, fingerprint: "x", now: now) else {
        throw Refusal("claim", "The first was not first.")
      }
      await memory.settle(form, told)
      let restarted = DurableIdempotency(fixture.store)
      guard case .replay(let again) = try await restarted.claim(form, fingerprint: "x", now: now) else {
        throw Refusal("claim", "The second was not a replay.")
      }
      #expect(again.status == told.status)
      #expect(again.all("set-cookie") == ["s=a", "t=b"])
      #expect(again.body == told.body)
      guard case .different = try await restarted.claim(form, fingerprint: "y", now: now) else {
        throw Refusal("claim", "Other content passed for the same.")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a form that was refused may be sent again, and one that was interrupted may not`(_ engine: Engine) async throws
  {
    try await PartnersFixture.with(engine) { fixture in
      let memory = DurableIdempotency(fixture.store)
      _ = try await memory.claim(form, fingerprint: "x", now: now)
      await memory.settle(form, nil)
      guard case .first = try await memory.claim(form, fingerprint: "x", now: now) else {
        throw Refusal("claim", "It could not be sent again.")
      }
      guard case .different = try await memory.claim(form, fingerprint: "x", now: now.adding(seconds: 601)) else {
        throw Refusal("claim", "An interrupted form was taken for settled.")
      }
      guard case .first = try await memory.claim(form, fingerprint: "x", now: now.adding(seconds: 90_000)) else {
        throw Refusal("claim", "A day later it was still held.")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `while a form is carried out, the same one waits for the outcome`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let memory = DurableIdempotency(fixture.store)
      _ = try await memory.claim(form, fingerprint: "x", now: now)
      async let second = memory.claim(form, fingerprint: "x", now: now)
      try await Task.sleep(for: .milliseconds(150))
      await memory.settle(form, told)
      guard case .replay(let again) = try await second else { throw Refusal("claim", "It did not wait.") }
      #expect(again.body == told.body)
    }
  }

  @Test func `what is kept of an answer cannot be read from the database`() async throws {
    try await PartnersFixture.with(.sqlite) { fixture in
      let memory = DurableIdempotency(fixture.store)
      _ = try await memory.claim(form, fingerprint: "x", now: now)
      await memory.settle(form, told)
      let held = try await fixture.database.read { try $0.row("SELECT outcome FROM sent_form")?.blob("outcome") ?? [] }
      #expect(held.count > told.body.count)
      #expect(!String(decoding: held, as: UTF8.self).contains("location"))
    }
  }
}
