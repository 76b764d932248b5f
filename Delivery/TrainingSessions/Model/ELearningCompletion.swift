import Basics
import Facts

/// Officers who completed a mandatory e-learning on a day.
package struct ELearningCompletion: RegisterRecord {
  package let course: String
  package let officerGroup: String
  package let day: Day
  package let officers: Int

  package init(_ values: RegisterValues) throws {
    course = try values.text("course")
    officerGroup = try values.text("officer_group")
    day = try values.day("day")
    officers = try values.number("officers")
  }

  package static let register = Register(
    key: "e-learning-completion", table: "e_learning_completion", path: "e-learning", title: "E-learning completed",
    entry: "completion",
    lead: "How many officers of a group completed a mandatory e-learning on a day. No names.",
    factKinds: ["e-learning.completed"],
    fields: [
      RegisterField("course", "E-learning", .entry(of: "training-course"), listed: true),
      RegisterField("officer_group", "Group of officers", .slug, hint: "A code such as city-inspectors.", listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("officers", "Officers who completed it", .count(1...5000), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
    let same = try look.all(ELearningCompletion.self, where: "course", is: course)
    guard !same.contains(where: { $0.id != id && $0.record.day == day && $0.record.officerGroup == officerGroup })
    else {
      throw Self.refusal(
        "day", "This group and day are entered already.", "Correct that entry, so that nobody counts twice.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [
      Fact(
        "e-learning.completed", on: day, quantity: officers, record: Self.reference(id),
        ["course": try look.record(Course.self, course).code, "group": officerGroup])
    ]
  }
}
