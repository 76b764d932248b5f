import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// What somebody gives of their own so that a look at a neighbour or a relative is asked about.
struct OwnDetailsPages: Sendable {
  let store: StaffComparing
  static let path = "/account/own-details"

  @Sendable func show(_ ask: Ask) async throws -> Reply { .page(try await page(ask, nil)) }

  private func page(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    guard let visitor = ask.visitor else { throw NotFound() }
    let held = try await store.held(of: visitor.account)
    let saved = ask.query["done"] == "kept" && refusal == nil
    return Page(
      title: "What your looks are compared with", back: ("Back to my account", "/account"),
      lead: """
        <p>When you open a case of somebody who shares your surname, address or telephone, or who lives in your household,
        the information-governance leads are asked about it. That protects you as well: the question comes before the
        rumour. Your surname is known from your account; the rest you may give here, and need not.</p>
        """,
      body: """
        \(UI.problem(refusal))\(when: saved, UI.notice(.success, "<p>Kept.</p>"))
        <p>It is used for this comparison and nothing else. Nothing of it is kept as you type it, only a key that says
        whether two are alike; so nobody can read it, and you type all of it again when something changes.</p>
        <h2>What is compared now</h2>
        \(UI.summaryList(OwnDetailsPages.kinds.map { ($0.1, HTML(text: OwnDetailsPages.count(held[$0.0] ?? 0))) }))
        <h2>Give it anew</h2>
        \(UI.form(action: OwnDetailsPages.path, submit: "Keep these in place of those before", fields(ask)))
        <h2>Take it away</h2>
        \(UI.form(action: OwnDetailsPages.path + "/withdraw", submit: "Take all of it away", kind: .secondary, ""))
        """, status: refusal == nil ? 200 : 422)
  }

  private static let kinds: [(InsiderFacts.Field, String)] = [
    (.surname, "Former surnames"), (.address, "Home address"), (.phone, "Telephones"), (.identity, "Household"),
  ]

  private static func count(_ number: Int) -> String { number == 0 ? "Nothing" : "\(number) given" }

  private func fields(_ ask: Ask) -> HTML {
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    return """
      \(UI.textField("former-surname", "Former surname", value: value("former-surname"), width: .half))
      \(UI.textField("home", "Home address", hint: "Number or name of the house, and the street.", value: value("home")))
      \(UI.textField("postcode", "Postcode", value: value("postcode"), width: .ten))
      \(UI.textField("phone-1", "Telephone", value: value("phone-1"), width: .twenty))
      \(UI.textField("phone-2", "Another telephone", value: value("phone-2"), width: .twenty))
      \(each: Array(1...StaffComparing.mostRelatives), { number in relative(number, ask) })
      """
  }

  private func relative(_ number: Int, _ ask: Ask) -> HTML {
    let name = "relative-\(number)"
    func value(_ part: String) -> String { ask.form["\(name)-\(part)"] ?? "" }
    return UI.details(
      "Somebody of the household, \(number)",
      """
      \(UI.textField("\(name)-given", "Given names", value: value("given"), width: .half))
      \(UI.textField("\(name)-family", "Family name", value: value("family"), width: .half))
      \(UI.dateField("\(name)-born", "Date of birth", value: (value("born-day"), value("born-month"), value("born-year"))))
      """, open: !value("given").isEmpty || !value("family").isEmpty)
  }

  @Sendable func keep(_ ask: Ask) async throws -> Reply {
    do {
      var given = StaffComparing.Given()
      given.formerSurname = (ask.form["former-surname"] ?? "").trimmed
      given.address = (ask.form["home"] ?? "").trimmed
      given.postcode = (ask.form["postcode"] ?? "").trimmed
      given.phones = ["phone-1", "phone-2"].compactMap { ask.form[$0]?.trimmed }
      given.household = try (1...StaffComparing.mostRelatives).compactMap { try OwnDetailsPages.relative($0, in: ask) }
      try await store.keep(given, by: ask.oversightActor(), now: ask.now)
      return .redirect(OwnDetailsPages.path + "?done=kept")
    } catch let refusal as Refusal {
      return .status(422, try await page(ask, refusal))
    }
  }

  private static func relative(_ number: Int, in ask: Ask) throws -> StaffComparing.Relative? {
    let name = "relative-\(number)", place = "Household, \(number)"
    let given = (ask.form["\(name)-given"] ?? "").trimmed, family = (ask.form["\(name)-family"] ?? "").trimmed
    let born = try ask.day("\(name)-born", place)
    if given.isEmpty, family.isEmpty, born == nil { return nil }
    guard let born else {
      throw Refusal(
        "household", place: place, "The date of birth is missing; a name alone would fit many.",
        remedy: "Give it, or leave the person out.")
    }
    return StaffComparing.Relative(givenNames: given, familyName: family, birthDate: born)
  }

  @Sendable func withdraw(_ ask: Ask) async throws -> Reply {
    try await store.keep(StaffComparing.Given(), by: ask.oversightActor(), now: ask.now)
    return .redirect(OwnDetailsPages.path + "?done=kept")
  }
}
