import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Crypto
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct DisclosureTests {
  @Test(arguments: TestDatabase.engines)
  func `a request is assessed, redacted and sent; the recipient reads it and holds a receipt that anybody can check`(
    engine: Engine
  ) async throws {
    try await DisclosureFixture.with(engine) { world in
      let id = try await world.sent(), view = try await world.store.read(id, by: world.jo)
      #expect(view.disclosure.state == .sent && view.disclosure.redaction == 1)
      let mine = try await world.mine(), opened = try await world.store.open(mine.recipient.id, by: world.kit)
      #expect(opened.text.contains(DisclosureFixture.needed) && opened.text.contains("Invented Canarybird"))
      #expect(opened.text.contains("kit, police") && opened.text.contains("Not for the press"))
      let receipt = try await world.store.receipt(mine.recipient.id, by: world.kit)
      let note = try SignedNote(receipt), key = try world.world.audit.receiptVerifier
      #expect(note.isSigned(by: key) && !note.isSigned(by: world.world.audit.verifier))
      let read = try DisclosureReceipt(text: note.text)
      #expect(read.textSHA256 == Hex.text(Array(SHA256.hash(data: Array(opened.text.utf8)))))
      #expect(read.agreement == "g version 1" && read.gateway == "CDA-115" && read.copySHA256 == nil)
      let record = try #require(
        try await world.world.audit.search(AuditQuery()).records.first { $0.index == read.entry })
      #expect(record.entry.category == .disclosure && record.entry.recipient == "account:kit")
      #expect(record.entry.object?.id == id.text && record.entry.individuals.count == 1)
      #expect(record.entry.grounds.agreement?.id == "g")
      #expect(view.recipients.map(\.receipt) == [receipt])
    }
  }

  @Test func `nothing that is withheld or taken out is in what leaves, nor a safe address, contact or name in the receipt`()
    async throws
  {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed(
        DisclosureGround(
          necessity: "x", proportionality: "x", lawfulBasis: "x", confidentiality: "x", identifying: "x",
          withoutAgreement: "Needed tonight"))
      try await world.toKit(id)
      try await world.toOutside(id)
      try await world.store.redact(id, by: world.jo)
      try await world.store.approve(id, redaction: 1, by: world.world.inquirer("max"), name: "Max", isOverseer: true)
      try await world.store.send(id, redaction: 1, by: world.jo, copying: DisclosureFixture.copying)
      let view = try await world.store.read(id, by: world.jo)
      let outside = try #require(view.recipients.last)
      let copy = String(decoding: try await world.store.copy(outside.id, of: id, by: world.jo).bytes, as: UTF8.self)
      let inside = try await world.store.open(try await world.mine().recipient.id, by: world.kit).text
      for text in [copy, inside] {
        #expect(text.contains(DisclosureFixture.needed) && text.contains("[taken out]"))
        for secret in [DisclosureFixture.withheld, "Canarysource", "Nowhere House", "7946", "Fictional Row"] {
          #expect(!text.contains(secret), "\(secret)")
        }
      }
      for secret in ["Canarybird", "Canarynote", "Nowhere House"] {
        #expect(view.recipients.allSatisfy { !($0.receipt ?? "").contains(secret) }, "\(secret)")
      }
      #expect(copy.contains("Sam Outside, Example Housing") && !inside.contains("Sam Outside"))
      // The seeded fault: what was chosen as a whole is there, so the search above can find something.
      #expect(copy.contains("Canarybird"))
    }
  }

  @Test func `a receipt that was altered in one letter, or a receipt of another key, is refused`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      _ = try await world.sent()
      let receipt = try await world.store.receipt(try await world.mine().recipient.id, by: world.kit)
      let key = try world.world.audit.receiptVerifier
      let whole = try SignedNote(receipt)
      #expect(whole.isSigned(by: key))
      for (index, character) in receipt.enumerated() where character.isLetter || character.isNumber {
        var altered = Array(receipt)
        altered[index] = character == "a" ? "b" : "a"
        let note = try? SignedNote(String(altered))
        #expect(note.map { $0.isSigned(by: key) } ?? false == false, "at \(index)")
      }
      let other = try AuditKey(seed: Array(repeating: 7, count: 32)).sign(statement: whole.text, name: key.name)
      #expect(!other.isSigned(by: key))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an agreement that has expired stops it, by name; without one a reason and a second person are needed`(
    engine: Engine
  ) async throws {
    try await DisclosureFixture.with(engine, days: -1) { world in
      let id = try await world.assessed()
      try await world.toKit(id)
      let refusal = await #expect(throws: Refusal.self) { try await world.store.redact(id, by: world.jo) }
      #expect(refusal?.kind == "no-agreement" && refusal?.reason.contains("“g” has expired on 20 September 2026") == true)
      var ground = DisclosureFixture.ground
      ground.withoutAgreement = "An officer waits at the door"
      try await world.store.assess(
        id, gateway: "CDA-115", ground, deleteBy: CaseFixture.now.londonDay + 30, by: world.jo)
      try await world.store.redact(id, by: world.jo)
      let unapproved = await #expect(throws: Refusal.self) {
        try await world.store.send(id, redaction: 1, by: world.jo, copying: DisclosureFixture.copying)
      }
      #expect(unapproved?.kind == "second-approval")
      let own = await #expect(throws: Refusal.self) {
        try await world.store.approve(id, redaction: 1, by: world.jo, name: "Jo", isOverseer: true)
      }
      #expect(own?.kind == "own-approval")
      try await world.store.approve(id, redaction: 1, by: world.world.inquirer("max"), name: "Max", isOverseer: true)
      try await world.store.send(id, redaction: 1, by: world.jo, copying: DisclosureFixture.copying)
      #expect(try await world.mine().recipient.agreement == nil)
    }
  }

  @Test func `what changes after the approval is approved anew`() async throws {
    try await DisclosureFixture.with(.sqlite, days: nil) { world in
      var ground = DisclosureFixture.ground
      ground.withoutAgreement = "Urgent"
      let id = try await world.assessed(ground)
      try await world.toKit(id)
      try await world.store.redact(id, by: world.jo)
      try await world.store.approve(id, redaction: 1, by: world.world.inquirer("max"), name: "Max", isOverseer: true)
      try await world.store.choose(try await world.choices(), for: id, by: world.jo)
      let view = try await world.store.read(id, by: world.jo)
      #expect(view.disclosure.state == .assessed && view.disclosure.second == .notNeeded)
      await #expect(throws: Refusal.self) {
        try await world.store.send(id, redaction: 1, by: world.jo, copying: DisclosureFixture.copying)
      }
    }
  }

  @Test func `more than fifty people need a second person, also when they leave in small parts`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      try await world.world.database.write { connection in
        for number in 0..<30 {
          try AccessRegister.concern("bulk-\(number)", in: ID(world.record.text), connection)
        }
      }
      let first = try await world.sent()
      #expect(try await world.store.read(first, by: world.jo).disclosure.second == .notNeeded)
      let other = try await world.world.begin("Otherbird")
      try await world.world.database.write { connection in
        for number in 30..<60 { try AccessRegister.concern("bulk-\(number)", in: ID(other.text), connection) }
      }
      let again = DisclosureFixture(world: world.world, store: world.store, record: other)
      let id = try await again.assessed()
      try await again.toKit(id)
      try await again.store.redact(id, by: again.jo)
      #expect(try await again.store.read(id, by: again.jo).disclosure.second == .waiting)
      let refusal = await #expect(throws: Refusal.self) {
        try await again.store.send(id, redaction: 1, by: again.jo, copying: DisclosureFixture.copying)
      }
      #expect(refusal?.kind == "second-approval")
    }
  }

  @Test func `sending needs the second factor fresh and a reason, by the same rule as everything`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed()
      try await world.toKit(id)
      try await world.store.redact(id, by: world.jo)
      for inquirer in [world.world.inquirer("jo", isConfirmed: false, reason: "asked"), world.world.inquirer("jo")] {
        let refused = await #expect(throws: AccessRefused.self) {
          try await world.store.send(id, redaction: 1, by: inquirer, copying: DisclosureFixture.copying)
        }
        #expect(refused?.decision?.failed == [.obligations])
      }
      #expect(try await world.store.received(by: world.kit).isEmpty)
    }
  }

  @Test func `a label that rules out disclosures stops it; so does a conflict of interest of the recipient`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed()
      try await world.toKit(id)
      try await world.world.store.setLabel(
        "do-not-reveal-source", words: "x", on: world.record, by: world.jo, name: "Jo")
      let label = await #expect(throws: Refusal.self) { try await world.store.redact(id, by: world.jo) }
      #expect(label?.kind == "label-blocks")
      try await world.world.store.liftLabel("do-not-reveal-source", reason: "agreed", on: world.record, by: world.jo)
      let person = try #require(
        try await world.world.store.read(world.record, by: world.jo).parties.first?.person.id.text)
      try await world.world.database.write { connection in
        try AccessRegister.conflict("kit", with: person, words: "family", by: "x", at: CaseFixture.now, connection)
      }
      let conflict = await #expect(throws: Refusal.self) { try await world.store.redact(id, by: world.jo) }
      #expect(conflict?.kind == "recipient-conflict" && conflict?.description.contains("Canarybird") == false)
    }
  }

  @Test func `a gateway that does not reach the recipient, or is shut to the kind of data, is refused by name`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed(DisclosureGround(
        necessity: "x", proportionality: "x", lawfulBasis: "x", confidentiality: "x", identifying: "x",
        withoutAgreement: "x"))
      try await world.toOutside(id, kind: .businessNetwork)
      let refusal = await #expect(throws: Refusal.self) { try await world.store.redact(id, by: world.jo) }
      #expect(refusal?.kind == "gateway-recipient" && refusal?.place == "Sam Outside")
    }
  }

  @Test func `somebody of a provider is no recipient of the kind that a gateway of authorities admits`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed()
      func turn(_ beyond: String) async throws {
        try await world.world.database.write {
          _ = try $0.run(
            """
            UPDATE authority SET kind = 'other', beyond = \(beyond), responsibility = NULL
            WHERE id = (SELECT authority_id FROM account WHERE id = 'kit')
            """)
        }
      }
      func add(_ kind: PartyKind?) async throws {
        try await world.store.addRecipient(
          account: "kit", name: "", body: "", kind: kind, sentTo: "", form: .view, to: id, by: world.jo)
      }
      try await turn("provider")
      for kind in [PartyKind.police, .council, .landlord] {
        let refusal = await #expect(throws: Refusal.self) { try await add(kind) }
        #expect(refusal?.kind == "party-kind")
      }
      try await turn("public")
      for kind in [PartyKind?.none, .voluntaryProvider] { await #expect(throws: Refusal.self) { try await add(kind) } }
      #expect(try await world.store.read(id, by: world.jo).recipients.isEmpty)
    }
  }

  @Test(arguments: [
    ("Sam; Alex", "x"), ("All staff", "x"), ("staff@example.test", "x"), ("Sam", "a@example.test, b@example.test"),
    ("", "x"), ("Sam", ""), (String(repeating: "a", count: 101), "x"),
  ])
  func `a recipient is one person with one address`(name: String, sentTo: String) async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let id = try await world.assessed()
      await #expect(throws: Refusal.self) {
        try await world.store.addRecipient(
          account: nil, name: name, body: "Example Housing", kind: .landlord, sentTo: sentTo, form: .copy, to: id,
          by: world.jo)
      }
      #expect(try await world.store.read(id, by: world.jo).recipients.isEmpty)
    }
  }
}
