import Basics

/// Whoever answers questions to the evidence. An assessment asks through this and nothing else, so that what it prints can
/// only be what the evidence said.
package protocol EvidenceSource: Sendable {
  /// The answer with its provenance; throws a `Refusal` when the question cannot be answered honestly.
  func answer(_ question: FigureQuestion) async throws -> Figure
}

/// Whoever holds the boundaries on which maps are drawn.
package protocol BoundarySource: Sendable {
  /// Areas of one layer (`ward-2018`, `borough`), of one district when `within` names it.
  func boundaries(layer: String, within: String?) async throws -> BoundaryLayer
}

/// A person at work on an assessment: who is written into its history, and what they may do.
package struct Writer: Sendable, Hashable {
  package let account: String
  package let name: String
  package let permissions: Set<Permission>

  package init(account: String, name: String, permissions: Set<Permission>) {
    self.account = account
    self.name = name
    self.permissions = permissions
  }
}
