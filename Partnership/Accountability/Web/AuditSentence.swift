import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Entries of the log in plain words.
package struct AuditSentence: Sendable {
  private let people: [String: String]
  private let agencies: [String: String]

  package init(people: [String: String], agencies: [String: String]) {
    self.people = people
    self.agencies = agencies
  }

  /// With the names of the accounts and bodies as they are now.
  package static func reading(_ partners: PartnersStore) async throws -> AuditSentence {
    let accounts = try await partners.accounts(), bodies = try await partners.authorities()
    return AuditSentence(
      people: Dictionary(accounts.map { ($0.id.text, $0.name) }) { first, _ in first },
      agencies: Dictionary(bodies.map { ($0.id.text, $0.name) }) { first, _ in first })
  }

  package func person(_ account: String?) -> String {
    guard let account else { return "The server" }
    return people[account] ?? "Account \(account)"
  }

  package func agency(_ id: String) -> String { agencies[id] ?? id }

  /// `Jo Fictional (Anytown Council) read case 0193… (identity) for asb-reduction under agreement …, allowed`.
  package func text(_ record: AuditRecord) -> String {
    let entry = record.entry
    var out = person(entry.actor.user)
    if let own = entry.actor.agency { out += " (\(agency(own)))" }
    if let other = entry.actor.actingFor { out += " for \(agency(other))" }
    out += " " + verb(entry)
    if let object = entry.object, !AuditSentence.isMany(object) {
      out += " \(object.kind.replacing("-", with: " ")) \(object.id)"
      if let version = object.rowVersion { out += ", version \(version)" }
      if !object.fieldGroups.isEmpty { out += " (\(object.fieldGroups.joined(separator: ", ")))" }
    }
    if let recipient = entry.recipient { out += " to \(agency(recipient))" }
    if let purpose = entry.grounds.purpose { out += " for \(purpose)" }
    if let agreement = entry.grounds.agreement {
      out += " under agreement \(agreement.id), version \(agreement.version)"
    }
    if let reason = entry.grounds.reason { out += ", reason \(reason)" }
    switch entry.grounds.effect {
    case .allow: out += ", allowed"
    case .deny:
      out += ", refused" + (entry.grounds.rules.isEmpty ? "" : " by \(entry.grounds.rules.joined(separator: ", "))")
    case nil: break
    }
    if let count = entry.resultCount { out += ", \(count.of("result", "results"))" }
    return out
  }

  /// A search or a list, which is about no one record.
  private static func isMany(_ object: AuditObject) -> Bool {
    object.kind.hasSuffix("search") || object.kind.hasSuffix("list")
  }

  private func verb(_ entry: AuditEntry) -> String {
    if let object = entry.object, AuditSentence.isMany(object) {
      return object.kind.hasSuffix("list") ? "looked at a list of cases" : "searched"
    }
    return switch entry.category {
    case .collection: "entered"
    case .alteration: "changed"
    case .consultation: "read"
    case .disclosure: "disclosed"
    case .combination: "combined"
    case .erasure: "erased"
    case .decision: "asked for"
    case .session: "signed in or out:"
    case .admin: "worked on"
    case .system: "noted"
    }
  }
}

/// Who has looked at a record: the cheapest deterrent, on the page of every case.
package enum WhoLooked {
  package static func table(_ records: [AuditRecord], _ sentence: AuditSentence) -> HTML {
    UI.table(
      caption: "Who has looked", headings: ["When", "Who", "What"].map { UI.Heading($0) },
      rows: records.map { record in
        let agency = record.entry.actor.agency.map { " (\(sentence.agency($0)))" } ?? ""
        return [
          HTML(text: record.time.spoken), HTML(text: sentence.person(record.entry.actor.user) + agency),
          HTML(text: sentence.text(record)),
        ]
      }, compact: true, empty: "Nobody yet.")
  }
}
