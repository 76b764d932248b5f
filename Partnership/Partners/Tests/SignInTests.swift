import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Signing in` {
  private let now = PartnersFixture.start
  private let address = PartnersFixture.address

  @Test(arguments: TestDatabase.engines)
  func `the password and then the code open a session under a new token`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let begun = try await fixture.store.signIn(
        name: " PAT@council.example", password: PartnersFixture.password, address: address, now: now)
      let first = try begun.token()
      #expect(try await fixture.store.presence(token: first, now: now) == nil)
      let done = try await fixture.store.submit(code: person.code(now), token: first, address: address, now: now)
      let second = try done.token()
      #expect(first != second)
      let presence = try await fixture.store.presence(token: second, now: now)
      #expect(presence?.account.id == person.id)
      #expect(presence?.account.roles == [.analyst])
      #expect(try await fixture.store.presence(token: first, now: now) == nil)
      #expect(try await fixture.store.beginning(token: first, now: now) == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a code opens the door once`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      _ = try await fixture.signIn(person, at: now)
      let again = try await fixture.store.signIn(
        name: person.email, password: PartnersFixture.password, address: address, now: now)
      let token = try again.token()
      #expect(
        try await fixture.store.submit(code: person.code(now), token: token, address: address, now: now) == .wrong)
      let later = now.adding(seconds: 30)
      let next = try await fixture.store.submit(code: person.code(later), token: token, address: address, now: later)
      _ = try next.token()
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a code sent twice at the same moment opens one session`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      var tokens: [SessionToken] = []
      for _ in 0..<4 {
        let begun = try await fixture.store.signIn(
          name: person.email, password: PartnersFixture.password, address: address, now: now)
        tokens.append(try begun.token())
      }
      let outcomes = try await withThrowingTaskGroup(of: SignInOutcome.self) { group in
        for token in tokens {
          group.addTask {
            try await fixture.store.submit(code: person.code(now), token: token, address: address, now: now)
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 == .wrong }.count == 3)
      #expect(try await fixture.store.sessions(of: person.id, now: now).count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `wrong password, unknown name, suspended account and hostile text get the same answer`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let shut = try await fixture.person("sam@council.example", [.reader])
      try await fixture.store.suspend(shut.id, author: nil, now: now)
      let tries = [
        (person.email, "wrong password here"), ("nobody@council.example", PartnersFixture.password),
        (shut.email, PartnersFixture.password), (person.email, ""),
        (person.email, String(repeating: "x", count: 10_000)),
        ("' OR 1=1 --", PartnersFixture.password), ("", ""), (String(repeating: "é", count: 10_000), "x"),
      ]
      for (name, password) in tries {
        let outcome = try await fixture.store.signIn(name: name, password: password, address: address, now: now)
        #expect(outcome == .wrong, "\(name.prefix(40))")
      }
    }
  }

  /// The measure is the number of hashes, not seconds: a test of seconds would fail on a busy machine. One slot and no
  /// queue make a hash visible: while one runs, whoever needs another is turned away.
  @Test(arguments: TestDatabase.engines)
  func `an unknown name and an over-long password cost a full hash, as a wrong password does`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let closed = PartnersStore(
        database: fixture.database, key: try ServerKey(bytes: Array(0..<32)),
        hashing: PasswordHashing(cost: .least, slots: 0, queue: 0))
      let tries = [
        (person.email, "wrong password here"), ("nobody@council.example", "wrong password here"),
        ("not an address", "x"),
        (person.email, String(repeating: "x", count: 10_000)),
      ]
      for (name, password) in tries {
        await #expect(throws: Refusal.self, "\(name)") {
          try await closed.signIn(name: name, password: password, address: address, now: now)
        }
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `ten wrong passwords make an account wait, from elsewhere too, and an hour later it does not`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      for attempt in 0..<10 {
        let from = "203.0.\(attempt).1"
        let outcome = try await fixture.store.signIn(name: person.email, password: "no", address: from, now: now)
        #expect(outcome == .wrong)
      }
      let waiting = try await fixture.store.signIn(
        name: person.email, password: PartnersFixture.password, address: "203.0.113.9", now: now)
      #expect(waiting == .wait(seconds: 360))
      let unknown = try await fixture.store.signIn(
        name: "other@council.example", password: "no", address: address, now: now)
      #expect(unknown == .wrong)
      let later = try await fixture.store.signIn(
        name: person.email, password: PartnersFixture.password, address: "203.0.113.9", now: now.adding(seconds: 3600))
      _ = try later.token()
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `guessing from elsewhere does not keep a person out of the network that they use`(_ engine: Engine) async throws
  {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      for attempt in 0..<12 {
        _ = try await fixture.store.signIn(
          name: person.email, password: "no", address: "203.0.\(attempt).1", now: now)
      }
      _ = try await fixture.signIn(person, at: now)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an unknown name is slowed down like a known one`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      for attempt in 0..<10 {
        _ = try await fixture.store.signIn(
          name: "nobody@council.example", password: "no", address: "203.0.\(attempt).1", now: now)
      }
      let outcome = try await fixture.store.signIn(
        name: "nobody@council.example", password: "no", address: "203.0.99.1", now: now)
      #expect(outcome == .wait(seconds: 360))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a network has a hundred attempts an hour, whatever names it tries`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      for attempt in 0..<100 {
        let outcome = try await fixture.store.signIn(
          name: "a\(attempt)@council.example", password: "no", address: "203.0.113.\(attempt)", now: now)
        #expect(outcome == .wrong)
      }
      let outcome = try await fixture.store.signIn(
        name: "b@council.example", password: "no", address: "203.0.113.200", now: now)
      #expect(outcome == .wait(seconds: 36))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `guessing codes is slowed down, and the half-open session lapses`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let person = try await fixture.person("pat@council.example", [.analyst])
      let begun = try await fixture.store.signIn(
        name: person.email, password: PartnersFixture.password, address: address, now: now)
      let token = try begun.token()
      var outcomes: [SignInOutcome] = []
      for guess in 0..<12 {
        let code = String(100_000 + guess)
        outcomes.append(try await fixture.store.submit(code: code, token: token, address: address, now: now))
      }
      #expect(outcomes.contains(.wrong))
      #expect(outcomes.last == .wait(seconds: 360))
      let late = now.adding(seconds: 900)
      let outcome = try await fixture.store.submit(code: person.code(late), token: token, address: address, now: late)
      #expect(outcome == .lapsed)
    }
  }

  @Test func `a burst beyond two at a time and thirty-two waiting is turned away, and nobody is lost`() async throws {
    let hashing = PasswordHashing(cost: PasswordHashing.Cost(passes: 3, kibibytes: 4096), slots: 2, queue: 32)
    try await TestDatabase.with(.sqlite, PartnersMigrations.all) { database in
      let store = PartnersStore(database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: hashing)
      let outcomes = await withTaskGroup(of: String.self) { group in
        for number in 0..<120 {
          group.addTask {
            do {
              let outcome = try await store.signIn(
                name: "a\(number)@council.example", password: "no", address: "203.\(number).113.1", now: now)
              return "\(outcome)"
            } catch let refusal as Refusal { return refusal.kind } catch { return "\(error)" }
          }
        }
        return await group.reduce(into: [:]) { counts, outcome in counts[outcome, default: 0] += 1 }
      }
      #expect(outcomes["wrong", default: 0] >= 34)
      #expect(outcomes["wrong", default: 0] + outcomes["busy", default: 0] == 120)
    }
  }

  @Test func `a hash is argon2id with its own salt, at the cost that is asked for`() async throws {
    try await TestDatabase.with(.sqlite, PartnersMigrations.all) { database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .interactive))
      _ = try await PartnersDemo.seed(store, now: now)
      let hashes = try await database.read {
        try $0.rows("SELECT password_hash AS hash FROM account").map { try $0.text("hash") }
      }
      #expect(hashes.count == PartnersDemo.signIns.count)
      #expect(Set(hashes).count == hashes.count)
      #expect(hashes.allSatisfy { $0.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$") })
    }
  }
}
