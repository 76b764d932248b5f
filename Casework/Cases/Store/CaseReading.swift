import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// What a decision let through of one case. A field that the reader may not have is not in it, and is counted by reason.
package struct CaseView: Sendable {
  package let cover: Case
  package let classification: Classification
  package let decision: SharingDecision
  package let parties: [(person: Person, roles: [PartyRole])]
  package let notes: [CaseNote]
  package let actions: [CaseAction]
  package let documents: [CaseDocument]
  package let members: [CaseMember]
  package let labels: [LabelOnCase]
  package let narrowings: [DecisionFacts.Narrowing]
  /// What else this person may do here, without the obligations that are asked at the act.
  package let may: Set<RecordAction>
}

extension CaseStore {
  /// Opens a case for reading. Throws `AccessRefused`; the refusal is in the audit as well.
  package func read(_ id: ID<Case>, by inquirer: Inquirer) async throws -> CaseView {
    let store = self
    struct Found: Sendable {
      let cover: Case, decision: SharingDecision, facts: DecisionFacts
      let people: [PeopleVault.Sealed], roles: [ID<Person>: [PartyRole]]
      let notes: [SealedNote], actions: [CaseAction], documents: [SealedDocument], members: [CaseMember]
      let labels: [LabelOnCase], entry: AuditEntry
    }
    let found: Found
    do {
      found = try await database.read { connection in
        let grant = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
        guard let cover = try CaseStore.cover(id, connection),
          let (_, facts) = try store.gate.decision(.read, on: grant.record, for: inquirer, connection)
        else { throw AccessRefused.unknown }
        let notes = try CaseStore.notes(id, connection).filter {
          store.gate.decision(.read, on: $0.holding, of: facts).isAllowed
        }
        return Found(
          cover: cover, decision: grant.decision, facts: facts,
          people: try PeopleVault.sealed(concerned: id.text, connection), roles: try CaseStore.roles(id, connection),
          notes: notes, actions: try CaseStore.actions(id, connection),
          documents: try CaseStore.documents(id, connection), members: try CaseStore.members(id, connection),
          labels: try CaseStore.labels(id, connection),
          entry: try CaseAudit.entry(
            .consultation, grant, individuals: facts.record.persons, fields: ["cover", "identity", "notes"]))
      }
    } catch let refused as AccessRefused {
      try await note(refused, .read, id, inquirer)
      throw refused
    }
    // Fields are opened while the entry is on its way to the disk; nothing is given out before it is there.
    async let stored = reads.record(found.entry)
    let people = try await vault.open(found.people, contacts: found.facts.covers(["contact"]))
    let key = try? await keys.existingKey(for: KeyOwner(.case, id))
    let view = CaseView(
      cover: found.cover, classification: found.facts.record.classification, decision: found.decision,
      parties: found.people.compactMap { sealed in
        people[sealed.id].map { ($0, found.roles[sealed.id] ?? []) }
      },
      notes: try found.notes.map { try $0.opened(key) }, actions: found.actions,
      documents: try found.documents.map { try $0.opened(key) }, members: found.members, labels: found.labels,
      narrowings: found.facts.record.narrowings, may: allowed(found.facts))
    _ = try await stored
    return view
  }

  /// Actions that are allowed but for what is asked at the act itself: a step-up, a reason, a second approver.
  private func allowed(_ facts: DecisionFacts) -> Set<RecordAction> {
    Set(RecordAction.allCases.filter { action in
      let decision = gate.decision(action, on: .init(), of: facts)
      return decision.isAllowed || decision.needsOnlyObligations
    })
  }

  /// A refusal leaves its trace too: somebody tried.
  func note(_ refused: AccessRefused, _ action: RecordAction, _ id: ID<Case>, _ inquirer: Inquirer) async throws {
    let failed = refused.decision?.failed.map(\.rawValue) ?? ["no-such-record"]
    guard let object = try? AuditObject(kind: "case", id: id.text) else { return }
    _ = try await reads.record(
      AuditEntry(
        .decision, by: CaseAudit.actor(inquirer, agency: refused.facts?.subject.agency), object: object,
        grounds: AuditGrounds(
          purpose: inquirer.purpose.isEmpty ? nil : inquirer.purpose,
          rules: ["action:\(action.rawValue)"] + failed, effect: .deny)))
  }

  /// The safe address of a person of the case: a grant to reveal, an audit entry, and only then the text.
  package func safeAddress(of person: ID<Person>, in id: ID<Case>, by inquirer: Inquirer) async throws -> String {
    let store = self
    let (sealed, entry) = try await database.read { connection in
      let grant = try store.gate.grant(.reveal, on: ID(id.text), for: inquirer, connection)
      guard try CaseStore.individuals(of: id, connection).contains(person.text),
        let sealed = try PeopleVault.sealedSafeAddress(of: person, connection)
      else { throw Refusal("no-safe-address", "No safe address is held of this person.", remedy: "Open the case again.") }
      return (
        sealed,
        try CaseAudit.entry(.consultation, grant, individuals: [person.text], fields: ["safe-address"])
      )
    }
    _ = try await reads.record(entry)
    return try await vault.openSafeAddress(sealed, of: person)
  }
}

extension DecisionFacts {
  /// Whether the reader's agreement covers these kinds of data; the owner's own people need none.
  func covers(_ categories: [String]) -> Bool {
    subject.agency == record.ownerAgency
      || (agreement.map { agreement in categories.allSatisfy(agreement.categories.contains) } ?? false)
  }
}
