import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Bodies, areas and teams` {
  private let now = PartnersFixture.start

  private func refusal(_ work: () async throws -> Void) async -> String? {
    do {
      try await work()
      return nil
    } catch let refusal as Refusal { return refusal.kind } catch { return "\(error)" }
  }

  @Test(arguments: TestDatabase.engines)
  func `a body of every kind is kept as what it is, and may change into any other`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      for kind in Authority.StatutoryKind.allCases {
        let responsibility: Authority.Responsibility? = kind == .responsibleAuthority ? .police : nil
        let body = try await store.add(name: "Body \(kind)", kind: kind, responsibility: responsibility, now: now)
        #expect(try await store.authority(body.id) == body)
        for other in Authority.StatutoryKind.allCases {
          let changed = try Authority(
            id: body.id, name: body.name, kind: other, responsibility: other == .responsibleAuthority ? .police : nil)
          try await store.amend(changed, now: now)
          #expect(try await store.authority(body.id)?.kind == other)
        }
      }
      #expect(try await store.authorities().count == Authority.StatutoryKind.allCases.count + 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a kind beyond section 5 gives no role that looks over the partnership, whichever way it is tried`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let provider = try await store.add(name: "Anytown Refuge", kind: .provider, now: now)
      let scrutiny = try await store.add(name: "Anytown Scrutiny", kind: .scrutiny, now: now)
      let residents = try await store.add(name: "Residents", kind: .public, now: now)
      var number = 0
      func create(_ body: Authority, _ roles: Set<Role>) async throws -> Account {
        number += 1
        return try await store.create(
          name: "Pat Fictional", signInName: "pat\(number)@body.example", authority: body.id, roles: roles, author: nil,
          now: now
        ).account
      }
      for role in [Role.administrator, .manager, .analyst, .auditor] {
        #expect(await refusal { _ = try await create(provider, [.reader, role]) } == "role", "\(role)")
      }
      for role in Role.allCases where role != .reader && role != .councillor {
        #expect(await refusal { _ = try await create(scrutiny, [role]) } == "role", "\(role)")
      }
      for role in Role.allCases {
        #expect(await refusal { _ = try await create(residents, [role]) } == "authority", "\(role)")
      }
      let worker = try await create(provider, [.caseworker]), member = try await create(scrutiny, [.reader])
      #expect(await refusal { try await store.setRoles([.auditor], of: worker.id, author: nil, now: now) } == "role")
      #expect(await refusal { try await store.setRoles([.caseworker], of: member.id, author: nil, now: now) } == "role")
      // Neither may the body be turned round under its people, nor a person be moved to where the role is not for them.
      let manager = try await create(fixture.council, [.manager])
      #expect(
        await refusal {
          try await store.amend(manager.id, name: manager.name, authority: provider.id, author: nil, now: now)
        } == "role")
      let turned = try Authority(id: provider.id, name: provider.name, kind: .scrutiny)
      #expect(await refusal { try await store.amend(turned, now: now) } == "authority-kind")
      #expect(try await store.account(manager.id)?.authority == fixture.council.id)
      #expect(try await store.authority(provider.id)?.kind == .provider)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a body serves several areas and an area is served by several bodies`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: now)
      let three = try ServedArea.list(
        "e09000033 Westminster\n\n  E09000020  Kensington and  Chelsea \nE09000013 Hammersmith")
      try await store.setAreas(three, of: police.id, author: nil, now: now)
      try await store.setAreas(
        try ServedArea.list("E09000033 Westminster"), of: fixture.council.id, author: nil, now: now)
      #expect(try await store.profile(police.id)?.areas.map(\.code) == ["E09000013", "E09000020", "E09000033"])
      #expect(try await store.profile(police.id)?.areas.map(\.name)[1] == "Kensington and Chelsea")
      #expect(try await store.areas()[fixture.council.id]?.map(\.name) == ["Westminster"])
      try await store.setAreas([], of: police.id, author: nil, now: now)
      #expect(try await store.areas()[police.id] == nil)
      #expect(await refusal { try await store.setAreas(three, of: ID("nobody"), author: nil, now: now) } == "authority")
    }
  }

  @Test(
    arguments: [
      "Westminster", "E0900003 Westminster", "E09000033", "E09000033 A\nE09000033 B", "E0900003\u{0663} Westminster",
      "E09000033 \u{202E}x", (0...50).map { "E\(10_000_000 + $0) Area" }.joined(separator: "\n"),
      String(repeating: "x", count: 30_000),
    ])
  func `a list of areas that is not right is refused`(_ text: String) {
    #expect(throws: Refusal.self) { try ServedArea.list(text) }
  }

  @Test(arguments: TestDatabase.engines)
  func `the facilitator is somebody of the body, and is missed as soon as they leave`(_ engine: Engine) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store, council = fixture.council.id
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: now)
      let lead = try await fixture.person("lead@council.example", [.informationGovernance])
      #expect(try await store.bodiesWithoutFacilitator() == [council, police.id])
      #expect(
        await refusal {
          try await store.setFacilitator(account: lead.id, name: "", of: police.id, author: nil, now: now)
        } == "facilitator")
      try await store.setFacilitator(account: lead.id, name: "ignored", of: council, author: nil, now: now)
      try await store.setFacilitator(account: nil, name: "Sam Fictional", of: police.id, author: nil, now: now)
      #expect(try await store.authority(council)?.liaisonOfficer == "Pat Fictional")
      #expect(try await store.authority(police.id)?.liaisonOfficer == "Sam Fictional")
      #expect(try await store.bodiesWithoutFacilitator().isEmpty)
      try await store.suspend(lead.id, author: nil, now: now)
      #expect(try await store.bodiesWithoutFacilitator() == [council])
      #expect(try await store.profile(council)?.facilitatorIsGone == true)
      try await store.setFacilitator(account: nil, name: " ", of: council, author: nil, now: now)
      #expect(try await store.authority(council)?.liaisonOfficer == nil)
      #expect(try await store.profile(council)?.facilitator == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a team has members of its own body only, and whoever moves to another body is out of it`(
    _ engine: Engine
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let store = fixture.store, council = fixture.council.id
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: now)
      let one = try await fixture.person("one@council.example", [.caseworker])
      let two = try await fixture.person("two@council.example", [.caseworker])
      let officer = try await store.create(
        name: "Kit Fictional", signInName: "kit@police.example", authority: police.id, roles: [.caseworker],
        author: nil,
        now: now
      ).account
      let team = try await store.addTeam("Night team", of: council, author: nil, now: now)
      #expect(await refusal { _ = try await store.addTeam("Night team", of: council, author: nil, now: now) } == "team")
      _ = try await store.addTeam("Night team", of: police.id, author: nil, now: now)
      func set(_ members: Set<ID<Account>>, lead: ID<Account>?, at then: Instant) async throws {
        try await store.setTeam(team, name: "Late team", members: members, lead: lead, author: one.id, now: then)
      }
      #expect(await refusal { try await set([one.id, officer.id], lead: nil, at: now) } == "team")
      #expect(await refusal { try await set([one.id], lead: two.id, at: now) } == "team")
      #expect(try await store.team(team)?.members.isEmpty == true)
      try await set([one.id], lead: nil, at: now)
      let later = now.adding(seconds: 86_400)
      try await set([one.id, two.id], lead: two.id, at: later)
      let members = try #require(try await store.team(team)).members
      #expect(members.first { $0.account == one.id }?.since == now)
      #expect(members.first { $0.account == two.id }?.since == later)
      #expect(members.filter(\.leads).map(\.account) == [two.id])
      #expect(try await store.teams(of: two.id).map(\.name) == ["Late team"])
      try await store.amend(two.id, name: "Two", authority: police.id, author: nil, now: later)
      #expect(try await store.team(team)?.members.map(\.account) == [one.id])
      try await store.endTeam(team, author: one.id, now: later)
      #expect(try await store.team(team) == nil)
      #expect(await refusal { try await set([one.id], lead: nil, at: later) } == "team")
      #expect(try await store.teams(of: one.id).isEmpty)
      _ = try await store.addTeam("Late team", of: council, author: nil, now: later)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `what is done to a body is written beside it and in the audit log, with its author`(
    _ engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, AuditMigrations.all + PartnersMigrations.all) { database in
      let audit = try AuditLog(
        database: database, origin: "anytown.example/audit", key: AuditKey(seed: [UInt8](repeating: 1, count: 32)))
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least),
        audit: audit)
      let body = try await store.add(name: "Anytown Homes", kind: .cooperatingBody, now: now)
      let ada = try await store.create(
        name: "Ada Fictional", signInName: "ada@homes.example", authority: body.id, roles: [.reader], author: nil,
        now: now
      ).account.id
      try await store.setAreas(try ServedArea.list("E09000033 Westminster"), of: body.id, author: ada, now: now)
      try await store.setFacilitator(account: ada, name: "", of: body.id, author: ada, now: now)
      let team = try await store.addTeam("Estate team", of: body.id, author: ada, now: now)
      try await store.setTeam(team, name: "Estate team", members: [ada], lead: ada, author: ada, now: now)
      try await store.endTeam(team, author: ada, now: now)
      try await store.amend(
        try Authority(id: body.id, name: "Anytown Housing", kind: .cooperatingBody), author: ada, now: now)
      // A refused change leaves neither.
      await #expect(throws: Refusal.self) {
        try await store.addTeam("", of: body.id, author: ada, now: now)
      }
      let events = try await store.events(of: body.id)
      #expect(events.count == 7)
      #expect(events.filter { $0.author == "Ada Fictional" }.count == 6)
      #expect(events.contains { $0.event == "Areas served: Westminster" })
      let reasons = try await database.read { connection in
        try connection.rows("SELECT leaf FROM audit_entry ORDER BY entry_index").map {
          try AuditRecord(leaf: try $0.blob("leaf")).entry
        }
      }
      #expect(
        reasons.compactMap(\.grounds.reason) == [
          "body-entered", "areas-set", "facilitator-named", "team-made", "team-set", "team-ended", "body-amended",
        ])
      #expect(reasons.dropFirst().allSatisfy { $0.actor.user == ada.text && $0.actor.agency == body.id.text })
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the demonstration has a body of every kind, each with its areas, and teams with people`(
    _ engine: Engine
  ) async throws {
    try await TestDatabase.with(engine, PartnersMigrations.all) { database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      _ = try await PartnersDemo.seed(store, now: now)
      let bodies = try await store.authorities(), areas = try await store.areas()
      #expect(Set(bodies.map(\.kind)) == Set(Authority.StatutoryKind.allCases))
      #expect(bodies.allSatisfy { areas[$0.id]?.isEmpty == false })
      #expect(areas.values.contains { $0.count > 1 })
      #expect(try await store.bodiesWithoutFacilitator() == Set(bodies.filter { $0.kind == .public }.map(\.id)))
      let council = try #require(bodies.first { $0.name == PartnersDemo.council })
      let profile = try #require(try await store.profile(council.id))
      #expect(profile.teams.count == 2)
      #expect(profile.teams.allSatisfy { team in team.members.contains { $0.leads } })
      #expect(profile.facilitator?.roles == [.informationGovernance])
    }
  }
}
