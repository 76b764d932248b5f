import Basics
import DeliveryModel
import DeliveryStore
import WebShell

extension RegisterGroup {
  package static let services = RegisterGroup(
    "Services", "What is paid for to help people, under which contracts, and what comes of it.",
    [
      KeptRegister(Service.self), KeptRegister(ServiceContract.self), KeptRegister(ContractRequirement.self),
      KeptRegister(KeyIndicator.self), KeptRegister(ContractReview.self), KeptRegister(ImprovementAction.self),
    ], links: [("Providers’ returns", ReturnDesk.all), ("Outcomes of services", ReturnDesk.outcomes)])
}

/// Pages of returns: the provider’s own, and those on which the partnership decides.
package enum ServiceReturnsWeb {
  package static func routes(_ store: ServiceReturnStore) -> [Route] {
    let desk = ReturnDesk(store: store)
    return desk.providerRoutes + desk.decisionRoutes
  }
}

/// What the pages of returns share.
struct ReturnDesk: Sendable {
  let store: ServiceReturnStore
  /// Where a provider begins, and where the partnership does.
  static let portal = "/returns", all = "/programmes/returns", outcomes = "/programmes/outcomes"

  static func own(_ id: String, _ part: String = "") -> String {
    portal + "/" + Address.encoded(id) + (part.isEmpty ? "" : "/" + part)
  }
  static func decided(_ id: String, _ part: String = "") -> String {
    all + "/" + Address.encoded(id) + (part.isEmpty ? "" : "/" + part)
  }

  func actor(_ ask: Ask) throws -> ReturnActor {
    guard let visitor = ask.visitor else { throw NotFound() }
    return ReturnActor(account: visitor.account, agency: visitor.agencyID)
  }

  static func tag(_ state: ReturnState?) -> HTML {
    switch state {
    case nil: UI.tag("Not begun", .grey)
    case .draft?: UI.tag("Draft", .grey)
    case .submitted?: UI.tag("Submitted", .blue)
    case .queried?: UI.tag("Queried", .yellow)
    case .accepted?: UI.tag("Accepted, locked", .green)
    case .replaced?: UI.tag("Replaced", .turquoise)
    }
  }

  /// Where a period stands, and whether it is late.
  static func standing(_ line: ServiceReturnStore.Line, _ today: Day) -> HTML {
    "\(tag(line.state)) \(when: line.isLate(on: today), UI.tag("Late", .red))"
  }

  /// Figures, indicators and account of one version.
  func figures(_ held: ServiceReturn, _ version: ServiceReturn.Version) -> HTML {
    let content = version.content
    let rows = ReturnItem.allCases.map { item -> [HTML] in
      [HTML(text: item.label), HTML(text: content.figures[item].map(\.grouped) ?? "Not said")]
    }
    let indicators = held.indicators.map { id, indicator -> [HTML] in
      let figure = content.indicators[id]
      return [
        HTML(text: indicator.title), HTML(text: ReturnDesk.words(indicator, figure)),
        HTML(text: ReturnDesk.target(indicator)),
      ]
    }
    return """
      \(UI.finding(HTML(text: ServiceOutcome([content]).words)))
      \(UI.table(
        caption: "Figures of the period", headings: [UI.Heading("Figure"), UI.Heading("Number", numeric: true)], rows: rows))
      \(when: !indicators.isEmpty, UI.table(
        caption: "Indicators of the contract", headings: ["Indicator", "Value", "Target"].map { UI.Heading($0) },
        rows: indicators))
      <h2>Account of the period</h2>
      \(content.narrative.isEmpty ? "<p>None is given.</p>" : UI.prose(UI.paragraphs(content.narrative)))
      """
  }

  /// An indicator as it is read: a share always with what it is of.
  static func words(_ indicator: KeyIndicator, _ figure: IndicatorFigure?) -> String {
    guard let number = figure?.number else { return "Not said" }
    guard indicator.form != .count else { return number.grouped }
    guard let base = figure?.base else { return "\(number.grouped), of what is not said" }
    if indicator.form == .averageDays { return "\(number.grouped) days on average, over \(base.grouped)" }
    guard base >= ServiceOutcome.leastAssessed else {
      return "\(number.grouped) of \(base.grouped): too few for a percentage"
    }
    return "\((Double(number) / Double(base)).percent()) (\(number.grouped) of \(base.grouped))"
  }

  static func target(_ indicator: KeyIndicator) -> String {
    guard let target = indicator.target else { return "None" }
    return indicator.form == .share ? "\(target)%" : target.grouped
  }

  /// Questions and answers, without the one that is being answered.
  func queries(_ held: ServiceReturn) -> HTML {
    guard !held.queries.isEmpty else { return "" }
    return UI.table(
      caption: "Questions", headings: ["Asked", "Question", "Answer"].map { UI.Heading($0) },
      rows: held.queries.map { query in
        [
          HTML(text: "\(query.askedAt.spoken), \(query.askedBy)"), UI.paragraphs(query.question),
          query.answer.map { "\(UI.paragraphs($0))<p class=\"hint\">\(query.answeredBy ?? "")</p>" as HTML }
            ?? "Not answered yet",
        ]
      })
  }

  func history(_ held: ServiceReturn) -> HTML {
    UI.table(
      caption: "Versions",
      headings: ["Version", "State", "Why it was begun", "Submitted", "Decided"].map { UI.Heading($0) },
      rows: held.versions.map { version in
        [
          HTML(text: String(version.number)), ReturnDesk.tag(version.state),
          HTML(text: version.reason ?? "First version"),
          HTML(text: version.submittedAt.map { "\($0.spoken), \(version.submittedBy ?? "")" } ?? "Not yet"),
          HTML(text: version.decidedAt.map { "\($0.spoken), \(version.decidedBy ?? "")" } ?? "Not yet"),
        ]
      })
  }

  func head(_ held: ServiceReturn) -> HTML {
    UI.summaryList([
      ("Service", HTML(text: held.service.title)), ("Provider", HTML(text: held.providerName)),
      ("Contract", HTML(text: held.contract.reference)), ("Period", HTML(text: held.period.spoken)),
      ("Due", HTML(text: held.period.due.spoken)), ("Where it stands", ReturnDesk.tag(held.latest?.state)),
    ])
  }
}
