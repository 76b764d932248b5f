import Analysis
import Basics
import Testing

@Suite struct TwoRateTests {
  private struct Pair {
    let k1: Int, n1: Double, k2: Int, n2: Double
    let expected: [String: Double]
  }

  private func pairs() throws -> [Pair] {
    let table = try GoldenTable("two_rates")
    return try table.rows.map { row in
      let cells = Dictionary(uniqueKeysWithValues: zip(table.headings, row))
      func number(_ heading: String) throws -> Double { try #require(cells[heading].flatMap { Double($0) }) }
      return Pair(
        k1: Int(try number("k1")), n1: try number("n1"), k2: Int(try number("k2")), n2: try number("n2"),
        expected: try Dictionary(uniqueKeysWithValues: table.headings.dropFirst(4).map { ($0, try number($0)) }))
    }
  }

  @Test func `the E-test agrees with the full sum to ten digits and with SciPy and statsmodels to nine places`() throws
  {
    for pair in try pairs() {
      let wald = try ETest(first: pair.k1, exposure: pair.n1, second: pair.k2, exposure: pair.n2).p
      let score = try ETest(first: pair.k1, exposure: pair.n1, second: pair.k2, exposure: pair.n2, ordering: .score).p
      #expect(try close(wald, #require(pair.expected["etest_wald_full"])), "\(pair)")
      #expect(try close(score, #require(pair.expected["etest_score_full"])), "\(pair)")
      #expect(try abs(wald - (#require(pair.expected["etest_wald_scipy"]))) < 1e-9, "\(pair)")
      #expect(try abs(score - (#require(pair.expected["etest_score_statsmodels"]))) < 1e-9, "\(pair)")
    }
  }

  @Test(arguments: [
    (0, 1.0, 3, 1.0, "k1=0 n1=1 k2=3 n2=1"), (6, 1, 2, 1, "k1=6 n1=1 k2=2 n2=1"),
    (20, 1, 10, 1, "k1=20 n1=1 k2=10 n2=1"), (60, 51477.5, 30, 54308.7, "k1=60 n1=51477.5 k2=30 n2=54308.7"),
    (100, 1, 131, 1, "k1=100 n1=1 k2=131 n2=1"), (41, 12, 23, 12, "k1=41 n1=12 k2=23 n2=12"),
  ])
  func `the E-test gives the paper's examples`(k1: Int, n1: Double, k2: Int, n2: Double, input: String) throws {
    let golden = try GoldenTable("golden_values").expected("E-test two Poisson means", input)
    let test = try ETest(first: k1, exposure: n1, second: k2, exposure: n2)
    #expect(abs(test.statistic - golden[0]) < 1e-9)
    #expect(abs(test.p - golden[1]) < 1e-9)
    #expect(test.ordering == .wald)
  }

  @Test func `the breast cancer x-ray example comes out as published by each test`() throws {
    func golden(_ method: String) throws -> Double {
      let input = "60/51477.5 vs 30/54308.7 method=\(method)"
      return try #require(try GoldenTable("golden_values").expected("Poisson rate ratio test", input).last)
    }
    func z(_ form: PoissonZTest.Form) throws -> Double {
      try PoissonZTest(first: 60, exposure: 51477.5, second: 30, exposure: 54308.7, form: form).p
    }
    let conditional = try ConditionalTest(first: 60, exposure: 51477.5, second: 30, exposure: 54308.7)
    let etest = try ETest(first: 60, exposure: 51477.5, second: 30, exposure: 54308.7, ordering: .score)
    #expect(try close(z(.score), golden("score")))
    #expect(try close(z(.wald), golden("wald")))
    #expect(try close(z(.squareRoot), golden("sqrt")))
    #expect(try close(conditional.exact, golden("exact-cond")))
    #expect(try close(conditional.midP, golden("cond-midp")))
    #expect(try abs(etest.p - (golden("etest"))) < 1e-9)
  }

  @Test func `score, Wald, root, exact and mid-P tests agree with statsmodels`() throws {
    for pair in try pairs() {
      func z(_ form: PoissonZTest.Form) throws -> Double {
        try PoissonZTest(first: pair.k1, exposure: pair.n1, second: pair.k2, exposure: pair.n2, form: form).p
      }
      let conditional = try ConditionalTest(first: pair.k1, exposure: pair.n1, second: pair.k2, exposure: pair.n2)
      #expect(try close(z(.score), #require(pair.expected["score_p"])))
      #expect(try close(z(.wald), #require(pair.expected["wald_p"])))
      #expect(try close(z(.squareRoot), #require(pair.expected["sqrt_p"])))
      #expect(try close(conditional.exact, #require(pair.expected["exact_p"])), "\(pair)")
      #expect(try close(conditional.midP, #require(pair.expected["midp_p"])), "\(pair)")
    }
  }

  @Test func `every test of two rates is the same whichever side is named first`() throws {
    var random = Seeded(7)
    for _ in 0..<300 {
      let a = Int.random(in: 0...80, using: &random), b = Int.random(in: 0...80, using: &random)
      let m = Double.random(in: 0.5...3, using: &random), n = Double.random(in: 0.5...3, using: &random)
      for ordering in ETest.Ordering.allCases {
        let one = try ETest(first: a, exposure: m, second: b, exposure: n, ordering: ordering)
        let two = try ETest(first: b, exposure: n, second: a, exposure: m, ordering: ordering)
        #expect(abs(one.p - two.p) < 1e-12, "\(a) \(m) \(b) \(n) \(ordering)")
        #expect(close(one.statistic, -two.statistic))
        #expect(one.p > 0 && one.p <= 1)
      }
      let one = try ConditionalTest(first: a, exposure: m, second: b, exposure: n)
      let two = try ConditionalTest(first: b, exposure: n, second: a, exposure: m)
      #expect(abs(one.exact - two.exact) < 1e-11)
      #expect(one.midP <= one.exact)
      if let ratio = one.ratio { #expect(one.interval.contains(ratio)) }
    }
  }

  @Test func `at equal exposure the score z is Wheeler's`() throws {
    let test = try PoissonZTest(first: 131, second: 100)
    #expect(close(test.z, 31 / 231.0.squareRoot()))
    let root = try PoissonZTest(first: 131, second: 100, form: .plainSquareRoot)
    #expect(close(root.z, 2 * (131.0.squareRoot() - 10) / 2.0.squareRoot()))
  }

  @Test func `two empty periods differ by nothing, and impossible input is refused`() throws {
    #expect(try ETest(first: 0, second: 0).p == 1)
    #expect(try ConditionalTest(first: 0, second: 0).midP == 1)
    #expect(try PoissonZTest(first: 0, second: 0).p == 1)
    #expect(throws: Refusal.self) { try ETest(first: -1, second: 0) }
    #expect(throws: Refusal.self) { try ConditionalTest(first: 1, exposure: 0, second: 0) }
    #expect(throws: Refusal.self) { try PoissonZTest(first: 1, second: .max) }
  }

  @Test func `q-values agree with statsmodels, and cells without a test are passed over`() throws {
    let table = try GoldenTable("benjamini_hochberg")
    let p = try table.numbers("p"), q = try table.numbers("q")
    let found = try BenjaminiHochberg(p)
    for (a, b) in zip(found.q, q) { #expect(try close(#require(a), b, 1e-13)) }
    let gaps = try BenjaminiHochberg(p.flatMap { [$0, nil] })
    #expect(gaps.tests == p.count)
    #expect(gaps.q.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) == found.q)
    #expect(found.discoveries() == q.count { $0 <= 0.05 })
    #expect(throws: Refusal.self) { try BenjaminiHochberg([0.5, 1.2]) }
    #expect(throws: Refusal.self) { try BenjaminiHochberg([.nan]) }
  }
}
