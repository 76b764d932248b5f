import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Workshops and other events, and statements that bodies have published.
extension GovernanceDesk {
  var eventRoutes: [Route] {
    [
      view(GovernancePath.events) { try await eventList($0) },
      form(GovernancePath.events + "/new") { _ in try await eventForm(nil) },
      change(GovernancePath.events) { ask, author in
        let code = ask.typed("code").trimmed
        guard try await store.events().allSatisfy({ $0.code != code }) else { throw taken(code) }
        try await store.save(try typedEvent(ask, code), by: author, at: clock.now())
        return GovernancePath.events
      },
      form(GovernancePath.events + "/:event") { ask in try await eventForm(try await event(ask)) },
      change(GovernancePath.events + "/:event") { ask, author in
        try await store.save(try typedEvent(ask, try await event(ask).code), by: author, at: clock.now())
        return GovernancePath.events
      },
      form(GovernancePath.start + "/statements/new") { _ in
        formPage(
          "Enter a published statement", under: [("Events and statements", GovernancePath.events)],
          action: GovernancePath.start + "/statements",
          """
          \(UI.textField("code", "Short name", hint: "Lower-case letters, digits, hyphens.", width: .twenty))
          \(UI.textField("title", "Statement"))
          \(UI.textField("organisation", "Organisation", width: .half))
          \(UI.dateField("first", "Published on", hint: "Or the first day on which it may have been."))
          \(UI.dateField("last", "Or at the latest", hint: "Empty when the day is known."))
          \(UI.textField("location", "Where it is published"))
          """)
      },
      change(GovernancePath.start + "/statements") { ask, author in
        let first = try ask.requiredDay("first", "Published on"), code = ask.typed("code").trimmed
        guard try await store.statements().allSatisfy({ $0.code != code }) else { throw taken(code) }
        let statement = PublishedStatement(
          code: code, title: ask.typed("title"), organisation: ask.typed("organisation"), first: first,
          last: try ask.day("last", "Or at the latest") ?? first, location: ask.typed("location"))
        try await store.save(statement, by: author, at: clock.now())
        return GovernancePath.events
      },
    ]
  }

  private func taken(_ code: String) -> Refusal {
    Refusal(
      "name-taken", place: "Short name", "“\(code.prefix(60))” is in use already.", remedy: "Choose another short name."
    )
  }

  private func event(_ ask: Ask) async throws -> PlannedEvent {
    let code = try ask.parameter("event")
    guard let event = try await store.events().first(where: { $0.code == code }) else { throw NotFound() }
    return event
  }

  private func eventList(_ ask: Ask) async throws -> Page {
    let events = try await store.events(), statements = try await store.statements()
    return page(
      "Events and statements", wide: true,
      """
      \(UI.table(
        caption: "Events", headings: .init("Event", "Day", "Purpose", "Attendees", "What came of it"),
        rows: events.map { event in
          [
            ask.keeps ? UI.link(event.title, href: GovernancePath.of(GovernancePath.events, event.code)) : HTML(text: event.title),
            HTML(text: event.day.spoken), HTML(text: event.purpose),
            HTML(text: event.attendees.map { String($0) } ?? "–"), HTML(text: event.outputs),
          ]
        }, empty: "None is entered."))
      \(when: ask.keeps, "<p>\(UI.link("Enter an event", href: GovernancePath.events + "/new"))</p>")
      \(UI.table(
        caption: "Published statements", headings: .init("Statement", "Organisation", "Published", "Where"),
        rows: statements.map { one in
          [
            HTML(text: one.title), HTML(text: one.organisation),
            HTML(text: one.first == one.last ? one.first.spoken : "between \(one.first.spoken) and \(one.last.spoken)"),
            HTML(text: one.location),
          ]
        }, empty: "None is entered."))
      \(when: ask.keeps, "<p>\(UI.link("Enter a published statement", href: GovernancePath.start + "/statements/new"))</p>")
      """)
  }

  private func eventForm(_ event: PlannedEvent?) async throws -> Page {
    let strategies = try await store.strategies()
    return formPage(
      event?.title ?? "Enter an event", under: [("Events and statements", GovernancePath.events)],
      action: event.map { GovernancePath.of(GovernancePath.events, $0.code) } ?? GovernancePath.events,
      """
      \(when: event == nil, UI.textField("code", "Short name", hint: "Lower-case letters, digits, hyphens.", width: .twenty))
      \(UI.textField("title", "Event", value: event?.title ?? ""))
      \(UI.dateField("day", "Day", value: boxes(event?.day)))
      \(UI.select("strategy", "Strategy that it prepares", options: [("", "None")] + strategies.map { ($0.code, $0.title) }, selected: event?.strategy))
      \(UI.textField("purpose", "Purpose", value: event?.purpose ?? ""))
      \(UI.textField("attendees", "Attendees", hint: "How many came; empty before.", value: event?.attendees.map { String($0) } ?? "", width: .five, inputMode: "numeric"))
      \(UI.textArea("outputs", "What came of it", value: event?.outputs ?? "", rows: 3))
      """)
  }

  private func typedEvent(_ ask: Ask, _ code: String) throws -> PlannedEvent {
    PlannedEvent(
      code: code, title: ask.typed("title"), day: try ask.requiredDay("day", "Day"),
      strategy: ask.form["strategy"] ?? "",
      purpose: ask.typed("purpose"),
      attendees: try GovernanceText.number(ask.typed("attendees"), "Attendees", 0...100_000),
      outputs: ask.typed("outputs"))
  }
}
