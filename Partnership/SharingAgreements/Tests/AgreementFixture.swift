import Audit
import Basics
import Database
import Documents
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

/// A council and a police force with a lead and a signatory each, and the partnership's own models.
struct AgreementFixture {
  static let start = PartnersFixture.start
  static let today = start.londonDay
  static let migrations =
    AuditMigrations.all + PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all

  static func practiceFolder() -> String {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path + "/Practice"
  }
  static func practice() throws -> AgreementPractice { try AgreementPractice.read(practice: practiceFolder()) }

  let partners: PartnersFixture
  let store: AgreementStore
  let council: Authority
  let police: Authority
  let lead: PartnersFixture.Person
  let councilSignatory: PartnersFixture.Person
  let policeSignatory: PartnersFixture.Person

  static func with(
    _ engine: Engine, audited: Bool = false, _ body: (AgreementFixture) async throws -> Void
  ) async throws {
    try await TestDatabase.with(engine, migrations) { database in
      let people = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let council = try await people.add(
        name: "Anytown Council", kind: .responsibleAuthority, responsibility: .localAuthority, now: start)
      let police = try await people.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: start)
      let atCouncil = PartnersFixture(store: people, database: database, council: council)
      let atPolice = PartnersFixture(store: people, database: database, council: police)
      let audit =
        try audited
        ? AuditLog(
          database: database, origin: "anytown.example/audit", key: AuditKey(seed: [UInt8](repeating: 1, count: 32)))
        : nil
      try await body(
        AgreementFixture(
          partners: atCouncil, store: AgreementStore(database, practice: try practice(), audit: audit),
          council: council, police: police,
          lead: try await atCouncil.person("lead@council.example", [.informationGovernance]),
          councilSignatory: try await atCouncil.person("signs@council.example", [.signatory]),
          policeSignatory: try await atPolice.person("signs@police.example", [.signatory])))
    }
  }

  /// The council and the police as parties of a model, with everybody named.
  static func parties(
    _ model: ModelAgreement, _ bodies: [(id: String, name: String, kind: PartyKind)]
  ) -> [AgreementParty] {
    bodies.map { body in
      AgreementParty(
        authority: body.id, name: body.name, kind: body.kind, standing: .controller, part: "Takes part.",
        contacts: model.contacts.map { AgreementContact(role: $0, name: "Pat Fictional") })
    }
  }

  var bodies: [(id: String, name: String, kind: PartyKind)] {
    [(council.id.text, council.name, .council), (police.id.text, police.name, .police)]
  }

  static let imagined: [(id: String, name: String, kind: PartyKind)] = [
    ("council", "the council", .council), ("police", "the police", .police),
  ]

  /// A complete draft of a model between imagined bodies.
  static func draft(
    _ id: String, _ practice: AgreementPractice,
    _ bodies: [(id: String, name: String, kind: PartyKind)] = imagined, parent: String? = "above", from day: Day = today
  ) throws -> SharingAgreement {
    let model = try #require(practice.model(id))
    var draft = model.draft(between: parties(model, bodies), from: day, parent: parent)
    draft.dpia.reference = "DPIA-1"
    return draft
  }

  /// The protocol in draft, and an ASB agreement under it that is out for signature.
  func sent(from day: Day = today, lasting days: Int = 364) async throws -> ID<SharingAgreement> {
    let above = try await store.begin(
      try AgreementFixture.draft("protocol", store.practice, bodies, parent: nil, from: day), model: "protocol",
      by: lead.id, now: AgreementFixture.start)
    var draft = try AgreementFixture.draft("asb", store.practice, bodies, parent: above.text, from: day)
    draft.to = day + days
    draft.review = day + max(days - 30, 0)
    let id = try await store.begin(draft, model: "asb", by: lead.id, now: AgreementFixture.start)
    try await store.sendForSignature(id, by: lead.id, now: AgreementFixture.start)
    return id
  }

  func held(_ id: ID<SharingAgreement>) async throws -> HeldAgreement { try #require(try await store.agreement(id)) }

  /// Both bodies sign what they see.
  func signByAll(_ id: ID<SharingAgreement>, now: Instant = start) async throws {
    for person in [councilSignatory, policeSignatory] {
      _ = try await store.sign(id, digest: try await held(id).sha256, by: person.id, now: now)
    }
  }

  func site(_ clock: MovingClock) -> Site {
    Site(
      routes: PartnersWeb.routes(partners.store)
        + SharingAgreementsWeb.routes(
          store: store, partners: partners.store, words: store.practice.words, renderer: DocumentRenderer(),
          clock: clock.clock),
      session: PartnersDoor(partners.store), clock: clock.clock,
      masthead: Masthead(partnership: "Anytown Partnership", navigation: []), guide: PartnersWeb.guide,
      log: AccessLog(record: { _ in }, failure: { _, path, error in print("Fault on \(path): \(error)") }))
  }
}
