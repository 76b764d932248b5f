import Basics
import Database
import StrategyModel

/// Binding figures, and the steps from draft to published.
extension ReportDesk {
  /// Binds the answer to a question under a name.
  package func bind(
    _ typed: String, as name: String, in report: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws {
    let name = try Binding.checkedName(name), question = try ReportBinding.checked(typed)
    let (figure, sequences) = try await answer(question)
    let held = try HeldFigure(figure, at: now, by: writer.name), id = ID<ReportBinding>(at: now)
    try await store.change(report, by: writer, at: now, "bound a figure", "\(name): \(question)") { connection, _ in
      let added = try connection.run(
        """
        INSERT INTO report_binding (id, report, name, question, figure, sha256, sequences, held_at, held_by)
        VALUES (\(id), \(report), \(name), \(question), \(held.json), \(held.sha256), \(SequenceText.text(sequences)),
          \(held.at), \(held.by))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "binding-name", place: "Name of the figure", "This report has a figure named “\(name)” already.",
          remedy: "Refer to that one in the text, or choose another name.")
      }
    }
  }

  package func unbind(_ name: String, in report: ID<ReportEdition>, by writer: Writer, at now: Instant) async throws {
    try await store.change(report, by: writer, at: now, "took a figure off", name) { connection, _ in
      guard try connection.run("DELETE FROM report_binding WHERE report = \(report) AND name = \(name)") == 1 else {
        throw Refusal(
          "no-binding", "There is no such figure in this report.", remedy: "Open the page of figures again.")
      }
    }
  }

  /// Asks every question again and takes today's answers into the draft; what cannot be answered keeps the old one.
  @discardableResult
  package func refresh(_ content: ReportContent, by writer: Writer, at now: Instant) async throws -> Int {
    var news: [(ID<ReportBinding>, HeldFigure, [Int])] = []
    for binding in content.bindings {
      guard let (figure, sequences) = try? await answer(binding.question) else { continue }
      if (try? binding.held?.figure())?.fingerprint == figure.fingerprint { continue }
      news.append((binding.id, try HeldFigure(figure, at: now, by: writer.name), sequences))
    }
    let changes = news, id = content.edition.id
    try await store.change(id, by: writer, at: now, "took today’s figures", changes.count.of("figure", "figures")) {
      connection, _ in
      for (binding, held, sequences) in changes {
        try connection.run(
          """
          UPDATE report_binding SET figure = \(held.json), sha256 = \(held.sha256), sequences = \(SequenceText.text(sequences)),
            held_at = \(held.at), held_by = \(held.by) WHERE id = \(binding) AND report = \(id)
          """)
      }
    }
    return changes.count
  }

  /// A second person signs the report. Errors: a refusal that names the first obstacle; or one for a signer who wrote all of it.
  package func signOff(
    _ name: String, note: String, read: String? = nil, by writer: Writer, at now: Instant
  ) async throws {
    guard writer.permissions.contains(.approveReport) else {
      throw Refusal("not-permitted", "\(writer.name) may not sign reports off.", remedy: "Ask the partnership manager.")
    }
    guard let content = try await store.content(named: name) else { throw noReport() }
    guard content.edition.state == .draft else {
      throw Refusal(
        "report-closed", place: content.edition.title, "It is \(content.edition.state.label.lowercasedFirst) already.")
    }
    if let read, read != content.fingerprint {
      throw Refusal(
        "changed-meanwhile", place: content.edition.title, "Somebody changed it since you opened the page.",
        remedy: "Read it again, then sign.")
    }
    guard try await store.share(of: writer.account, in: content.edition.id) < 0.5 else {
      throw Refusal(
        "same-person", place: "Sign-off", "\(writer.name) wrote half of the paragraphs or more.",
        remedy: "Have another person with the right to sign reports off do so.")
    }
    let obstacles = try await obstacles(content)
    if let first = obstacles.first {
      throw Refusal(
        "not-ready", place: content.edition.title,
        "\(obstacles.count.of("thing stands", "things stand")) between the report and its sign-off. The first: \(first.words)",
        remedy: "The page of checks lists all of them.")
    }
    let fingerprint = content.fingerprint, id = content.edition.id
    let entry = ReportStore.entry(id, writer, now, "signed the report off", note)
    try await store.database.write { connection in
      // What was checked is what is signed: an edit that came between is another text.
      guard let current = try connection.report(id), current.fingerprint == fingerprint, current.edition.state == .draft
      else {
        throw Refusal(
          "changed-meanwhile", place: content.edition.title, "Somebody changed it while it was checked.",
          remedy: "Read it again and sign.")
      }
      try connection.run(
        """
        UPDATE report_edition SET state = 'signed-off', signed_by = \(writer.name), signed_at = \(now), signed_note = \(note),
          fingerprint = \(fingerprint) WHERE id = \(id)
        """)
      try connection.run(entry)
    }
  }

  /// Takes the sign-off back, so that the report can be changed. Not possible once it is published.
  package func takeBack(_ name: String, reason: String, by writer: Writer, at now: Instant) async throws {
    guard writer.permissions.contains(.approveReport) else {
      throw Refusal(
        "not-permitted", "\(writer.name) may not take a sign-off back.", remedy: "Ask the partnership manager.")
    }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("missing-field", place: "Reason", "This is empty.", remedy: "Say why the report is opened again.")
    }
    try await step(name, from: .signedOff, by: writer, at: now, "took the sign-off back", reason) {
      connection, content in
      try connection.run(
        """
        UPDATE report_edition SET state = 'draft', signed_by = NULL, signed_at = NULL, signed_note = NULL, fingerprint = NULL
        WHERE id = \(content.edition.id)
        """)
    }
  }

  /// Publishes a signed report: its figures are kept as runs with the facts they counted, and never move again.
  package func publish(_ name: String, by writer: Writer, at now: Instant) async throws {
    guard writer.permissions.contains(.approveReport) else {
      throw Refusal("not-permitted", "\(writer.name) may not publish reports.", remedy: "Ask the partnership manager.")
    }
    let engine = engine
    try await step(name, from: .signedOff, by: writer, at: now, "published the report", name) { connection, content in
      guard content.fingerprint == content.edition.signOff?.fingerprint else {
        throw Refusal(
          "not-what-was-signed", place: content.edition.title, "The report is not the text that was signed.",
          remedy: "Take the sign-off back and have it signed again.")
      }
      for binding in content.bindings {
        guard let (id, period) = binding.record, let held = binding.held else { continue }
        let measure = try engine.measures.measure(id)
        let run = MeasureRun(
          measure: measure, period: period, asAt: nil, figure: try held.figure(), sequences: binding.sequences)
        try connection.run(
          KeptRuns.statement(run, for: "report:\(name):\(binding.name)", knownAt: held.at, by: writer.name, at: now))
      }
      try connection.run(
        "UPDATE report_edition SET state = 'published', published_at = \(now) WHERE id = \(content.edition.id)")
    }
  }

  private func step(
    _ name: String, from state: ReportState, by writer: Writer, at now: Instant, _ action: String, _ detail: String,
    _ body: @escaping @Sendable (any Connection, ReportContent) throws -> Void
  ) async throws {
    try await store.database.write { connection in
      guard let row = try connection.row("SELECT id FROM report_edition WHERE name = \(name)"),
        let content = try connection.report(row.id("id"))
      else { throw noReport() }
      guard content.edition.state == state else {
        throw Refusal(
          "wrong-step", place: content.edition.title, "It is \(content.edition.state.label.lowercasedFirst).",
          remedy: "The page of the report shows what can be done next.")
      }
      try body(connection, content)
      try connection.run(ReportStore.entry(content.edition.id, writer, now, action, detail))
    }
  }

  /// What became of each published figure since, by its name in the text.
  package func drift(_ content: ReportContent) async throws -> [String: RunDrift] {
    let runs = KeptRuns(store.database)
    var out: [String: RunDrift] = [:]
    for binding in content.bindings where binding.record != nil {
      guard let run = try await runs.kept(for: "report:\(content.edition.name):\(binding.name)").last else { continue }
      out[binding.name] = try await runs.drift(run, engine: engine)
    }
    return out
  }
}
