import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Candidate priorities: their scores on the matrix, the decision, and how firm the order is.
extension AssessmentDesk {
  var priorityRoutes: [Route] {
    [
      view("/priorities", policy: .writeAssessment) { _, content in .page(prioritiesPage(content)) },
      view("/priorities/new", policy: .writeAssessment) { ask, content in .page(priorityPage(ask, content, nil, nil)) },
      view("/priorities/:priority", policy: .writeAssessment) { ask, content in
        .page(priorityPage(ask, content, try priority(ask, content), nil))
      },
      change("/priorities") { ask, content, writer in try await savePriority(ask, content, nil, writer) },
      change("/priorities/:priority") { ask, content, writer in
        try await savePriority(ask, content, try priority(ask, content), writer)
      },
      change("/matrix") { _, content, writer in
        try await store.adopt(practice.matrix, in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.part(content.edition.name, "priorities"))
      },
    ]
  }

  private func priority(_ ask: Ask, _ content: AssessmentContent) throws -> Priority {
    let id = try ask.parameter("priority")
    guard let found = content.priorities.first(where: { $0.id.text == id }) else { throw NotFound() }
    return found
  }

  private func prioritiesPage(_ content: AssessmentContent) -> Page {
    let name = content.edition.name, isOpen = content.edition.state.isOpen
    let unscored = content.priorities.filter { content.matrix.score($0.scores) == nil }
    return page(
      content, "Priorities", wide: true,
      body: """
        \(when: isOpen && practice.matrix != content.matrix, UI.notice(.information, """
          <p>This edition is scored on “\(content.matrix.title)” version \(content.matrix.version); the partnership’s matrix is now \
          “\(practice.matrix.title)” version \(practice.matrix.version).</p>
          \(UI.form(action: AssessmentPath.part(name, "matrix"), submit: "Take the partnership’s matrix", kind: .secondary, ""))
          """))
        <ul>\(each: content.priorities, { "<li>\(UI.link($0.title, href: AssessmentPath.part(name, "priorities", $0.id.text))) \(UI.tag($0.status.rawValue, $0.status == .adopted ? .green : .grey))</li>" })</ul>
        \(when: !unscored.isEmpty, UI.notice(.warning, "<p>Not scored on every dimension: \(unscored.map(\.title).joined(separator: "; ")).</p>"))
        \(DocumentPriorities(content).html)
        \(when: isOpen, UI.buttonLink("Add a candidate", href: AssessmentPath.part(name, "priorities", "new")))
        """)
  }

  private func priorityPage(_ ask: Ask, _ content: AssessmentContent, _ priority: Priority?, _ refusal: Refusal?)
    -> Page
  {
    let name = content.edition.name
    func value(_ field: String, _ stored: String?) -> String { ask.form[field] ?? stored ?? "" }
    let fields: HTML = """
      \(UI.textField("title", "Priority", value: value("title", priority?.title)))
      \(each: content.matrix.dimensions, { dimension in
        UI.radios(
          "score-" + dimension.id, dimension.title, hint: dimension.question,
          options: dimension.levels.map { Choice(String($0.score), "\($0.score): \($0.anchor)") },
          selected: ask.form["score-" + dimension.id] ?? priority?.scores[dimension.id].map { String($0) })
      })
      \(UI.textField("evidence", "Evidence for the scores", value: value("evidence", priority?.evidence)))
      \(UI.radios("status", "Decision", options: Priority.Status.allCases.map { ($0.rawValue, $0.rawValue.capitalisedFirst) }, selected: value("status", priority?.status.rawValue ?? "candidate"), inline: true))
      \(UI.textArea("rationale", "Why", value: value("rationale", priority?.rationale), rows: 4))
      """
    let action =
      priority.map { AssessmentPath.part(name, "priorities", $0.id.text) } ?? AssessmentPath.part(name, "priorities")
    return page(
      content, priority?.title ?? "Add a candidate priority",
      body: """
        \(UI.problem(refusal))<p>Matrix “\(content.matrix.title)”, version \(content.matrix.version): \(content.matrix.status).</p>
        \(when: content.edition.state.isOpen, UI.form(action: action, submit: "Save", fields))
        """, status: refusal == nil ? 200 : 422)
  }

  private func savePriority(_ ask: Ask, _ content: AssessmentContent, _ known: Priority?, _ writer: Writer) async throws
    -> Reply
  {
    do throws(any Error) {
      let now = clock.now()
      var scores: [String: Int] = [:]
      for dimension in content.matrix.dimensions {
        if let text = ask.form["score-" + dimension.id], !text.isEmpty {
          guard let score = Int(text) else {
            throw Refusal(
              "score-outside", place: dimension.title, "This is no level.", remedy: "Choose one of the levels shown.")
          }
          scores[dimension.id] = score
        }
      }
      guard let status = Priority.Status(rawValue: ask.form["status"] ?? "candidate") else {
        throw Refusal(
          "unknown-choice", place: "Decision", "This is no decision.", remedy: "Choose candidate, adopted or rejected.")
      }
      let isSame = known?.scores == scores
      let priority = Priority(
        id: known?.id ?? ID(at: now), position: known?.position ?? (content.priorities.map(\.position).max() ?? 0) + 1,
        title: try ask.required("title", "Priority"), status: status, rationale: ask.typed("rationale").trimmed,
        scores: scores,
        scoredBy: isSame ? known?.scoredBy : writer.name, scoredAt: isSame ? known?.scoredAt : now,
        evidence: ask.typed("evidence").trimmed)
      try await store.save(priority, in: content.edition.id, by: writer, at: now)
      return .redirect(AssessmentPath.part(content.edition.name, "priorities"))
    } catch let refusal as Refusal {
      return .page(priorityPage(ask, content, known, refusal))
    }
  }
}
