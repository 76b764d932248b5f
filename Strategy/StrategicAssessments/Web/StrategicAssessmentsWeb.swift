import Basics
import Documents
import StrategyModel
import StrategyStore
import WebShell

/// Pages of strategic assessments: from the scope to the approved document.
package enum StrategicAssessmentsWeb {
  /// All routes of the area. `boundaries` may be nil where no maps are held.
  package static func routes(
    store: AssessmentStore, evidence: any EvidenceSource, boundaries: (any BoundarySource)?, renderer: DocumentRenderer,
    practice: AssessmentPractice, clock: Clock
  ) -> [Route] {
    let desk = AssessmentDesk(
      store: store, evidence: evidence, boundaries: boundaries, renderer: renderer, practice: practice, clock: clock)
    return desk.editionRoutes + desk.blockRoutes + desk.judgementRoutes + desk.approvalRoutes + desk.commentRoutes
      + desk.readingRoutes
  }
}

/// What the handlers share.
struct AssessmentDesk: Sendable {
  let store: AssessmentStore
  let evidence: any EvidenceSource
  let boundaries: (any BoundarySource)?
  let renderer: DocumentRenderer
  let practice: AssessmentPractice
  let clock: Clock

  /// The edition that the path names, if this visitor may see it: drafts are for those who write or approve them, and for
  /// everyone who reads evidence from partner comment on.
  func content(_ ask: Ask) async throws -> AssessmentContent {
    guard let content = try await store.content(named: try ask.parameter("edition")) else { throw NotFound() }
    guard content.edition.state.isForReaders || ask.mayWork else { throw NotPermitted(.writeAssessment) }
    return content
  }

  func writer(_ ask: Ask) throws -> Writer {
    guard let visitor = ask.visitor else { throw NotPermitted(.writeAssessment) }
    return Writer(account: visitor.account, name: visitor.name, permissions: visitor.permissions)
  }

  /// A page of one edition with its crumbs.
  func page(_ content: AssessmentContent, _ title: String, wide: Bool = false, body: HTML, status: Int = 200) -> Page {
    let name = content.edition.name
    return Page(
      title: "\(title) – \(content.edition.title)", heading: title, caption: content.edition.title,
      crumbs: [("Assessments", AssessmentPath.list), (content.edition.title, AssessmentPath.edition(name))], body: body,
      status: status, wide: wide)
  }

  /// A changing route: the visitor writes, and goes on to a page.
  func change(
    _ path: String, policy: Permission = .writeAssessment,
    _ handle: @escaping @Sendable (Ask, AssessmentContent, Writer) async throws -> Reply
  ) -> Route {
    Route(.post, AssessmentPath.list + "/:edition" + path, policy: .needs(policy)) { ask in
      try await handle(ask, try await content(ask), try writer(ask))
    }
  }

  func view(
    _ path: String, policy: Permission = .readEvidence,
    _ handle: @escaping @Sendable (Ask, AssessmentContent) async throws -> Reply
  ) -> Route {
    Route(.get, AssessmentPath.list + "/:edition" + path, policy: .needs(policy)) { ask in
      try await handle(ask, try await content(ask))
    }
  }
}

extension EditionState {
  /// From partner comment on.
  var isForReaders: Bool { [.partnerComment, .groupApproval, .final, .superseded].contains(self) }
  var colour: UI.TagColour {
    switch self {
    case .scoping, .dataCollection: .grey
    case .analysis, .draft: .blue
    case .partnerComment: .purple
    case .groupApproval: .yellow
    case .final: .green
    case .superseded: .turquoise
    }
  }
}

extension Ask {
  var mayWrite: Bool { visitor?.may(.writeAssessment) ?? false }
  var mayWork: Bool { mayWrite || visitor?.may(.approveAssessment) ?? false }
  /// A field as typed, line ends as one character, nothing trimmed away inside.
  func typed(_ field: String) -> String { (form[field] ?? "").replacing("\r\n", with: "\n") }
}
