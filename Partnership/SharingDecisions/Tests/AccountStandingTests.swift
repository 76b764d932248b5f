import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct AccountStandingTests {
  private let now = PartnersFixture.start

  private func with(_ engine: Engine, _ body: (PartnersStore, Authority) async throws -> Void) async throws {
    try await TestDatabase.with(engine, PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all) {
      database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let council = try await store.add(
        name: "Anytown Council", kind: .responsibleAuthority, responsibility: .localAuthority, now: now)
      try await body(store, council)
    }
  }

  private func add(_ name: String, _ role: Role, _ store: PartnersStore, _ body: Authority) async throws -> Account {
    try await store.create(
      name: name, signInName: "\(name)@example.test", authority: body.id, roles: [role], author: nil, now: now
    ).account
  }

  @Test(arguments: TestDatabase.engines)
  func `what an administrator sets is what is held, with its event`(engine: Engine) async throws {
    try await with(engine) { store, council in
      let admin = try await add("admin", .administrator, store, council)
      let worker = try await add("worker", .caseworker, store, council)
      let standing = AccountStanding(
        duties: ["asb-officer", "case-lead"], clearance: .restricted, trainingUntil: now.londonDay + 30,
        leavesOn: now.londonDay + 60)
      try await store.keep(standing, of: worker.id, author: admin.id, now: now)
      #expect(try await store.standing(of: worker.id.text) == standing)
      #expect(try await store.events(of: worker.id).contains { $0.event.hasPrefix("Duties") && $0.author == "admin" })
      try await store.keep(
        AccountStanding(duties: [], clearance: nil, trainingUntil: nil), of: worker.id, author: admin.id, now: now)
      #expect(try await store.standing(of: worker.id.text).duties.isEmpty)
      await #expect(throws: Refusal.self) {
        try await store.keep(standing, of: ID("nobody"), author: admin.id, now: now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `whoever has left or stays away is suspended by itself; the last administrator is not`(engine: Engine)
    async throws
  {
    try await with(engine) { store, council in
      let admin = try await add("admin", .administrator, store, council)
      let leaver = try await add("leaver", .caseworker, store, council)
      let idle = try await add("idle", .caseworker, store, council)
      try await store.keep(
        AccountStanding(duties: ["asb-officer"], clearance: nil, trainingUntil: nil, leavesOn: now.londonDay),
        of: leaver.id, author: admin.id, now: now)
      #expect(try await store.suspendLeaversAndIdle(idleDays: 45, now: now) == 0)
      #expect(try await store.suspendLeaversAndIdle(idleDays: 45, now: now.adding(seconds: 86_400)) == 1)
      #expect(try await store.account(leaver.id)?.state == .suspended)
      #expect(try await store.events(of: leaver.id).contains { $0.event == "Suspended: the last day has passed" })
      #expect(try await store.account(idle.id)?.state != .suspended)
      #expect(try await store.suspendLeaversAndIdle(idleDays: 45, now: now.adding(seconds: 46 * 86_400)) >= 1)
      #expect(try await store.account(idle.id)?.state == .suspended)
    }
  }
}
