import Basics
import Database
import StrategyModel

/// Thrown when somebody else saved the paragraph since it was opened: both texts are at hand, neither is lost.
package struct ParagraphConflict: Error, Sendable {
  package let stored: ReportParagraph
  package let yourText: String
}

/// Sections and paragraphs, judgements, promises and their answers, decisions of the gate.
extension ReportStore {
  @discardableResult
  package func addSection(_ heading: String, to report: ID<ReportEdition>, by writer: Writer, at now: Instant)
    async throws
    -> ID<ReportSection>
  {
    guard heading.contains(where: { !$0.isWhitespace }), heading.count <= 200 else {
      throw Refusal(
        "missing-field", place: "Heading", "This is empty, or longer than 200 characters.", remedy: "Enter a heading.")
    }
    let id = ID<ReportSection>(at: now)
    return try await change(report, by: writer, at: now, "added a section", heading) { connection, _ in
      let last = try connection.row("SELECT max(position) AS last FROM report_section WHERE report = \(report)")
      try connection.run(
        """
        INSERT INTO report_section (id, report, position, heading)
        VALUES (\(id), \(report), \((try last?.optionalInt("last") ?? 0) + 1), \(heading))
        """)
      return id
    }
  }

  @discardableResult
  package func addParagraph(
    _ text: String, kind: ReportParagraph.Kind = .text, subject: String? = nil, exempt: String? = nil,
    to section: ID<ReportSection>, of report: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws -> ID<ReportParagraph> {
    try ReportStore.checked(text, kind: kind, subject: subject)
    let id = ID<ReportParagraph>(at: now)
    return try await change(report, by: writer, at: now, "added a paragraph", String(text.prefix(80))) {
      connection, _ in
      guard try connection.row("SELECT id FROM report_section WHERE id = \(section) AND report = \(report)") != nil
      else {
        throw Refusal("no-section", "There is no such section in this report.", remedy: "Open the report again.")
      }
      let last = try connection.row("SELECT max(position) AS last FROM report_paragraph WHERE section = \(section)")
      try connection.run(
        """
        INSERT INTO report_paragraph (id, report, section, position, kind, content, subject, exempt, version, author, edited_at,
          removed)
        VALUES (\(id), \(report), \(section), \((try last?.optionalInt("last") ?? 0) + 1), \(kind.rawValue), \(text),
          \(subject), \(exempt), 1, \(writer.name), \(now), 0)
        """)
      try connection.run(ReportStore.version(id, 1, text, subject, exempt, writer, now))
      return id
    }
  }

  /// Saves a paragraph when it is still at `version`; otherwise throws `ParagraphConflict` with both texts.
  package func saveParagraph(
    _ id: ID<ReportParagraph>, text: String, subject: String?, exempt: String?, version: Int,
    of report: ID<ReportEdition>,
    by writer: Writer, at now: Instant
  ) async throws {
    try await change(report, by: writer, at: now, "edited a paragraph", String(text.prefix(80))) { connection, _ in
      guard
        let stored = try connection.row(
          "SELECT * FROM report_paragraph WHERE id = \(id) AND report = \(report) AND removed = 0")?.reportParagraph()
      else {
        throw Refusal(
          "no-paragraph", "The paragraph is not in this report any more.", remedy: "Add a new one with your text.")
      }
      try ReportStore.checked(text, kind: stored.kind, subject: subject)
      guard stored.version == version else { throw ParagraphConflict(stored: stored, yourText: text) }
      try connection.run(
        """
        UPDATE report_paragraph SET content = \(text), subject = \(subject), exempt = \(exempt), version = version + 1,
          author = \(writer.name), edited_at = \(now) WHERE id = \(id)
        """)
      try connection.run(ReportStore.version(id, version + 1, text, subject, exempt, writer, now))
    }
  }

  /// One place up or down in its section; at the end of the section it stays where it is.
  package func moveParagraph(
    _ id: ID<ReportParagraph>, up: Bool, of report: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws {
    try await change(report, by: writer, at: now, up ? "moved a paragraph up" : "moved a paragraph down", id.text) {
      connection, _ in
      guard
        let section = try connection.report(report)?.sections.first(where: { $0.paragraphs.contains { $0.id == id } })
      else {
        throw Refusal("no-paragraph", "There is no such paragraph in this report.", remedy: "Open the report again.")
      }
      var order = section.paragraphs.map(\.id)
      guard let place = order.firstIndex(of: id) else { return }
      let other = up ? place - 1 : place + 1
      guard order.indices.contains(other) else { return }
      order.swapAt(place, other)
      try connection.batch(
        order.enumerated().map { "UPDATE report_paragraph SET position = \($0 + 1) WHERE id = \($1)" })
    }
  }

  package func removeParagraph(
    _ id: ID<ReportParagraph>, of report: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws {
    try await change(report, by: writer, at: now, "removed a paragraph", id.text) { connection, _ in
      guard try connection.run("UPDATE report_paragraph SET removed = 1 WHERE id = \(id) AND report = \(report)") == 1
      else {
        throw Refusal("no-paragraph", "There is no such paragraph in this report.", remedy: "Open the report again.")
      }
    }
  }

  private static func checked(_ text: String, kind: ReportParagraph.Kind, subject: String?) throws(Refusal) {
    guard text.utf8.count <= 30_000 else {
      throw Refusal("text-too-long", place: "Text", "A paragraph holds 30,000 bytes.", remedy: "Divide it.")
    }
    guard kind != .text || text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("missing-field", place: "Text", "This is empty.", remedy: "Write the paragraph, or remove it.")
    }
    guard kind == .text || kind == .diagram || subject?.isEmpty == false else {
      throw Refusal(
        "missing-field", place: "What it shows", "Nothing is named.",
        remedy: "Name the bound figure, or the rule of the funnel.")
    }
  }

  private static func version(
    _ id: ID<ReportParagraph>, _ number: Int, _ text: String, _ subject: String?, _ exempt: String?, _ writer: Writer,
    _ now: Instant
  ) -> SQL {
    """
    INSERT INTO report_paragraph_version (paragraph, version, content, subject, exempt, author, account, edited_at)
    VALUES (\(id), \(number), \(text), \(subject), \(exempt), \(writer.name), \(writer.account), \(now))
    """
  }

  /// The writer stands by a sentence that no figure carries, in the words that a reader has: with other figures in it, it is
  /// another sentence.
  package func judge(
    sentence: String, in paragraph: ID<ReportParagraph>, reason: String, of report: ID<ReportEdition>,
    by writer: Writer,
    at now: Instant
  ) async throws {
    guard reason.contains(where: { !$0.isWhitespace }), reason.count <= 1_000 else {
      throw Refusal(
        "missing-field", place: "Reason", "This is empty, or too long.", remedy: "Say what you judge it by.")
    }
    let id = ID<OfficerJudgement>(at: now)
    try await change(report, by: writer, at: now, "stood by a sentence", String(sentence.prefix(120))) {
      connection, _ in
      guard try connection.row("SELECT id FROM report_paragraph WHERE id = \(paragraph) AND report = \(report)") != nil
      else {
        throw Refusal("no-paragraph", "There is no such paragraph in this report.", remedy: "Open the report again.")
      }
      _ = try connection.run(
        """
        INSERT INTO report_judgement (id, report, paragraph, sentence, judged_by, reason, judged_at)
        VALUES (\(id), \(report), \(paragraph), \(sentence), \(writer.name), \(reason), \(now))
        """)
    }
  }

  package func promise(
    _ words: String, number: String, owner: String, due: Day?, of report: ID<ReportEdition>, by writer: Writer,
    at now: Instant
  ) async throws {
    for (value, label) in [(words, "Promise"), (owner, "Owner")]
    where value.allSatisfy(\.isWhitespace) || value.count > 2_000 {
      throw Refusal(
        "missing-field", place: label, "This is empty, or too long.",
        remedy: "Say what will be done, and by which body.")
    }
    let id = ID<Promise>(at: now)
    try await change(report, by: writer, at: now, "recorded a promise", String(words.prefix(120))) { connection, _ in
      let added = try connection.run(
        """
        INSERT INTO report_promise (id, report, number, words, owner, due, made_at, made_by)
        VALUES (\(id), \(report), \(number), \(words), \(owner), \(due), \(now), \(writer.name))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "promise-exists", place: "Promise", "This promise is recorded already.", remedy: "Record another one.")
      }
    }
  }

  /// Takes a promise off that the text does not make any more.
  package func removePromise(_ id: String, of report: ID<ReportEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    try await change(report, by: writer, at: now, "took a promise off", id) { connection, _ in
      guard try connection.run("DELETE FROM report_promise WHERE id = \(id) AND report = \(report)") == 1 else {
        throw Refusal(
          "no-promise", "There is no such promise in this report.", remedy: "Open the page of promises again.")
      }
    }
  }

  package func answer(
    _ promise: String, _ state: PromiseAnswer.State, words: String, of report: ID<ReportEdition>, by writer: Writer,
    at now: Instant
  ) async throws {
    guard words.contains(where: { !$0.isWhitespace }), words.count <= 2_000 else {
      throw Refusal(
        "missing-field", place: "Answer", "This is empty, or too long.", remedy: "Say what became of it, or why not.")
    }
    let id = ID<PromiseAnswer>(at: now)
    try await change(report, by: writer, at: now, "answered a promise", "\(state.label): \(words.prefix(100))") {
      connection, edition in
      guard let content = try connection.report(report), content.due.contains(where: { $0.id == promise }) else {
        throw Refusal(
          "no-promise", "The report before made no such promise.", remedy: "Open the page of promises again.")
      }
      try connection.run("DELETE FROM report_answer WHERE report = \(report) AND promise = \(promise)")
      _ = try connection.run(
        """
        INSERT INTO report_answer (id, report, promise, state, words, answered_by, answered_at)
        VALUES (\(id), \(report), \(promise), \(state.rawValue), \(words), \(writer.name), \(now))
        """)
    }
  }

  /// Decides that a small number may be printed.
  package func release(
    _ finding: String, reason: String, of report: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws {
    guard reason.contains(where: { !$0.isWhitespace }), reason.count <= 1_000 else {
      throw Refusal(
        "missing-field", place: "Reason", "This is empty, or too long.", remedy: "Say why nobody is told apart by it.")
    }
    let id = ID<ReleaseDecision>(at: now)
    try await change(report, by: writer, at: now, "decided to print a small number", finding) { connection, _ in
      _ = try connection.run(
        """
        INSERT INTO report_release (id, report, finding, reason, decided_by, decided_at)
        VALUES (\(id), \(report), \(finding), \(reason), \(writer.name), \(now))
        ON CONFLICT DO NOTHING
        """)
    }
  }
}
