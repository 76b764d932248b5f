import Basics
import PracticeFiles

/// A legal gateway: the provision by which a disclosure may or must be made (`Practice/law/gateways.yaml`). Data protection
/// law and confidentiality are judged besides.
package struct Gateway: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case duty, power, exemption
    case commonLaw = "common-law"

    package var label: String {
      switch self {
      case .duty: "Duty"
      case .power: "Power"
      case .exemption: "Exemption: gives no power by itself"
      case .commonLaw: "Common law"
      }
    }
  }
  package let code: String, title: String, provision: String
  package let kind: Kind
  package let limits: [GatewayLimit]
  /// Only for these purposes; empty for any.
  package let purposes: [String]
  /// First and last day on which it is law; nil where it could not be established, or has not ended.
  package let from: Day?, to: Day?
  /// Whether somebody must still confirm the gateway, or the day it began.
  package let isConfirmed: Bool, isBeginConfirmed: Bool
  package let note: String?, source: String

  package func isLaw(on day: Day) -> Bool { from.map { $0 <= day } ?? true && to.map { day <= $0 } ?? true }

  package func admits(purpose: String) -> Bool {
    (purposes.isEmpty || purposes.contains(purpose))
      && limits.allSatisfy { $0.purposes.isEmpty || $0.purposes.contains(purpose) }
  }

  package func admits(recipient: PartyKind) -> Bool {
    limits.allSatisfy { $0.toKinds.isEmpty || $0.toKinds.contains(recipient) }
  }

  /// Whether an item may pass by it, as far as a machine can tell.
  package func admits(_ item: AgreementItem) -> Bool {
    guard item.isPersonal else { return true }
    return limits.allSatisfy { limit in
      limit.categories.map { $0.contains(item.category) } ?? true && !limit.withoutCategories.contains(item.category)
        && limit.notFromKinds.allSatisfy { !item.from.contains($0) }
    }
  }

  /// Kinds of data that it shuts out of every agreement that relies on it.
  package var excludedCategories: Set<String> { Set(limits.flatMap(\.withoutCategories)) }
  /// Kinds of body from which nothing personal passes under an agreement that relies on it.
  package var excludedSources: Set<PartyKind> { Set(limits.flatMap(\.notFromKinds)) }
}

/// A condition of one or more gateways; words for people, fields for the machine.
package struct GatewayLimit: Sendable, Hashable {
  package let id: String, words: String
  /// Only these kinds of data; empty for depersonalised information only; nil for no such limit.
  package let categories: [String]?
  package let withoutCategories: [String]
  package let notFromKinds: [PartyKind], toKinds: [PartyKind]
  package let purposes: [String]
  /// What the record of a disclosure must hold.
  package let needs: [String]
  package let isConfirmed: Bool
  package let note: String?
}

/// All gateways, in the order of the file.
package struct GatewayTable: Sendable {
  package let gateways: [Gateway]
  package subscript(_ code: String) -> Gateway? { gateways.first { $0.code == code } }

  package init(text: String, file: String = "law/gateways.yaml") throws {
    let root = try PracticeNode(text: text, file: file)
    let limits = try root.list("limits").map(GatewayTable.limit)
    let byID = Dictionary(limits.map { ($0.id, $0) }) { first, _ in first }
    gateways = try root.list("gateways").map { node in
      Gateway(
        code: try node.text("code"), title: try node.text("title"), provision: try node.text("provision"),
        kind: try node.required("kind").word(Gateway.Kind.self),
        limits: try node.list("limits").map { item in
          guard let limit = byID[try item.text()] else {
            throw item.refusal(
              "There is no limit “\(try item.text())”.",
              remedy: "Known are: \(byID.keys.sorted().joined(separator: ", ")).")
          }
          return limit
        }, purposes: try node.texts("purposes"), from: try GatewayTable.day(node, "from"),
        to: try GatewayTable.day(node, "to"), isConfirmed: try GatewayTable.isConfirmed(node, "status"),
        isBeginConfirmed: try GatewayTable.isConfirmed(node, "from-status"), note: try node.optionalText("note"),
        source: try node.text("source"))
    }
    if let twice = Dictionary(grouping: gateways, by: \.code).first(where: { $0.value.count > 1 })?.key {
      throw root.refusal("The gateway “\(twice)” stands twice.", remedy: "Give each its own code.")
    }
  }

  private static func limit(_ node: PracticeNode) throws -> GatewayLimit {
    GatewayLimit(
      id: try node.text("id"), words: try node.text("words"),
      categories: node["categories"] == nil ? nil : try node.texts("categories"),
      withoutCategories: try node.texts("without-categories"),
      notFromKinds: try node.list("not-from-kinds").map { try $0.word(PartyKind.self) },
      toKinds: try node.list("to-kinds").map { try $0.word(PartyKind.self) }, purposes: try node.texts("purposes"),
      needs: try node.texts("needs"), isConfirmed: try isConfirmed(node, "status"),
      note: try node.optionalText("note"))
  }

  /// YAML's null is written out in these files.
  private static func day(_ node: PracticeNode, _ key: String) throws -> Day? {
    guard let found = node[key], try found.text() != "null" else { return nil }
    return try found.day()
  }

  private static func isConfirmed(_ node: PracticeNode, _ key: String) throws -> Bool {
    let word = try node.optionalText(key) ?? "in-force"
    guard ["in-force", "not-confirmed", "local-default"].contains(word) else {
      throw node.refusal("“\(word)” is no status.", remedy: "Write in-force, local-default or not-confirmed.")
    }
    return word != "not-confirmed"
  }
}
