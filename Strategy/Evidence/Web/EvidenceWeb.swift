import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The pages of the evidence: explorer, imports, and the partners' prescribed files.
package enum EvidenceWeb {
  static func landing(_ source: any FigureSource, _ library: EvidenceLibrary, _ files: PartnerFiles) -> [Route] {
    let page = EvidenceLandingPage(source: source, library: library, partnerFiles: files)
    return [Route(.get, EvidencePath.home, policy: .needs(.readEvidence)) { try await page.reply($0) }]
  }

  /// Routes that need figures only.
  static func explorer(_ source: any FigureSource, state: @escaping @Sendable () -> String) -> [Route] {
    let read = Policy.needs(.readEvidence)
    let page = ExplorerPage(source: source), boundaries = ExplorerBoundaries(source: source, state: state)
    let measures = MeasuresPage(source: source), breaks = BreaksPage(source: source)
    return [
      Route(.get, EvidencePath.explore, policy: read) { try await page.reply($0) },
      Route(.get, EvidencePath.exploreCSV, policy: read) { try await page.csv($0) },
      Route(.get, EvidencePath.exploreJSON, policy: read) { try await page.json($0) },
      Route(.get, "/evidence/boundaries/:layer", policy: read) { try await boundaries.reply($0) },
      Route(.get, EvidencePath.measures, policy: read) { try await measures.reply($0) },
      Route(.get, EvidencePath.breaks, policy: read) { breaks.reply($0) },
    ]
  }

  static func imports(
    library: EvidenceLibrary, partnerFiles: PartnerFiles? = nil, run: @escaping ImportJobs.Run
  ) -> [Route] {
    let read = Policy.needs(.readEvidence), change = Policy.needs(.importEvidence)
    let jobs = ImportJobs(run: run)
    let list = ImportsPage(library: library, jobs: jobs), job = ImportJobPage(jobs: jobs)
    let extract = ExtractPage(library: library, partnerFiles: partnerFiles)
    let revision = RevisionPage(library: library)
    return [
      Route(.get, EvidencePath.imports, policy: read) { try await list.reply($0) },
      Route(.post, EvidencePath.imports, policy: change) { try await list.start($0) },
      Route(.get, EvidencePath.imports + "/jobs/:id", policy: read) { try job.reply($0) },
      Route(.get, EvidencePath.imports + "/jobs/:id/progress.json", policy: read) { try job.progress($0) },
      Route(.get, "/evidence/extracts/:sha", policy: read) { try await extract.reply($0) },
      Route(.get, "/evidence/extracts/:sha/file", policy: change) { try await extract.file($0) },
      Route(.post, "/evidence/extracts/:sha/undo", policy: change) { try await extract.undo($0) },
      Route(.get, "/evidence/revisions/:id", policy: read) { try await revision.reply($0) },
      Route(.get, "/evidence/revisions/:id/changes.csv", policy: read) { try await revision.csv($0) },
    ]
  }
}
