import Basics
import Glibc

/// Normal approximations for the difference of two Poisson rates.
///
/// Source: Gu, Ng, Tang & Schucany, Biometrical Journal 50 (2008); Wheeler 2016 for the plain z. Units: counts with
/// exposures; `z` is positive when the first rate is the higher. Errors: refuses negative counts and exposures of zero
/// or less. When not to use it: see `note`.
package struct PoissonZTest: Hashable, Sendable {
  package let z: Double
  package let p: Double
  package let form: Form

  package enum Form: String, Hashable, Sendable, CaseIterable {
    /// Variance under equal rates; with equal exposures this is Wheeler's (k1 − k2)/√(k1 + k2).
    case score
    /// Variance from each rate alone.
    case wald
    /// Variance-stabilising square roots with 3/8 added (Anscombe), as in Gu et al. 2008.
    case squareRoot
    /// Square roots without the 3/8: 2(√k1 − √k2)/√2 at equal exposures.
    case plainSquareRoot
  }

  package static let note = MethodNote(
    name: "Poisson z tests",
    formula:
      "score (k1 − k2 r)/√((k1+k2) r), Wald (k1 − k2 r)/√(k1 + k2 r²), root 2(√(k1+⅜) − √((k2+⅜) r))/√(1+r); r = n1/n2",
    source: "Gu, Ng, Tang & Schucany 2008, Biometrical Journal 50:283–298; Wheeler 2016, IJPSM 18:159",
    units: "two counts with exposures; a z score and two-sided p-value out",
    whenNotToUse:
      "A quick screen only. Below about five events a side use the conditional test; for monthly crime use the "
      + "quasi-Poisson rate ratio, since real series vary more than Poisson.")

  package init(
    first k1: Int, exposure n1: Double = 1, second k2: Int, exposure n2: Double = 1, form: Form = .score
  ) throws {
    try checkPair(k1, n1, k2, n2)
    self.form = form
    let a = Double(k1), b = Double(k2), r = n1 / n2
    switch form {
    case _ where k1 == 0 && k2 == 0: z = 0
    case .score: z = (a - b * r) / ((a + b) * r).squareRoot()
    case .wald: z = (a - b * r) / (a + b * r * r).squareRoot()
    case .squareRoot: z = 2 * ((a + 0.375).squareRoot() - ((b + 0.375) * r).squareRoot()) / (1 + r).squareRoot()
    case .plainSquareRoot: z = 2 * (a.squareRoot() - (b * r).squareRoot()) / (1 + r).squareRoot()
    }
    p = NormalDistribution.twoSided(z)
  }
}
