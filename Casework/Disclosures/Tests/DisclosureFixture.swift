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

/// A case of the council with three notes, and a police officer outside it who asks for information.
struct DisclosureFixture {
  static let needed = "Canarynote one: the shutters were broken on Monday night."
  static let redactable = "Canarynote two: seen from number 14 by Canarysource Example."
  static let withheld = "Canarynote three: the neighbour's own health."

  let world: CaseFixture
  let store: DisclosureStore
  let record: ID<Case>

  static func with(_ engine: Engine, days: Int? = 30, _ body: (DisclosureFixture) async throws -> Void) async throws {
    try await CaseFixture.with(engine) { world in
      if let days { try await world.agree(days: days) }
      let id = try await world.begin()
      for text in [needed, redactable, withheld] {
        try await world.store.addNote(
          .fact, text, source: "Call", happenedOn: Day("2026-09-01"), categories: ["housing"], isKeptToAgency: false,
          to: id, by: world.inquirer("jo"), name: "Jo")
      }
      let store = DisclosureStore(
        cases: world.store, gateways: try GatewayTable(text: CaseFixture.practice("law/gateways.yaml")),
        reasons: try WithholdingReasons(text: CaseFixture.practice("law/withholding.yaml")),
        knownTo: try KnownToPractice(text: CaseFixture.practice("access/known-to.yaml")))
      try await body(DisclosureFixture(world: world, store: store, record: id))
    }
  }

  var jo: Inquirer { world.inquirer("jo", reason: "asked for by the police") }
  var kit: Inquirer { world.inquirer("kit") }

  static let ask = DisclosureAsk(
    wanted: "What is known of the broken shutters", purpose: "Detecting criminal damage", necessity: "No other witness",
    basis: "Public task")
  static let ground = DisclosureGround(
    necessity: "The officer has no other account", proportionality: "Two notes of three", lawfulBasis: "Article 6(1)(e)",
    confidentiality: "Statute", identifying: "The lead, since an identity is asked for", restrictions: "Not for the press")

  /// A request that is assessed, with one note whole, one redacted, one withheld, and the person's identity.
  func assessed(_ ground: DisclosureGround = ground) async throws -> ID<Disclosure> {
    let id = try await store.record(
      DisclosureFixture.ask, from: "Kit Example", of: "police", receivedOn: CaseFixture.now.londonDay, on: record, by: jo)
    try await store.acknowledge(id, by: jo)
    try await store.assess(
      id, gateway: "CDA-115", ground, deleteBy: CaseFixture.now.londonDay + 90, by: jo)
    try await store.choose(try await choices(), for: id, by: jo)
    return id
  }

  func choices() async throws -> [DisclosureItem] {
    DisclosureStore.items(of: try await world.store.read(record, by: world.inquirer("jo"))).map { held in
      var item = held
      if item.kind == .person || item.text == DisclosureFixture.needed { item.choice = .whole }
      if item.text == DisclosureFixture.redactable {
        item.choice = .redacted
        item.replacement = "Canarynote two: seen from [taken out]."
        item.reason = "source-of-information"
      }
      return item
    }
  }

  func toKit(_ id: ID<Disclosure>) async throws {
    try await store.addRecipient(
      account: "kit", name: "", body: "", kind: nil, sentTo: "", form: .view, to: id, by: jo)
  }

  func toOutside(_ id: ID<Disclosure>, kind: PartyKind? = .landlord) async throws {
    try await store.addRecipient(
      account: nil, name: "Sam Outside", body: "Example Housing", kind: kind, sentTo: "sam@example.test", form: .copy,
      to: id, by: jo)
  }

  /// A copy that needs no renderer: its bytes are the pack's.
  static let copying: DisclosureStore.Copying = { Array(("%PDF " + $0.text).utf8) }

  func sent() async throws -> ID<Disclosure> {
    let id = try await assessed()
    try await toKit(id)
    try await store.redact(id, by: jo)
    try await store.send(id, redaction: 1, by: jo, copying: DisclosureFixture.copying)
    return id
  }

  func mine() async throws -> DisclosureStore.Received { try #require(try await store.received(by: kit).first) }
}
