import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Searching the log: everything for the joint auditor, the acts of one's own agency's people for whoever oversees it.
/// What is searched for travels in the form and so never stands in an address; every search is itself an entry.
struct AuditSearchPages: Sendable {
  let log: AuditLog
  let reads: ReadAudit
  let partners: PartnersStore
  private let back = ("Back to oversight", "/oversight")

  /// The purposes for which a log under section 62 DPA 2018 may be used (section 62(4)).
  static let purposes = [
    ("verify-lawfulness", "Verifying that processing is lawful"),
    ("self-monitoring", "Self-monitoring, including disciplinary proceedings"),
    ("integrity-and-security", "Ensuring integrity and security of the data"),
    ("criminal-proceedings", "Criminal proceedings"),
  ]
  static let fields = [
    "Purpose": "purpose", "What kind of act": "category", "Person acting": "actor", "Object": "object",
    "Individual": "individual", "From": "from", "To": "to",
  ]

  private static func label(_ category: AuditCategory) -> String {
    category.rawValue.prefix(1).uppercased() + category.rawValue.dropFirst()
  }

  @Sendable func start(_ ask: Ask) async throws -> Reply { .page(try await form(ask, errors: [])) }

  @Sendable func search(_ ask: Ask) async throws -> Reply {
    let scope = try ask.oversightScope()
    return try await Confirmation(store: partners).before("Searching the audit log", ask, back: back) { _ in
      do {
        let query = try typed(ask, scope)
        let page = try await log.search(query)
        try await reads.record(try entry(query, page, ask))
        return .page(try await results(page, ask))
      } catch let refusal as Refusal {
        let errors = FormErrors.field(refusal, among: AuditSearchPages.fields, otherwise: "purpose")
        return .status(422, try await form(ask, errors: errors))
      }
    }
  }

  private func typed(_ ask: Ask, _ scope: String?) throws -> AuditQuery {
    guard AuditSearchPages.purposes.contains(where: { $0.0 == ask.form["purpose"] }) else {
      throw Refusal(
        "purpose", place: "Purpose", "No purpose was chosen.", remedy: "Choose the one for which you search.")
    }
    var query = AuditQuery()
    query.agency = scope
    query.category = ask.form["category"].flatMap(AuditCategory.init(rawValue:))
    query.actor = try code("actor", "Person acting", ask)
    query.objectKind = try code("object-kind", "Object", ask)
    query.objectID = try code("object", "Object", ask)
    query.individual = try code("individual", "Individual", ask)
    query.since = try ask.day("from", "From").flatMap { Instant("\($0)") }
    query.until = try ask.day("to", "To").flatMap { Instant("\($0 + 1)") }
    if let since = query.since, let until = query.until, since >= until {
      throw Refusal("days", place: "To", "This lies before the first day.", remedy: "Exchange the two days.")
    }
    query.before = ask.form["before"].flatMap { Int($0) }
    return query
  }

  /// An identity or a code as the log writes them; nil for nothing typed.
  private func code(_ field: String, _ label: String, _ ask: Ask) throws -> String? {
    let text = (ask.form[field] ?? "").trimmed
    guard !text.isEmpty else { return nil }
    let signs = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/")
    guard text.utf8.count <= 100, text.allSatisfy(signs.contains) else {
      throw Refusal(
        "code", place: label, "The log knows identities and codes only, no names.",
        remedy: "Copy the identity from the page of the person or record.")
    }
    return text
  }

  private func entry(_ query: AuditQuery, _ page: AuditPage, _ ask: Ask) throws -> AuditEntry {
    let terms: [(String, String?)] = [
      ("category", query.category?.rawValue), ("actor", query.actor), ("kind", query.objectKind),
      ("id", query.objectID),
      ("from", query.since?.day.description), ("before", query.until?.day.description),
    ]
    return try AuditEntry(
      .admin, by: ask.oversightActor(),
      object: AuditObject(
        kind: "audit-log", id: "search", fieldGroups: terms.compactMap { term in term.1.map { "\(term.0):\($0)" } }),
      individuals: query.individual.map { [$0] } ?? [], grounds: AuditGrounds(purpose: ask.form["purpose"]),
      resultCount: page.records.count)
  }

  private func results(_ page: AuditPage, _ ask: Ask) async throws -> Page {
    let sentence = try await AuditSentence.reading(partners)
    let kept = ask.form.fields.filter { !["token", "key", "confirm-code", "before"].contains($0.name) }
    let next: HTML? = page.next.map { before in
      UI.form(
        action: "/oversight/audit", submit: "Earlier entries", kind: .secondary,
        """
        \(each: kept, { UI.hidden($0.name, $0.value) })\(UI.hidden("before", String(before)))
        """)
    }
    return Page(
      title: "Entries of the audit log", back: ("Back to the search", "/oversight/audit"),
      body: """
        <p>This search is an entry in the log, too.</p>
        \(UI.table(
          caption: "Entries, latest first", headings: ["Entry", "When", "What"].map { UI.Heading($0) },
          rows: page.records.map { record in
            [
              HTML(text: String(record.index)), HTML(text: record.time.spoken),
              HTML(text: sentence.text(record)
                + (record.clockWentBack ? " (the server’s clock had been set back)" : "")),
            ]
          }, hideCaption: true, empty: "No entry fits."))
        \(next)
        """, wide: true)
  }

  private func form(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let scope = try ask.oversightScope()
    let accounts = try await partners.accounts().filter { scope == nil || $0.authority.text == scope }
    let people = [("", "Anybody")] + accounts.map { ($0.id.text, "\($0.name), \($0.authorityName)") }
    func field(_ name: String, _ label: String, hint: String) -> HTML {
      UI.textField(
        name, label, hint: hint, value: ask.form[name] ?? "", error: errors.message(for: name), width: .half,
        autocomplete: "off")
    }
    return Page(
      title: "Search the audit log", back: back,
      lead: scope == nil
        ? "All entries of the partnership." : "Entries about acts of your own agency’s people.",
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/oversight/audit", submit: "Search", """
          \(UI.radios(
            "purpose", "Purpose", hint: "A log may be used for these only (section 62(4), Data Protection Act 2018).",
            options: AuditSearchPages.purposes, selected: ask.form["purpose"], error: errors.message(for: "purpose")))
          \(UI.select(
            "category", "What kind of act",
            options: [("", "Any")] + AuditCategory.allCases.map { ($0.rawValue, AuditSearchPages.label($0)) },
            selected: ask.form["category"]))
          \(UI.select("actor", "Person acting", options: people, selected: ask.form["actor"],
            error: errors.message(for: "actor")))
          \(field("object-kind", "Kind of object", hint: "Such as case, person or sharing-agreement."))
          \(field("object", "Object", hint: "Its identity."))
          \(field("individual", "Individual", hint: "The identity of the person whose data it was."))
          \(UI.dateField("from", "From", value: TypedMoment.typed("from", ask), error: errors.message(for: "from")))
          \(UI.dateField("to", "To", value: TypedMoment.typed("to", ask), error: errors.message(for: "to")))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }
}
