/// The partnership's own tables that a decision looks up: which role may do what on which panel, and which purposes a panel
/// serves (`Practice/access`). An unknown word grants nothing.
package struct AccessPractice: Sendable {
  package struct RoleGrant: Sendable, Codable, Hashable {
    package var panels: [String]
    package var actions: [RecordAction]
    package init(panels: [String], actions: [RecordAction]) {
      self.panels = panels
      self.actions = actions
    }
  }

  package let grants: [String: [RoleGrant]]
  package let panelPurposes: [String: [String]]

  package init(grants: [String: [RoleGrant]], panelPurposes: [String: [String]]) {
    self.grants = grants
    self.panelPurposes = panelPurposes
  }

  package func permits(_ role: String, _ action: RecordAction, on panel: String) -> Bool {
    grants[role]?.contains { $0.panels.contains(panel) && $0.actions.contains(action) } ?? false
  }

  /// The panels on which any of these roles may do that.
  package func panels(for roles: [String], _ action: RecordAction) -> Set<String> {
    Set(roles.flatMap { grants[$0] ?? [] }.filter { $0.actions.contains(action) }.flatMap(\.panels))
  }

  /// The panels that serve a purpose.
  package func panels(serving purpose: String) -> Set<String> {
    Set(panelPurposes.filter { $0.value.contains(purpose) }.keys)
  }
}
