import Basics
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Accounts` {
  private let now = PartnersFixture.start
  private let address = PartnersFixture.address

  @Test(arguments: TestDatabase.engines)
  func `a set-up code opens its own account for three days, until the second factor is enrolled`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let made = try await store.create(
        name: "Pat Fictional", signInName: "pat@council.example", authority: fixture.council.id, roles: [.reader],
        author: nil, now: now)
      #expect(made.account.state == .awaitingSetUp)
      func setUp(_ name: String, _ code: String, _ password: String, _ then: Instant) async throws -> SignInOutcome {
        try await store.setUp(name: name, code: code, password: password, address: address, now: then)
      }
      let good = "velvet harbour lantern"
      #expect(try await setUp("pat@council.example", "WRONG-WRONG-WRONG-WRONG", good, now) == .wrong)
      #expect(try await setUp("sam@council.example", made.code.text, good, now) == .wrong)
      let late = now.adding(seconds: SetUpCode.lifetime)
      #expect(try await setUp("pat@council.example", made.code.text, good, late) == .wrong)
      await #expect(throws: Refusal.self) { try await setUp("pat@council.example", made.code.text, "short", now) }
      await #expect(throws: Refusal.self) {
        try await setUp("pat@council.example", made.code.text, String(repeating: "long ", count: 2000), now)
      }
      // Interrupted before the second factor: the same code begins again.
      _ = try await setUp("pat@council.example", made.code.text, "another good password", now)
      let begun = try await setUp("pat@council.example", made.code.text, good, now)
      let token = try begun.token()
      let early = try await store.signIn(name: "pat@council.example", password: good, address: address, now: now)
      #expect(early == .needsSetUp)
      let offered = try #require(try await store.offeredFactor(token: token, now: now)).factor
      #expect(try await store.enrol(code: "000000", token: token, address: address, now: now) == .wrong)
      let done = try await store.enrol(code: offered.code(at: now), token: token, address: address, now: now)
      let open = try done.token()
      #expect(try await store.presence(token: open, now: now)?.account.state == .active)
      #expect(try await setUp("pat@council.example", made.code.text, good, now) == .wrong)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `two people cannot share a sign-in name, and what is not right is refused by its field`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      func create(_ name: String, _ email: String, _ body: ID<Authority>, _ roles: Set<Role>) async -> String? {
        do {
          _ = try await fixture.store.create(
            name: name, signInName: email, authority: body, roles: roles, author: nil, now: now)
          return nil
        } catch let refusal as Refusal { return refusal.place ?? refusal.kind } catch { return "\(error)" }
      }
      let body = fixture.council.id
      #expect(await create("Pat", "pat@council.example", body, [.reader]) == nil)
      #expect(await create("Sam", "PAT@council.example", body, [.reader]) == "E-mail address")
      #expect(await create("Sam", "sam", body, [.reader]) == "E-mail address")
      #expect(await create("", "sam@council.example", body, [.reader]) == "Name")
      #expect(await create("Sam", "sam@council.example", ID("no such body"), [.reader]) == "Body")
      #expect(await create("Sam", "sam@council.example", body, []) == "Roles")
      let people = try await fixture.store.accounts()
      #expect(people.count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `hostile text in a name is kept as it is and harms nothing`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let name = "Robert'); DROP TABLE account; -- <b>"
      let made = try await fixture.store.create(
        name: name, signInName: "bobby@council.example", authority: fixture.council.id, roles: [.reader], author: nil,
        now: now)
      #expect(try await fixture.store.account(made.account.id)?.name == name)
      #expect(try await fixture.store.accounts().count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the last administrator who can sign in stays one`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let only = try await fixture.person("ada@council.example", [.administrator])
      _ = try await store.create(
        name: "Not set up", signInName: "new@council.example", authority: fixture.council.id, roles: [.administrator],
        author: only.id, now: now)
      await #expect(throws: Refusal.self) {
        try await store.setRoles([.reader], of: only.id, author: only.id, now: now)
      }
      await #expect(throws: Refusal.self) { try await store.suspend(only.id, author: nil, now: now) }
      let second = try await fixture.person("bea@council.example", [.administrator])
      try await store.suspend(second.id, author: only.id, now: now)
      await #expect(throws: Refusal.self) { try await store.reissue(only.id, author: second.id, now: now) }
      try await store.restore(second.id, author: only.id, now: now)
      await #expect(throws: Refusal.self) { try await store.suspend(second.id, author: second.id, now: now) }
      try await store.setRoles([.reader], of: only.id, author: second.id, now: now)
      #expect(try await store.account(only.id)?.roles == [.reader])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `re-enrolment forgets password and second factor, ends sessions, and is written down with its author`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let person = try await fixture.person("pat@council.example", [.reader])
      let token = try await fixture.signIn(person, at: now)
      await #expect(throws: Refusal.self) { try await store.reissue(person.id, author: person.id, now: now) }
      let code = try await store.reissue(person.id, author: admin.id, now: now)
      #expect(try await store.presence(token: token, now: now) == nil)
      #expect(try await store.account(person.id)?.state == .awaitingSetUp)
      let old = try await store.signIn(
        name: person.email, password: PartnersFixture.password, address: address, now: now)
      #expect(old == .wrong)
      let begun = try await store.setUp(
        name: person.email, code: code.text, password: "velvet harbour lantern", address: address, now: now)
      _ = try begun.token()
      let events = try await store.events(of: person.id)
      #expect(events.contains { $0.event.contains("set-up code issued") && $0.author == "Pat Fictional" })
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a new installation gets its first administrator from the command line, and later only a new code`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let first = try await store.createFirstAdministrator(
        name: "Ada Fictional", signInName: "ada@council.example", body: "Anytown Council", now: now)
      #expect(first.account.roles == [.administrator])
      #expect(first.account.authority == fixture.council.id)
      // Until somebody has set their account up, another may be made: the first code may have been lost.
      _ = try await store.createFirstAdministrator(
        name: "Bea Fictional", signInName: "bea@council.example", body: "Anytown Council", now: now)
      let person = try await fixture.person("cat@council.example", [.administrator])
      await #expect(throws: Refusal.self) {
        try await store.createFirstAdministrator(
          name: "Dot Fictional", signInName: "dot@council.example", body: "Anytown Council", now: now)
      }
      let code = try await store.reissue(person.id, author: nil, now: now)
      let begun = try await store.setUp(
        name: person.email, code: code.text, password: "velvet harbour lantern", address: address, now: now)
      _ = try begun.token()
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `bodies are listed as the Act lists them, and none twice`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      _ = try await store.add(name: "Anytown Homes", kind: .cooperatingBody, now: now)
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: now)
      #expect(try await store.authorities().map(\.name) == ["Anyshire Police", "Anytown Council", "Anytown Homes"])
      await #expect(throws: Refusal.self) { try await store.add(name: "Anytown Homes", kind: .other, now: now) }
      let named = try Authority(
        id: police.id, name: "Anyshire Constabulary", kind: .responsibleAuthority, responsibility: .police,
        liaisonOfficer: "Officer Example")
      try await store.amend(named, now: now)
      #expect(try await store.authority(police.id) == named)
      await #expect(throws: Refusal.self) {
        try await store.amend(
          try Authority(id: police.id, name: "Anytown Council", kind: .responsibleAuthority, responsibility: .police),
          now: now)
      }
    }
  }

  @Test func `the server key is made once, for its owner only, and read back`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "server-key-\(UInt64.random(in: 0 ... .max))"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try ServerKey.load(path: path)
    let first = FileManager.default.contents(atPath: path)
    _ = try ServerKey.load(path: path)
    #expect(FileManager.default.contents(atPath: path) == first)
    #expect(first?.count == 32)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: Refusal.self) { try ServerKey.load(path: "/no/such/folder/key") }
  }
}

@Suite struct `The demonstration` {
  private let now = PartnersFixture.start

  private func with(_ engine: Engine, _ body: (PartnersStore, Database) async throws -> Void) async throws {
    try await TestDatabase.with(engine, PartnersMigrations.all) { database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      try await body(store, database)
    }
  }

  private func signIn(_ signIn: PartnersDemo.SignIn, _ store: PartnersStore) async throws -> SignInOutcome {
    let begun = try await store.signIn(
      name: signIn.signInName, password: signIn.password, address: "127.0.0.1", now: now)
    guard case .proceed(let token) = begun else { return begun }
    return try await store.submit(
      code: PartnersDemo.currentCode(signIn, now: now), token: token, address: "127.0.0.1", now: now)
  }

  @Test(arguments: TestDatabase.engines)
  func `each printed sign-in works, with its role`(_ engine: Engine) async throws {
    try await with(engine) { store, _ in
      let signIns = try await PartnersDemo.seed(store, now: now)
      #expect(Set(signIns.map(\.role)) == Set(Role.allCases))
      for person in signIns {
        let token = try await signIn(person, store).token()
        let account = try #require(try await store.presence(token: token, now: now)).account
        #expect(account.roles == [person.role])
        #expect(account.demonstration)
        #expect(PasswordRules.objection(to: person.password, context: [person.name, person.signInName]) == nil)
      }
      #expect(try await store.partnershipName() == PartnersDemo.partnership)
      #expect(Authority.missing(from: try await store.authorities()) == [])
      #expect(try await store.isDemonstration())
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `seeded again it changes nothing`(_ engine: Engine) async throws {
    try await with(engine) { store, _ in
      _ = try await PartnersDemo.seed(store, now: now)
      let people = try await store.accounts(), bodies = try await store.authorities()
      try await store.setPartnershipName("Renamed Partnership", now: now)
      _ = try await PartnersDemo.seed(store, now: now.adding(seconds: 60))
      #expect(try await store.accounts() == people)
      #expect(try await store.authorities() == bodies)
      #expect(try await store.partnershipName() == "Renamed Partnership")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `without the mark no demonstration account opens, and an open session is shut`(_ engine: Engine) async throws {
    try await with(engine) { store, database in
      let signIns = try await PartnersDemo.seed(store, now: now)
      let first = try #require(signIns.first)
      let token = try await signIn(first, store).token()
      try await database.write { _ = try $0.run("DELETE FROM setting WHERE name = 'demonstration'") }
      #expect(try await store.presence(token: token, now: now) == nil)
      for person in signIns { #expect(try await signIn(person, store) == .wrong) }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `it is refused where a real person has an account`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      _ = try await fixture.person("pat@council.example", [.administrator])
      await #expect(throws: Refusal.self) { try await PartnersDemo.seed(fixture.store, now: now) }
      #expect(try await !fixture.store.isDemonstration())
    }
  }
}
