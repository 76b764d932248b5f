import Basics
import Database
import DeliveryModel
import FactStore
import Facts
import PartnershipModel

extension SurveyStore {
  /// What became of an answer.
  package enum Outcome: Sendable, Equatable {
    case kept
    /// There were too many from one network: so many seconds to wait.
    case wait(Int)
  }

  /// At most so many answers an hour from one network.
  package static let perNetwork = TokenBucket.Size(perHour: 20)

  /// Keeps an answer and the fact that it counts as. Neither the invitation nor the time of day stays with it. Errors: a
  /// refusal when the survey is closed, the invitation is none or was used, or an answer is none of those offered.
  package func answer(
    code: String, version: Int, _ typed: [String: [String]], language: String, invitation: String?, address: String,
    now: Instant
  ) async throws -> Outcome {
    // An allowance is used up also by what is then refused, so it has a transaction of its own.
    if let wait = try await database.write({ try SurveyStore.take(code, address, now, $0) }) { return .wait(wait) }
    return try await database.write { connection in
      guard let row = try connection.row("SELECT id FROM survey WHERE code = \(code)"),
        let held = try SurveyStore.find(try row.text("id"), connection), let published = held.published
      else { throw RegisterMissing() }
      let survey = held.survey
      guard survey.isOpen(on: now.londonDay) else {
        throw Refusal("survey-closed", "This survey is not open today.", remedy: "Look at what came of it.")
      }
      guard published.number == version else {
        throw Refusal(
          "survey-version", "The questions were changed while you answered.", remedy: "Look through them once more.")
      }
      let answers = try published.questionnaire.checked(typed, language: language)
      let stratum = try survey.mode == .invited ? use(invitation, of: held.id, connection) : nil
      // The identity is made of the day alone: one made of the moment would say when somebody answered.
      let id = ID<SurveyResponse>(at: Instant(milliseconds: now.londonDay.number * 86_400_000)).text
      try connection.run(
        """
        INSERT INTO survey_response (id, survey, version, mode, language, received_on, stratum)
        VALUES (\(id), \(held.id), \(version), \(survey.mode.rawValue), \(published.questionnaire.language(language)),
          \(now.londonDay), \(stratum))
        """)
      for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
        switch answer {
        case .words(let words):
          try connection.run(
            "INSERT INTO survey_answer (response, question, place, words) VALUES (\(id), \(question), 0, \(words))")
        case .chosen(let options):
          for (place, option) in options.enumerated() {
            try connection.run(
              """
              INSERT INTO survey_answer (response, question, place, chosen)
              VALUES (\(id), \(question), \(place), \(option))
              """)
          }
        }
      }
      // The fact has an identity of its own: it says when something was recorded, and the answer must not.
      try facts.write(
        Fact(
          "survey.response", on: now.londonDay, record: "survey-response:\(ID<Fact>(at: now))",
          ["survey": survey.code, "mode": survey.mode.rawValue]), at: now, in: connection)
      return .kept
    }
  }

  /// Uses an invitation, once. Nothing ties it to the answer.
  private func use(_ typed: String?, of survey: String, _ connection: any Connection) throws -> String {
    let digest = SetUpCode.digest(typed ?? "")
    guard
      let row = try connection.row(
        """
        UPDATE survey_invitation SET is_used = 1 WHERE digest = \(digest) AND survey = \(survey) AND is_used = 0
        RETURNING stratum
        """)
    else {
      throw Refusal(
        "survey-invitation", place: "Code of the invitation", "This code is not right, or was used before.",
        remedy: "Check it against your letter.")
    }
    return try row.text("stratum")
  }

  private static func take(_ code: String, _ address: String, _ now: Instant, _ connection: any Connection) throws
    -> Int?
  {
    try connection.run("DELETE FROM survey_allowance WHERE refilled_at < \(now.adding(seconds: -2 * 3600))")
    let name = "\(code.prefix(60)) \(NetworkPrefix(address: address))"
    var bucket =
      try connection.row("SELECT * FROM survey_allowance WHERE name = \(name)").map {
        TokenBucket(tokens: try $0.double("tokens"), refilled: try $0.instant("refilled_at"))
      } ?? TokenBucket(full: perNetwork, at: now)
    if let wait = bucket.take(perNetwork, at: now) { return wait }
    try connection.run(
      """
      INSERT INTO survey_allowance (name, tokens, refilled_at) VALUES (\(name), \(bucket.tokens), \(bucket.refilled))
      ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, refilled_at = excluded.refilled_at
      """)
    return nil
  }

  /// All answers to one version, in no order that says anything.
  package func responses(_ id: String, version: Int) async throws -> [SurveyResponse] {
    try await database.read { connection in
      var answers: [String: [String: SurveyAnswer]] = [:], order: [(String, String?)] = []
      for row in try connection.rows(
        "SELECT id, stratum FROM survey_response WHERE survey = \(id) AND version = \(version) ORDER BY id")
      {
        order.append((try row.text("id"), try row.optionalText("stratum")))
      }
      for row in try connection.rows(
        """
        SELECT a.response AS response, a.question AS question, a.chosen AS chosen, a.words AS words
        FROM survey_answer a JOIN survey_response r ON r.id = a.response
        WHERE r.survey = \(id) AND r.version = \(version) ORDER BY a.response, a.question, a.place
        """)
      {
        let response = try row.text("response"), question = try row.text("question")
        if let words = try row.optionalText("words") {
          answers[response, default: [:]][question] = .words(words)
        } else if let option = try row.optionalText("chosen") {
          var chosen: [String] = []
          if case .chosen(let earlier)? = answers[response]?[question] { chosen = earlier }
          answers[response, default: [:]][question] = .chosen(chosen + [option])
        }
      }
      return order.map { SurveyResponse(answers: answers[$0.0] ?? [:], stratum: $0.1) }
    }
  }
}
