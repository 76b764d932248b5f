import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// What was published: summaries of strategies and public meetings, for readers who see nothing else.
extension GovernanceDesk {
  var publishedRoutes: [Route] {
    [
      view(GovernancePath.published, policy: .readPublished) { _ in try await publishedList() },
      view(GovernancePath.published + "/:strategy", policy: .readPublished) { ask in
        let code = try ask.parameter("strategy")
        guard let summary = try await store.publishedSummaries().first(where: { $0.content.code == code }) else {
          throw NotFound()
        }
        return Page(
          title: summary.content.title, caption: "Summary, published \(summary.day.spoken)",
          back: ("Published plans", GovernancePath.published), body: PlanSummary.body(summary.content))
      },
    ]
  }

  private func publishedList() async throws -> Page {
    let summaries = try await store.publishedSummaries()
    let boards = Dictionary(try await store.boards().map { ($0.id, $0.name) }) { first, _ in first }
    let meetings = try await store.meetings().filter { $0.isPublic && $0.state != .cancelled }
    return Page(
      title: "Published plans", back: ("Start page", "/"),
      lead: "Summaries of the partnership’s plan and strategies, and its public meetings.",
      body: """
        \(when: summaries.isEmpty, "<p>No summary is published yet.</p>")
        <ul>\(each: summaries, { summary in
          "<li>\(UI.link(summary.content.title, href: GovernancePath.of(GovernancePath.published, summary.content.code))), published \(summary.day.spoken)</li>"
        })</ul>
        \(when: !meetings.isEmpty, "<h2>Public meetings</h2>\(publicMeetings(meetings, boards))")
        """)
  }

  /// When it is or was held, how it is made known, and what was discussed (S.I. 2007/1830 reg. 12(4)).
  private func publicMeetings(_ meetings: [Meeting], _ boards: [ID<Board>: String]) -> HTML {
    UI.table(
      caption: "Public meetings", headings: .init("Day", "Board", "Where", "What was discussed"),
      rows: meetings.reversed().map { meeting in
        [
          HTML(text: [meeting.day.spoken, meeting.time].compactMap { $0 }.joined(separator: ", ")),
          HTML(text: boards[meeting.board] ?? ""), HTML(text: meeting.place),
          meeting.state == .published
            ? UI.paragraphs(meeting.minutesText)
            : HTML(text: meeting.state.isHeld ? "Minutes are not published yet" : meeting.publicity),
        ]
      }, hideCaption: true)
  }
}

/// The summary of a strategy as it was published: for the page, and for a report.
package enum PlanSummary {
  package static func body(_ content: SummaryContent) -> HTML {
    """
    <p class="hint">\(content.term)</p>
    \(UI.prose(UI.paragraphs(content.introduction)))
    \(when: !content.vision.isEmpty, "<h2>Vision</h2>\(UI.prose(UI.paragraphs(content.vision)))")
    \(each: content.parts, { part in
      "<h2>\(part.title)</h2><ul>\(each: part.lines, { "<li>\($0)</li>" })</ul>"
    })
    """
  }
}
