import Basics
import Foundation
import StrategyModel
import Synchronization

/// Answers questions to the evidence: finds the tables, counts, and keeps each answer until the evidence changes.
package final class FigureEngine: Sendable {
  /// Look-ups and areas as they are in one state of the evidence.
  private struct Ground: Sendable {
    let extracts: [String]
    let reference: ReferenceData
    let atlas: Atlas
  }

  private let evidence: EvidenceLibrary
  private let partnerFiles: PartnerFiles?
  private let practice: FigurePractice
  /// Now, and at moments that were asked about.
  private let grounds = Mutex<[Ground]>([])
  /// Answers by question, all of one state of the evidence.
  private let answers = Mutex<(state: String, figures: [String: Figure])>(("", [:]))

  /// - Parameters:
  ///   - practice: the path of the `Practice` folder.
  ///   - partnerFiles: what questions about partners' incidents are answered from; without it they find nothing held.
  /// - Throws: a `practice-file` refusal that names file, line and remedy.
  package init(library: EvidenceLibrary, practice: String, partnerFiles: PartnerFiles? = nil) throws {
    evidence = library
    self.partnerFiles = partnerFiles
    self.practice = try FigurePractice(folder: practice)
  }

  package var measures: [EvidenceMeasure] { practice.measures }
  package var breaks: [SeriesBreak] { practice.breaks }
  package var zones: [NamedZone] { practice.zones }

  /// The answer to a question. Errors: refusals of the kinds `not-comparable`, `method-not-supported`, `no-data`,
  /// `unknown-measure`, `unknown-area`, `unknown-category` and others, each with what to ask instead.
  package func answer(_ question: FigureQuestion) async throws -> Figure {
    let measure = try practice.measure(question.measure)
    // The state of the library says nothing of partners' files; their table is small and kept by its own store.
    if measure.source == .partnerIncidents {
      return try await sources(for: measure, asAt: question.asAt).answer(question)
    }
    let state = evidence.state(), key = question.query
    if let known = answers.withLock({ $0.state == state ? $0.figures[key] : nil }) { return known }
    let figure = try await sources(for: measure, asAt: question.asAt).answer(question)
    answers.withLock {
      // Answers of an older state can never be asked for again; a cap bounds what many visitors can make it hold.
      if $0.state != state || $0.figures.count > 500 { $0 = (state, [:]) }
      $0.figures[key] = figure
    }
    return figure
  }

  /// Reads look-ups, areas and the tables of every measure, so that the first question does not wait for them. What
  /// cannot be read is told to whoever asks for it.
  package func prepare() async {
    for measure in practice.measures { _ = try? await areas(for: measure.id) }
  }

  /// The areas that a measure has figures for, widest first.
  package func areas(for measure: String) async throws -> [(code: String, name: String, level: AreaLevel)] {
    let measure = try practice.measure(measure)
    return try await sources(for: measure, asAt: nil).areas(of: measure).map { ($0.code, $0.name, $0.level) }
  }

  /// The categories that a measure's files hold, sub-groups written `Theft > Shoplifting` after them.
  package func categories(for measure: String) async throws -> [String] {
    let measure = try practice.measure(measure)
    let sources = try await sources(for: measure, asAt: nil)
    guard let table = sources.tables[measure.source] else { return [] }
    let counter = SeriesCounter(table: table, measure: measure, atlas: sources.atlas)
    return counter.categories + counter.subcategories
  }

  /// The first and last month held of a measure; nil when nothing is.
  package func periods(for measure: String) async throws -> Period? {
    let measure = try practice.measure(measure)
    return try await table(measure.source, asAt: nil).span
  }

  /// The outlines of a layer, those of one borough when it is given.
  package func boundaries(layer: String, within borough: String? = nil) async throws -> BoundaryLayer {
    let ground = try await ground(asAt: nil)
    guard let found = ground.reference.layer(layer) else {
      throw Refusal(
        "no-boundary", place: layer, "No boundaries “\(layer)” are held.",
        remedy:
          "Held are: \(ground.reference.boundaries.map(\.name).joined(separator: ", ")). Import the layer, or use one of these."
      )
    }
    guard let borough else { return found }
    return BoundaryLayer(
      name: found.name,
      areas: found.areas.filter { area in
        (area.parent ?? ground.atlas.borough(of: area.code)) == borough || area.code == borough
      })
  }

  private func sources(for measure: EvidenceMeasure, asAt: Instant?) async throws -> FigureSources {
    let ground = try await ground(asAt: asAt)
    var tables: [SourceKind: SeriesTable] = [:]
    var heldNow: [SourceKind: [Extract]] = [:]
    for kind in Set([measure.source, measure.placedSource, measure.wholeSource].compactMap { $0 }) {
      tables[kind] = try await table(kind, asAt: asAt)
      if asAt != nil { heldNow[kind] = try await table(kind, asAt: nil).extracts }
    }
    return FigureSources(
      practice: practice, atlas: ground.atlas, reference: ground.reference, tables: tables, heldNow: heldNow)
  }

  private func table(_ kind: SourceKind, asAt: Instant?) async throws -> SeriesTable {
    guard kind == .partnerIncidents, let partnerFiles else { return try await evidence.table(kind, asAt: asAt) }
    guard asAt == nil else {
      throw Refusal(
        "method-not-supported", place: "As known on",
        "Rows of a partner’s file are removed when its import is undone, so what was known earlier cannot be counted.",
        remedy: "Leave “as known on” empty.")
    }
    return try await partnerFiles.series()
  }

  private func ground(asAt: Instant?) async throws -> Ground {
    let (extracts, reference) = try await evidence.reference(asAt: asAt)
    if let known = grounds.withLock({ $0.first { $0.extracts == extracts } }) { return known }
    let made = Ground(
      extracts: extracts, reference: reference,
      atlas: Atlas(
        reference, forces: practice.forces, zones: practice.zones, boroughNames: practice.boroughNames))
    grounds.withLock { $0 = [made] + $0.prefix(2) }
    return made
  }
}
