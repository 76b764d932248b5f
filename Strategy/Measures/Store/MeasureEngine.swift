import Basics
import Database
import FactStore
import Facts
import Foundation
import StrategyModel

/// Answers what was counted: measures of records from facts, measures of the evidence from its files.
package final class MeasureEngine: Sendable {
  package let measures: RecordMeasures
  package let kinds: FactKinds
  package let returns: ExternalReturns
  let ledger: FactLedger
  private let evidence: (any EvidenceSource)?

  /// - Parameter practice: the path of the `Practice` folder.
  package init(_ database: Database, practice: String, evidence: (any EvidenceSource)?) throws {
    kinds = try FactKinds.read(practice: practice)
    measures = try RecordMeasures.read(practice: practice, kinds: kinds)
    ledger = FactLedger(database)
    returns = ExternalReturns(database, FactWriter(kinds))
    self.evidence = evidence
  }

  /// The measure in a period, as known at a moment. Errors: `unknown-measure`, `measure-not-counted`, and the refusals of
  /// the evidence.
  package func run(_ id: String, _ period: FactPeriod, asAt: Instant? = nil) async throws -> MeasureRun {
    let measure = try measures.measure(id)
    if measure.total == .evidence { return try await ask(measure, period, asAt) }
    return try (try await figures()).run(measure, period, asAt: asAt)
  }

  /// A measure in a period beside an earlier one. Errors: as `run`, and for what cannot be compared.
  package func change(_ id: String, _ period: FactPeriod, from earlier: FactPeriod, asAt: Instant? = nil) async throws
    -> MeasureRun
  {
    try (try await figures()).change(try measures.measure(id), period, from: earlier, asAt: asAt)
  }

  /// Many at once, from one state of the facts.
  package func figures() async throws -> RecordFigures {
    RecordFigures(
      measures: measures, kinds: kinds, table: try await ledger.current(), returns: try await returns.citations())
  }

  private func ask(_ measure: RecordMeasure, _ period: FactPeriod, _ asAt: Instant?) async throws -> MeasureRun {
    guard let evidence, let text = measure.question, let months = period.months else {
      throw Refusal(
        "measure-not-counted", place: measure.title, "The evidence is counted by whole months.",
        remedy: "Ask for a financial year (2022/23) or months (2022-04..2023-03).")
    }
    var question = try FigureQuestion(text: text.replacing("{period}", with: months.description))
    question.asAt = asAt
    var figure = try await evidence.answer(question)
    figure.evidence.caveats = measure.caveats + figure.evidence.caveats
    return MeasureRun(measure: measure, period: period, asAt: asAt, figure: figure, sequences: [])
  }

  package func facts(_ sequences: [Int]) async throws -> [KeptFact] { try await ledger.facts(sequences) }
}

extension RecordMeasures {
  /// Reads every file of `Practice/measures/records`.
  package static func read(practice: String, kinds: FactKinds) throws -> RecordMeasures {
    let folder = practice + "/measures/records"
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
      return try RecordMeasures(
        files: names.map {
          ("measures/records/" + $0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
        }, kinds: kinds)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        "practice-file", place: folder, "The measures of records cannot be read.",
        remedy: "Restore the folder from the release, and check that this account may read it.")
    }
  }
}
