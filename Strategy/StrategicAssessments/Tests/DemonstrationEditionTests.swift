import Basics
import Database
import Documents
import Foundation
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing
import WebShell

/// The demonstration edition on the evidence that it ships with: what a board would read.
@Suite struct DemonstrationEditionTests {
  @Test func `the edition says of Westminster what the published files say`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assessment-\(UInt32.random(in: 0 ... .max))"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestDatabase.with(.sqlite, EvidenceMigrations.all + AssessmentMigrations.all) { database in
      let practice = Sample.repository + "/Practice", evidence = Sample.repository + "/Demo/evidence"
      let library = try await EvidenceLibrary.open(
        directory: folder, database: database, practice: practice, clock: Sample.clock)
      _ = try await library.importPaths(
        ["metropolitan-police", "context", "geography"].map { evidence + "/" + $0 }, options: ImportOptions(),
        progress: { _ in })
      let engine = try FigureEngine(library: library, practice: practice)
      let store = AssessmentStore(database)
      let outcome = try await AssessmentDemo.load(
        Sample.repository + "/Demo/assessment/westminster-2023.yaml", store: store, evidence: engine,
        practice: Sample.practice,
        by: Sample.manager, clock: Sample.clock)
      #expect(outcome.problems == [])
      #expect(outcome.state == .partnerComment)
      let content = try #require(try await store.content(named: "westminster-2023"))
      #expect(Completeness.missing(content).map(\.sentence) == [])
      func printed(_ reference: String) throws -> String {
        let reference = try FigureReference(reference)
        return try reference.words(in: try #require(try content.printed(reference.name)))
      }
      #expect(try printed("share-2019") == "8.83%" && printed("share-2019.numerator") == "80,641")
      #expect(try printed("share-2020") == "5.05%" && printed("share-2022") == "9.54%")
      #expect(try printed("share-2022.denominator") == "881,280")
      #expect(try printed("placed-2020") == "4.89%" && printed("investigating-2020") == "5.06%")
      // The ward file holds five months of 2022/23.
      #expect(try printed("placed-2022") == "8.20%" && printed("investigating-2022") == "8.58%")
      #expect(try printed("kinds-change[Burglary][Finding]") == "less")
      #expect(try printed("kinds-change[Robbery][Finding]") == "within the usual variation")
      #expect(try printed("west-end-before") == "41.51%" && printed("west-end-after") == "61.62%")
      #expect(try printed("theft-person-change.numerator") == "20,881")
      let text = AssessmentDocument(content, layers: await AssessmentExport.layers(content, engine)).html()
      #expect(!text.contains("<mark>"))
      #expect(text.components(separatedBy: "<h1").count == 2)
      // Whatever the evidence says of a figure stands somewhere in the document, and a link leads to it.
      for binding in content.bindings {
        let figure = try #require(try content.printed(binding.name))
        if binding.shows != .number {
          #expect(text.contains("href=\"#known-\(binding.name)\"") && text.contains("id=\"known-\(binding.name)\""))
          #expect(text.contains("<code>\(figure.fingerprint)</code>"))
        }
        let evidence = figure.evidence
        for words in [evidence.definition, evidence.geography] + evidence.caveats {
          #expect(text.contains(HTML(text: words).text), "\(binding.name): \(words)")
        }
      }
      for match in text.matches(of: /href="#([^"]+)"/) { #expect(text.contains("id=\"\(match.1)\""), "\(match.1)") }
      let ids = text.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
      #expect(
        Set(ids).count == ids.count, "\(Dictionary(grouping: ids, by: { $0 }).filter { $0.value.count > 1 }.keys)")
    }
  }
}
