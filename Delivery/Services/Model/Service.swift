import Basics

/// Where a service stands.
package enum ServiceState: String, RegisterWord {
  case planned
  case running
  case ended

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .running: "Running"
    case .ended: "Ended"
    }
  }
}

/// A service that the partnership pays for, whoever provides it.
package struct Service: RegisterRecord {
  package let code: String
  package let title: String
  package let need: String
  package let commissioner: String
  package let state: ServiceState

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    need = try values.text("need")
    commissioner = try values.text("commissioner")
    state = try values.word("state", ServiceState.self)
  }

  package static let register = Register(
    key: "service", table: "service", path: "services", title: "Services", entry: "service",
    lead: "What is paid for to help people: support, coordination, diversion.",
    fields: [
      RegisterField("code", "Code", .code, hint: "Names the service in figures, such as angelou."),
      RegisterField("title", "Name of the service", .line(120), listed: true),
      RegisterField("need", "What it is for", .words(2000)),
      RegisterField("commissioner", "Who commissions it", .body, listed: true),
      RegisterField("state", "State", .choice(of: ServiceState.self), listed: true),
    ])
}
