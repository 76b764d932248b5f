import Basics

/// What kind of institution is trained.
package enum InstitutionKind: String, RegisterWord {
  case nursery
  case school
  case college
  case university
  case health
  case business
  case other

  package var label: String {
    switch self {
    case .nursery: "Nursery"
    case .school: "School"
    case .college: "College"
    case .university: "University"
    case .health: "Health service"
    case .business: "Business"
    case .other: "Other"
    }
  }
}

/// A school, college or other institution, counted once however often it is visited.
package struct Institution: RegisterRecord {
  package let code: String
  package let title: String
  package let kind: InstitutionKind
  /// GSS code.
  package let ward: [String]

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    kind = try values.word("kind", InstitutionKind.self)
    ward = values.places("ward")
  }

  package static let register = Register(
    key: "institution", table: "training_institution", path: "institutions", title: "Institutions",
    entry: "institution",
    lead: "One entry for each school or other institution, so that it is counted once however many sessions it had.",
    fields: [
      RegisterField(
        "code", "Reference", .code, hint: "The unique reference number of a school (URN), or a code of your own.",
        listed: true),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("kind", "Kind", .choice(of: InstitutionKind.self), listed: true),
      RegisterField("ward", "Ward", .places(most: 1), required: false),
    ])
}
