import Basics
import PracticeFiles
import Database
import Foundation
import StrategyModel

/// Brings an edition written as a YAML file into the database, asking the evidence for every figure that it names: the
/// demonstration edition, or a partnership's own text from elsewhere.
package struct AssessmentDemo: Sendable {
  /// What became of it.
  package struct Outcome: Sendable, Equatable {
    package let edition: String
    /// It had been loaded before, and was left as it is.
    package let wasLoaded: Bool
    package let figures: Int
    package let state: EditionState
    /// Figures that could not be had, and steps that could not be taken, each as a sentence.
    package let problems: [String]
  }

  let store: AssessmentStore
  let evidence: any EvidenceSource
  let practice: AssessmentPractice
  let writer: Writer
  let clock: Clock

  /// Loads the file at `path` once: an edition that was loaded before is left as people have made it since. What a stopped
  /// run left out is added.
  package static func load(
    _ path: String, store: AssessmentStore, evidence: any EvidenceSource, practice: AssessmentPractice,
    by writer: Writer,
    clock: Clock
  ) async throws -> Outcome {
    guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
    else {
      throw Refusal(
        "no-file", place: path, "The file is missing, or is not UTF-8 text.", remedy: "Restore it from the release.")
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let source = try EditionFile(PracticeNode(text: text, file: file))
    return try await AssessmentDemo(store: store, evidence: evidence, practice: practice, writer: writer, clock: clock)
      .load(source)
  }

  private func load(_ file: EditionFile) async throws -> Outcome {
    if let known = try await store.content(named: file.name), try await store.wasLoaded(known.edition.id) {
      return Outcome(
        edition: file.name, wasLoaded: true, figures: known.bindings.count, state: known.edition.state, problems: [])
    }
    let id = try await begin(file)
    try await contributions(file, id)
    var problems = try await sections(file, id)
    try await judgements(file, id)
    let reached = try await walk(to: file.state, id, &problems)
    try await store.markLoaded(id, by: writer, at: clock.now())
    let figures = try await store.content(id)?.bindings.count ?? 0
    return Outcome(edition: file.name, wasLoaded: false, figures: figures, state: reached, problems: problems)
  }

  private func begin(_ file: EditionFile) async throws -> ID<AssessmentEdition> {
    if let known = try await store.content(named: file.name) { return known.edition.id }
    let now = clock.now()
    let edition = AssessmentEdition(
      id: ID(at: now), name: file.name, title: file.title, partnership: file.partnership, areaCode: file.areaCode,
      areaName: file.areaName, planYear: file.planYear, period: file.period, isTwoTier: file.isTwoTier,
      notice: file.notice,
      createdAt: now, createdBy: writer.name)
    try await store.create(edition, matrix: practice.matrix, by: writer)
    return edition.id
  }

  private func contributions(_ file: EditionFile, _ id: ID<AssessmentEdition>) async throws {
    let known = try await store.content(id)?.contributions ?? []
    for one in file.contributions where !known.contains(where: { $0.body == one.body && $0.asked == one.asked }) {
      let new = ID<Contribution>(at: clock.now())
      try await store.save(
        Contribution(
          id: new, source: one.source, body: one.body, asked: one.asked, due: one.due, qualityNote: one.qualityNote),
        in: id, by: writer, at: clock.now())
      for event in one.events {
        let recorded = Contribution.Event(event.status, on: event.day, by: writer.name, note: event.note)
        try await store.record(recorded, for: new, in: id, by: writer, at: clock.now())
      }
    }
  }

  private func sections(_ file: EditionFile, _ id: ID<AssessmentEdition>) async throws -> [String] {
    var problems: [String] = []
    for section in file.sections {
      if let reason = section.notApplicable {
        try await store.setNotApplicable(section.kind, reason: reason, in: id, by: writer, at: clock.now())
      }
      for block in section.blocks {
        let content = try await store.content(id)
        let known = content?.section(section.kind).blocks.first { $0.title == block.title }
        var blockID = known?.id
        if blockID == nil {
          blockID = try await store.addBlock(
            id, section: section.kind, title: block.title, text: block.text, by: writer, at: clock.now())
        }
        guard let blockID else { continue }
        for figure in block.figures where content?.bindings.contains(where: { $0.name == figure.name }) != true {
          do {
            let answer = try await evidence.answer(figure.question)
            try await store.bind(
              figure.question, as: figure.name, shows: figure.shows, answer: answer, to: blockID, in: id, by: writer,
              at: clock.now())
          } catch let refusal as Refusal {
            problems.append("The figure “\(figure.name)” could not be had: \(refusal.description)")
          }
        }
      }
    }
    return problems
  }

  private func judgements(_ file: EditionFile, _ id: ID<AssessmentEdition>) async throws {
    guard let content = try await store.content(id) else { return }
    let blocks = Dictionary(content.blocks.map { ($0.title, $0.id) }) { a, _ in a }
    let titles = Dictionary(file.sections.flatMap(\.blocks).map { ($0.key, $0.title) }) { a, _ in a }
    for (index, finding) in file.findings.enumerated()
    where !content.findings.contains(where: { $0.claim == finding.claim }) {
      let found = finding.blocks.compactMap { titles[$0] }.compactMap { blocks[$0] }
      try await store.save(
        Finding(
          id: ID(at: clock.now()), position: index + 1, claim: finding.claim, confidence: finding.confidence,
          reason: finding.reason, blocks: found), in: id, by: writer, at: clock.now())
    }
    for (index, priority) in file.priorities.enumerated()
    where !content.priorities.contains(where: { $0.title == priority.title }) {
      try await store.save(
        Priority(
          id: ID(at: clock.now()), position: index + 1, title: priority.title, status: priority.status,
          rationale: priority.rationale, scores: priority.scores, evidence: priority.evidence), in: id, by: writer,
        at: clock.now())
    }
  }

  /// Steps forward as far as the file says and the edition's completeness allows.
  private func walk(to state: EditionState, _ id: ID<AssessmentEdition>, _ problems: inout [String]) async throws
    -> EditionState
  {
    let forward: [EditionStep] = [.collect, .analyse, .draft, .consult, .submit, .approve]
    var now = try await store.content(id)?.edition.state ?? .scoping
    for step in forward where step.from == now && now != state {
      do {
        if step == .approve {
          try await store.approve(
            id, minute: "Demonstration: approval recorded when it was loaded.", evidence: evidence, by: writer,
            at: clock.now())
        } else {
          try await store.take(step, on: id, reason: "", by: writer, at: clock.now())
        }
        now = step.to
      } catch let refusal as Refusal {
        problems.append(refusal.description)
        return now
      }
    }
    return now
  }
}

extension AssessmentStore {
  private static let loaded = "loaded the edition from its file"

  func wasLoaded(_ edition: ID<AssessmentEdition>) async throws -> Bool {
    try await database.read { connection in
      try connection.row(
        "SELECT id FROM assessment_history WHERE edition = \(edition) AND action = \(AssessmentStore.loaded) LIMIT 1")
        != nil
    }
  }

  func markLoaded(_ edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant) async throws {
    let entry = HistoryEntry(edition, writer, now, AssessmentStore.loaded, "")
    _ = try await database.write { connection in try connection.run(entry.sql) }
  }
}
