import Basics
import StrategyModel
import StrategyStore
import WebShell

/// What this report promises, and what became of what the one before promised.
extension ReportRoom {
  var promiseRoutes: [Route] {
    [
      view("/promises") { ask, content in .page(promisesPage(ask, content, nil)) },
      change("/promises", again: { promisesPage($0, $1, $2) }) { ask, content, writer in
        let index = Int(ask.form["candidate"] ?? "") ?? -1, open = candidates(content)
        guard open.indices.contains(index), open[index].words == ask.form["words-\(index)"] else {
          throw Refusal(
            "no-candidate", place: "Promise", "The text has changed since.", remedy: "Look at the sentences again.")
        }
        try await store.promise(
          open[index].words, number: open[index].number,
          owner: try ask.required("owner-\(index)", "Owner"),
          due: try ask.day("due-\(index)", "Due"), of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "promises")
      },
      change("/promises/:promise/remove", again: { promisesPage($0, $1, $2) }) { ask, content, writer in
        try await store.removePromise(
          try ask.parameter("promise"), of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "promises")
      },
      change("/answers", again: { promisesPage($0, $1, $2) }) { ask, content, writer in
        let index = Int(ask.form["due-promise"] ?? "") ?? -1
        guard content.due.indices.contains(index) else {
          throw Refusal("no-promise", place: "Promise", "There is no such promise.", remedy: "Open the page again.")
        }
        guard let state = PromiseAnswer.State(rawValue: ask.form["state-\(index)"] ?? "") else {
          throw Refusal(
            "unknown-choice", place: "What became of it", "Nothing is chosen.", remedy: "Choose one of the four.")
        }
        try await store.answer(
          content.due[index].id, state, words: try ask.required("answer-\(index)", "Answer"), of: content.edition.id,
          by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "promises")
      },
    ]
  }

  private func candidates(_ content: ReportContent) -> [(number: String, words: String)] {
    let known = Set(content.promises.map(\.words))
    return content.openPromises(desk.practice.promises).filter { !known.contains($0.words) }
  }

  private func promisesPage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) -> Page {
    let name = content.edition.name, isDraft = content.edition.state == .draft
    let answers = Dictionary(content.answers.map { ($0.promise, $0) }) { _, last in last }
    let open = candidates(content)
    return page(
      content, "Promises",
      """
      \(when: content.edition.previous != nil, """
        <h2>What the report before promised</h2>
        \(when: content.due.isEmpty, "<p>It recorded no promise.</p>")
        \(each: content.due.enumerated(), { index, promise in
          let answer = answers[promise.id]
          return """
            <section class="claim"><h3>\(promise.number): \(promise.owner)</h3><blockquote><p>\(promise.words)</p></blockquote>
            \(answer.map { "<p>\(UI.tag($0.state.label, .turquoise)) \($0.words)</p>" as HTML } ?? "<p>\(UI.tag("Not answered", .red))</p>")
            \(when: isDraft, UI.details("Answer promise \(index + 1)", UI.form(action: ReportPath.part(name, "answers"), submit: "Answer promise \(index + 1)", kind: .secondary, """
              <input type="hidden" name="due-promise" value="\(index)">
              \(UI.radios("state-\(index)", "What became of promise \(index + 1)?", options: PromiseAnswer.State.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["state-\(index)"] ?? answer?.state.rawValue, inline: true))
              \(UI.textField("answer-\(index)", "Answer to promise \(index + 1)", value: ask.form["answer-\(index)"] ?? answer?.words ?? ""))
              """)))
            </section>
            """
        })
        """)
      <h2>What this report promises</h2>
      \(UI.table(
        caption: "Promises recorded", headings: ["Paragraph", "Promise", "Owner", "Due"].map { UI.Heading($0) },
        rows: content.promises.map { [HTML(text: $0.number), HTML(text: $0.words), HTML(text: $0.owner), HTML(text: $0.due?.spoken ?? "no day")] },
        empty: "No promise is recorded."))
      \(when: isDraft && !content.promises.isEmpty, UI.details("Take a promise off", "\(each: content.promises.enumerated(), { UI.form(action: ReportPath.part(name, "promises", $1.id, "remove"), submit: "Take promise \($0 + 1) off (\($1.number))", kind: .secondary, "") })"))
      \(when: isDraft && !open.isEmpty, """
        <h2>Sentences that promise</h2>
        <p>Found by their words. Record those that are promises: the next report must answer each.</p>
        \(each: open.enumerated(), { index, one in
          """
          <section class="claim"><blockquote><p>\(one.number): \(one.words)</p></blockquote>
          \(UI.details("Record sentence \(index + 1)", UI.form(action: ReportPath.part(name, "promises"), submit: "Record sentence \(index + 1) as a promise", kind: .secondary, """
            <input type="hidden" name="candidate" value="\(index)"><input type="hidden" name="words-\(index)" value="\(one.words)">
            \(UI.textField("owner-\(index)", "Owner of sentence \(index + 1)", hint: "The body that will do it.", value: ask.form["owner-\(index)"] ?? "", width: .half))
            \(UI.dateField("due-\(index)", "Due for sentence \(index + 1)", hint: "Empty when the report gives no day.", value: ("", "", "")))
            """)))
          </section>
          """
        })
        """)
      """, refusal: refusal)
  }
}
