import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Alerts about looks at records, for whoever oversees an agency: one's own people's, and those that this agency is told
/// because a supervisor may be the friend.
struct AlertPages: Sendable {
  let store: AlertStore
  let reads: ReadAudit
  let partners: PartnersStore
  private let back = ("Back to oversight", "/oversight")

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor else { throw NotFound() }
    let alerts = try await store.alerts(for: visitor.agencyID, viewer: visitor.account)
    let sentence = try await AuditSentence.reading(partners)
    return .page(
      Page(
        title: "Alerts", back: back,
        lead: "An alert is a question and not a finding. Each is answered by somebody who was told of it.",
        body: UI.table(
          caption: "Alerts", headings: ["When", "What", "Who", "State"].map { UI.Heading($0) },
          rows: alerts.map { alert in
            [
              UI.link(alert.happenedAt.spoken, href: "/oversight/alerts/\(alert.id)"), HTML(text: title(alert)),
              HTML(text: who(alert, sentence)),
              alert.answer == nil ? UI.tag("Open", .yellow) : UI.tag("Answered", .green),
            ]
          }, hideCaption: true, empty: "No alert was raised."), wide: true))
  }

  @Sendable func show(_ ask: Ask) async throws -> Reply { .page(try await page(ask, errors: [])) }

  private func page(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    guard let visitor = ask.visitor,
      let alert = try await store.alert(
        ID(try ask.parameter("id")), for: visitor.agencyID, viewer: visitor.account)
    else { throw NotFound() }
    try await reads.record(
      AuditEntry(.admin, by: ask.oversightActor(), object: AuditObject(kind: "insider-alert", id: alert.id.text)))
    let sentence = try await AuditSentence.reading(partners)
    let answer: HTML =
      alert.answer.map { answer in
        """
        <h2>Answer</h2><p>\(sentence.person(answer.by)), \(answer.at.spoken):</p>\(UI.paragraphs(answer.words))
        """
      }
      ?? UI.form(
        action: "/oversight/alerts/\(alert.id)/answer", submit: "Answer the alert",
        """
        \(UI.textArea(
          "words", "What you found out", hint: "Whom you asked, what the reason was, what follows. Name no resident.",
          value: ask.form["words"] ?? "", error: errors.message(for: "words")))
        """)
    return Page(
      title: title(alert), caption: "Alert", back: ("Back to alerts", "/oversight/alerts"),
      body: """
        \(UI.errorSummary(errors))
        \(UI.summaryList([
          ("What happened", HTML(text: alert.words)), ("Who", HTML(text: who(alert, sentence))),
          ("Record", HTML(text: alert.record ?? "No single one")), ("When", HTML(text: alert.happenedAt.spoken)),
          ("Told", HTML(text: alert.told.map(sentence.agency).joined(separator: ", "))),
          ("The rule", HTML(text: InsiderRule(rawValue: alert.rule).flatMap(store.rules.entry)?.words ?? alert.rule)),
        ]))
        \(answer)
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func answer(_ ask: Ask) async throws -> Reply {
    do {
      try await store.answer(
        ID(try ask.parameter("id")), ask.form["words"] ?? "", by: ask.oversightActor(), now: ask.now)
      return .redirect("/oversight/alerts")
    } catch is AlertMissing { throw NotFound() } catch let refusal as Refusal {
      let errors = FormErrors.field(refusal, among: ["What you found out": "words"], otherwise: "words")
      return .status(422, try await page(ask, errors: errors))
    }
  }

  private func title(_ alert: AlertStore.Stored) -> String {
    InsiderRule(rawValue: alert.rule).flatMap(store.rules.entry)?.title ?? alert.rule
  }

  private func who(_ alert: AlertStore.Stored, _ sentence: AuditSentence) -> String {
    guard let actor = alert.actor else { return "Several people" }
    return sentence.person(actor) + (alert.actorAgency.map { " (\(sentence.agency($0)))" } ?? "")
  }
}
