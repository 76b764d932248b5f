import Basics

/// A scheme in which volunteers help, such as patrols at night.
package struct VolunteerScheme: RegisterRecord {
  package let code: String
  package let title: String
  package let coordinator: String
  package let aim: String

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    coordinator = try values.text("coordinator")
    aim = try values.text("aim")
  }

  package static let register = Register(
    key: "volunteer-scheme", table: "volunteer_scheme", path: "volunteer-schemes", title: "Volunteer schemes",
    entry: "volunteer scheme",
    lead: "Who coordinates volunteers, and for what.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(120), listed: true),
      RegisterField("coordinator", "Who coordinates it", .body, listed: true),
      RegisterField("aim", "Aim", .words(2000)),
    ])
}

/// An area in which volunteers work.
package struct VolunteerZone: RegisterRecord {
  package let code: String
  package let title: String
  /// GSS code.
  package let ward: [String]

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    ward = values.places("ward")
  }

  package static let register = Register(
    key: "volunteer-zone", table: "volunteer_zone", path: "zones", title: "Zones", entry: "zone",
    lead: "Where volunteers work.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(120), listed: true),
      RegisterField("ward", "Ward", .places(most: 1), required: false, listed: true),
    ])
}
