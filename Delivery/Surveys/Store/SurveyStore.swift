import Basics
import Database
import DeliveryModel
import FactStore
import Facts
import Foundation
import PartnershipModel

/// Questionnaires and answers of surveys.
package struct SurveyStore: Sendable {
  package let database: Database
  let facts: FactWriter

  package init(database: Database, facts: FactKinds) {
    self.database = database
    self.facts = FactWriter(facts)
  }

  package struct Version: Sendable {
    package let number: Int
    package let questionnaire: Questionnaire
    package let publishedAt: Instant?
  }

  /// A survey with all versions of its questions, the latest first.
  package struct Held: Sendable {
    package let id: String
    package let survey: Survey
    package let versions: [Version]
    package let strata: [SurveyStratum]
    /// By version.
    package let responses: [Int: Int]
    package let invited: Int
    package let used: Int

    package var draft: Version? { versions.first { $0.publishedAt == nil } }
    package var published: Version? { versions.first { $0.publishedAt != nil } }
  }

  package func find(_ id: String) async throws -> Held? { try await database.read { try SurveyStore.find(id, $0) } }

  /// The survey of that code, as its public address names it.
  package func find(code: String) async throws -> Held? {
    try await database.read { connection in
      guard let row = try connection.row("SELECT id FROM survey WHERE code = \(code)") else { return nil }
      return try SurveyStore.find(try row.text("id"), connection)
    }
  }

  static func find(_ id: String, _ connection: any Connection) throws -> Held? {
    guard let entry = try RegisterStore.entry(Survey.register, id, connection) else { return nil }
    var responses: [Int: Int] = [:]
    for row in try connection.rows(
      "SELECT version, count(*) AS number FROM survey_response WHERE survey = \(id) GROUP BY version")
    {
      responses[try row.int("version")] = try row.int("number")
    }
    let invitations = try connection.row(
      "SELECT count(*) AS made, coalesce(sum(is_used), 0) AS used FROM survey_invitation WHERE survey = \(id)")
    return Held(
      id: id, survey: try Survey(entry.values),
      versions: try connection.rows("SELECT * FROM survey_version WHERE survey = \(id) ORDER BY version DESC").map {
        Version(
          number: try $0.int("version"), questionnaire: try decoded(try $0.text("questionnaire")),
          publishedAt: try $0.optionalInstant("published_at"))
      },
      strata: try connection.rows("SELECT * FROM survey_stratum WHERE survey = \(id) ORDER BY code").map {
        SurveyStratum(code: try $0.text("code"), title: try $0.text("title"), population: try $0.int("population"))
      }, responses: responses, invited: try invitations?.int("made") ?? 0, used: try invitations?.int("used") ?? 0)
  }

  private static func decoded(_ text: String) throws -> Questionnaire {
    do { return try JSONDecoder().decode(Questionnaire.self, from: Data(text.utf8)) } catch {
      throw Refusal("survey", "A stored questionnaire cannot be read: \(error).")
    }
  }

  static func encoded(_ questionnaire: Questionnaire) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(questionnaire), as: UTF8.self)
  }

  // MARK: Questions

  /// Changes the draft of the questions; when all versions are published, the next version begins as a copy of the last.
  package func edit(
    _ id: String, now: Instant, _ change: @escaping @Sendable (inout Questionnaire) throws -> Void
  ) async throws {
    try await database.write { connection in
      guard let held = try SurveyStore.find(id, connection) else { throw RegisterMissing() }
      var questionnaire = (held.draft ?? held.published)?.questionnaire ?? Questionnaire()
      try change(&questionnaire)
      let text = try SurveyStore.encoded(questionnaire)
      if let draft = held.draft {
        try connection.run(
          """
          UPDATE survey_version SET questionnaire = \(text), changed_at = \(now)
          WHERE survey = \(id) AND version = \(draft.number) AND published_at IS NULL
          """)
      } else {
        try connection.run(
          """
          INSERT INTO survey_version (survey, version, questionnaire, changed_at)
          VALUES (\(id), \((held.versions.first?.number ?? 0) + 1), \(text), \(now))
          """)
      }
    }
  }

  /// Publishes the draft: from now on nobody changes it. Errors: a refusal that says what is missing.
  package func publish(_ id: String, by account: String, now: Instant) async throws {
    try await database.write { connection in
      guard let held = try SurveyStore.find(id, connection) else { throw RegisterMissing() }
      guard let draft = held.draft else {
        throw Refusal("survey-draft", "There is nothing new to publish.", remedy: "Change a question first.")
      }
      let missing = draft.questionnaire.missing
      guard missing.isEmpty else {
        throw Refusal(
          "survey-missing", "It lacks: \(missing.prefix(5).joined(separator: "; ")).", remedy: "Add what is missing.")
      }
      try connection.run(
        """
        UPDATE survey_version SET published_at = \(now), published_by = \(account)
        WHERE survey = \(id) AND version = \(draft.number)
        """)
    }
  }

  // MARK: Invitations

  package func enter(_ stratum: SurveyStratum, in id: String) async throws {
    guard Fact.isCode(stratum.code), (1...50_000_000).contains(stratum.population), !stratum.title.isEmpty,
      stratum.title.count <= 120
    else {
      throw Refusal(
        "survey-stratum", place: "Part of the population", "Code, name or size is not right.",
        remedy: "Give a code in lower case, a name, and how many people there are.")
    }
    try await database.write { connection in
      guard try SurveyStore.find(id, connection) != nil else { throw RegisterMissing() }
      try connection.run(
        """
        INSERT INTO survey_stratum (survey, code, title, population)
        VALUES (\(id), \(stratum.code), \(stratum.title), \(stratum.population))
        ON CONFLICT (survey, code) DO UPDATE SET title = excluded.title, population = excluded.population
        """)
    }
  }

  /// Makes invitations and gives their codes, which are shown once; only digests are kept.
  package func invite(_ count: Int, stratum: String, in id: String, now: Instant) async throws -> [String] {
    guard (1...2000).contains(count) else {
      throw Refusal(
        "survey-invitations", place: "How many", "This is no number from 1 to 2,000.", remedy: "Make them in parts.")
    }
    let codes = (0..<count).map { _ in
      SetUpCode(random: (0..<13).map { _ in UInt8.random(in: .min ... .max) })
    }
    try await database.write { connection in
      guard let held = try SurveyStore.find(id, connection) else { throw RegisterMissing() }
      guard held.survey.mode == .invited else {
        throw Refusal("survey-mode", "Whoever wants to answers this survey.", remedy: "Nobody needs an invitation.")
      }
      guard held.strata.contains(where: { $0.code == stratum }) else {
        throw Refusal(
          "survey-stratum", place: "Part of the population", "There is no such part.", remedy: "Choose one.")
      }
      try connection.batch(
        codes.map { code in
          """
          INSERT INTO survey_invitation (digest, survey, stratum, made_at, is_used)
          VALUES (\(SetUpCode.digest(code.text)), \(id), \(stratum), \(now), 0)
          """
        })
    }
    return codes.map(\.text)
  }
}
