import Basics

/// Who may answer a survey.
package enum SurveyMode: String, RegisterWord {
  case `open`
  case invited

  package var label: String {
    switch self {
    case .open: "Open: whoever wants to"
    case .invited: "Invited: a sample, by code"
    }
  }
}

/// A survey of the views of people and bodies in the area (S.I. 2007/1830 regulation 12).
package struct Survey: RegisterRecord {
  package let code: String
  package let title: String
  package let purpose: String
  package let mode: SurveyMode
  package let opens: Day
  package let closes: Day
  package let consulted: String?

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    purpose = try values.text("purpose")
    mode = try values.word("mode", SurveyMode.self)
    opens = try values.day("opens")
    closes = try values.day("closes")
    consulted = values.optionalText("consulted")
    try inOrder(opens, closes, "closes")
  }

  package static let register = Register(
    key: "survey", table: "survey", path: "surveys", title: "Surveys", entry: "survey",
    lead: "What is asked of whom, and until when. An open survey is answered by whoever wants to, so it is no sample.",
    fields: [
      RegisterField("code", "Code", .code, hint: "Part of its public address."),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("purpose", "What it is to decide", .words(2000)),
      RegisterField("mode", "Who may answer", .choice(of: SurveyMode.self), listed: true),
      RegisterField("opens", "Opens on", .day, listed: true),
      RegisterField("closes", "Last day", .day, listed: true),
      RegisterField(
        "consulted", "Who else is asked, and how", .words(2000),
        hint: "Groups that are particularly affected, and other consultations that were looked at.", required: false),
    ])

  /// Whether answers are taken on that day, once its questions are published.
  package func isOpen(on day: Day) -> Bool { (opens...closes).contains(day) }

  package static let pages = [("Questions", "questions"), ("Invitations", "invitations"), ("Results", "results")]
}
