import Basics
import Facts

/// Where people meet.
package enum SessionMode: String, RegisterWord {
  case inPerson = "in-person"
  case online

  package var label: String {
    switch self {
    case .inPerson: "In person"
    case .online: "Online"
    }
  }
}

/// Where a session stands.
package enum SessionState: String, RegisterWord {
  case planned
  case held
  case cancelled

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .held: "Held"
    case .cancelled: "Cancelled"
    }
  }
}

/// A course given once: when, for whom, and how many came.
package struct TrainingSession: RegisterRecord {
  package let course: String
  package let institution: String?
  package let day: Day
  package let mode: SessionMode
  package let deliverer: String
  package let places: Int?
  package let attendees: Int?
  package let state: SessionState

  package init(_ values: RegisterValues) throws {
    course = try values.text("course")
    institution = values.optionalText("institution")
    day = try values.day("day")
    mode = try values.word("mode", SessionMode.self)
    deliverer = try values.text("deliverer")
    places = values.optionalNumber("places")
    attendees = values.optionalNumber("attendees")
    state = try values.word("state", SessionState.self)
    switch state {
    case .held:
      guard attendees != nil else {
        throw Self.refusal("attendees", "This is empty.", "Enter how many people were present.")
      }
    case .planned, .cancelled:
      guard attendees == nil else {
        throw Self.refusal(
          "attendees", "Nobody attends what was not held.", "Leave it empty, or set the state to held.")
      }
    }
  }

  package static let register = Register(
    key: "training-session", table: "training_session", path: "sessions", title: "Sessions", entry: "session",
    lead: "Each time that a course is given. It counts once it was held.",
    factKinds: ["training.session", "training.attendance"],
    fields: [
      RegisterField("course", "Course", .entry(of: "training-course"), listed: true),
      RegisterField(
        "institution", "Institution it was held for", .entry(of: "institution"), required: false, listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("mode", "Where", .choice(of: SessionMode.self)),
      RegisterField("deliverer", "Given by", .line(120), hint: "The team or body, not a person."),
      RegisterField("places", "Places", .count(1...5000), required: false),
      RegisterField(
        "attendees", "People present", .count(1...5000), hint: "Somebody who came twice is counted twice.",
        required: false, listed: true),
      RegisterField("state", "State", .choice(of: SessionState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard state != .held || day <= look.today else {
      throw Self.refusal("day", "This day has not come yet.", "Enter it as planned.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard state == .held, let attendees else { return [] }
    let course = try look.record(Course.self, course)
    let ward = try institution.map { try look.record(Institution.self, $0).ward.first } ?? nil
    let attributes = ["strand": course.strand.rawValue, "course": course.type.rawValue]
    let record = Self.reference(id)
    return [
      Fact(
        "training.session", on: day, record: record, subject: institution, place: ward, attributes),
      Fact("training.attendance", on: day, quantity: attendees, record: record, place: ward, attributes),
    ]
  }
}
