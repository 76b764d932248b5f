import Audit
import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The pages of retention, for the information-governance lead; a batch is also approved by a case lead of the agency.
package enum RetentionWeb {
  package static func routes(store: RetentionStore, partners: PartnersStore) -> [Route] {
    let desk = RetentionDesk(store: store, partners: partners, confirmation: Confirmation(store: partners))
    return desk.oversightRoutes + desk.batchRoutes
  }
}

struct RetentionDesk: Sendable {
  let store: RetentionStore
  let partners: PartnersStore
  let confirmation: Confirmation

  static let home = "/oversight/retention"
  static func batch(_ id: String) -> String { "/retention/" + Address.encoded(id) }

  var words: AccessWords { store.cases.gate.words }

  func actor(_ ask: Ask) throws -> AuditActor {
    guard let visitor = ask.visitor else { throw NotFound() }
    return try AuditActor(user: visitor.account, agency: visitor.agencyID, strength: .secondFactor)
  }

  func text(_ ask: Ask, _ field: String) -> String { (ask.form[field] ?? "").trimmed }

  func opened(_ handle: () async throws -> Reply) async throws -> Reply {
    do { return try await handle() } catch is AccessRefused { throw NotFound() }
  }

  /// Whoever oversees the agency's sharing, or has a duty that closes cases of every panel in the batch.
  func mayApprove(_ batch: RetentionStore.Batch, _ ask: Ask) async throws -> Bool {
    guard let visitor = ask.visitor, visitor.agencyID == batch.agency else { return false }
    if visitor.may(.overseeSharing) { return true }
    let roles = try await partners.duties(of: visitor.account)
    let held = words.practice.panels(for: roles, .close)
    let panels = Set(batch.lines.compactMap { line in store.schedule.rules.first { $0.id == line.rule }?.panel })
    return !held.isEmpty && panels.isSubset(of: held)
  }
}
