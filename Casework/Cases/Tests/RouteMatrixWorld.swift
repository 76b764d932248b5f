import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@testable import WebShell

/// Records for the matrix, and what the rule says of them.
extension RouteMatrix {
  private var jo: Inquirer { world.inquirer("jo", reason: "asked for by the police") }

  /// A case with something of everything in it, with its disclosure as far as the stage says, and then in that state.
  func target(_ stage: Stage, _ state: State) async throws -> Target {
    let store = world.store, id = try await world.begin()
    let cover = try await store.read(id, by: world.inquirer("jo")).cover
    try await store.askForAccess(reference: cover.reference, words: "I need it for my work.", by: world.inquirer("max"))
    try await store.addNote(
      .fact, "A note", source: "", happenedOn: nil, categories: ["housing"], isKeptToAgency: false, to: id,
      by: world.inquirer("jo"), name: "Jo")
    try await store.addAction(.meeting, due: CaseFixture.now.londonDay + 3, to: id, by: world.inquirer("jo"))
    try await store.addDocument(named: "plan.txt", Array("A plan".utf8), to: id, by: world.inquirer("jo"), writer: "Jo")
    try await store.setLabel("do-not-contact-at-home", words: "x", on: id, by: world.inquirer("jo"), name: "Jo")
    try await world.database.write { connection in
      for account in ["kit", "ola", "low", "sus"] {
        try AccessRegister.join(
          account, ID(id.text), as: "x", from: CaseFixture.now.londonDay, by: "jo", connection)
      }
    }
    let view = try await store.read(id, by: world.inquirer("jo"))
    var out = Target(id: id, reference: cover.reference)
    out.values = [
      "case": id.text, "person": view.parties.first?.person.id.text ?? "", "note": view.notes.first?.id.text ?? "",
      "action": view.actions.first?.id.text ?? "", "document": view.documents.first?.id.text ?? "",
      "label": "do-not-contact-at-home", "account": "ola",
    ]
    out.values["request"] = try await store.requests(for: id, by: world.inquirer("jo")).first?.id
    if stage != .none { try await disclose(stage, &out) }
    try await put(id, in: state)
    return out
  }

  /// Marks every action of the case as done.
  func finishActions(_ target: Target) async throws {
    let today = CaseFixture.now.londonDay
    try await world.database.write { connection in
      _ = try connection.run("UPDATE case_action SET done_on = \(today) WHERE case_id = \(target.id)")
    }
  }

  private func disclose(_ stage: Stage, _ out: inout Target) async throws {
    let fixture = DisclosureFixture(world: world, store: disclosures, record: out.id)
    if stage == .unmatched || stage == .question {
      let id = try await disclosures.ask(
        stage == .question ? .knownTo : .information, DisclosureFixture.ask, of: "council", by: world.inquirer("kit"), name: "Kit")
      out.values["disclosure"] = id.text
      return
    }
    let id = try await disclosures.record(
      DisclosureFixture.ask, from: "Kit Example", of: "police", receivedOn: CaseFixture.now.londonDay, on: out.id, by: jo)
    out.values["disclosure"] = id.text
    guard stage != .requested else { return }
    var ground = DisclosureFixture.ground
    ground.withoutAgreement = "An officer waits at the door"
    try await disclosures.assess(id, gateway: "CDA-115", ground, deleteBy: CaseFixture.now.londonDay + 90, by: jo)
    let items = DisclosureStore.items(of: try await world.store.read(out.id, by: world.inquirer("jo")), withDocuments: true)
    try await disclosures.choose(
      items.filter { $0.kind != .contact }.map { held in
        var item = held
        item.choice = .whole
        return item
      }, for: id, by: jo)
    // Somebody outside makes a second approval necessary, and has a copy to be fetched.
    try await fixture.toKit(id)
    if stage != .redacted { try await fixture.toOutside(id) }
    let recipients = try await disclosures.read(id, by: jo).recipients
    out.values["recipient"] = recipients.first?.id.text
    out.values["outsider"] = recipients.last?.id.text
    guard stage != .assessed else { return }
    try await disclosures.redact(id, by: jo)
    guard stage == .sent else { return }
    try await disclosures.approve(id, redaction: 1, by: world.inquirer("max"), name: "Max", isOverseer: true)
    try await disclosures.send(id, redaction: 1, by: jo, copying: DisclosureFixture.copying)
    _ = try await disclosures.correct(
      note: ID(out["note"]), on: out.id, words: "It was Tuesday.", by: world.inquirer("jo"), name: "Jo")
  }

