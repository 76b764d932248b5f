import Basics
import Testing

@testable import Analysis

@Suite struct DistributionTests {
  @Test func `both tails agree with SciPy to ten digits, and quantiles return to where they came from`() throws {
    let table = try GoldenTable("distributions")
    var seen: Set<String> = []
    for row in table.rows {
      let kind = row[0], numbers = try row.dropFirst().map { try #require(Double($0)) }
      let (a, b, x, lower, upper) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
      let place = row.joined(separator: " ")
      seen.insert(String(kind.prefix(5)))
      switch kind {
      case "gamma":
        #expect(close(GammaDistribution.lower(shape: a, x), lower), "\(place)")
        #expect(close(GammaDistribution.upper(shape: a, x), upper), "\(place)")
        let back =
          lower < 0.5
          ? GammaDistribution.quantile(shape: a, lower: lower) : GammaDistribution.quantile(shape: a, upper: upper)
        #expect(close(back, x), "\(place) gave \(back)")
      case "beta":
        #expect(close(BetaDistribution.lower(a, b, x), lower), "\(place)")
        #expect(close(BetaDistribution.upper(a, b, x), upper), "\(place)")
        if lower < 0.99 { #expect(close(BetaDistribution.quantile(a, b, lower), x), "\(place)") }
      case "normal":
        #expect(close(NormalDistribution.cumulative(x), lower, 1e-12), "\(place)")
        #expect(close(NormalDistribution.upperTail(x), upper, 1e-12), "\(place)")
        if x < 6 { #expect(close(NormalDistribution.quantile(lower), x, 1e-12) || abs(x) < 1e-12, "\(place)") }
      case "student":
        #expect(close(StudentDistribution.twoSided(x, degrees: a), lower), "\(place)")
        #expect(close(StudentDistribution.multiplier(confidence: 0.95, degrees: a), upper), "\(place)")
      case "poisson":
        #expect(close(PoissonDistribution.probability(Int(a), mean: b), x), "\(place)")
        #expect(close(PoissonDistribution.cumulative(Int(a), mean: b), lower), "\(place)")
        #expect(close(PoissonDistribution.atLeast(Int(a), mean: b), upper), "\(place)")
      default:
        let n = try #require(Int(kind.dropFirst("binomial:".count)))
        #expect(close(BinomialDistribution.probability(Int(a), of: n, p: b), x), "\(place)")
        #expect(close(BinomialDistribution.cumulative(Int(a), of: n, p: b), lower), "\(place)")
        #expect(close(BinomialDistribution.atLeast(Int(a), of: n, p: b), upper), "\(place)")
      }
    }
    #expect(seen.count == 6)
  }

  @Test func `arguments out of range give not-a-number and never trap`() {
    #expect(GammaDistribution.lower(shape: -1, 2).isNaN)
    #expect(GammaDistribution.quantile(shape: 3, lower: 1.5).isNaN)
    #expect(BetaDistribution.lower(.nan, 1, 0.5).isNaN)
    #expect(BetaDistribution.quantile(1, 1, -0.1).isNaN)
    #expect(NormalDistribution.quantile(2).isNaN)
    #expect(PoissonDistribution.cumulative(3, mean: -1).isNaN)
    #expect(StudentDistribution.twoSided(1, degrees: 0).isNaN)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(GammaDistribution.quantile(shape: 2, lower: 1) == .infinity)
  }
}
