import Basics
import StrategyModel
import WebShell

/// Boundaries for maps that can be moved: `/evidence/boundaries/ward-2022.json`.
struct ExplorerBoundaries {
  let source: any FigureSource
  /// Changes whenever what is held changes.
  let state: @Sendable () -> String
  let cache = BoundaryCache()

  func reply(_ ask: Ask) async throws -> Reply {
    let asked = try ask.parameter("layer")
    guard asked.hasSuffix(".json"), asked.utf8.count <= 80 else { throw NotFound() }
    let name = String(asked.dropLast(5)),
      within = ask.query["within"].flatMap { $0.isEmpty ? nil : String($0.prefix(40)) }
    let key = name + "\n" + (within ?? "")
    let state = state()
    if let bytes = cache.bytes(key, state: state) { return answer(bytes) }
    guard let layer = try? await source.boundaries(layer: name, within: within), !layer.areas.isEmpty else {
      throw NotFound()
    }
    let bytes = BoundaryJSON.bytes(layer)
    cache.keep(bytes, key, state: state)
    return answer(bytes)
  }

  private func answer(_ bytes: [UInt8]) -> Reply { .bytes(bytes, type: "application/geo+json", cacheSeconds: 3600) }
}
