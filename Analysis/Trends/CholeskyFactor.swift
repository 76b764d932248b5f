import Basics

/// The lower triangle L with `L Lᵀ = A` of a symmetric positive definite matrix, for small regression problems.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4.2. Errors: refuses a matrix that is not of full rank. When not to
/// use it: more than a few hundred columns.
struct CholeskyFactor {
  private let size: Int
  private var l: [Double]

  /// - Parameter matrix: row-major, `size × size`; only the lower triangle is read.
  init(_ matrix: [Double], size: Int) throws {
    self.size = size
    l = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum = matrix[i * size + j]
        for k in 0..<j { sum -= l[i * size + k] * l[j * size + k] }
        if i == j {
          guard sum > 1e-11 * matrix[i * size + i] else {
            throw Refusal(
              "collinear", "Column \(i + 1) of the model is a combination of the columns before it.",
              remedy: "Leave one out: a month never observed, or a period that coincides with a month of the year.")
          }
          l[i * size + i] = sum.squareRoot()
        } else {
          l[i * size + j] = sum / l[j * size + j]
        }
      }
    }
  }

  /// The x with `A x = b`.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<size {
      for k in 0..<i { x[i] -= l[i * size + k] * x[k] }
      x[i] /= l[i * size + i]
    }
    for i in (0..<size).reversed() {
      for k in (i + 1)..<max(size, i + 1) { x[i] -= l[k * size + i] * x[k] }
      x[i] /= l[i * size + i]
    }
    return x
  }

  /// The inverse of A, row-major.
  func inverse() -> [Double] {
    var out = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      for (row, value) in solve(unit).enumerated() { out[row * size + column] = value }
    }
    return out
  }
}
