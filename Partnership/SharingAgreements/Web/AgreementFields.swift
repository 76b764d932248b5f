import Basics
import PartnershipModel
import WebShell

/// Reading the fields of drafting forms: lengths are held, and characters that cannot be seen are refused.
extension Ask {
  /// A text as typed, line ends as one character.
  func agreementText(_ field: String, _ label: String, needed: Bool = false, most: Int = 4000) throws -> String {
    let text = (form[field] ?? "").replacing("\r\n", with: "\n").trimmed
    guard !needed || !text.isEmpty else {
      throw Refusal("missing-field", place: label, "This is empty.", remedy: "Enter something.")
    }
    guard text.count <= most, text.utf8.count <= most * 4 else {
      throw Refusal("long-field", place: label, "This is longer than \(most) characters.", remedy: "Shorten it.")
    }
    // Control and formatting characters (among them the direction overrides) make one text look like another.
    let isShown = text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || $0 == "\u{200C}" || $0 == "\u{200D}"
        || ![.control, .format, .surrogate, .privateUse, .unassigned].contains($0.properties.generalCategory)
    }
    guard isShown else {
      throw Refusal(
        "unseen-characters", place: label, "This has characters that cannot be shown.", remedy: "Type it again.")
    }
    return text
  }

  /// The ticked words of a list, in its order; what is not in the list was not on the form.
  func agreementWords(_ field: String, among known: [String]) -> [String] {
    let ticked = Set(form.all(field))
    return known.filter(ticked.contains)
  }

  func agreementWord<W: RawRepresentable<String> & CaseIterable>(_ field: String, _ label: String, _: W.Type) throws
    -> W
  {
    guard let word = form[field].flatMap(W.init(rawValue:)) else {
      throw Refusal("missing-choice", place: label, "Nothing was chosen.", remedy: "Choose one.")
    }
    return word
  }

  func agreementNumber(_ field: String, _ label: String, _ range: ClosedRange<Int>) throws -> Int {
    guard let number = Int(form[field]?.trimmed ?? ""), range.contains(number) else {
      throw Refusal(
        "number", place: label, "This is not a whole number from \(range.lowerBound) to \(range.upperBound).",
        remedy: "Enter it in digits.")
    }
    return number
  }

  /// The day of three boxes, or nil when all are empty; refuses half a day.
  func agreementDay(_ field: String, _ label: String) throws -> Day? {
    let parts = ["day", "month", "year"].map { (form["\(field)-\($0)"] ?? "").trimmed }
    if parts.allSatisfy(\.isEmpty) { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3, let day = numbers.first, let month = numbers.dropFirst().first,
      let year = numbers.last, let found = Day(year: year, month: month, day: day), year >= 2000
    else { throw Refusal("unreadable-day", place: label, "This is no day.", remedy: "Enter it as 27 3 2027.") }
    return found
  }

  /// What the three boxes show: what was typed, or else the day that is held.
  func boxes(_ field: String, _ held: Day?) -> (day: String, month: String, year: String) {
    let parts = held?.parts
    return (
      form["\(field)-day"] ?? parts.map { "\($0.day)" } ?? "",
      form["\(field)-month"] ?? parts.map { "\($0.month)" } ?? "",
      form["\(field)-year"] ?? parts.map { "\($0.year)" } ?? ""
    )
  }

  /// What was typed, or else what is held.
  func value(_ field: String, _ held: String) -> String { form[field] ?? held }

  /// What was ticked, when the form was sent, or else what is held.
  func ticked(_ field: String, _ held: [String]) -> Set<String> {
    form.fields.isEmpty ? Set(held) : Set(form.all(field))
  }
}
