import Basics

/// The scale on which priorities are scored: dimensions with anchored levels, weights and one stated formula. It is data in
/// `Practice/assessments`, chosen by the partnership; the one that ships is local and unverified.
///
/// The shape follows thematic matrices such as MoRiLE (harm, likelihood, confidence, organisational position), whose own
/// numbers are not published and are not reproduced.
package struct PriorityMatrix: Sendable, Hashable, Codable {
  /// What a dimension does in the formula.
  package enum Role: String, CaseIterable, Sendable, Codable {
    case impact, likelihood, confidence
    /// Capacity and capability: shown beside the score, never multiplied into it.
    case position
  }

  package struct Level: Sendable, Hashable, Codable {
    package let score: Int
    /// The words that fix what the level means.
    package let anchor: String
    /// What the level counts in the formula; the score itself unless the file says otherwise.
    package let multiplier: Double
    package init(score: Int, anchor: String, multiplier: Double? = nil) {
      self.score = score
      self.anchor = anchor
      self.multiplier = multiplier ?? Double(score)
    }
  }

  package struct Dimension: Sendable, Hashable, Codable {
    package let id: String
    package let title: String
    package let question: String
    package let role: Role
    package let weight: Double
    /// In rising order of score, one apart.
    package let levels: [Level]
    package init(id: String, title: String, question: String, role: Role, weight: Double, levels: [Level]) {
      self.id = id
      self.title = title
      self.question = question
      self.role = role
      self.weight = weight
      self.levels = levels
    }
    package func level(_ score: Int) -> Level? { levels.first { $0.score == score } }
  }

  package let name: String
  package let title: String
  package let version: Int
  /// `local, unverified` until the partnership has agreed it.
  package let status: String
  package let source: String
  /// The sentence printed with every table of scores.
  package let formula: String
  /// How many places at the top are watched for stability.
  package let watched: Int
  package let dimensions: [Dimension]

  package init(
    name: String, title: String, version: Int, status: String, source: String, formula: String, watched: Int,
    dimensions: [Dimension]
  ) {
    self.name = name
    self.title = title
    self.version = version
    self.status = status
    self.source = source
    self.formula = formula
    self.watched = watched
    self.dimensions = dimensions
  }

  package func dimensions(_ role: Role) -> [Dimension] { dimensions.filter { $0.role == role } }

  /// Weighted mean of the impact levels × weighted mean of the likelihood levels × that of the confidence multipliers; nil
  /// while a dimension is not scored.
  package func score(_ scores: [String: Int]) -> Double? {
    guard dimensions.allSatisfy({ dimension in scores[dimension.id].flatMap(dimension.level) != nil }) else {
      return nil
    }
    return [Role.impact, .likelihood, .confidence].reduce(1) { $0 * mean($1, scores) }
  }

  /// Weighted mean of a role's levels; 1 where the matrix has no such dimension.
  package func mean(_ role: Role, _ scores: [String: Int]) -> Double {
    let used = dimensions(role)
    let weight = used.reduce(0) { $0 + $1.weight }
    guard weight > 0 else { return 1 }
    let sum = used.reduce(0) { total, dimension in
      total + dimension.weight * (scores[dimension.id].flatMap(dimension.level)?.multiplier ?? 0)
    }
    return sum / weight
  }

  /// Scores as entered on a form: every dimension, each at one of its levels.
  package func checked(_ scores: [String: Int]) throws(Refusal) -> [String: Int] {
    for dimension in dimensions {
      guard let score = scores[dimension.id] else {
        throw Refusal(
          "score-missing", place: dimension.title, "No level is chosen.",
          remedy: "Choose the level whose words fit best.")
      }
      guard dimension.level(score) != nil else {
        let levels = dimension.levels.map { String($0.score) }.joined(separator: ", ")
        throw Refusal(
          "score-outside", place: dimension.title, "\(score) is no level of this dimension.",
          remedy: "Choose one of \(levels).")
      }
    }
    let known = Set(dimensions.map(\.id))
    return scores.filter { known.contains($0.key) }
  }

  /// Priorities with their scores, highest first; equal scores keep the order in which they were entered.
  package func ranked(_ priorities: [Priority]) -> [(priority: Priority, score: Double)] {
    let scored = priorities.compactMap { priority in score(priority.scores).map { (priority, $0) } }
    return scored.enumerated()
      .sorted { $0.element.1 != $1.element.1 ? $0.element.1 > $1.element.1 : $0.offset < $1.offset }
      .map { (priority: $0.element.0, score: $0.element.1) }
  }
}
