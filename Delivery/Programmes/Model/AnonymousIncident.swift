import Basics
import Facts

/// What an incident without names is about.
package enum IncidentTheme: String, RegisterWord {
  case modernSlavery = "modern-slavery"
  case hateCrime = "hate-crime"
  case other

  package var label: String {
    switch self {
    case .modernSlavery: "Modern slavery"
    case .hateCrime: "Hate crime"
    case .other: "Other"
    }
  }
}

/// An incident recorded without anybody’s name, for its pattern only.
package struct AnonymousIncident: RegisterRecord {
  package let theme: IncidentTheme
  package let exploitation: String
  package let day: Day
  /// GSS code.
  package let ward: [String]

  package init(_ values: RegisterValues) throws {
    theme = try values.word("theme", IncidentTheme.self)
    exploitation = try values.text("exploitation")
    day = try values.day("day")
    ward = values.places("ward")
  }

  package static let register = Register(
    key: "anonymous-incident", table: "anonymous_incident", path: "incidents-without-names",
    title: "Incidents without names", entry: "incident",
    lead: "For patterns only: codes, a day and a ward. There is no field for words about anybody.",
    factKinds: ["anonymous-incident.recorded"],
    fields: [
      RegisterField("theme", "Theme", .choice(of: IncidentTheme.self), listed: true),
      RegisterField(
        "exploitation", "Type", .slug, hint: "A code such as labour, sexual, domestic, criminal.", listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("ward", "Ward", .places(most: 1), required: false, listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [
      Fact(
        "anonymous-incident.recorded", on: day, record: Self.reference(id), place: ward.first,
        ["theme": theme.rawValue, "exploitation": exploitation])
    ]
  }
}
