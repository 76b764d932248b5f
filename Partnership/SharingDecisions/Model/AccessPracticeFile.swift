import Basics
import PracticeFiles

/// The words and tables of sharing as the partnership keeps them (`Practice/access`): panels with the purposes they serve,
/// kinds of data, and roles with what each may do.
package struct AccessWords: Sendable {
  /// A panel: a kind of multi-agency work with its own people, purposes and secrecy.
  package struct Panel: Sendable {
    package let id: String, title: String, words: String
    package let purposes: [String]
    package let classification: Classification
    package let usualCategories: [String]
    /// Whether it must not even be known that somebody is known here.
    package let isSensitive: Bool
  }
  package struct Purpose: Sendable {
    package let id: String, title: String, words: String
    /// Whether people choose it as what they work for; others belong to a page of their own.
    package let isWorkspace: Bool
  }
  package struct Category: Sendable {
    package let id: String, title: String, words: String
    /// `special-category`, `criminal`, `child` or `none` (UK GDPR arts. 9 and 10).
    package let special: String
  }
  package struct DutyRole: Sendable {
    package let id: String, title: String, scope: String
    package let grants: [AccessPractice.RoleGrant]
  }

  package let panels: [Panel], purposes: [Purpose], categories: [Category], roles: [DutyRole]

  package var practice: AccessPractice {
    AccessPractice(
      grants: Dictionary(roles.map { ($0.id, $0.grants) }) { first, _ in first },
      panelPurposes: Dictionary(panels.map { ($0.id, $0.purposes) }) { first, _ in first })
  }

  package func panel(_ id: String) -> Panel? { panels.first { $0.id == id } }
  package func category(_ id: String) -> Category? { categories.first { $0.id == id } }
  package func purpose(_ id: String) -> Purpose? { purposes.first { $0.id == id } }
  package func role(_ id: String) -> DutyRole? { roles.first { $0.id == id } }

  /// - Parameters: the texts of `panels.yaml` and `roles.yaml`. Errors: a `practice-file` refusal with file, line and remedy.
  package init(panels panelsText: String, roles rolesText: String) throws {
    let file = try PracticeNode(text: panelsText, file: "access/panels.yaml")
    purposes = try file.list("purposes").map {
      Purpose(
        id: try $0.text("id"), title: try $0.text("title"), words: try $0.optionalText("words") ?? "",
        isWorkspace: try $0.optionalText("workspace") != "no")
    }
    categories = try file.list("categories").map {
      Category(
        id: try $0.text("id"), title: try $0.text("title"), words: try $0.optionalText("words") ?? "",
        special: try $0.optionalText("special") ?? "none")
    }
    let knownPurposes = Set(purposes.map(\.id)), knownCategories = Set(categories.map(\.id))
    panels = try file.list("panels").map { node in
      let panel = Panel(
        id: try node.text("id"), title: try node.text("title"), words: try node.optionalText("words") ?? "",
        purposes: try AccessWords.known(node, "purposes", knownPurposes),
        classification: try node.required("default-classification").word(Classification.self),
        usualCategories: try AccessWords.known(node, "usual-categories", knownCategories),
        isSensitive: try node.text("sensitive") == "true")
      guard !panel.purposes.isEmpty else {
        throw node.refusal("The panel “\(panel.id)” serves no purpose.", remedy: "Name one under “purposes”.")
      }
      return panel
    }
    let knownPanels = Set(panels.map(\.id))
    let roleFile = try PracticeNode(text: rolesText, file: "access/roles.yaml")
    roles = try roleFile.list("roles").map { node in
      DutyRole(
        id: try node.text("id"), title: try node.text("title"), scope: try node.optionalText("scope") ?? "",
        grants: try node.list("grants").map { grant in
          AccessPractice.RoleGrant(
            panels: try AccessWords.known(grant, "panels", knownPanels),
            actions: try grant.list("actions").map { try $0.word(RecordAction.self) })
        })
    }
    for (ids, node, what) in [
      (panels.map(\.id), file, "panel"), (purposes.map(\.id), file, "purpose"),
      (categories.map(\.id), file, "category"), (roles.map(\.id), roleFile, "role"),
    ] {
      if let twice = Dictionary(grouping: ids, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
        throw node.refusal("The \(what) “\(twice)” stands twice.", remedy: "Give each its own id.")
      }
    }
  }

  private static func known(_ node: PracticeNode, _ key: String, _ words: Set<String>) throws -> [String] {
    try node.list(key).map { item in
      let word = try item.text()
      guard words.contains(word) else {
        throw item.refusal(
          "“\(word)” is not known here.", remedy: "Known are: \(words.sorted().joined(separator: ", ")).")
      }
      return word
    }
  }
}
