import Analysis
import Basics
import DeliveryModel
import DeliveryStore
import WebShell

extension RegisterGroup {
  package static let surveys = RegisterGroup(
    "Surveys", "What people are asked, what they said, and what was done about it.",
    [KeptRegister(Survey.self), KeptRegister(SurveyFollowUp.self)])
}

/// Pages of surveys: questions, invitations and results for the partnership; the form and what came of it for everyone.
package enum SurveysWeb {
  /// - Parameter models: the model questionnaires of `Practice/surveys`, by title.
  package static func routes(_ store: SurveyStore, registers: RegisterStore, models: [(String, Questionnaire)]) throws
    -> [Route]
  {
    let desk = SurveyDesk(store: store, registers: registers, models: models, gate: try SmallCounts())
    return desk.buildingRoutes + desk.resultRoutes + desk.publicRoutes
  }
}

/// What the pages of surveys share.
struct SurveyDesk: Sendable {
  let store: SurveyStore
  let registers: RegisterStore
  let models: [(String, Questionnaire)]
  let gate: SmallCounts

  static func path(_ id: String, _ part: String = "") -> String {
    "/programmes/surveys/" + Address.encoded(id) + (part.isEmpty ? "" : "/" + part)
  }
  static func address(_ survey: Survey, _ part: String = "") -> String {
    "/surveys/" + Address.encoded(survey.code) + (part.isEmpty ? "" : "/" + part)
  }

  func held(_ ask: Ask) async throws -> SurveyStore.Held {
    guard let held = try await store.find(try ask.parameter("id")) else { throw NotFound() }
    return held
  }

  func account(_ ask: Ask) throws -> String {
    guard let visitor = ask.visitor else { throw NotFound() }
    return visitor.account
  }

  func back(_ held: SurveyStore.Held) -> (String, String) { ("Back to the survey", SurveyDesk.path(held.id)) }
}
