import Audit
import Basics
import CaseworkModel
import Database
import PartnershipModel
import PartnershipStore

/// Who is on a case, to whom it is kept, what may not be done with it.
extension CaseStore {
  /// People who could be put on a case: accounts that are in use, of any agency, by name.
  package func colleagues(of id: ID<Case>, by inquirer: Inquirer) async throws -> [(account: String, words: String)] {
    let store = self
    return try await database.read { connection in
      _ = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
      return try connection.rows(
        """
        SELECT a.id, a.name, o.name AS agency FROM account a JOIN authority o ON o.id = a.authority_id
        WHERE a.suspended_at IS NULL AND EXISTS (SELECT 1 FROM account_duty d WHERE d.account_id = a.id)
        ORDER BY o.name, a.name
        """
      ).map { (try $0.text("id"), "\(try $0.text("name")), \(try $0.text("agency"))") }
    }
  }

  package func addMember(_ account: String, duty: String, to id: ID<Case>, by inquirer: Inquirer) async throws {
    guard duty.contains(where: { !$0.isWhitespace }), duty.count <= 60 else {
      throw Refusal("duty", place: "Duty on the case", "This is empty, or too long.", remedy: "Say it in a few words.")
    }
    let today = clock.now().londonDay
    try await change(.members, id, by: inquirer, fields: ["members"]) { connection, grant in
      guard try AccessGate.agency(of: account, connection) != nil else {
        throw Refusal("no-account", place: "Person", "There is no such person.", remedy: "Choose one from the list.")
      }
      try AccessRegister.join(account, grant.record, as: duty, from: today, by: grant.inquirer.account, connection)
    }
  }

  package func endMembership(of account: String, on id: ID<Case>, by inquirer: Inquirer) async throws {
    // The day before: a membership's last day still counts, and this one is over now.
    let day = clock.now().londonDay + -1
    try await change(.members, id, by: inquirer, fields: ["members"]) { connection, grant in
      try AccessRegister.leave(account, grant.record, on: day, connection)
      let left = try connection.row(
        "SELECT account_id FROM access_member WHERE record = \(grant.record) AND status = 'active' AND purpose IS NULL LIMIT 1")
      guard left != nil else {
        throw Refusal("last-member", "The last person on a case stays on it.", remedy: "Put somebody else on it first.")
      }
    }
  }

  /// Records that somebody has an interest in a person of the case: they never see what concerns that person.
  package func recordConflict(
    of account: String, with person: ID<Person>, words: String, on id: ID<Case>, by inquirer: Inquirer
  ) async throws {
    guard words.contains(where: { !$0.isWhitespace }), words.count <= 200 else {
      throw Refusal("interest", place: "What it is", "This is empty, or too long.", remedy: "Say it in a few words.")
    }
    let now = clock.now()
    try await change(.members, id, by: inquirer, fields: ["conflicts"]) { connection, grant in
      guard try AccessGate.agency(of: account, connection) != nil,
        try CaseStore.individuals(of: id, connection).contains(person.text)
      else {
        throw Refusal("no-person", place: "In whom", "This is nobody of the case.", remedy: "Choose from the lists.")
      }
      guard account != grant.inquirer.account else {
        throw Refusal(
          "own-conflict", place: "Who has the interest", "You would close the case to yourself while you answer for it.",
          remedy: "Put a colleague on the case, and let them record it.")
      }
      try AccessRegister.conflict(
        account, with: person.text, words: words, by: grant.inquirer.account, at: now, connection)
    }
  }

  /// Keeps the case to the agencies named, the own one among them.
  package func narrow(_ id: ID<Case>, to agencies: [String], words: String, by inquirer: Inquirer) async throws {
    guard words.contains(where: { !$0.isWhitespace }), words.count <= 200 else {
      throw Refusal("reason", place: "Reason", "A case is narrowed with a reason.", remedy: "Say in a few words why.")
    }
    let now = clock.now()
    try await change(.narrow, id, by: inquirer, fields: ["narrowing"]) { connection, grant in
      let admitted = Set(agencies).union([grant.agency]).sorted()
      try AccessRegister.narrow(
        grant.record, to: .init(agencies: admitted), words: words, by: grant.inquirer.account, at: now, connection)
    }
  }

  package func setLabel(_ label: String, words: String, on id: ID<Case>, by inquirer: Inquirer, name: String) async throws {
    guard labels.contains(where: { $0.id == label }) else {
      throw Refusal("label", place: "Label", "There is no such label.", remedy: "Choose one from the list.")
    }
    let now = clock.now()
    try await change(.edit, id, by: inquirer, fields: ["labels"]) { connection, grant in
      let agency = try connection.row("SELECT name FROM authority WHERE id = \(grant.agency)")?.text("name") ?? ""
      try connection.run(
        """
        INSERT INTO case_label (case_id, label, set_at, set_by, set_by_agency, words)
        VALUES (\(id), \(label), \(now), \(name), \(agency), \(String(words.prefix(200)))) ON CONFLICT DO NOTHING
        """)
    }
  }

  /// Lifts a label: its own agency may, and duties that the label names.
  package func liftLabel(_ label: String, reason: String, on id: ID<Case>, by inquirer: Inquirer) async throws {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("reason", place: "Reason", "A label is lifted with a reason.", remedy: "Say in a few words why.")
    }
    let known = labels.first { $0.id == label }, store = self
    try await change(.edit, id, by: inquirer, fields: ["labels"]) { connection, grant in
      guard let row = try connection.row("SELECT * FROM case_label WHERE case_id = \(id) AND label = \(label)"),
        let subject = try store.gate.person(grant.inquirer, connection)
      else { throw Refusal("label", "The label is not on this case.", remedy: "Open the case again.") }
      let agency = try connection.row("SELECT name FROM authority WHERE id = \(grant.agency)")?.text("name")
      let isOwn = try row.text("set_by_agency") == agency
      guard isOwn || subject.roles.contains(where: { known?.liftedBy.contains($0) ?? false }) else {
        throw Refusal(
          "not-permitted", place: known?.title ?? label, "You may not lift this label.",
          remedy: "Ask \(try row.text("set_by_agency"))\(known.map { ", or: \($0.liftedBy.joined(separator: ", "))" } ?? "").")
      }
      try connection.run("DELETE FROM case_label WHERE case_id = \(id) AND label = \(label)")
    }
  }

  /// Refuses an outward act that a label blocks; the caller has read the case.
  package func check(_ act: String, on view: CaseView) throws { try LabelCheck.check(act, view.labels, labels) }
}
