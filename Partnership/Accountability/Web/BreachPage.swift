import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One breach: how its clock stands, and the steps that are still to take.
struct BreachPage: Sendable {
  let store: BreachStore
  let partners: PartnersStore
  static let fields = [
    "Risk to people": "risk", "Why": "why", "When": "told", "Reasons for a delay": "delay",
  ]

  @Sendable func show(_ ask: Ask) async throws -> Reply { .page(try await page(ask, errors: [])) }

  private func page(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    guard let visitor = ask.visitor,
      let breach = try await store.breach(ID(try ask.parameter("id")), for: visitor.agencyID)
    else { throw NotFound() }
    let sentence = try await AuditSentence.reading(partners)
    func told(_ time: Instant?, needed: Bool) -> HTML {
      HTML(text: time?.spoken ?? (needed ? "Not yet" : "Not needed"))
    }
    return Page(
      title: breach.title, caption: "Breach", back: ("Back to breaches", "/oversight/breaches"),
      body: """
        \(UI.errorSummary(errors))
        \(UI.summaryList([
          ("72 hours", BreachPages.clock(breach, ask.now)),
          ("Commissioner to be told by", HTML(text: breach.commissionerDue.spoken)),
          ("Aware since", HTML(text: breach.awareAt.spoken)),
          ("Controller", HTML(text: sentence.agency(breach.agency))),
          ("Whose information it was", HTML(text: sentence.agency(breach.originator ?? breach.agency))),
          ("What happened", UI.paragraphs(breach.words)),
          ("Risk to people", "\(breach.risk.label)\(breach.riskWords.map(UI.paragraphs))"),
          ("Commissioner told", told(breach.commissionerToldAt, needed: breach.risk.needsCommissioner)),
          ("Reasons for a delay", HTML(text: breach.delayWords ?? "None given")),
          ("That agency told", told(breach.originatorToldAt, needed: breach.originator != nil)),
          ("People told", told(breach.peopleToldAt, needed: breach.risk.needsPeople)),
          ("Closed", HTML(text: breach.closedAt?.spoken ?? "Open")),
        ]))
        \(when: breach.isOpen && breach.agency == visitor.agencyID, steps(breach, ask, errors))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func steps(_ breach: DataBreach, _ ask: Ask, _ errors: [FieldError]) -> HTML {
    let here = "/oversight/breaches/\(breach.id)"
    let risks = DataBreach.Risk.allCases.filter { $0 != .unassessed }.map { ($0.rawValue, $0.label) }
    let parties =
      [("commissioner", "The Information Commissioner")]
      + (breach.originator == nil ? [] : [("originator", "The agency whose information it was")])
      + [("people", "The people whose data it is")]
    return """
      <h2>Assess the risk</h2>
      \(UI.form(action: here + "/risk", submit: "Keep the assessment", """
        \(UI.radios("risk", "Risk to people", options: risks, selected: ask.form["risk"] ?? breach.risk.rawValue,
          error: errors.message(for: "risk")))
        \(UI.textArea("why", "Why", value: ask.form["why"] ?? breach.riskWords ?? "",
          error: errors.message(for: "why"), rows: 3))
        """))
      <h2>Somebody was told</h2>
      \(UI.form(action: here + "/told", submit: "Record it", kind: .secondary, """
        \(UI.radios("party", "Who", options: parties, selected: ask.form["party"]))
        \(TypedMoment.fields("told", "When", ask, error: errors.message(for: "told")))
        \(UI.textArea("delay", "Reasons for a delay", hint: "Needed when the Commissioner was told after the 72 hours.",
          value: ask.form["delay"] ?? "", error: errors.message(for: "delay"), rows: 3))
        """))
      <h2>Close</h2>
      \(UI.form(action: here + "/close", submit: "Close the breach", kind: .secondary, """
        \(when: !breach.outstanding.isEmpty, "<p>Still missing: \(breach.outstanding.joined(separator: "; ")).</p>")
        """))
      """
  }

  @Sendable func assess(_ ask: Ask) async throws -> Reply {
    try await take(ask) {
      .assess(DataBreach.Risk(rawValue: ask.form["risk"] ?? "") ?? .unassessed, ask.form["why"] ?? "")
    }
  }

  @Sendable func told(_ ask: Ask) async throws -> Reply {
    try await take(ask) {
      let time = try TypedMoment.instant("told", ask, place: "When")
      switch ask.form["party"] {
      case "commissioner": return .commissionerTold(time, delay: ask.form["delay"] ?? "")
      case "originator": return .originatorTold(time)
      case "people": return .peopleTold(time)
      default: throw Refusal("party", place: "When", "Nobody was chosen.", remedy: "Choose who was told.")
      }
    }
  }

  @Sendable func close(_ ask: Ask) async throws -> Reply { try await take(ask) { .close } }

  private func take(_ ask: Ask, _ step: () throws -> BreachStore.Step) async throws -> Reply {
    let id = ID<DataBreach>(try ask.parameter("id"))
    do {
      try await store.take(try step(), on: id, by: ask.oversightActor(), now: ask.now)
      return .redirect("/oversight/breaches/\(id)")
    } catch is BreachMissing { throw NotFound() } catch let refusal as Refusal {
      let errors = FormErrors.field(refusal, among: BreachPage.fields, otherwise: "risk")
      return .status(422, try await page(ask, errors: errors))
    }
  }
}
