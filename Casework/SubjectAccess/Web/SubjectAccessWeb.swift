import Basics
import CaseworkModel
import CaseworkStore
import Documents
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The pages of subject access requests, for the information-governance lead of an agency.
package enum SubjectAccessWeb {
  package static func routes(store: SubjectAccessStore, partners: PartnersStore, renderer: DocumentRenderer) -> [Route] {
    let desk = SubjectAccessDesk(store: store, confirmation: Confirmation(store: partners), renderer: renderer)
    return desk.listRoutes + desk.requestRoutes + desk.itemRoutes + desk.answerRoutes
  }
}

struct SubjectAccessDesk: Sendable {
  let store: SubjectAccessStore
  let confirmation: Confirmation
  let renderer: DocumentRenderer

  var words: AccessWords { store.cases.gate.words }
  var today: Day { store.today }

  func inquirer(_ ask: Ask, isConfirmed: Bool = false) -> Inquirer {
    store.inquirer(
      ask.visitor?.account ?? "", stepUpAt: isConfirmed ? store.clock.now() : ask.visitor?.confirmedAt)
  }

  func id(_ ask: Ask) throws -> ID<SubjectRequest> { ID(try ask.parameter("request")) }
  func record(_ ask: Ask) throws -> ID<Case> { ID(try ask.parameter("case")) }
  func text(_ ask: Ask, _ field: String) -> String { (ask.form[field] ?? "").trimmed }

  func opened(_ handle: () async throws -> Reply) async throws -> Reply {
    do { return try await handle() } catch is AccessRefused { throw NotFound() }
  }

  func change(
    _ path: String, then place: @escaping @Sendable (ID<SubjectRequest>) -> String = { SubjectAccessPath.one($0.text) },
    _ handle: @escaping @Sendable (Ask, ID<SubjectRequest>, Inquirer) async throws -> Void
  ) -> Route {
    Route(.post, SubjectAccessPath.list + "/:request" + path, policy: .needs(.overseeSharing)) { ask in
      let id = try id(ask)
      return try await opened {
        try await handle(ask, id, inquirer(ask))
        return .redirect(place(id))
      }
    }
  }

  func state(_ one: SubjectRequest) -> HTML {
    let colour: UI.TagColour =
      switch one.state {
      case .received, .reviewed, .approved: .blue
      case .answered: .green
      case .refused, .withdrawn: .grey
      }
    return UI.tag(one.state.label, colour)
  }

  /// `Due 27 December 2026, in 30 days`, or since when the clock stands.
  func due(_ one: SubjectRequest) -> HTML {
    let day = one.clock.due(on: today, store.calendar)
    if let answered = one.answeredOn, !one.state.isOpen {
      let late = one.state == .answered && answered > one.clock.due(on: answered, store.calendar)
      return "\(answered.spoken)\(when: late, " \(UI.tag("Late", .red))")"
    }
    if let pause = one.clock.standing {
      return "The clock stands since \(pause.askedOn.spoken): \(pause.reason.label.lowercased())"
    }
    let left = day - today
    return left < 0 ? "\(day.spoken) \(UI.tag("\(-left) days late", .red))" : "\(day.spoken) (\(left) \(left == 1 ? "day" : "days"))"
  }
}

enum SubjectAccessPath {
  static let list = "/oversight/subject-access"
  static func one(_ id: String) -> String { list + "/" + Address.encoded(id) }
  static func part(_ id: String, _ parts: String...) -> String {
    ([one(id)] + parts.map(Address.encoded)).joined(separator: "/")
  }
  static func approval(_ id: String) -> String { "/subject-access/" + Address.encoded(id) }
}
