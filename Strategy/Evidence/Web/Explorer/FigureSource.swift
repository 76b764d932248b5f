import Basics
import StrategyModel
import StrategyStore

/// Where the explorer's answers come from: the figure engine, or a stand-in for tests of pages.
package protocol FigureSource: Sendable {
  func answer(_ question: FigureQuestion) async throws -> Figure
  var measures: [EvidenceMeasure] { get }
  func areas(for measure: String) async throws -> [(code: String, name: String, level: AreaLevel)]
  func categories(for measure: String) async throws -> [String]
  func periods(for measure: String) async throws -> Period?
  var breaks: [SeriesBreak] { get }
  func boundaries(layer: String, within: String?) async throws -> BoundaryLayer
}
