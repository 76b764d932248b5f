import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct DisclosureRequestTests {
  @Test(arguments: TestDatabase.engines)
  func `a partner’s request is seen by who may disclose, matched with a case, and refused with a clause`(engine: Engine)
    async throws
  {
    try await DisclosureFixture.with(engine) { world in
      let id = try await world.store.ask(
        .information, DisclosureFixture.ask, of: "council", by: world.kit, name: "Kit Example")
      #expect(try await world.store.inbox(by: world.jo).map(\.id) == [id])
      #expect(try await world.store.inbox(by: world.world.inquirer("max")).isEmpty)
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.world.inquirer("max")) }
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.kit) }
      await #expect(throws: Refusal.self) { try await world.store.match(id, with: "ASB-2026-000000", by: world.jo) }
      let reference = try await world.world.store.read(world.record, by: world.jo).cover.reference
      try await world.store.match(id, with: reference, by: world.jo)
      await #expect(throws: Refusal.self) {
        try await world.store.refuse(id, clause: "because", reason: "x", by: world.jo)
      }
      await #expect(throws: Refusal.self) {
        try await world.store.refuse(id, clause: "safety", reason: " ", by: world.jo)
      }
      try await world.store.refuse(id, clause: "safety", reason: "The suspect would learn of it", by: world.jo)
      let told = try #require(try await world.store.asked(by: world.kit).first)
      #expect(told.disclosure.state == .refused && told.disclosure.refusalClause == "safety" && told.answer == nil)
      #expect(try await world.store.inbox(by: world.jo).isEmpty)
      let ledger = try await world.store.ledger(by: world.jo)
      #expect(ledger.map(\.disclosure.refusalClause) == ["safety"])
    }
  }

  @Test func `whether somebody is known is asked by two duties, and answered by a person, not by the machine`()
    async throws
  {
    try await DisclosureFixture.with(.sqlite) { world in
      var ask = DisclosureFixture.ask
      ask.wanted = "Invented Canarybird, born 3 February 1990"
      let known = try await world.store.ask(.knownTo, ask, of: "council", by: world.kit, name: "Kit")
      ask.wanted = "Nobody Unknown, born 1 January 1900"
      let unknown = try await world.store.ask(.knownTo, ask, of: "council", by: world.kit, name: "Kit")
      // Until somebody answers, both look alike.
      let before = try await world.store.asked(by: world.kit)
      #expect(before.allSatisfy { $0.answer == nil && $0.disclosure.state == .requested && $0.disclosure.record == nil })
      await #expect(throws: Refusal.self) {
        try await world.store.ask(.knownTo, ask, of: "police", by: world.jo, name: "Jo")
      }
      try await world.store.answerKnownTo(known, words: "Please ring our contact.", by: world.jo)
      await #expect(throws: AccessRefused.self) {
        try await world.store.answerKnownTo(unknown, words: "No", by: world.world.inquirer("max"))
      }
      let after = try await world.store.asked(by: world.kit)
      #expect(after.first { $0.disclosure.id == known }?.answer == "Please ring our contact.")
      #expect(after.first { $0.disclosure.id == unknown }?.answer == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a correction reaches everybody to whom the note was sent, and nobody else`(engine: Engine) async throws {
    try await DisclosureFixture.with(engine) { world in
      var ground = DisclosureFixture.ground
      ground.withoutAgreement = "Urgent"
      let id = try await world.assessed(ground)
      try await world.toKit(id)
      try await world.toOutside(id)
      try await world.store.redact(id, by: world.jo)
      try await world.store.approve(id, redaction: 1, by: world.world.inquirer("max"), name: "Max", isOverseer: true)
      try await world.store.send(id, redaction: 1, by: world.jo, copying: DisclosureFixture.copying)
      let notes = try await world.world.store.read(world.record, by: world.jo).notes
      let sent = try #require(notes.first { $0.text == DisclosureFixture.needed }?.id)
      let kept = try #require(notes.first { $0.text == DisclosureFixture.withheld }?.id)
      #expect(try await world.store.correct(note: kept, on: world.record, words: "It was Tuesday", by: world.jo, name: "Jo") == 0)
      #expect(try await world.store.correct(note: sent, on: world.record, words: "It was Sunday", by: world.jo, name: "Jo") == 2)
      #expect(try await world.store.promises(of: "council").map(\.untold).sorted() == [1, 1])
      let mine = try await world.mine()
      #expect(mine.hasCorrection)
      #expect(try await world.store.open(mine.recipient.id, by: world.kit).corrections == ["It was Sunday"])
      #expect(try await world.store.promises(of: "council").map(\.untold).sorted() == [0, 1])
      let outside = try #require(try await world.store.read(id, by: world.jo).recipients.last)
      try await world.store.told(outside.id, of: id, how: "by secure e-mail", by: world.jo)
      #expect(try await world.store.promises(of: "council").map(\.untold) == [0, 0])
      let texts = try await world.world.store.read(world.record, by: world.jo).notes.map(\.text)
      #expect(texts.contains("Correction: It was Sunday") && texts.contains(DisclosureFixture.needed))
    }
  }

  @Test func `a copy is confirmed, kept with a reason, destroyed; then it opens no more and is no promise`() async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      _ = try await world.sent()
      let id = try await world.mine().recipient.id
      try await world.store.confirm(id, by: world.kit)
      await #expect(throws: Refusal.self) { try await world.store.confirm(id, by: world.kit) }
      await #expect(throws: Refusal.self) { try await world.store.end(id, as: .kept, words: "", by: world.kit) }
      try await world.store.end(id, as: .kept, words: "The trial is next month", by: world.kit)
      #expect(try await world.store.promises(of: "council").count == 1)
      try await world.store.end(id, as: .destroyed, words: "", by: world.kit)
      #expect(try await world.store.promises(of: "council").isEmpty)
      let refusal = await #expect(throws: Refusal.self) { try await world.store.open(id, by: world.kit) }
      #expect(refusal?.kind == "disclosure-ended")
      for stranger in ["jo", "max"] {
        await #expect(throws: AccessRefused.self, "\(stranger)") {
          try await world.store.open(id, by: world.world.inquirer(stranger))
        }
      }
    }
  }

  @Test(arguments: [
    DisclosureAsk(wanted: "", purpose: "x", necessity: "x", basis: "x"),
    DisclosureAsk(wanted: "x", purpose: " \n", necessity: "x", basis: "x"),
    DisclosureAsk(wanted: "x", purpose: "x", necessity: "", basis: "x"),
    DisclosureAsk(wanted: "x", purpose: "x", necessity: "x", basis: ""),
    DisclosureAsk(wanted: String(repeating: "a", count: 5_000), purpose: "x", necessity: "x", basis: "x"),
  ])
  func `a request without what the Commissioner’s form asks for is refused`(ask: DisclosureAsk) async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      await #expect(throws: Refusal.self) {
        try await world.store.record(
          ask, from: "x", of: "x", receivedOn: CaseFixture.now.londonDay, on: world.record, by: world.jo)
      }
      let ledger = try await world.store.ledger(by: world.jo)
      #expect(ledger.isEmpty)
    }
  }

  @Test(arguments: [
    DisclosureGround(necessity: "", proportionality: "x", lawfulBasis: "x", confidentiality: "x"),
    DisclosureGround(necessity: "x", proportionality: "", lawfulBasis: "x", confidentiality: "x"),
    DisclosureGround(necessity: "x", proportionality: "x", lawfulBasis: "", confidentiality: "x"),
    DisclosureGround(necessity: "x", proportionality: "x", lawfulBasis: "x", confidentiality: ""),
  ])
  func `an assessment without what its gateway asks for is refused`(ground: DisclosureGround) async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let refusal = await #expect(throws: Refusal.self) { _ = try await world.assessed(ground) }
      #expect(refusal?.kind == "missing-field")
    }
  }
}
