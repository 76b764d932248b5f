import Basics
import StrategyModel
import StrategyStore
import WebShell

extension EvidenceWeb {
  /// Every route of the evidence. Each needs a signed-in person who may read evidence; changes need the right to import.
  package static func routes(
    library: EvidenceLibrary, engine: FigureEngine, partnerFiles: PartnerFiles, clock: Clock
  ) -> [Route] {
    explorer(engine, state: { library.state() })
      + imports(library: library, partnerFiles: partnerFiles) { paths, options, progress in
        try await library.importPaths(paths, options: options, progress: progress)
      }
      + landing(engine, library, partnerFiles) + PartnerFilesWeb.routes(partnerFiles)
  }
}

extension FigureEngine: FigureSource {}
