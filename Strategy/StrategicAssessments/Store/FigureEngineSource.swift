import StrategyModel

/// The evidence that assessments ask in the running system.
extension FigureEngine: EvidenceSource, BoundarySource {}
