import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// All requests of the agency, and writing down a new one.
extension SubjectAccessDesk {
  var listRoutes: [Route] {
    [
      Route(.get, SubjectAccessPath.list, policy: .needs(.overseeSharing)) { ask in .page(try await listPage(ask, nil)) },
      Route(.post, SubjectAccessPath.list, policy: .needs(.overseeSharing)) { ask in
        do {
          let id = try await store.begin(
            SubjectIdentity(
              givenNames: text(ask, "given-names"), familyName: text(ask, "family-name"),
              birthDate: try ask.day("birth-date", "Date of birth"), phone: text(ask, "phone"),
              postcode: text(ask, "postcode"), answerTo: text(ask, "answer-to"), scope: text(ask, "scope")),
            regime: SubjectRequest.Regime(rawValue: ask.form["regime"] ?? "") ?? .general,
            receivedOn: try ask.day("received", "Received on") ?? today, by: inquirer(ask), name: ask.visitor?.name ?? "")
          return .redirect(SubjectAccessPath.one(id.text))
        } catch is AccessRefused {
          return .status(422, try await listPage(ask, SubjectAccessDesk.noDuty))
        } catch let refusal as Refusal {
          return .status(422, try await listPage(ask, refusal))
        }
      },
    ]
  }

  static let noDuty = Refusal(
    "not-permitted", "You do not have the duty of a subject access officer.",
    remedy: "Ask the administrator of your partnership for it.")

  private func listPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let all = try await store.list(of: ask.visitor?.agencyID ?? "")
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    return Page(
      title: "Subject access requests", back: ("Back to oversight", "/oversight"),
      lead: "<p>People who ask what \(ask.visitor?.agency ?? "the agency") holds about them. One month, with a clock that stops while something is asked of them.</p>",
      body: """
        \(UI.problem(refusal))
        \(UI.table(
          caption: "Requests", headings: ["Reference", "Received", "Handled by", "Where it stands", "Due or ended"].map { UI.Heading($0) },
          rows: all.map { one in
            [
              UI.link(one.reference, href: SubjectAccessPath.one(one.id.text)), HTML(text: one.clock.received.spoken),
              HTML(text: one.handlerName), state(one), due(one),
            ]
          }, hideCaption: true, empty: "Nobody has asked yet."))
        <h2>Write down a request</h2>
        \(UI.form(action: SubjectAccessPath.list, submit: "Begin", """
          \(UI.textField("given-names", "Given names", value: value("given-names"), width: .half))
          \(UI.textField("family-name", "Family name", value: value("family-name"), width: .half))
          \(UI.dateField("birth-date", "Date of birth", hint: "As far as it is needed to find the right person."))
          \(UI.textField("phone", "Telephone", value: value("phone"), width: .twenty))
          \(UI.textField("postcode", "Postcode", value: value("postcode"), width: .ten))
          \(UI.textField("answer-to", "Where the answer goes", hint: "As the person chose it. Never an address out of a case: it could be the wrong one.", value: value("answer-to")))
          \(UI.textArea("scope", "What is asked for", hint: "Empty for everything.", value: value("scope"), rows: 2))
          \(UI.radios("regime", "Under which law", options: SubjectRequest.Regime.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["regime"] ?? "uk-gdpr"))
          \(UI.dateField("received", "Received on", hint: "Today when left empty."))
          """))
        """, status: refusal == nil ? 200 : 422, wide: true)
  }
}
