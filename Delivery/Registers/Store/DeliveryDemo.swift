import Basics
import Database
import DeliveryModel
import Foundation
import PracticeFiles

/// Sets up the demonstration's programmes from `Demo/programmes/set-up.yaml`: nothing in it is counted.
package enum DeliveryDemo {
  /// Loads the entries in the name of `account`, once: where a service is entered already nothing happens. Tells how many
  /// were entered. Errors: a refusal that names file, line and field.
  @discardableResult
  package static func load(
    _ path: String, practice: String, registers: RegisterStore, surveys: SurveyStore, by account: String, now: Instant
  ) async throws -> Int {
    guard try await registers.list(Service.register).isEmpty else { return 0 }
    let root = try PracticeNode(text: try text(path), file: "programmes/set-up.yaml")
    try root.allow(["entries", "questionnaires"])
    var known: [String: String] = [:], entered = 0
    for node in try root.list("entries") {
      try node.allow(["register", "as", "fields"])
      let key = try node.text("register")
      guard let register = registers.register(key: key) else {
        throw node.refusal("“\(key)” is no register.", remedy: "Use the key of a register, such as service.")
      }
      let fields = try node.required("fields")
      try fields.allow(register.shape.fields.map(\.key))
      var values = RegisterValues()
      for field in register.shape.fields {
        let typed = try fields.optionalText(field.key) ?? ""
        switch field.kind {
        case .entry where !typed.isEmpty:
          guard let id = known[typed] else {
            throw fields.refusal("“\(typed)” was not entered before this.", remedy: "Give the name after “as”.")
          }
          values[field.key] = .text(id)
        case .body:
          guard let id = try await registers.options(field).first(where: { $0.1 == typed })?.0 else {
            throw fields.refusal("“\(typed)” is no body of the partnership.", remedy: "Use its name.")
          }
          values[field.key] = .text(id)
        default: values[field.key] = try field.value(typed: typed)
        }
      }
      let id = try await registers.enter(register, values, by: account, now: now)
      if let name = try node.optionalText("as") { known[name] = id }
      entered += 1
    }
    for node in try root.list("questionnaires") {
      let file = try node.text("model"), name = try node.text("survey")
      guard let survey = known[name] else {
        throw node.refusal("“\(name)” was not entered before this.", remedy: "Give the name after “as”.")
      }
      let model = try Questionnaire(text: try text(practice + "/surveys/" + file), file: "surveys/" + file)
      try await surveys.edit(survey, now: now) { $0 = model }
      try await surveys.publish(survey, by: account, now: now)
    }
    return entered
  }

  private static func text(_ path: String) throws -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw Refusal(
        "demonstration", place: path, "The demonstration’s set-up cannot be read.",
        remedy: "Restore it from the release.")
    }
  }
}