  private func put(_ id: ID<Case>, in state: State) async throws {
    let now = CaseFixture.now, today = now.londonDay
    try await world.database.write { connection in
      // An ended agreement is everybody's: each target sets it anew.
      let until = state == .agreementEnded ? today + -1 : today + 30
      try connection.run("UPDATE sharing_agreement SET to_day = \(until) WHERE id = 'g'")
      switch state {
      case .open, .agreementEnded: break
      case .closed, .held:
        try connection.run("UPDATE case_action SET done_on = \(today) WHERE case_id = \(id)")
        try connection.run(
          "UPDATE case_file_cover SET state = 'closed', closed_on = \(today), closing_reason = 'x' WHERE id = \(id)")
        if state == .held {
          try connection.run(
            """
            INSERT INTO retention_hold (id, record, reason, set_at, set_by)
            VALUES (\("hold-" + id.text), \(id), 'x', \(now), 'gov')
            """)
        }
      case .narrowed:
        try AccessRegister.narrow(
          ID(id.text), to: .init(agencies: ["council"]), words: "x", by: "jo", at: now, connection)
      case .sealed: try connection.run("UPDATE access_record SET sealed = 1 WHERE id = \(id)")
      case .conflicted:
        for person in try connection.rows("SELECT person FROM access_person WHERE record = \(id)") {
          for account in ["jo", "kit", "gov"] {
            try AccessRegister.conflict(
              account, with: try person.text("person"), words: "family", by: "max", at: now, connection)
          }
        }
      case .ofTheOther: try connection.run("UPDATE access_record SET owner_agency = 'police' WHERE id = \(id)")
      case .erased:
        // As `RetentionStore` leaves a case: nobody is on it, nobody in it.
        for statement in [
          "DELETE FROM case_note_category WHERE note IN (SELECT n.id FROM case_note n WHERE n.case_id = \(id))",
          "DELETE FROM case_note WHERE case_id = \(id)", "DELETE FROM case_file WHERE case_id = \(id)",
          "DELETE FROM case_label WHERE case_id = \(id)", "DELETE FROM case_party WHERE case_id = \(id)",
          "DELETE FROM access_person WHERE record = \(id)", "DELETE FROM access_member WHERE record = \(id)",
          "UPDATE case_file_cover SET erased_at = \(now), closing_reason = NULL WHERE id = \(id)",
        ] as [SQL] { try connection.run(statement) }
      }
    }
  }

  /// Whether the rule lets that person do what stands behind the route.
  func isAllowed(_ line: Line, _ role: Role, _ state: State, _ target: Target) async throws -> Bool {
    func decided(_ action: RecordAction) async throws -> Bool {
      let inquirer = Inquirer(
        account: role.account, purpose: role.purpose, stepUpAt: CaseFixture.now, reason: "asked for by the police",
        secondApprover: nil)
      return try await world.database.read { connection in
        try world.store.gate.decision(action, on: ID(target.id.text), for: inquirer, connection)?.decision.isAllowed ?? false
      }
    }
    switch line.need {
    case .action(let action):
      guard role.permissions.contains(.readCases), try await decided(action), try await decided(.read) else { return false }
      return !(line.writesInCase && [.closed, .held].contains(state))
    case .work:
      guard role.permissions.contains(.readCases), role.agency == "council" else { return false }
      // A request that was not matched with a case is its agency's: whoever has a duty that discloses anything.
      if [.unmatched, .question].contains(line.stage) { return ["jo", "ola", "low"].contains(role.account) }
      guard try await decided(.read) else { return false }
      return try await decided(.disclose)
    case .received:
      // A copy was sent: what becomes of the case keeps nobody from it, an interest in its people does; of a sealed case
      // nothing is told to anybody.
      return role.account == "kit" && state != .conflicted && state != .sealed
    case .overseer:
      return role.name == "overseer" && state != .conflicted && state != .sealed
    }
  }
}
