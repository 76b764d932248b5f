import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Sessions` {
  private let now = PartnersFixture.start
  private let address = PartnersFixture.address

  @Test(arguments: TestDatabase.engines)
  func `use keeps a session open for ten hours, and a quarter of an hour without use ends it`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let busy = try await fixture.signIn(person, at: now)
      let left = try await fixture.signIn(person, at: now.adding(seconds: 60))
      for minutes in stride(from: 14, to: 600, by: 14) {
        let then = now.adding(seconds: minutes * 60)
        #expect(try await fixture.store.presence(token: busy, now: then) != nil, "\(minutes)")
      }
      #expect(try await fixture.store.presence(token: busy, now: now.adding(seconds: 36_000)) == nil)
      #expect(try await fixture.store.presence(token: left, now: now.adding(seconds: 60 + 900)) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the database keeps a digest and never the token`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let token = try await fixture.signIn(person, at: now)
      let held = try await fixture.database.read { connection in
        try connection.rows("SELECT token_digest AS digest FROM sign_in_session").map { try $0.text("digest") }
      }
      #expect(held == [token.digest])
      #expect(!held.contains(token.text))
      #expect(
        try await fixture.store.presence(token: SessionToken(random: Array(repeating: 1, count: 32)), now: now) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a fourth session ends the oldest`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      var tokens: [SessionToken] = []
      for number in 0..<4 { tokens.append(try await fixture.signIn(person, at: now.adding(seconds: number * 60))) }
      let then = now.adding(seconds: 200)
      #expect(try await fixture.store.presence(token: tokens[0], now: then) == nil)
      for token in tokens.dropFirst() { #expect(try await fixture.store.presence(token: token, now: then) != nil) }
      #expect(try await fixture.store.sessions(of: person.id, now: then).count == 3)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a session is ended by its owner and not by another`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let pat = try await fixture.person("pat@council.example", [.analyst])
      let sam = try await fixture.person("sam@council.example", [.reader])
      let token = try await fixture.signIn(pat, at: now)
      let session = try #require(try await fixture.store.presence(token: token, now: now)).session
      try await fixture.store.end(session.id, of: sam.id)
      #expect(try await fixture.store.presence(token: token, now: now) != nil)
      try await fixture.store.end(session.id, of: pat.id)
      #expect(try await fixture.store.presence(token: token, now: now) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `showing the second factor again rotates the token and keeps the session`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.administrator])
      let token = try await fixture.signIn(person, at: now)
      let before = try #require(try await fixture.store.presence(token: token, now: now)).session
      let later = now.adding(seconds: 600)
      _ = try await fixture.store.presence(token: token, now: later)
      let wrong = try await fixture.store.confirm(code: "000000", token: token, address: address, now: later)
      #expect(wrong == .wrong)
      let outcome = try await fixture.store.confirm(
        code: person.code(later), token: token, address: address, now: later)
      let fresh = try outcome.token()
      #expect(try await fixture.store.presence(token: token, now: later) == nil)
      let after = try #require(try await fixture.store.presence(token: fresh, now: later)).session
      #expect(after.id == before.id)
      #expect(!before.isFresh(at: later))
      #expect(after.isFresh(at: later))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `suspension and new roles bite on the next request`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let token = try await fixture.signIn(person, at: now)
      try await fixture.store.setRoles([.reader], of: person.id, author: nil, now: now)
      #expect(try await fixture.store.presence(token: token, now: now)?.account.roles == [.reader])
      try await fixture.store.suspend(person.id, author: nil, now: now)
      #expect(try await fixture.store.presence(token: token, now: now) == nil)
      try await fixture.store.restore(person.id, author: nil, now: now)
      #expect(try await fixture.store.presence(token: token, now: now) == nil)
      _ = try await fixture.signIn(person, at: now.adding(seconds: 60))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a new password ends the other sessions, and the old one is no longer right`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let other = try await fixture.signIn(person, at: now)
      let token = try await fixture.signIn(person, at: now.adding(seconds: 60))
      let then = now.adding(seconds: 120)
      let session = try #require(try await fixture.store.presence(token: token, now: then)).session.id
      func change(_ current: String, _ new: String) async throws -> SignInOutcome {
        try await fixture.store.changePassword(
          session: session, current: current, new: new, address: address, now: then)
      }
      #expect(try await change("not the password", "velvet harbour lantern") == .wrong)
      await #expect(throws: Refusal.self) { try await change(PartnersFixture.password, "password1234") }
      let fresh = try await change(PartnersFixture.password, "velvet harbour lantern").token()
      #expect(try await fixture.store.presence(token: fresh, now: then) != nil)
      for old in [token, other] { #expect(try await fixture.store.presence(token: old, now: then) == nil) }
      let stale = try await fixture.store.signIn(
        name: person.email, password: PartnersFixture.password, address: address, now: then)
      #expect(stale == .wrong)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a new second factor needs the old one just shown, and a code from the new one`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let token = try await fixture.signIn(person, at: now)
      let stale = now.adding(seconds: 400)
      await #expect(throws: Refusal.self) { try await fixture.store.offerFactor(token: token, now: stale) }
      try await fixture.store.offerFactor(token: token, now: now)
      let offered = try #require(try await fixture.store.offeredFactor(token: token, now: now)).factor
      #expect(offered != person.factor)
      let later = now.adding(seconds: 60)
      #expect(
        try await fixture.store.enrol(code: person.code(later), token: token, address: address, now: later) == .wrong)
      let outcome = try await fixture.store.enrol(
        code: offered.code(at: later), token: token, address: address, now: later)
      let fresh = try outcome.token()
      #expect(try await fixture.store.presence(token: token, now: later) == nil)
      #expect(try await fixture.store.presence(token: fresh, now: later) != nil)
      #expect(try await fixture.store.offeredFactor(token: fresh, now: later) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the second factor is sealed, for its own account and under its own key`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let sealed = try await fixture.database.read { connection in
        try connection.row("SELECT second_factor FROM account WHERE id = \(person.id)")?.blob("second_factor") ?? []
      }
      #expect(sealed.count == 20 + 28)
      #expect(!sealed.indices.dropLast(19).contains { Array(sealed[$0..<$0 + 20]) == person.factor.key })
      let foreign = PartnersStore(
        database: fixture.database, key: try ServerKey(bytes: Array(1..<33)), hashing: PasswordHashing(cost: .least))
      let begun = try await foreign.signIn(
        name: person.email, password: PartnersFixture.password, address: address, now: now)
      let token = try begun.token()
      await #expect(throws: Refusal.self) {
        try await foreign.submit(code: person.code(now), token: token, address: address, now: now)
      }
    }
  }

  @Test func `a form token belongs to one session and one server key`() throws {
    let key = try ServerKey(bytes: Array(0..<32)), other = try ServerKey(bytes: Array(1..<33))
    let database = try Database.open(try TestDatabase.location(.sqlite))
    let store = PartnersStore(database: database, key: key), elsewhere = PartnersStore(database: database, key: other)
    #expect(store.formToken(session: "a") == store.formToken(session: "a"))
    #expect(store.formToken(session: "a") != store.formToken(session: "b"))
    #expect(store.formToken(session: "a") != elsewhere.formToken(session: "a"))
    #expect(throws: Refusal.self) { try ServerKey(bytes: [1, 2, 3]) }
    database.close()
  }
}
