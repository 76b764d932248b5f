import Glibc

/// The standard normal distribution.
///
/// Source: `erfc` of the C library; the quantile is Wichura's AS 241 (Applied Statistics 37, 1988) with one Newton
/// step. Errors: a probability outside 0…1 gives NaN.
package enum NormalDistribution {
  /// The probability of a value below `z`.
  package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

  /// The probability of a value above `z`, with full relative precision in the far tail.
  package static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z * 0.5.squareRoot()) }

  /// The probability of a value at least as far from 0 as `z`, on either side.
  package static func twoSided(_ z: Double) -> Double { erfc(abs(z) * 0.5.squareRoot()) }

  /// The `z` with probability `p` below it.
  package static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let z = wichura(p)
    let density = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
    guard density > 0 else { return z }
    // The nearer tail is compared, so that the difference keeps its digits.
    let error = z < 0 ? cumulative(z) - p : (1 - p) - upperTail(z)
    return z - error / density
  }

  /// The half-width, in standard errors, of a two-sided interval of this confidence (0.95 gives 1.959964).
  package static func multiplier(confidence: Double) -> Double { -quantile((1 - confidence) / 2) }

  private static func wichura(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      let a = [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
      ]
      let b = [
        1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
        39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
      ]
      return q * polynomial(a, r) / polynomial(b, r)
    }
    let tail = (-log(q < 0 ? p : 1 - p)).squareRoot()
    let value: Double
    if tail <= 5 {
      let c = [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
      ]
      let d = [
        1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
        0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
      ]
      value = polynomial(c, tail - 1.6) / polynomial(d, tail - 1.6)
    } else {
      let e = [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
        0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
      ]
      let f = [
        1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
        1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
      ]
      value = polynomial(e, tail - 5) / polynomial(f, tail - 5)
    }
    return q < 0 ? -value : value
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
