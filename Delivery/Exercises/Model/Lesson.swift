import Basics

/// Something learned from an exercise or an emergency, until it is done.
package struct Lesson: RegisterRecord {
  package let exercise: String?
  package let emergency: String?
  package let title: String
  package let owner: String
  package let due: Day
  package let doneOn: Day?

  package init(_ values: RegisterValues) throws {
    exercise = values.optionalText("exercise")
    emergency = values.optionalText("emergency")
    title = try values.text("title")
    owner = try values.text("owner")
    due = try values.day("due")
    doneOn = values.optionalDay("done_on")
    guard (exercise == nil) != (emergency == nil) else {
      throw Self.refusal("exercise", "A lesson comes from one exercise or one emergency.", "Choose one of the two.")
    }
  }

  package static let register = Register(
    key: "lesson", table: "exercise_lesson", path: "lessons", title: "Lessons", entry: "lesson",
    lead: "What a debrief found, who acts on it, and whether it was done.",
    fields: [
      RegisterField("exercise", "From the exercise", .entry(of: "exercise"), required: false),
      RegisterField("emergency", "From the emergency", .entry(of: "emergency-response"), required: false),
      RegisterField("title", "What was learned", .line(400), listed: true),
      RegisterField("owner", "Who acts, by role", .line(120), listed: true),
      RegisterField("due", "Due", .day, listed: true),
      RegisterField("done_on", "Done on", .day, required: false, listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    if let doneOn, doneOn > look.today {
      throw Self.refusal("done_on", "This day has not come yet.", "Leave it empty until it is done.")
    }
  }
}
