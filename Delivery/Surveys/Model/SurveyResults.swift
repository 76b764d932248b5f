import Analysis
import Basics

/// One answered questionnaire without anything that says whose it is.
package struct SurveyResponse: Hashable, Sendable {
  package let answers: [String: SurveyAnswer]
  /// The part of the population that was invited; nil when whoever wanted to could answer.
  package let stratum: String?

  package init(answers: [String: SurveyAnswer], stratum: String? = nil) {
    self.answers = answers
    self.stratum = stratum
  }
}

/// A part of the population from which people were invited.
package struct SurveyStratum: Hashable, Sendable {
  package let code: String
  package let title: String
  /// How many people it has.
  package let population: Int

  package init(code: String, title: String, population: Int) {
    self.code = code
    self.title = title
    self.population = population
  }
}

/// Results of one version of a survey, as they may be shown: small counts are held back, and others with them.
package struct SurveyResults: Sendable {
  package struct Line: Hashable, Sendable {
    package let option: String
    /// Nil when it is held back.
    package let count: Int?
    /// The weighted share of a sample with its interval; nil for answers that people chose to give, for few answers, and
    /// when the count is held back.
    package let share: SurveyShare?
  }

  package struct Finding: Sendable {
    package let question: Questionnaire.Question
    /// How many answered it; nil when that is held back.
    package let base: Int?
    package let lines: [Line]
  }

  /// Whether the answers are those of a sample: everybody was invited, and every part of the population has a size.
  package let isSample: Bool
  /// Nil when so few answered that nothing is shown.
  package let responses: Int?
  package let findings: [Finding]

  /// With fewer answers than these no share of a sample is given.
  package static let leastForShare = 30
  /// With fewer than these a share is said to rest on few answers.
  package static let fewForShare = 100

  package init(
    _ questionnaire: Questionnaire, _ all: [SurveyResponse], strata: [SurveyStratum], gate: SmallCounts
  ) throws {
    let sizes = Dictionary(strata.map { ($0.code, $0.population) }) { first, _ in first }
    isSample = !all.isEmpty && all.allSatisfy { $0.stratum.map { sizes[$0, default: 0] > 0 } ?? false }
    guard all.count >= gate.threshold else {
      responses = nil
      findings = []
      return
    }
    responses = all.count
    let isSample = isSample
    findings = try questionnaire.inOrder.map { question in
      let answered = all.filter { $0.answers[question.id] != nil }
      guard question.kind != .words else {
        return Finding(question: question, base: gate.share(answered.count, of: all.count), lines: [])
      }
      let counts = question.options.map { option in answered.filter { $0.chose(option.id, in: question.id) }.count }
      // Those who did not answer are one more answer: the number of all is known.
      let base: Int?, shown: [Int?]
      if question.kind == .one {
        let row = gate.row(counts + [all.count - answered.count])
        base = row.flatMap { $0.last ?? nil }.map { all.count - $0 }
        shown = row.map { Array($0.dropLast()) } ?? counts.map { _ in nil }
      } else {
        base = gate.share(answered.count, of: all.count)
        shown = counts.map { count in base.flatMap { gate.share(count, of: $0) } }
      }
      let perStratum = Dictionary(grouping: answered, by: { $0.stratum ?? "" }).mapValues(\.count)
      return Finding(
        question: question, base: base,
        lines: try zip(question.options, shown).map { option, count in
          guard isSample, count != nil, answered.count >= SurveyResults.leastForShare else {
            return Line(option: option.id, count: count, share: nil)
          }
          let sample = answered.map { response in
            let stratum = response.stratum ?? ""
            return SurveyShare.Answer(
              response.chose(option.id, in: question.id),
              weight: Double(sizes[stratum, default: 0]) / Double(perStratum[stratum, default: 1]), stratum: stratum)
          }
          return Line(option: option.id, count: count, share: try SurveyShare(sample))
        })
    }
  }

  /// Answers to one question by the answers to a question about the person, each with those who did not answer as its
  /// last; nil when the table cannot be shown safely. Its totals are those of the two questions, so nothing is shown when
  /// one of them is held back.
  package func table(
    _ question: Questionnaire.Question, by person: Questionnaire.Question, _ all: [SurveyResponse], gate: SmallCounts
  ) -> [[Int?]]? {
    let both = [question, person].map { wanted in findings.first { $0.question.id == wanted.id } }
    guard question.kind == .one, person.kind == .one,
      both.allSatisfy({ $0.map { $0.base != nil && $0.lines.allSatisfy { $0.count != nil } } ?? false })
    else { return nil }
    let rows = person.options.map { Optional($0.id) } + [nil],
      columns = question.options.map { Optional($0.id) } + [nil]
    return gate.table(
      rows.map { row in
        let members = all.filter { $0.only(of: person.id) == row }
        return columns.map { column in members.filter { $0.only(of: question.id) == column }.count }
      })
  }
}

extension SurveyResponse {
  func chose(_ option: String, in question: String) -> Bool {
    if case .chosen(let ids)? = answers[question] { ids.contains(option) } else { false }
  }

  /// The one answer to a question that has one; nil when it was not answered.
  func only(of question: String) -> String? {
    if case .chosen(let ids)? = answers[question] { ids.first } else { nil }
  }
}
