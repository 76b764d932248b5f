import Basics
import Facts

/// A scheme under which premises or bodies are accredited.
package struct AccreditationScheme: RegisterRecord {
  package let code: String
  package let title: String
  package let criteria: String
  package let criteriaVersion: String
  package let months: Int

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    criteria = try values.text("criteria")
    criteriaVersion = try values.text("criteria_version")
    months = try values.number("months")
  }

  package static let register = Register(
    key: "accreditation-scheme", table: "accreditation_scheme", path: "accreditation-schemes",
    title: "Accreditation schemes", entry: "accreditation scheme",
    lead: "What is asked of whoever wants to be accredited, in which version.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("criteria", "Criteria", .words(4000)),
      RegisterField("criteria_version", "Version of the criteria", .line(40), listed: true),
      RegisterField("months", "Months for which it is awarded", .count(1...120), listed: true),
    ])
}

/// Where an accreditation stands.
package enum AccreditationState: String, RegisterWord {
  case applied
  case assessed
  case awarded
  case refused
  case withdrawn

  package var label: String {
    switch self {
    case .applied: "Applied"
    case .assessed: "Assessed"
    case .awarded: "Awarded"
    case .refused: "Refused"
    case .withdrawn: "Withdrawn"
    }
  }
}

/// Premises or a body under a scheme, from application to award.
package struct Accreditation: RegisterRecord {
  package let scheme: String
  package let title: String
  package let premises: String
  package let appliedOn: Day
  package let assessedOn: Day?
  package let grade: String?
  package let awardedOn: Day?
  package let spotCheckedOn: Day?
  package let state: AccreditationState

  package init(_ values: RegisterValues) throws {
    scheme = try values.text("scheme")
    title = try values.text("title")
    premises = try values.text("premises")
    appliedOn = try values.day("applied_on")
    assessedOn = values.optionalDay("assessed_on")
    grade = values.optionalText("grade")
    awardedOn = values.optionalDay("awarded_on")
    spotCheckedOn = values.optionalDay("spot_checked_on")
    state = try values.word("state", AccreditationState.self)
    try inOrder(appliedOn, assessedOn, "assessed_on")
    try inOrder(assessedOn, awardedOn, "awarded_on")
    guard ![.assessed, .awarded].contains(state) || assessedOn != nil else {
      throw Self.refusal("assessed_on", "This is empty.", "Enter the day of the assessment.")
    }
    guard state != .awarded || awardedOn != nil else {
      throw Self.refusal("awarded_on", "This is empty.", "Enter the day of the award.")
    }
  }

  package static let register = Register(
    key: "accreditation", table: "accreditation", path: "accreditations", title: "Accreditations",
    entry: "accreditation",
    lead: "Who applied, what the assessment found, and until when an award stands.",
    factKinds: ["accreditation.awarded"],
    fields: [
      RegisterField("scheme", "Scheme", .entry(of: "accreditation-scheme"), listed: true),
      RegisterField("title", "Premises or body", .line(160), listed: true),
      RegisterField(
        "premises", "Code of the premises", .slug, hint: "The same code each time, so that premises are counted once."),
      RegisterField("applied_on", "Applied on", .day, listed: true),
      RegisterField("assessed_on", "Assessed on", .day, required: false),
      RegisterField("grade", "Grade", .line(60), required: false),
      RegisterField("awarded_on", "Awarded on", .day, required: false, listed: true),
      RegisterField("spot_checked_on", "Last spot check", .day, required: false),
      RegisterField("state", "State", .choice(of: AccreditationState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard awardedOn ?? look.today <= look.today else {
      throw Self.refusal("awarded_on", "This day has not come yet.", "Enter it afterwards.")
    }
  }

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    guard state == .awarded, let awardedOn else { return [] }
    let scheme = try look.record(AccreditationScheme.self, scheme)
    let month = Month(index: awardedOn.month.index + scheme.months), day = min(awardedOn.parts.day, month.dayCount)
    let last = (Day(year: month.year, month: month.month, day: day) ?? month.last) + -1
    return [("Stands until", last.spoken + (last < look.today ? " (over)" : ""))]
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard let awardedOn, state == .awarded || state == .withdrawn else { return [] }
    return [
      Fact(
        "accreditation.awarded", on: awardedOn, record: Self.reference(id), subject: premises,
        ["scheme": try look.record(AccreditationScheme.self, scheme).code])
    ]
  }
}
