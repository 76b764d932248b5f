import Basics
import Foundation
import PracticeFiles

/// Everything that sharing agreements look up in the partnership's practice: words, gateways, models, and which kinds of
/// body hold which duty.
package struct AgreementPractice: Sendable {
  package let words: AccessWords
  package let gateways: GatewayTable
  package let models: [ModelAgreement]
  /// The kinds of body whose people may have a duty; a duty that is not here is held by any.
  package let holders: [String: [PartyKind]]

  package var rules: AgreementRules { AgreementRules(words: words, gateways: gateways) }
  package func model(_ id: String) -> ModelAgreement? { models.first { $0.id == id } }

  package init(
    words: AccessWords, gateways: GatewayTable, models: [ModelAgreement], holders: [String: [PartyKind]] = [:]
  ) {
    self.words = words
    self.gateways = gateways
    self.models = models
    self.holders = holders
  }

  /// Reads `access`, `law` and `agreements` in the folder `Practice`. A mistake is refused with file, line and remedy.
  package static func read(practice: String) throws -> AgreementPractice {
    let roles = try text(practice, "access/roles.yaml")
    let words = try AccessWords(panels: text(practice, "access/panels.yaml"), roles: roles)
    let gateways = try GatewayTable(text: text(practice, "law/gateways.yaml"))
    let folder = practice + "/agreements"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let models = try names.filter { $0.hasSuffix(".yaml") }.sorted().map {
      try ModelAgreement(
        text: text(practice, "agreements/" + $0), file: "agreements/" + $0, words: words, gateways: gateways)
    }
    return AgreementPractice(
      words: words, gateways: gateways,
      models: models.sorted { ($0.tier == .protocol ? 0 : 1, $0.title) < ($1.tier == .protocol ? 0 : 1, $1.title) },
      holders: try holders(roles))
  }

  private static func holders(_ roles: String) throws -> [String: [PartyKind]] {
    var out: [String: [PartyKind]] = [:]
    for role in try PracticeNode(text: roles, file: "access/roles.yaml").list("roles") {
      // Duties are also held by bodies that are never party to an agreement; their kinds are not ours to know.
      out[try role.text("id")] = try role.texts("held-by").compactMap(PartyKind.init(rawValue:))
    }
    return out
  }

  private static func text(_ practice: String, _ name: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: practice + "/" + name),
      let text = String(validating: data, as: UTF8.self)
    else {
      throw Refusal(
        "practice-file", place: name, "The file is missing, or is not UTF-8 text.",
        remedy: "Restore it from the release, or start with the folder that holds Practice.")
    }
    return text
  }
}
