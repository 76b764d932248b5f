import Basics

/// How firm the order of the priorities is: the scores are judgements on ordinal scales, so the order is computed again with
/// judgements one level away.
///
/// Formula: every cell is moved by −1, 0 or +1 with equal chance, kept on its scale, in 10,000 seeded draws; and each cell
/// alone by −1 and +1. When not to read it: it says nothing about whether the dimensions are the right ones, and volume that
/// sits in likelihood and in harm is still counted twice.
package struct RankSensitivity: Sendable, Hashable {
  /// A single judgement that, one level away, changes the top.
  package struct Cell: Sendable, Hashable {
    package let priority: ID<Priority>
    package let dimension: String
    package let change: Int
    /// Another priority enters the top; otherwise the same ones stand in another order.
    package let changesMembers: Bool
  }

  package let draws: Int
  package let watched: Int
  /// Share of draws in which other priorities are in the top.
  package let membersChanged: Double
  /// Share of draws in which the top differs in members or in order.
  package let orderChanged: Double
  /// Share of draws in which a priority is in the top, and in which it is first.
  package let inTop: [ID<Priority>: Double]
  package let first: [ID<Priority>: Double]
  package let cells: [Cell]

  /// Nil when fewer than two priorities are scored.
  package init?(_ priorities: [Priority], on matrix: PriorityMatrix, draws: Int = 10_000, seed: UInt64 = 2007_1830) {
    let ranked = matrix.ranked(priorities)
    guard ranked.count > 1, draws > 0 else { return nil }
    let table = ScoreTable(ranked.map(\.priority.scores), matrix)
    let top = min(matrix.watched, ranked.count)
    let base = Array(0..<ranked.count)
    var random = SplitMix64(seed: seed)
    var members = 0, orders = 0
    var inTop = [Int](repeating: 0, count: ranked.count), first = inTop
    var scores = [Double](repeating: 0, count: ranked.count)
    for _ in 0..<draws {
      for row in base { scores[row] = table.drawn(row, &random) }
      let order = Self.top(top, of: scores)
      if order != Array(base.prefix(top)) {
        orders += 1
        if order.contains(where: { $0 >= top }) { members += 1 }
      }
      for row in order { inTop[row] += 1 }
      if let leader = order.first { first[leader] += 1 }
    }
    self.draws = draws
    watched = top
    membersChanged = Double(members) / Double(draws)
    orderChanged = Double(orders) / Double(draws)
    func shares(_ counts: [Int]) -> [ID<Priority>: Double] {
      Dictionary(zip(ranked.map(\.priority.id), counts.map { Double($0) / Double(draws) })) { a, _ in a }
    }
    self.inTop = shares(inTop)
    self.first = shares(first)
    cells = Self.cells(ranked.map(\.priority), matrix, top)
  }

  /// The rows with the highest scores, highest first; equal scores keep the rows' order.
  private static func top(_ count: Int, of scores: [Double]) -> [Int] {
    var out: [Int] = []
    out.reserveCapacity(count + 1)
    for row in scores.indices {
      if out.count == count, let last = out.last, scores[row] <= scores[last] { continue }
      var place = out.count
      while place > 0, scores[out[place - 1]] < scores[row] { place -= 1 }
      out.insert(row, at: place)
      if out.count > count { out.removeLast() }
    }
    return out
  }

  private static func cells(_ priorities: [Priority], _ matrix: PriorityMatrix, _ top: Int) -> [Cell] {
    let base = priorities.map { matrix.score($0.scores) ?? 0 }
    var out: [Cell] = []
    for (row, priority) in priorities.enumerated() {
      for dimension in matrix.dimensions where dimension.role != .position {
        for change in [-1, 1] {
          guard let now = priority.scores[dimension.id], dimension.level(now + change) != nil else { continue }
          var moved = priority.scores
          moved[dimension.id] = now + change
          var scores = base
          scores[row] = matrix.score(moved) ?? 0
          let order = Self.top(top, of: scores)
          guard order != Array(0..<top) else { continue }
          out.append(
            Cell(
              priority: priority.id, dimension: dimension.id, change: change,
              changesMembers: order.contains { $0 >= top }))
        }
      }
    }
    return out
  }
}

/// Weighted multipliers one level below, at and one level above every judgement, laid out flat so that a draw costs a few
/// additions: three numbers for a cell, cells in the order impact, likelihood, confidence, row after row.
private struct ScoreTable {
  private var values: [Double] = []
  /// Cells of each role in a row; a role without dimensions counts as 1.
  private let counts: [Int]
  private let rowLength: Int

  init(_ scores: [[String: Int]], _ matrix: PriorityMatrix) {
    let roles = [PriorityMatrix.Role.impact, .likelihood, .confidence].map(matrix.dimensions)
    counts = roles.map(\.count)
    rowLength = counts.reduce(0, +) * 3
    for chosen in scores {
      for used in roles {
        let weight = used.reduce(0) { $0 + $1.weight }
        for dimension in used {
          let score = chosen[dimension.id] ?? 0, level = dimension.level(score)
          let low = dimension.level(score - 1) ?? level, high = dimension.level(score + 1) ?? level
          values += [low, level, high].map { dimension.weight / weight * ($0?.multiplier ?? 0) }
        }
      }
    }
  }

  func drawn(_ row: Int, _ random: inout SplitMix64) -> Double {
    var place = row * rowLength, product = 1.0
    var bits: UInt64 = 0, left = 0
    for count in counts where count > 0 {
      var sum = 0.0
      for _ in 0..<count {
        if left == 0 {
          bits = random.next()
          left = 4
        }
        // Sixteen bits choose one of three; their bias is under 1 in 20,000.
        sum += values[place + Int(((bits & 0xFFFF) * 3) >> 16)]
        bits >>= 16
        left -= 1
        place += 3
      }
      product *= sum
    }
    return product
  }
}

/// Steele, Lea and Flood's SplitMix64 (2014): small, fast, and the same on every machine for one seed.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64
  package init(seed: UInt64) { state = seed }
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
