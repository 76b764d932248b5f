import Basics
import Documents
import StrategyModel
import StrategyStore
import WebShell

/// Pages of the yearly report: writing it over figures, what stands against it, sign-off, publication, and what the public
/// reads.
package enum ScrutinyReportsWeb {
  /// - Parameter diagram: draws the structure of the boards on a day from their register; nil where there is none.
  package static func routes(
    desk: ReportDesk, renderer: DocumentRenderer, clock: Clock, diagram: ReportExport.Diagram? = nil
  ) -> [Route] {
    let room = ReportRoom(desk: desk, renderer: renderer, clock: clock, diagram: diagram)
    return room.listRoutes + room.paragraphRoutes + room.figureRoutes + room.checkRoutes + room.promiseRoutes
      + room.readingRoutes
  }
}

/// What the handlers share.
struct ReportRoom: Sendable {
  let desk: ReportDesk
  let renderer: DocumentRenderer
  let clock: Clock
  let diagram: ReportExport.Diagram?
  var store: ReportStore { desk.store }

  func content(_ ask: Ask) async throws -> ReportContent {
    guard let content = try await store.content(named: try ask.parameter("report")) else { throw NotFound() }
    return content
  }

  func writer(_ ask: Ask) throws -> Writer {
    guard let visitor = ask.visitor else { throw NotPermitted(.writeReport) }
    return Writer(account: visitor.account, name: visitor.name, permissions: visitor.permissions)
  }

  func page(_ content: ReportContent, _ title: String, _ body: HTML, refusal: Refusal? = nil, wide: Bool = false)
    -> Page
  {
    let edition = content.edition
    return Page(
      title: "\(title) – \(edition.title)", heading: title, caption: edition.title,
      crumbs: [("Reports", ReportPath.list), (edition.title, ReportPath.report(edition.name))],
      body: "\(UI.problem(refusal))\(body)", status: refusal == nil ? 200 : 422, wide: wide)
  }

  func view(
    _ path: String, policy: Permission = .writeReport,
    _ handle: @escaping @Sendable (Ask, ReportContent) async throws -> Reply
  ) -> Route {
    Route(.get, ReportPath.list + "/:report" + path, policy: .needs(policy)) { ask in
      try await handle(ask, try await content(ask))
    }
  }

  /// A change: done, and on to a page; a refusal is shown on `again`, with what was typed kept in its form.
  func change(
    _ path: String, policy: Permission = .writeReport,
    again: @escaping @Sendable (Ask, ReportContent, Refusal) async throws -> Page,
    _ handle: @escaping @Sendable (Ask, ReportContent, Writer) async throws -> String
  ) -> Route {
    Route(.post, ReportPath.list + "/:report" + path, policy: .needs(policy)) { ask in
      let content = try await content(ask)
      do {
        return .redirect(try await handle(ask, content, try writer(ask)))
      } catch let refusal as Refusal {
        return .page(try await again(ask, content, refusal))
      }
    }
  }
}

extension ReportState {
  var colour: UI.TagColour {
    switch self {
    case .draft: .blue
    case .signedOff: .yellow
    case .published: .green
    }
  }
}

extension Ask {
  var mayReport: Bool { visitor?.may(.writeReport) ?? false }
  var maySign: Bool { visitor?.may(.approveReport) ?? false }
}
