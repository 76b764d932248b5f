import Basics
import Foundation
import PartnershipModel

/// Questions to the rule of sharing with the answers that an oracle in another language gave, which was written from the
/// rule's prose (`scripts/decisions`).
enum DecisionFixtures {
  struct Answer: Decodable, Equatable {
    let effect: String
    let failed: [String]
    let outstanding: [String]
  }

  struct Pair {
    let practice: AccessPractice
    let question: DecisionQuestion
    let answer: Answer
  }

  static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path
  static let practiceFolder = folder + "/../../../../Practice/access"

  static func words() throws -> AccessWords {
    try AccessWords(
      panels: String(contentsOfFile: practiceFolder + "/panels.yaml", encoding: .utf8),
      roles: String(contentsOfFile: practiceFolder + "/roles.yaml", encoding: .utf8))
  }

  static func pairs() throws -> [Pair] {
    let questions = try String(contentsOfFile: folder + "/questions.jsonl", encoding: .utf8).split(separator: "\n")
    let answers = try String(contentsOfFile: folder + "/answers.jsonl", encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
    }
    var practice = AccessPractice(grants: [:], panelPurposes: [:]), out: [Pair] = []
    for line in questions {
      switch try JSONDecoder().decode(DecisionLine.self, from: Data(line.utf8)) {
      case .world(let world): practice = world
      case .question(let question):
        let own = AccessPractice(
          grants: question.grants ?? practice.grants, panelPurposes: question.panelPurposes ?? practice.panelPurposes)
        out.append(Pair(practice: own, question: question, answer: answers[out.count]))
      }
    }
    return out
  }
}

extension SharingDecision {
  var answer: DecisionFixtures.Answer {
    DecisionFixtures.Answer(
      effect: isAllowed ? "allow" : "deny", failed: failed.map(\.rawValue), outstanding: outstanding.map(\.rawValue))
  }
}
