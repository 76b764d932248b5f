import Basics
import Testing

@testable import Audit

@Suite struct AuditEntryTests {
  @Test func `each of the six acts of section 62 names somebody, and nothing else must`() throws {
    let actor = try AuditActor(user: "u1")
    for category in AuditCategory.allCases {
      let recipient = category == .disclosure ? "court" : nil
      _ = try AuditEntry(category, by: actor, individuals: ["p1"], recipient: recipient)
      if category.isRequiredByLaw {
        let refusal = #expect(throws: Refusal.self) { try AuditEntry(category, by: actor, recipient: recipient) }
        #expect(refusal?.place == "individuals")
      } else {
        _ = try AuditEntry(category, by: actor, recipient: recipient)
      }
    }
    #expect(AuditCategory.allCases.filter(\.isRequiredByLaw).count == 6)
  }

  @Test func `a disclosure has a recipient, and nothing else has one`() throws {
    let actor = try AuditActor(user: "u1")
    for category in AuditCategory.allCases {
      for recipient in [nil, "court"] {
        let isRight = (category == .disclosure) == (recipient != nil)
        let entry = try? AuditEntry(category, by: actor, individuals: ["p1"], recipient: recipient)
        #expect((entry != nil) == isRight, "\(category)")
      }
    }
  }

  @Test(arguments: [
    "Pat Smith", "pat@example.org", "", "Zoë", "12 High St", "a\u{0}", String(repeating: "a", count: 129),
  ])
  func `words about a person do not stand in clear in any field`(_ text: String) throws {
    let actor = try AuditActor(user: "u1")
    #expect(throws: Refusal.self) { try AuditActor(user: text) }
    #expect(throws: Refusal.self) { try AuditActor(user: "u1", agency: text) }
    #expect(throws: Refusal.self) { try AuditActor(user: "u1", actingFor: text) }
    #expect(throws: Refusal.self) { try AuditObject(kind: text, id: "c1") }
    #expect(throws: Refusal.self) { try AuditObject(kind: "case", id: text) }
    #expect(throws: Refusal.self) { try AuditObject(kind: "case", id: "c1", fieldGroups: [text]) }
    #expect(throws: Refusal.self) { try AuditGrounds(purpose: text) }
    #expect(throws: Refusal.self) { try AuditGrounds(rules: [text]) }
    #expect(throws: Refusal.self) { try AuditGrounds(reason: text) }
    #expect(throws: Refusal.self) { try AuditGrounds.Agreement(id: text, version: 1) }
    #expect(throws: Refusal.self) { try AuditEntry(.erasure, by: actor, individuals: ["p1", text]) }
    #expect(throws: Refusal.self) { try AuditEntry(.disclosure, by: actor, individuals: ["p1"], recipient: text) }
  }

  @Test func `a session is a digest, and counts are not below nothing`() throws {
    #expect(throws: Refusal.self) { try AuditActor(user: "u1", session: [1, 2, 3]) }
    #expect(throws: Refusal.self) { try AuditObject(kind: "case", id: "c1", rowVersion: -1) }
    #expect(throws: Refusal.self) { try AuditGrounds.Agreement(id: "g1", version: -1) }
    #expect(throws: Refusal.self) { try AuditEntry(.system, by: .server, resultCount: -1) }
  }

  @Test func `lists and sealed text have limits`() throws {
    let many = (0...AuditEntry.mostIndividuals).map { "p\($0)" }
    #expect(throws: Refusal.self) { try AuditEntry(.erasure, by: .server, individuals: many) }
    _ = try AuditEntry(.erasure, by: .server, individuals: Array(many.dropLast()))
    let long = [UInt8](repeating: 0, count: AuditEntry.longestSealed + 1)
    #expect(throws: Refusal.self) { try AuditEntry(.system, by: .server, sealed: long) }
    _ = try AuditEntry(.system, by: .server, sealed: Array(long.dropLast()))
  }

  @Test func `individuals named twice or in another order are the same individuals`() throws {
    let one = try AuditEntry(.erasure, by: .server, individuals: ["p2", "p1", "p2"])
    let two = try AuditEntry(.erasure, by: .server, individuals: ["p1", "p2"])
    #expect(one == two)
    #expect(one.individuals == ["p1", "p2"])
  }
}
