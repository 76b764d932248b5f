import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct SubjectAccessTests {
  struct World {
    let world: CaseFixture
    let store: SubjectAccessStore

    var nat: Inquirer { store.inquirer("nat", stepUpAt: CaseFixture.now) }

    func begin(_ family: String = "Canarybird", born: Day? = Day("1990-02-03")) async throws -> ID<SubjectRequest> {
      try await store.begin(
        SubjectIdentity(
          givenNames: "Invented", familyName: family, birthDate: born, phone: "", postcode: "",
          answerTo: "invented@example.test", scope: ""), regime: .general, receivedOn: CaseFixture.now.londonDay, by: nat,
        name: "Nat")
    }

    /// A case of a panel with the same person in a role and perhaps a victim beside them.
    func add(_ panel: String, as role: PartyRole, with victim: String? = nil) async throws -> ID<Case> {
      let words = try #require(store.cases.gate.words.panel(panel))
      var people = [
        (
          PersonParticulars(
            familyName: "Canarybird", givenNames: "Invented", birthDate: Day("1990-02-03"), phones: ["020 7946 0199"],
            address: "9 Canary Row"), role
        )
      ]
      if let victim {
        people.append(
          (PersonParticulars(familyName: victim, givenNames: "Supposed", address: "7 Secret Street"), .victim))
      }
      let lead = panel == "asb" ? "jo" : "lee"
      return try await world.store.begin(
        panel: words, categories: ["identity"], people: people,
        by: Inquirer(account: lead, purpose: words.purposes.first ?? "", stepUpAt: CaseFixture.now), name: lead)
    }

    /// Every item decided: the person's own whole, everything else withheld.
    func decide(_ record: ID<Case>, of id: ID<SubjectRequest>, notes: DisclosureItem.Choice = .withheld) async throws {
      let items = try await store.items(record, of: id, by: nat).map { held in
        var one = held
        if one.item.kind == .note {
          one.thirdParty = notes == .whole ? .nobody : .unreasonable
          one.item.choice = notes
          one.item.reason = notes == .whole ? "" : "other-person"
        }
        return one
      }
      try await store.decide(items, on: record, of: id, by: nat)
    }

    static let printing: SubjectAccessStore.Printing = { answer in
      Array(
        answer.parts.flatMap { part in [part.caseReference] + part.items.map { $0.leaving ?? "" } + part.told }
          .joined(separator: "\n").utf8)
    }
  }

  private func with(_ engine: Engine = .sqlite, _ body: (World) async throws -> Void) async throws {
    try await CaseFixture.with(engine) { world in
      try await world.database.write { connection in
        try connection.run(
          """
          INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
          VALUES ('lee', 'lee', 'lee', 'council', 0, \(CaseFixture.now))
          """)
        try AccessRegister.equip(
          "lee", duties: ["marac-coordinator", "gangs-lead"], clearance: .restricted,
          trainingUntil: CaseFixture.now.londonDay + 100, connection)
      }
      try await body(
        World(
          world: world,
          store: SubjectAccessStore(
            cases: world.store, reasons: try WithholdingReasons(text: CaseFixture.practice("law/withholding.yaml")),
            calendar: try WorkingCalendar(text: CaseFixture.practice("law/bank-holidays.yaml")),
            clocks: try PracticeClocks(text: CaseFixture.practice("law/clocks.yaml")))))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a request is searched, tested item by item, approved by another and answered with the person’s own data`(
    engine: Engine
  ) async throws {
    try await with(engine) { world in
      let record = try await world.world.begin()
      try await world.world.store.addNote(
        .fact, "Canarynote of their own", source: "Call", happenedOn: nil, categories: ["housing"], isKeptToAgency: false,
        to: record, by: world.world.inquirer("jo"), name: "Jo")
      let id = try await world.begin()
      await #expect(throws: AccessRefused.self) { try await world.world.store.read(record, by: world.nat) }
      try await world.store.search(id, by: world.nat)
      #expect(try await world.store.read(id, by: world.nat).matches.map(\.record) == [record])
      try await world.store.take(record, onto: id, by: world.nat)
      // Those on the case see who reads it and why.
      let members = try await world.world.store.read(record, by: world.world.inquirer("jo")).members
      #expect(members.contains { $0.account == "nat" && $0.duty.hasPrefix("subject access request SAR-2026-") })
      let open = await #expect(throws: Refusal.self) { try await world.store.review(id, safety: "looked", by: world.nat) }
      #expect(open?.kind == "case-open")
      try await world.decide(record, of: id, notes: .whole)
      try await world.store.review(id, safety: "Nobody else is in the case", by: world.nat)
      let own = await #expect(throws: Refusal.self) {
        try await world.store.approve(id, revision: 1, by: world.nat, name: "Nat", isOverseer: true)
      }
      #expect(own?.kind == "own-approval")
      await #expect(throws: AccessRefused.self) {
        try await world.store.approve(id, revision: 1, by: world.store.inquirer("max", stepUpAt: nil), name: "Max", isOverseer: false)
      }
      try await world.store.approve(id, revision: 1, by: world.store.inquirer("jo", stepUpAt: nil), name: "Jo", isOverseer: false)
      try await world.store.send(id, by: world.nat, printing: World.printing)
      let text = String(decoding: try await world.store.file(id, by: world.nat).bytes, as: UTF8.self)
      #expect(text.contains("Invented Canarybird") && text.contains("Canarynote of their own"))
      #expect(!text.contains("Nowhere House"))
      await #expect(throws: AccessRefused.self) { try await world.world.store.read(record, by: world.nat) }
      var query = AuditQuery()
      query.objectID = id.text
      query.category = .disclosure
      #expect(try await world.world.audit.search(query).records.first?.entry.recipient?.hasPrefix("subject:") == true)
    }
  }

  @Test func `a request by whoever caused harm shows nothing of a victim’s case: no line, no count, no reference`()
    async throws
  {
    try await with { world in
      let plain = try await world.world.begin()
      let marac = try await world.add("marac", as: .suspect, with: "Canaryvictim")
      let gangs = try await world.add("gangs", as: .suspect)
      // A victim of the very same name does not open it either.
      let alike = try await world.add("marac", as: .suspect, with: "Canarybird")
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      let view = try await world.store.read(id, by: world.nat)
      #expect(view.matches.map(\.record) == [plain])
      for hidden in [marac, gangs, alike] {
        await #expect(throws: AccessRefused.self) { try await world.store.take(hidden, onto: id, by: world.nat) }
        await #expect(throws: AccessRefused.self) { try await world.store.items(hidden, of: id, by: world.nat) }
      }
      try await world.store.take(plain, onto: id, by: world.nat)
      try await world.decide(plain, of: id)
      try await world.store.review(id, safety: "Looked", by: world.nat)
      // The number of approvals does not tell of what is concealed either.
      #expect(try await world.store.read(id, by: world.nat).request.approvalsNeeded == 1)
      let one = await #expect(throws: Refusal.self) { try await world.store.send(id, by: world.nat, printing: World.printing) }
      #expect(one?.kind == "request-state")
      let stale = await #expect(throws: Refusal.self) {
        try await world.store.approve(
          id, revision: 0, by: world.store.inquirer("jo", stepUpAt: nil), name: "Jo", isOverseer: false)
      }
      #expect(stale?.kind == "changed-meanwhile")
      try await world.store.approve(id, revision: 1, by: world.store.inquirer("jo", stepUpAt: nil), name: "Jo", isOverseer: false)
      try await world.store.send(id, by: world.nat, printing: World.printing)
      let text = String(decoding: try await world.store.file(id, by: world.nat).bytes, as: UTF8.self)
      for secret in ["Canaryvictim", "MARAC", "GANGS", "Secret Street", "9 Canary Row"] {
        #expect(!text.contains(secret), "\(secret)")
      }
      #expect(text.contains("1 Fictional Row"))
    }
  }

  @Test func `an own MARAC case of a victim is found, and needs two approvals`() async throws {
    try await with { world in
      let record = try await world.add("marac", as: .victim)
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      try await world.store.take(record, onto: id, by: world.nat)
      try await world.decide(record, of: id)
      try await world.store.review(id, safety: "Looked", by: world.nat)
      #expect(try await world.store.read(id, by: world.nat).request.approvalsNeeded == 2)
    }
  }

  @Test(arguments: [
    (nil, DisclosureItem.Choice.whole, "", "third-party-test"),
    (.unreasonable, .whole, "", "third-party"),
    (.unreasonable, .withheld, "", "withholding-reason"),
    (.unreasonable, .withheld, "not-necessary", "withholding-reason"),
    (.nobody, .redacted, "other-person", "redaction-empty"),
  ] as [(SubjectItem.ThirdParty?, DisclosureItem.Choice, String, String)])
  func `an item without its test, its reason or its redaction is refused`(
    test: SubjectItem.ThirdParty?, choice: DisclosureItem.Choice, reason: String, kind: String
  ) async throws {
    try await with { world in
      let record = try await world.world.begin()
      try await world.world.store.addNote(
        .fact, "A note", source: "", happenedOn: nil, categories: [], isKeptToAgency: false, to: record,
        by: world.world.inquirer("jo"), name: "Jo")
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      try await world.store.take(record, onto: id, by: world.nat)
      let items = try await world.store.items(record, of: id, by: world.nat).map { held in
        var one = held
        guard one.item.kind == .note else { return one }
        one.thirdParty = test
        one.item.choice = choice
        one.item.reason = reason
        one.item.replacement = one.item.text
        return one
      }
      let refusal = await #expect(throws: Refusal.self) {
        try await world.store.decide(items, on: record, of: id, by: world.nat)
      }
      #expect(refusal?.kind == kind)
    }
  }

  @Test func `somebody of the same name is put aside; another agency’s handler finds nothing`() async throws {
    try await with { world in
      let record = try await world.world.begin()
      let id = try await world.begin(born: Day("1950-01-01"))
      try await world.store.search(id, by: world.nat)
      #expect(try await world.store.read(id, by: world.nat).matches.map(\.matched).first?.contains("full-name") == true)
      try await world.store.leave(record, of: id, by: world.nat)
      try await world.store.review(id, safety: "Another birth date", by: world.nat)
      try await world.store.approve(id, revision: 1, by: world.store.inquirer("max", stepUpAt: nil), name: "Max", isOverseer: true)
      try await world.store.send(id, by: world.nat, printing: World.printing)
      #expect(try await world.store.file(id, by: world.nat).bytes.isEmpty)
      for stranger in ["kit", "jo"] {
        await #expect(throws: AccessRefused.self, "\(stranger)") {
          try await world.store.read(id, by: world.store.inquirer(stranger, stepUpAt: nil))
        }
      }
    }
  }

  @Test func `a conflict of interest of the handler keeps the case closed`() async throws {
    try await with { world in
      let record = try await world.world.begin()
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      let person = try #require(try await world.store.read(id, by: world.nat).matches.first?.person.text)
      #expect(!person.isEmpty)
      try await world.world.database.write { connection in
        try AccessRegister.conflict("nat", with: person, words: "family", by: "x", at: CaseFixture.now, connection)
      }
      // The request is no more there for who has an interest in somebody of its cases.
      await #expect(throws: AccessRefused.self) { try await world.store.take(record, onto: id, by: world.nat) }
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.nat) }
      let members = try await world.world.store.read(record, by: world.world.inquirer("jo")).members
      #expect(!members.contains { $0.account == "nat" })
    }
  }

  @Test func `a perpetrator whose name is only spelt alike, and one who became known later, are concealed too`() async throws {
    try await with { world in
      let words = try #require(world.store.cases.gate.words.panel("marac"))
      let record = try await world.world.store.begin(
        panel: words, categories: ["identity"],
        people: [
          (PersonParticulars(familyName: "Canarybyrd", givenNames: "Invented"), .suspect),
          (PersonParticulars(familyName: "Canarybird", givenNames: "Supposed"), .victim),
        ], by: Inquirer(account: "lee", purpose: words.purposes.first ?? "", stepUpAt: CaseFixture.now), name: "lee")
      let own = try await world.add("marac", as: .victim)
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      #expect(try await world.store.read(id, by: world.nat).matches.map(\.record) == [own])
      try await world.store.take(own, onto: id, by: world.nat)
      let person = try #require(try await world.store.read(id, by: world.nat).matches.first?.person)
      try await world.world.database.write { connection in
        _ = try connection.run("UPDATE case_party SET role = 'suspect' WHERE case_id = \(own) AND person = \(person)")
      }
      try await world.store.review(id, safety: "Looked", by: world.nat)
      #expect(try await world.store.read(id, by: world.nat).matches.isEmpty)
      for hidden in [record, own] {
        await #expect(throws: AccessRefused.self) { try await world.world.store.read(hidden, by: world.nat) }
      }
    }
  }

  @Test func `of two people of one family name neither is taken for the asker, and nobody’s address is chosen`() async throws {
    try await with { world in
      let record = try await world.world.store.begin(
        panel: try #require(world.store.cases.gate.words.panel("asb")), categories: ["identity"],
        people: [
          (PersonParticulars(familyName: "Canarybird", givenNames: "Other", address: "1 Row"), .suspect),
          (PersonParticulars(familyName: "Canarybird", givenNames: "Another", address: "2 Row"), .victim),
        ], by: world.world.inquirer("jo"), name: "Jo")
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      try await world.store.take(record, onto: id, by: world.nat)
      let items = try await world.store.items(record, of: id, by: world.nat)
      #expect(items.count == 4 && items.allSatisfy { $0.item.choice == .withheld && $0.thirdParty == nil })
    }
  }

  @Test func `whoever is on a case for a request is on it for nothing else, and who led it before stays`() async throws {
    try await with { world in
      let record = try await world.world.begin()
      try await world.world.database.write { connection in
        try AccessRegister.equip(
          "nat", duties: ["subject-access-officer", "case-lead"], clearance: .restricted,
          trainingUntil: CaseFixture.now.londonDay + 10, connection)
        try AccessRegister.equip(
          "jo", duties: ["subject-access-officer", "case-lead", "asb-officer"], clearance: .restricted,
          trainingUntil: CaseFixture.now.londonDay + 10, connection)
      }
      let id = try await world.begin()
      try await world.store.search(id, by: world.nat)
      try await world.store.take(record, onto: id, by: world.nat)
      _ = try await world.world.store.read(record, by: world.nat)
      await #expect(throws: AccessRefused.self) { try await world.world.store.read(record, by: world.world.inquirer("nat")) }
      #expect(try await world.world.store.list(by: world.world.inquirer("nat")).isEmpty)
      try await world.store.take(record, onto: id, by: world.store.inquirer("jo", stepUpAt: CaseFixture.now))
      try await world.store.end(id, as: .withdrawn, reason: "Withdrawn", by: world.nat)
      await #expect(throws: AccessRefused.self) { try await world.world.store.read(record, by: world.nat) }
      let lead = try await world.world.store.read(record, by: world.world.inquirer("jo")).members
      #expect(lead.first { $0.account == "jo" }?.duty == "lead")
    }
  }
}
