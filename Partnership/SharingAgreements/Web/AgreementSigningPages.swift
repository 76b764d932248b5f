import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Signing and ending: what would change is shown before it is done, and the second factor is asked for again.
extension AgreementDesk {
  var signingRoutes: [Route] {
    let register = AgreementDesk.register
    return [
      Route(.get, register + "/:id/sign", policy: .needs(.signAgreements), askSign),
      Route(.post, register + "/:id/sign", policy: .needs(.signAgreements), sign),
      step("withdraw-signature", .signAgreements) { id, account, now in
        try await store.withdrawSignature(id, by: account, now: now)
        return id
      },
      Route(.get, register + "/:id/end", policy: .needs(.manageAgreements), askEnd),
      Route(.post, register + "/:id/end", policy: .needs(.manageAgreements), end),
    ]
  }

  @Sendable func askSign(_ ask: Ask) async throws -> Reply { .page(try await signPage(ask, try await held(ask), [])) }

  private func signPage(_ ask: Ask, _ held: HeldAgreement, _ errors: [FieldError]) async throws -> Page {
    guard let party = signsFor(ask, held) else {
      return page(
        held, "Sign",
        body: "<p>Your body, \(ask.visitor?.agency ?? ""), is not party to this agreement, so you cannot sign it.</p>")
    }
    guard [.underReview, .partiallySigned].contains(held.status(on: today)) else {
      return page(
        held, "Sign",
        body: "<p>The agreement is “\(held.status(on: today).label)”: there is nothing to sign now.</p>")
    }
    if let signature = held.signature(of: party.authority) {
      return page(
        held, "Sign", body: "<p>\(party.name) has signed: \(signature.signatory), \(signature.at.spoken).</p>")
    }
    let others = held.content.parties.filter {
      $0.authority != party.authority && held.signature(of: $0.authority) == nil
    }
    let agreed = errors.isEmpty && ask.form["agreed"] == "yes"
    return page(
      held, "Sign for \(party.name)", errors: errors,
      lead: others.isEmpty
        ? "Yours is the last signature: with it the agreement is in force."
        : "It comes into force when these have signed too: \(others.map(\.name).joined(separator: ", ")).",
      body: """
        \(UI.summaryList([
          ("You sign", "\(held.content.title), version \(held.content.version), \(UI.link("the whole text", href: AgreementDesk.path(held.id, "copy")))"),
          ("For", HTML(text: "\(party.name), \(party.standing.label.lowercased())")),
          ("From and until", HTML(text: "\(held.content.from.spoken) to \(held.content.to?.spoken ?? "no last day")")),
          ("Digest of the text", "<code>\(held.sha256)</code>"),
        ]))
        <h2>What would become possible, and what would stop</h2>
        \(whatIf(try await changesBySigning(held)))
        \(UI.form(action: AgreementDesk.path(held.id, "sign"), submit: "Sign", """
          \(UI.hidden("digest", held.sha256))
          \(UI.checkboxes(
            "agreed", "Your signature", options: [("yes", "I have read the text and sign it for \(party.name)")],
            selected: agreed ? ["yes"] : [], error: errors.message(for: "agreed")))
          """))
        """)
  }

