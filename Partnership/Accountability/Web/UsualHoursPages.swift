import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The usual hours of a member of staff, outside which a burst of looks is asked about. For administrators, never for
/// themselves.
struct UsualHoursPages: Sendable {
  let store: StaffComparing
  let partners: PartnersStore

  private static let weekdays = [
    ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday"), ("6", "Saturday"),
    ("7", "Sunday"),
  ]

  private func path(_ id: String) -> String { "/people/" + Address.encoded(id) + "/hours" }

  @Sendable func show(_ ask: Ask) async throws -> Reply { .page(try await page(ask, nil)) }

  private func page(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let id = try ask.parameter("id")
    guard let person = try await partners.account(ID(id)) else { throw NotFound() }
    let held = try await store.hours(of: id), isTyped = refusal != nil
    let days = isTyped ? Set(ask.form.all("weekday")) : Set((held?.days ?? []).map(String.init))
    let from = isTyped ? ask.form["from"] ?? "" : held.map { UsualHoursPages.clock($0.from) } ?? ""
    let to = isTyped ? ask.form["to"] ?? "" : held.map { UsualHoursPages.clock($0.to) } ?? ""
    let body: HTML =
      id == ask.visitor?.account
      ? "<p>This is you: your hours are set by another administrator.</p>"
      : UI.form(
        action: path(id), submit: "Keep the hours",
        """
        \(UI.checkboxes("weekday", "Days", hint: "The days on which the shift begins. None for no usual hours.", options: UsualHoursPages.weekdays, selected: days))
        \(UI.textField("from", "From", hint: "London time, as 08:00.", value: from, width: .five))
        \(UI.textField("to", "To", hint: "An end before the beginning lies on the next day.", value: to, width: .five))
        """)
    return Page(
      title: "Usual hours of \(person.name)", caption: person.authorityName,
      back: ("Back to the duties", "/people/" + Address.encoded(id) + "/duties"),
      lead: "Where no hours are recorded, nothing counts as outside them.",
      body: """
        \(UI.problem(refusal))\(when: ask.query["done"] == "kept" && !isTyped, UI.notice(.success, "<p>Kept.</p>"))
        \(body)
        """, status: isTyped ? 422 : 200)
  }

  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }

  /// Minutes from midnight of `08:30`; 24:00 is the end of a day.
  private static func minute(_ text: String, _ place: String) throws(Refusal) -> Int {
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts.first, let last = parts.last, first.count <= 2, last.count == 2,
      let hours = Int(first), let minutes = Int(last), (0...24).contains(hours), (0..<60).contains(minutes),
      hours * 60 + minutes <= 1_440
    else { throw Refusal("time", place: place, "This is no time of day.", remedy: "Write it as 08:30.") }
    return hours * 60 + minutes
  }

  @Sendable func keep(_ ask: Ask) async throws -> Reply {
    let id = try ask.parameter("id")
    guard try await partners.account(ID(id)) != nil else { throw NotFound() }
    return try await Confirmation(store: partners).before("Setting usual hours", ask, back: ("Back", path(id))) { _ in
      do {
        let typed = ask.form.all("weekday"), days = Set(typed.compactMap { Int($0) })
        guard days.count == Set(typed).count, days.allSatisfy((1...7).contains) else {
          throw Refusal("weekday", place: "Days", "One of these is no day.", remedy: "Choose from the list.")
        }
        let isNone = days.isEmpty && (ask.form["from"] ?? "").trimmed.isEmpty && (ask.form["to"] ?? "").trimmed.isEmpty
        let hours: InsiderFacts.Shift? =
          isNone
          ? nil
          : InsiderFacts.Shift(
            from: try UsualHoursPages.minute(ask.form["from"] ?? "", "From"),
            to: try UsualHoursPages.minute(ask.form["to"] ?? "", "To"), days: days)
        try await store.keep(hours, of: id, by: ask.oversightActor(), now: ask.now)
        return .redirect(path(id) + "?done=kept")
      } catch let refusal as Refusal {
        return .status(422, try await page(ask, refusal))
      }
    }
  }
}
