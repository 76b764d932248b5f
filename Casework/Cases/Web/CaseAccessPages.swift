import Audit
import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// Who is on a case, who can see it and why, who has looked.
extension CaseDesk {
  var accessRoutes: [Route] {
    let place: @Sendable (String) -> String = { CasePath.part($0, "access") }
    return [
      Route(.get, CasePath.list + "/:case/access", policy: .needs(.readCases)) { ask in
        try await opened(ask) { view in .page(try await accessPage(view, ask)) }
      },
      confirmed("/members", "change who is on the case", then: place) { ask, id, inquirer in
        try await store.addMember(
          ask.form["account"] ?? "", duty: (ask.form["duty"] ?? "").trimmed, to: id, by: inquirer)
      },
      confirmed("/members/:account/end", "change who is on the case", then: place) { ask, id, inquirer in
        try await store.endMembership(of: try ask.parameter("account"), on: id, by: inquirer)
      },
      confirmed("/requests/:request", "change who is on the case", then: place) { ask, id, inquirer in
        try await store.answer(
          try ask.parameter("request"), granted: ask.form["answer"] == "granted",
          words: (ask.form["words"] ?? "").trimmed, on: id, by: inquirer)
      },
      confirmed("/conflicts", "record a conflict of interest", then: place) { ask, id, inquirer in
        try await store.recordConflict(
          of: ask.form["interested"] ?? "", with: ID(ask.form["person"] ?? ""),
          words: (ask.form["interest"] ?? "").trimmed, on: id, by: inquirer)
      },
      change(
        "/narrow",
        { ask, id, inquirer in
          try await store.narrow(
            id, to: ask.form.all("agency"), words: (ask.form["words"] ?? "").trimmed, by: inquirer)
        }, then: place),
    ]
  }

  private func accessPage(_ view: CaseView, _ ask: Ask) async throws -> Page {
    let id = view.cover.id, inquirer = inquirer(ask)
    let seers = try await store.whoCanSee(id, by: inquirer)
    let requests = try await store.requests(for: id, by: inquirer)
    let emergencies = try await store.emergencies(of: id, by: inquirer)
    let looked = try await Oversight(log: audit).whoLooked(record: id.text)
    let sentence = try await AuditSentence.reading(partners)
    let joining = view.may.contains(.members) ? try await memberForm(id, inquirer) : (form: "", people: [])
    return page(
      view, "Who can see it", current: CasePath.part(id.text, "access"),
      body: """
        <p>\(why(view.decision))</p>
        \(each: emergencies, { one in
          UI.notice(.important, "<p>Emergency access by \(one.name), \(one.agency), from \(one.startedAt.spoken): \(one.words) \(one.isReviewed ? "Reviewed." : "Waits for its review.")</p>")
        })
        \(each: requests, { request($0, id.text) })
        <h2>On the case</h2>
        \(UI.table(
          caption: "Members", headings: ["Who", "Agency", "Duty", "Since", ""].map { UI.Heading($0) },
          rows: view.members.map { member in
            let end: HTML = member.isActive && view.may.contains(.members)
              ? UI.form(action: CasePath.part(id.text, "members", member.account, "end"), submit: "End for \(member.name)", kind: .secondary, "")
              : member.isActive ? "" : UI.tag("Ended", .grey)
            return [HTML(text: member.name), HTML(text: member.agency), HTML(text: member.duty), HTML(text: member.from.spoken), end]
          }, hideCaption: true))
        \(joining.form)
        <h2>Who can see it now, and why not</h2>
        \(UI.table(
          caption: "Everybody with a duty", headings: ["Who", "Agency", "Can read it?", "What stands against it"].map { UI.Heading($0) },
          rows: seers.map { seer in
            [
              HTML(text: seer.name), HTML(text: seer.agency), seer.decision.isAllowed ? UI.tag("Yes", .green) : UI.tag("No", .grey),
              HTML(text: seer.decision.failed.map { words.remedyWords($0) }.joined(separator: "; ")),
            ]
          }, hideCaption: true, compact: true))
        \(narrowing(view))
        \(conflict(view, joining.people))
        <h2>Who has looked</h2>
        \(WhoLooked.table(looked, sentence))
        """)
  }

  private func memberForm(_ id: ID<Case>, _ inquirer: Inquirer) async throws -> (
    form: HTML, people: [(account: String, words: String)]
  ) {
    let people = try await store.colleagues(of: id, by: inquirer)
    return (UI.form(
      action: CasePath.part(id.text, "members"), submit: "Put on the case", kind: .secondary,
      """
      \(UI.select("account", "Person", options: people.map { ($0.account, $0.words) }))
      \(UI.textField("duty", "Duty on the case", hint: "Such as: police liaison.", width: .half))
      """), people)
  }

  private func conflict(_ view: CaseView, _ people: [(account: String, words: String)]) -> HTML {
    guard view.may.contains(.members), !people.isEmpty, !view.parties.isEmpty else { return "" }
    return UI.details(
      "Record a conflict of interest",
      UI.form(
        action: CasePath.part(view.cover.id.text, "conflicts"), submit: "Keep it from them", kind: .warning,
        """
        <p>Whoever has an interest in somebody never sees anything that concerns them, in this case or any other; emergency access does not open it either.</p>
        \(UI.select("interested", "Who has the interest", options: people.map { ($0.account, $0.words) }))
        \(UI.select("person", "In whom", options: view.parties.map { ($0.person.id.text, $0.person.name) }))
        \(UI.textField("interest", "What it is", hint: "Such as: family, neighbour. The person concerned is not told.", width: .half))
        """))
  }

  private func request(_ one: CaseStore.AccessRequest, _ id: String) -> HTML {
    UI.card(
      "\(one.name), \(one.agency), asks for access",
      """
      <p>\(one.words)</p><p class="hint">Asked \(one.askedAt.spoken), for the purpose \(store.gate.words.purpose(one.purpose)?.title ?? one.purpose).</p>
      \(UI.form(action: CasePath.part(id, "requests", one.id), submit: "Answer", """
        \(UI.radios("answer", "Answer", options: [("granted", "Put them on the case"), ("refused", "Refuse")], inline: true))
        \(UI.textField("words", "Why"))
        """))
      """)
  }

  private func narrowing(_ view: CaseView) -> HTML {
    guard view.may.contains(.narrow) else { return "" }
    let agencies = Dictionary(view.members.map { ($0.agency, $0.agency) }) { a, _ in a }
    return UI.details(
      "Keep the case to my own agency",
      UI.form(
        action: CasePath.part(view.cover.id.text, "narrow"), submit: "Narrow the case", kind: .warning,
        """
        <p>People of \(agencies.count) \(agencies.count == 1 ? "agency are" : "agencies are") on the case now. A case that was narrowed is not widened again here.</p>
        \(UI.textField("words", "Reason"))
        """))
  }
}

extension DecisionWords {
  /// A few words for a list of what stands against a person.
  package func remedyWords(_ clause: Clause) -> String {
    switch clause {
    case .active: "account not in use"
    case .training: "training out of date"
    case .strength: "no second factor"
    case .agreement: "no agreement covers it"
    case .role: "no duty on this panel"
    case .clearance: "clearance too low"
    case .membership: "not on the case"
    case .narrowing: "kept to others"
    case .obligations: "something is asked besides"
    case .conflict: "conflict of interest"
    case .suspended: "suspended"
    case .sealed: "sealed"
    case .purpose: "other purpose"
    }
  }
}
