/// The quartic density of all cells of a grid, row by row, from moving sums of polynomial coefficients.
///
/// Along one row, a point's kernel is the polynomial `w (a − (t − x)²)²` with `a = h² − dy²` between the two ends of
/// its chord, and zero outside. So its five coefficients are added where the chord begins and taken away where it ends;
/// a running sum across the row then gives every cell's density by one evaluation: the cost is points × rows in reach +
/// cells, where direct summation costs points × cells in reach. The polynomials are written about the middle of a block
/// of cells (about one origin for the whole row, fourth powers would cost seven digits), and no sum runs on into the
/// next block, so that rounding does not build up: the error is about 1e-12 of the maximum.
///
/// After Chan, Leong Hou U, Choi & Xu, "SLAM: Efficient Sweep Line Algorithms for Kernel Density Visualization", SIGMOD
/// 2022, which keeps one origin for the row. Units inside: cells, with the middle of the first cell at 0.
struct RowSweep {
  private let frame: GridFrame
  private let bandwidth: Double
  private let reach: Double
  private let banded: BandedPoints
  /// Blocks hold `1 << shift` cells, at least two chords' width: no chord touches more than two blocks, and most touch
  /// one. Wider ones would save little and cost digits.
  private let shift: Int

  /// - Parameter bandwidth: in metres; not more than a million cells.
  init(points: WeightedPoints, bandwidth: Double, frame: GridFrame) {
    self.frame = frame
    self.bandwidth = bandwidth
    reach = bandwidth / frame.cell
    banded = BandedPoints(points, frame: frame, reach: reach)
    var bits = 2
    while Double(1 << bits) < 4 * reach + 2 { bits += 1 }
    shift = bits
  }

  func values() -> [Double] {
    var out = [Double](repeating: 0, count: frame.columns * frame.rows)
    let slots = ((frame.columns >> shift) + 1) << shift
    var lowTerms = [SIMD4<Double>](repeating: .zero, count: slots)
    var fourthTerms = [Double](repeating: 0, count: slots)
    lowTerms.withUnsafeMutableBufferPointer { low in
      fourthTerms.withUnsafeMutableBufferPointer { fourth in
        out.withUnsafeMutableBufferPointer { out in
          for row in 0..<frame.rows {
            let points = banded.inReach(of: row, reach: reach)
            guard !points.isEmpty else { continue }
            add(points, row: row, low, fourth)
            let cells = (row * frame.columns)..<((row + 1) * frame.columns)
            sweep(low, fourth, into: UnsafeMutableBufferPointer(rebasing: out[cells]))
          }
        }
      }
    }
    // Rounding leaves specks where no point is in reach; below 1e-12 of the maximum nothing is meant.
    let speck = (out.max() ?? 0) * 1e-12
    for i in out.indices where out[i] < speck { out[i] = 0 }
    return out
  }

  /// Adds the beginnings and ends of the chords that the points cut from a row. Indices are clamped to the row,
  /// whatever the points.
  private func add(
    _ range: Range<Int>, row: Int, _ low: UnsafeMutableBufferPointer<SIMD4<Double>>,
    _ fourth: UnsafeMutableBufferPointer<Double>
  ) {
    let square = reach * reach, line = Double(row), columns = frame.columns, shift = shift
    let half = Double(1 << (shift - 1))
    banded.points.withUnsafeBufferPointer { points in
      for i in range {
        let point = points[i]
        let dy = point.y - line
        let a = square - dy * dy
        guard a > 0 else { continue }
        let chord = a.squareRoot()
        let begin = max(0, floorNear(point.x - chord) &+ 1)
        let end = min(columns, floorNear(point.x + chord) &+ 1)
        guard begin < end else { continue }
        let block = begin &>> shift, lastBlock = end &>> shift
        let terms = coefficients(point.x - (Double(block &<< shift) + half), a, point.weight)
        low[begin] += terms
        fourth[begin] += point.weight
        if block == lastBlock {
          low[end] -= terms
          fourth[end] -= point.weight
        } else {
          let start = lastBlock &<< shift
          guard start < end else { continue }
          let shifted = coefficients(point.x - (Double(start) + half), a, point.weight)
          low[start] += shifted
          fourth[start] += point.weight
          low[end] -= shifted
          fourth[end] -= point.weight
        }
      }
    }
  }

