import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Emergency accesses that wait for a review, and those that had one.
struct EmergencyPages: Sendable {
  let reviews: EmergencyReviews
  let reads: ReadAudit

  @Sendable func list(_ ask: Ask) async throws -> Reply { .page(try await page(ask, nil)) }

  private func page(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let scope = try ask.oversightScope()
    let all = try await reviews.list(agency: scope)
    // The reasons name people, so looking at them is an entry of its own, stored before they are shown.
    try await reads.record(
      AuditEntry(
        .admin, by: ask.oversightActor(), object: AuditObject(kind: "break-glass-list", id: scope ?? "all"),
        grounds: AuditGrounds(rules: ["emergencies-read"]), resultCount: all.count))
    return Page(
      title: "Emergency accesses", back: ("Back to oversight", "/oversight"),
      lead:
        "<p>By people of your agency, to its cases, or told to you as the other body. Somebody else reviews each within one working day; without a review in time the person’s right is suspended, and after \(EmergencyReviews.mostUnjustified) unjustified ones it ends.</p>",
      body: """
        \(UI.problem(refusal))
        \(when: all.isEmpty, "<p>There was none.</p>")
        \(each: all, { one in card(one, ask) })
        """, status: refusal == nil ? 200 : 422)
  }

  private func card(_ one: EmergencyReviews.Access, _ ask: Ask) -> HTML {
    let mayReview =
      one.isNear && one.reviewedAt == nil && one.account != ask.visitor?.account
      && ask.visitor?.may(.overseeSharing) == true
    let late = one.reviewedAt == nil && one.reviewDue.map { $0 < ask.now } ?? false
    return UI.card(
      "\(one.name), \(one.agency), \(one.startedAt.spoken)",
      """
      \(UI.summaryList([
        ("Reason", HTML(text: one.words.isEmpty ? one.reason : "\(one.reason): \(one.words)")), ("Whose case", HTML(text: one.owner)),
        ("Other body told", HTML(text: one.told ?? "None")), ("Safe address", one.includesSafeAddress ? "Asked for too" : "Not asked for"),
        ("Open until", HTML(text: one.expiresAt.spoken)),
        ("Review", one.reviewedAt.map { "\($0.spoken): \(one.isJustified == true ? "justified" : "not justified"). \(one.reviewWords ?? "")" as HTML }
          ?? "Due \(one.reviewDue?.spoken ?? "") \(when: late, UI.tag("Overdue", .red))"),
      ]))
      \(when: mayReview, UI.form(action: "/oversight/emergencies/" + Address.encoded(one.id), submit: "Record the review", """
        \(UI.radios("justified-\(one.id)", "Was it justified?", options: [("yes", "Yes"), ("no", "No")], inline: true))
        \(UI.textArea("words-\(one.id)", "What you found", rows: 2))
        """))
      """)
  }

  @Sendable func review(_ ask: Ask) async throws -> Reply {
    let id = try ask.parameter("id")
    guard let visitor = ask.visitor else { return .redirect("/sign-in") }
    do {
      guard let answer = ask.form["justified-\(id)"], ["yes", "no"].contains(answer) else {
        throw Refusal("justified", place: "Was it justified?", "Nothing is chosen.", remedy: "Choose yes or no.")
      }
      try await reviews.review(
        id, justified: answer == "yes", words: ask.form["words-\(id)"] ?? "",
        by: AuditActor(user: visitor.account, agency: visitor.agencyID, strength: .secondFactor), now: ask.now)
      return .redirect("/oversight/emergencies")
    } catch let refusal as Refusal {
      return .status(422, try await page(ask, refusal))
    }
  }
}