  @Sendable func sign(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), account = try account(ask, .signAgreements)
    guard ask.form["agreed"] == "yes" else {
      let error = FieldError("agreed", "Tick the box to say that you sign.")
      return .status(422, try await signPage(ask, held, [error]))
    }
    let digest = ask.form["digest"] ?? "", path = AgreementDesk.path(held.id)
    do {
      return try await Confirmation(store: partners).before(
        "Signing an agreement", ask, back: ("Back to the agreement", path)
      ) { _ in
        _ = try await store.sign(held.id, digest: digest, by: account, now: clock.now())
        return .redirect(path)
      }
    } catch let refusal as Refusal {
      return refused(refusal, held)
    }
  }

  @Sendable func askEnd(_ ask: Ask) async throws -> Reply { .page(try await endPage(ask, try await held(ask), [])) }

  private func endPage(_ ask: Ask, _ held: HeldAgreement, _ errors: [FieldError]) async throws -> Page {
    guard manages(ask, held), AgreementStep.terminate.isAllowed(from: held.status(on: today)) else {
      return page(
        held, "End this agreement",
        body: """
          <p>\(when: manages(ask, held), "The agreement is over already.",
            else: "Only an information-governance lead of one of its parties can end it.")</p>
          """)
    }
    return page(
      held, "End this agreement", errors: errors,
      lead: "It ends at once, for all its parties, and cannot be brought back.",
      body: """
        <h2>What would stop</h2>
        \(whatIf(try await changesByEnding(held)))
        \(UI.form(action: AgreementDesk.path(held.id, "end"), submit: "End the agreement", kind: .warning,
          UI.textArea(
            "reason", "Reason", hint: "Every party reads it. Write nothing about a person.",
            value: ask.form["reason"] ?? "", error: errors.message(for: "reason"), rows: 3)))
        """)
  }

  @Sendable func end(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), account = try account(ask, .manageAgreements)
    do {
      let reason = try ask.agreementText("reason", "Reason", needed: true, most: 1000)
      return try await Confirmation(store: partners).before(
        "Ending an agreement", ask, back: ("Back to the agreement", AgreementDesk.path(held.id))
      ) { _ in
        try await store.terminate(held.id, reason: reason, by: account, now: clock.now())
        return .redirect(AgreementDesk.path(held.id))
      }
    } catch let refusal as Refusal {
      let errors = FormErrors.field(refusal, among: ["Reason": "reason"], otherwise: "reason")
      return .status(422, try await endPage(ask, held, errors))
    }
  }

  // MARK: What would change

  private func changesBySigning(_ held: HeldAgreement) async throws -> [WhatIfChange] {
    // Asked for its first day where that is still to come: before it, nothing would differ.
    let day = max(today, held.content.from), before = try await store.facts(on: day)
    var replaced: HeldAgreement?
    if let id = held.replaces { replaced = try await store.agreement(id) }
    let after = before.filter { $0.id != held.replaces?.text } + [held.facts(status: .inForce, signedByAll: true)]
    return try await changes([held] + [replaced].compactMap { $0 }, on: day, before, after)
  }

  private func changesByEnding(_ held: HeldAgreement) async throws -> [WhatIfChange] {
    let before = try await store.facts(on: today)
    return try await changes([held], on: today, before, before.filter { $0.id != held.id.text })
  }

  private func changes(
    _ about: [HeldAgreement], on day: Day, _ before: [AgreementFacts], _ after: [AgreementFacts]
  ) async throws -> [WhatIfChange] {
    let noon = Instant(milliseconds: day.number * 86_400_000 + 43_200_000)
    let titles = Dictionary(try await store.list().map { ($0.id.text, $0.content.title) }) { first, _ in first }
    return WhatIf.changes(
      WhatIf.scenarios(about.map(\.content), practice: store.practice, now: noon), before: before, after: after,
      practice: words.practice, titles: titles)
  }

  private func whatIf(_ changes: [WhatIfChange]) -> HTML {
    guard !changes.isEmpty else { return "<p>No answer of the sharing rule would change.</p>" }
    var heads: [String] = []
    for change in changes where !heads.contains(change.head) { heads.append(change.head) }
    let reasons = Set(changes.map(\.why)).sorted()
    // A reader of hundreds of lines reads none: each head opens on demand where there are many.
    return """
      <p>For people on a case whose training, clearance and second factor are in order:</p>
      \(each: heads, { head in
        let list: HTML = "<ul>\(each: changes.filter { $0.head == head }, { "<li>\($0.what)</li>" })</ul>"
        return heads.count > 6 ? UI.details(head, list) : "<p><strong>\(head)</strong></p>\(list)"
      })
      <p>Why: \(reasons.joined(separator: " "))</p>
      """
  }
}