  /// The coefficients of t⁰ to t³ of `w (a − (t − u)²)²`; that of t⁴ is w.
  @inline(__always)
  private func coefficients(_ u: Double, _ a: Double, _ weight: Double) -> SIMD4<Double> {
    let q = a - u * u, wu = 4 * weight * u
    return SIMD4(weight * q * q, wu * q, wu * u - 2 * weight * q, -wu)
  }

  /// Rounding down without the range checks of `Int(_:)`, by adding 1.5 × 2⁵². At a whole number it may give that
  /// number or the one below: both are right, since a kernel is zero at the end of its chord. For magnitudes below 2³¹.
  @inline(__always)
  private func floorNear(_ x: Double) -> Int {
    Int(Int32(truncatingIfNeeded: (x - 0.5 + 6_755_399_441_055_744.0).bitPattern))
  }

  /// Runs the sums along a row, writes its densities and clears the sums for the next row.
  private func sweep(
    _ low: UnsafeMutableBufferPointer<SIMD4<Double>>, _ fourth: UnsafeMutableBufferPointer<Double>,
    into cells: UnsafeMutableBufferPointer<Double>
  ) {
    let scale = 3 / (Double.pi * bandwidth * bandwidth * reach * reach * reach * reach)
    let half = Double(1 << (shift - 1))
    for block in 0...((frame.columns - 1) >> shift) {
      var sum = SIMD4<Double>.zero, sum4 = 0.0, t = -half
      for column in (block << shift)..<min((block + 1) << shift, frame.columns) {
        sum += low[column]
        sum4 += fourth[column]
        low[column] = .zero
        fourth[column] = 0
        cells[column] = scale * ((((sum4 * t + sum.w) * t + sum.z) * t + sum.y) * t + sum.x)
        t += 1
      }
    }
    // Chords that reach the row's end leave their other half beyond it.
    for column in frame.columns..<low.count {
      low[column] = .zero
      fourth[column] = 0
    }
  }
}

/// The points that matter to a grid, in its units and in the order of its rows and columns, so that a row finds the
/// points in reach in one run and walks along itself as it adds them.
struct BandedPoints {
  struct Point {
    var x: Double, y: Double, weight: Double
  }

  private(set) var points: [Point] = []
  /// Where each band of points (one cell high) begins in `points`, with the end of the last.
  private var starts: [Int] = [0]
  /// How many bands lie below the grid's first row.
  private let margin: Int

  init(_ source: WeightedPoints, frame: GridFrame, reach: Double) {
    margin = Int(reach) + 1
    let bands = frame.rows + 2 * margin, columns = frame.columns + 2 * margin
    let right = Double(frame.columns - 1) + reach, top = Double(frame.rows - 1) + reach
    points.reserveCapacity(source.count)
    for i in 0..<source.count {
      let x = (source.eastings[i] - frame.west) / frame.cell - 0.5
      let y = (source.northings[i] - frame.south) / frame.cell - 0.5
      guard x > -reach, y > -reach, x < right, y < top, source.weights[i] > 0 else { continue }
      points.append(Point(x: x, y: y, weight: source.weights[i]))
    }
    // Sorting by column and then, keeping that order, by row costs two passes and no comparison.
    let lift = Double(margin)
    points = BandedPoints.sorted(points, groups: columns) { Int($0.x + lift + 0.5) }.points
    (points, starts) = BandedPoints.sorted(points, groups: bands) { Int($0.y + lift + 0.5) }
  }

  /// The points whose band may reach a row.
  func inReach(of row: Int, reach: Double) -> Range<Int> {
    let last = starts.count - 2
    let low = max(0, row), high = min(last, row + 2 * margin)
    return low <= high ? starts[low]..<starts[high + 1] : 0..<0
  }

  /// A stable counting sort; `group` is held within the groups there are.
  private static func sorted(
    _ points: [Point], groups: Int, by group: (Point) -> Int
  ) -> (points: [Point], starts: [Int]) {
    var starts = [Int](repeating: 0, count: groups + 1)
    for point in points { starts[max(0, min(groups - 1, group(point))) + 1] += 1 }
    for i in 1...groups { starts[i] += starts[i - 1] }
    var next = starts
    var out = points
    for point in points {
      let place = max(0, min(groups - 1, group(point)))
      out[next[place]] = point
      next[place] += 1
    }
    return (out, starts)
  }
}
