import Analysis
import Basics
import Testing

@Suite struct `Shares of surveys` {
  @Test func `a weighted share of a stratified sample is that of the survey package of R`() throws {
    // R survey::svymean without finite population correction: y=1,0,1|1,0,1,0|0,1,0 with weights 10, 20, 30.
    let groups: [(String, Double, [Bool])] = [
      ("1", 10, [true, false, true]), ("2", 20, [true, false, true, false]), ("3", 30, [false, true, false]),
    ]
    let share = try SurveyShare(
      groups.flatMap { stratum, weight, answers in
        answers.map { SurveyShare.Answer($0, weight: weight, stratum: stratum) }
      })
    #expect(abs(share.value - 0.45) < 1e-12)
    #expect(abs(share.standardError - 0.1957890021) < 1e-9)
    #expect(abs(share.effective - 8.695652) < 1e-6)
    #expect(share.answers == 10 && share.interval.lower > 0 && share.interval.upper < 1)
  }

  @Test func `the effective number of answers is Kish’s`() {
    #expect(abs(SurveyShare.effective([1, 1, 1, 2, 2, 4]) - 4.48148148) < 1e-8)
    #expect(SurveyShare.effective([7, 7, 7]) == 3 && SurveyShare.effective([]) == 0)
  }

  @Test func `with equal weights the interval is Wilson’s of the plain share`() throws {
    let share = try SurveyShare((0..<40).map { SurveyShare.Answer($0 < 9) })
    let plain = try Proportion(9, of: 40)
    #expect(abs(share.interval.lower - plain.interval.lower) < 1e-12)
    #expect(abs(share.interval.upper - plain.interval.upper) < 1e-12)
  }

  @Test func `no answers and weights that are not above zero are refused`() {
    #expect(throws: Refusal.self) { try SurveyShare([]) }
    for weight in [0, -1, Double.nan, .infinity] {
      #expect(throws: Refusal.self) { try SurveyShare([SurveyShare.Answer(true, weight: weight)]) }
    }
  }
}

@Suite struct `Suppression of small counts` {
  @Test func `one small count in a row takes a second one with it, or the total would give it away`() throws {
    let gate = try SmallCounts()
    #expect(gate.row([40, 3, 12, 25]) == [40, nil, nil, 25])
    #expect(gate.row([40, 12, 25]) == [40, 12, 25])
    #expect(gate.row([40, 0, 25]) == [40, 0, 25])
    // Two small ones that add up to very little need a third.
    #expect(gate.row([1, 1, 30, 50]) == [nil, nil, nil, 50])
    #expect(gate.row([1, 2]) == nil && gate.row([]) == nil)
  }

  @Test func `a table hides small counts from rows and from columns`() throws {
    let gate = try SmallCounts()
    let hidden = try #require(gate.table([[20, 3, 30], [15, 25, 10], [40, 12, 22]]))
    #expect(hidden[0][1] == nil)
    #expect(possible([[20, 3, 30], [15, 25, 10], [40, 12, 22]], hidden, row: 0, column: 1).count >= 5)
    let shown = hidden.flatMap { $0 }.compactMap { $0 }
    #expect(!shown.isEmpty)
  }

  @Test func `a share is held back when those who did, or those who did not, are few`() throws {
    let gate = try SmallCounts()
    #expect(gate.share(20, of: 40) == 20 && gate.share(0, of: 40) == 0 && gate.share(40, of: 40) == 40)
    #expect(gate.share(4, of: 40) == nil && gate.share(37, of: 40) == nil && gate.share(2, of: 4) == nil)
    #expect(throws: Refusal.self) { try SmallCounts(threshold: 2) }
  }

  /// All numbers that a held cell could be, found by trying every table that fits what is published.
  private func possible(_ counts: [[Int]], _ hidden: [[Int?]], row: Int, column: Int) -> Set<Int> {
    var cells: [(Int, Int)] = []
    for r in counts.indices { for c in counts[r].indices where hidden[r][c] == nil { cells.append((r, c)) } }
    var rows = counts.indices.map { r in cells.filter { $0.0 == r }.reduce(0) { $0 + counts[$1.0][$1.1] } }
    var columns = counts[0].indices.map { c in cells.filter { $0.1 == c }.reduce(0) { $0 + counts[$1.0][$1.1] } }
    var now: [Int] = [], found: Set<Int> = []
    let wanted = cells.firstIndex { $0.0 == row && $0.1 == column } ?? 0
    func place(_ index: Int) {
      // Five numbers are enough, and a row that is left behind must be used up.
      guard found.count < 5 else { return }
      if index > 0, index < cells.count, cells[index - 1].0 != cells[index].0, rows[cells[index - 1].0] != 0 { return }
      guard index < cells.count else {
        if rows.allSatisfy({ $0 == 0 }), columns.allSatisfy({ $0 == 0 }) { found.insert(now[wanted]) }
        return
      }
      let (r, c) = cells[index]
      for value in 0...min(rows[r], columns[c]) {
        rows[r] -= value
        columns[c] -= value
        now.append(value)
        place(index + 1)
        now.removeLast()
        rows[r] += value
        columns[c] += value
      }
    }
    place(0)
    return found
  }

  @Test func `no small count of many made-up tables can be worked out from what is published`() throws {
    let gate = try SmallCounts()
    var seed: UInt64 = 42
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    var checked = 0
    for _ in 0..<400 {
      let counts = (0..<3).map { _ in (0..<3).map { _ in random(4) == 0 ? random(5) : 5 + random(6) } }
      guard let hidden = gate.table(counts) else { continue }
      for row in 0..<3 {
        for column in 0..<3 where (1..<5).contains(counts[row][column]) {
          #expect(hidden[row][column] == nil)
          let numbers = possible(counts, hidden, row: row, column: column)
          #expect(numbers.count >= 5, "\(counts) \(hidden)")
          checked += 1
        }
        for column in 0..<3 {
          if let shown = hidden[row][column] { #expect(shown == counts[row][column]) }
        }
      }
    }
    #expect(checked > 300)
  }
}
