import Basics

/// The types of course that figures tell apart.
package enum CourseType: String, RegisterWord {
  case pupilWorkshop = "pupil-workshop"
  case staffSession = "staff-session"
  case act
  case scan
  case other

  package var label: String {
    switch self {
    case .pupilWorkshop: "Workshop for pupils"
    case .staffSession: "Session for staff"
    case .act: "ACT (Action Counters Terrorism)"
    case .scan: "SCaN (See, Check and Notify)"
    case .other: "Other"
    }
  }
}

/// The strands of the counter-terrorism strategy, and everything else.
package enum CourseStrand: String, RegisterWord {
  case prevent
  case protect
  case prepare
  case pursue
  case other

  package var label: String {
    switch self {
    case .prevent: "Prevent"
    case .protect: "Protect"
    case .prepare: "Prepare"
    case .pursue: "Pursue"
    case .other: "Other"
    }
  }
}

/// A course that is given many times.
package struct Course: RegisterRecord {
  package let code: String
  package let title: String
  package let type: CourseType
  package let strand: CourseStrand
  package let minutes: Int?

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    type = try values.word("type", CourseType.self)
    strand = try values.word("strand", CourseStrand.self)
    minutes = values.optionalNumber("minutes")
  }

  package static let register = Register(
    key: "training-course", table: "training_course", path: "courses", title: "Courses", entry: "course",
    lead: "What is taught: its type and strand decide in which figure its sessions count.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("type", "Type", .choice(of: CourseType.self), listed: true),
      RegisterField("strand", "Strand", .choice(of: CourseStrand.self), listed: true),
      RegisterField("minutes", "Length in minutes", .count(5...3000), required: false),
    ])
}
