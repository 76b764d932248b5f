import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The register of breaches of one's own agency, with the 72 hours of each (UK GDPR article 33, DPA 2018 section 67).
struct BreachPages: Sendable {
  let store: BreachStore
  let partners: PartnersStore
  static let fields = [
    "What happened, in a few words": "title", "Facts, effects and what was done": "words",
    "When somebody became aware": "aware", "Whose information it was": "originator",
  ]

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor else { throw NotFound() }
    let breaches = try await store.breaches(for: visitor.agencyID)
    return .page(
      Page(
        title: "Breaches", back: ("Back to oversight", "/oversight"),
        lead: "Personal data breaches of your agency, and of others with information of yours.",
        body: """
          <p>\(UI.buttonLink("Record a breach", href: "/oversight/breaches/new"))</p>
          \(UI.table(
            caption: "Breaches", headings: ["What", "Aware since", "Risk", "72 hours"].map { UI.Heading($0) },
            rows: breaches.map { breach in
              [
                UI.link(breach.title, href: "/oversight/breaches/\(breach.id)"), HTML(text: breach.awareAt.spoken),
                HTML(text: breach.risk.label), BreachPages.clock(breach, ask.now),
              ]
            }, hideCaption: true, empty: "None is recorded."))
          """, wide: true))
  }

  static func clock(_ breach: DataBreach, _ now: Instant) -> HTML {
    switch breach.countdown(at: now) {
    case .notNeeded: UI.tag("Commissioner need not be told", .grey)
    case .running(let left): UI.tag("\(SpokenTime.text(left)) left", left < 24 * 3600 ? .yellow : .blue)
    case .late(let over): UI.tag("Late by \(SpokenTime.text(over))", .red)
    case .told(late: 0): UI.tag("Told in time", .green)
    case .told(let late): UI.tag("Told \(SpokenTime.text(late)) late", .red)
    }
  }

  @Sendable func askNew(_ ask: Ask) async throws -> Reply { .page(try await newPage(ask, errors: [])) }

  private func newPage(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let own = ask.visitor?.agencyID
    let others = try await partners.authorities().filter { $0.id.text != own }.map { ($0.id.text, $0.name) }
    return Page(
      title: "Record a breach", back: ("Back to breaches", "/oversight/breaches"),
      lead: "The clock runs from the moment somebody became aware, not from this form. Name no resident here.",
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/oversight/breaches", submit: "Record the breach", """
          \(UI.textField(
            "title", "What happened, in a few words", value: ask.form["title"] ?? "",
            error: errors.message(for: "title")))
          \(UI.textArea(
            "words", "Facts, effects and what was done", value: ask.form["words"] ?? "",
            error: errors.message(for: "words")))
          \(TypedMoment.fields("aware", "When somebody became aware", ask, error: errors.message(for: "aware")))
          \(UI.select(
            "originator", "Whose information it was", options: [("", "Our own")] + others,
            selected: ask.form["originator"], error: errors.message(for: "originator")))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func create(_ ask: Ask) async throws -> Reply {
    do {
      let originator = ask.form["originator"] ?? ""
      let id = try await store.record(
        title: ask.form["title"] ?? "", words: ask.form["words"] ?? "",
        awareAt: try TypedMoment.instant("aware", ask, place: "When somebody became aware"),
        originator: originator.isEmpty ? nil : originator, by: ask.oversightActor(), now: ask.now)
      return .redirect("/oversight/breaches/\(id)")
    } catch let refusal as Refusal {
      let errors = FormErrors.field(refusal, among: BreachPages.fields, otherwise: "title")
      return .status(422, try await newPage(ask, errors: errors))
    }
  }
}
