import Basics
import Database
import PartnershipModel

/// The demonstration's agreements: the protocol and those for ASB and MARAC, signed and in force for a year; and the one
/// for prolific offenders, signed by the others, which waits for the police.
package enum SharingAgreementsDemo {
  /// Puts in what is not there yet. Done again it changes nothing; outside a demonstration it is refused.
  /// - Returns: how many agreements were put in.
  @discardableResult
  package static func seed(_ store: AgreementStore, partners: PartnersStore, now: Instant) async throws -> Int {
    guard try await partners.isDemonstration() else {
      throw Refusal(
        "demonstration", "This data directory is not a demonstration.",
        remedy: "Load the demonstration into an empty data directory of its own.")
    }
    let people = try await partners.accounts()
    guard let lead = people.first(where: { $0.roles.contains(.informationGovernance) }) else {
      throw Refusal(
        "demonstration", "The demonstration has no information-governance lead.", remedy: "Load its people first.")
    }
    let bodies = try await partners.authorities(), before = try await store.list()
    func exists(_ model: String) -> HeldAgreement? { before.first { $0.model == model } }
    var count = 0
    var overAll = exists("protocol")?.id
    for (model, kinds, signed) in plan where exists(model) == nil {
      guard let model = store.practice.model(model) else { continue }
      let id = try await begin(
        model, between: kinds, bodies, parent: model.tier == .protocol ? nil : overAll, lead.id, store, now: now)
      if model.tier == .protocol { overAll = id }
      try await store.sendForSignature(id, by: lead.id, now: now)
      try await sign(id, signed, people, store, now: now)
      count += 1
    }
    return count
  }

  private enum Signing { case all, allButPolice }

  /// Between the bodies that the fictional cases need; others join by a version of their own.
  private static let plan: [(model: String, kinds: [PartyKind], signed: Signing)] = [
    ("protocol", [.police, .council, .fire, .health, .probation], .all),
    ("asb", [.council, .police, .fire, .landlord], .all),
    ("marac", [.council, .police, .health, .probation], .all),
    ("prolific-offenders", [.probation, .police, .council], .allButPolice),
  ]

  private static func begin(
    _ model: ModelAgreement, between kinds: [PartyKind], _ bodies: [Authority], parent: ID<SharingAgreement>?,
    _ lead: ID<Account>, _ store: AgreementStore, now: Instant
  ) async throws -> ID<SharingAgreement> {
    let parties = kinds.compactMap { kind -> AgreementParty? in
      guard let place = model.parties.first(where: { $0.kind == kind }),
        let body = bodies.first(where: {
          kind == .landlord ? $0.name == landlord : $0.responsibility.map { PartyKind($0) } == kind
        })
      else { return nil }
      return AgreementParty(
        authority: body.id.text, name: body.name, kind: kind, standing: place.standing, part: place.part,
        contacts: model.contacts.map {
          AgreementContact(role: $0, name: person($0, body))
        })
    }
    let today = now.londonDay
    var draft = model.draft(between: parties, from: today, parent: parent?.text)
    draft.to = today.adding(months: 12) + -1
    draft.review = today.adding(months: 9)
    if draft.dpia.required { draft.dpia.reference = "DPIA-\(model.id) (fictional)" }
    return try await store.begin(draft, model: model.id, by: lead, now: now)
  }

  private static let landlord = "Example Housing Association"

  private static func person(_ role: String, _ body: Authority) -> String {
    switch role {
    case "facilitator": body.liaisonOfficer ?? "Facilitator Example (fictional)"
    case "signatory": "Signatory Specimen (fictional)"
    default: "\(AgreementContact.label(role)) Sample (fictional)"
    }
  }

  /// By the demonstration's own signatories where a body has one; for the others somebody fictional signed on paper, and
  /// it is put on record here as no program but a demonstration may.
  private static func sign(
    _ id: ID<SharingAgreement>, _ signing: Signing, _ people: [Account], _ store: AgreementStore, now: Instant
  ) async throws {
    guard let held = try await store.agreement(id) else { return }
    let signers = held.content.parties.filter { signing == .all || $0.kind != .police }
    let byAccount = signers.filter { party in
      people.contains { $0.roles.contains(.signatory) && $0.authority.text == party.authority }
    }
    try await signOnPaper(id, signers.filter { !byAccount.contains($0) }, store, now: now)
    for party in byAccount {
      guard let person = people.first(where: { $0.roles.contains(.signatory) && $0.authority.text == party.authority })
      else { continue }
      _ = try await store.sign(id, digest: held.sha256, by: person.id, now: now)
    }
  }

  private static func signOnPaper(
    _ id: ID<SharingAgreement>, _ parties: [AgreementParty], _ store: AgreementStore, now: Instant
  ) async throws {
    guard !parties.isEmpty else { return }
    try await store.change { connection in
      for party in parties {
        let held = try AgreementStore.existing(id, connection)
        try store.take(
          .sign, held, signed: held.signedCount + 1, by: nil, detail: "For \(party.name), on paper (fictional)",
          at: now,
          connection)
        try connection.run(
          """
          UPDATE sharing_agreement_party SET signed_at = \(now), signed_by = 'paper',
            signatory = \(party.contact("signatory")), signed_sha256 = \(held.sha256)
          WHERE agreement = \(id) AND authority_id = \(party.authority)
          """)
      }
    }
  }
}
