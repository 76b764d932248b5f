import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Partners’ comments on a draft that is out for comment: anybody who reads it may comment, its writers answer.
extension AssessmentDesk {
  var commentRoutes: [Route] {
    [
      view("/comments") { ask, content in .page(commentsPage(ask, content)) },
      change("/comments", policy: .readEvidence) { ask, content, writer in
        do {
          let section = ask.form["section"].flatMap { StatutoryContent(rawValue: $0) }
          try await store.comment(
            ask.typed("comment").trimmed, on: section, for: ask.visitor?.agency ?? "", in: content.edition.id,
            by: writer, at: clock.now())
          return .redirect(AssessmentPath.part(content.edition.name, "comments"))
        } catch let refusal as Refusal {
          return .page(commentsPage(ask, content, refusal))
        }
      },
      view("/comments/:comment", policy: .writeAssessment) { ask, content in
        .page(answerPage(ask, content, try comment(ask, content)))
      },
      change("/comments/:comment") { ask, content, writer in
        let comment = try comment(ask, content)
        do {
          guard let outcome = PartnerComment.Outcome(rawValue: ask.form["outcome"] ?? "") else {
            throw Refusal(
              "comment-outcome", place: "What was made of it", "Nothing is chosen.", remedy: "Choose one of the three.")
          }
          try await store.answer(
            comment.id, outcome, words: ask.typed("answer").trimmed, in: content.edition.id, by: writer, at: clock.now()
          )
          return .redirect(AssessmentPath.part(content.edition.name, "comments"))
        } catch let refusal as Refusal {
          return .page(answerPage(ask, content, comment, refusal))
        }
      },
    ]
  }

  private func comment(_ ask: Ask, _ content: AssessmentContent) throws -> PartnerComment {
    let id = try ask.parameter("comment")
    guard let comment = content.comments.first(where: { $0.id.text == id }) else { throw NotFound() }
    return comment
  }

  private func commentsPage(_ ask: Ask, _ content: AssessmentContent, _ refusal: Refusal? = nil) -> Page {
    let name = content.edition.name, isTaken = content.edition.state == .partnerComment
    let sections = StatutoryContent.allCases.map { ($0.rawValue, "\($0.citation) \($0.title)") }
    let adding: HTML = """
      \(UI.select("section", "What it is about", options: [("", "The document as a whole")] + sections, selected: ask.form["section"] ?? ""))
      \(UI.textArea("comment", "Comment", hint: "It is shown with your name and your authority’s.", value: ask.form["comment"] ?? "", rows: 5))
      """
    return page(
      content, "Comments",
      body: """
        \(UI.problem(refusal))
        \(when: refusal != nil && !isTaken, "<p>This is what you wrote; it was not kept:</p><pre class=\"stored-text\">\(ask.form["comment"] ?? "")</pre>")
        <p>Every comment is answered before the strategy group decides.</p>
        \(when: content.comments.isEmpty, "<p>Nobody has commented yet.</p>")
        \(each: content.comments, { card($0, name, mayAnswer: ask.mayWrite && content.edition.state.isOpen) })
        \(when: isTaken, "<h2>Comment on this draft</h2>\(UI.form(action: AssessmentPath.part(name, "comments"), submit: "Send the comment", adding))")
        \(when: !isTaken, UI.notice(.information, "<p>Comments are taken while the edition is in partner comment; it is now: \(content.edition.state.label).</p>"))
        """, status: refusal == nil ? 200 : 422)
  }

  private func card(_ comment: PartnerComment, _ name: String, mayAnswer: Bool) -> HTML {
    let about = comment.section.map { "\($0.citation) \($0.title)" } ?? "the document as a whole"
    let status: HTML =
      comment.answer.map { UI.tag($0.outcome.label, $0.outcome == .notAccepted ? .grey : .green) }
      ?? UI.tag("Not answered yet", .yellow)
    return UI.card(
      "\(comment.body), \(comment.at.day.spoken)",
      """
      <p>\(comment.text)</p>
      \(UI.summaryList([
        ("From", HTML(text: comment.by)), ("About", HTML(text: about)), ("Status", status),
        ("Answer", HTML(text: comment.answer.map { "\($0.words) (\($0.by), \($0.at.day.spoken))" } ?? "none yet")),
      ]))
      """,
      actions: mayAnswer
        ? [("Answer the comment of \(comment.by)", AssessmentPath.part(name, "comments", comment.id.text))] : [])
  }

  private func answerPage(
    _ ask: Ask, _ content: AssessmentContent, _ comment: PartnerComment, _ refusal: Refusal? = nil
  ) -> Page {
    let name = content.edition.name
    let fields: HTML = """
      \(UI.radios("outcome", "What was made of it", options: PartnerComment.Outcome.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["outcome"] ?? comment.answer?.outcome.rawValue))
      \(UI.textArea("answer", "Answer", hint: "What was changed, or why it was not.", value: ask.form["answer"] ?? comment.answer?.words ?? "", rows: 4))
      """
    return page(
      content, "Answer a comment",
      body: """
        \(UI.problem(refusal))
        <blockquote><p>\(comment.text)</p></blockquote><p>\(comment.by), \(comment.body), \(comment.at.day.spoken)</p>
        \(UI.form(action: AssessmentPath.part(name, "comments", comment.id.text), submit: "Save the answer", fields))
        """, status: refusal == nil ? 200 : 422)
  }
}
