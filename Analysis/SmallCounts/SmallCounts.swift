import Basics

/// What of a table of counts of people may leave the room: small counts are held back, and so many more that none of them
/// can be worked out from the totals.
///
/// Counts below the threshold are held back; so are others, until every count that was held back for being small could
/// be at least `threshold` different numbers for all that the table says. Zeros are published: the partnership's own
/// rule, because the tables count answers and not people at risk.
package struct SmallCounts: Hashable, Sendable {
  /// The smallest count that is published.
  package let threshold: Int

  package static let note = MethodNote(
    name: "Suppression of small counts, primary and secondary",
    formula: "hold back 0 < n < threshold; then the smallest further cells until max − min of each ≥ threshold − 1",
    source: "Hundepool and others 2012, Statistical Disclosure Control, chapter 4; ONS policy on small counts",
    units: "counts of people in; counts or nothing out",
    whenNotToUse:
      "For several tables of the same people that share cells: each is safe alone, and two together may not be.")

  /// Errors: refuses a threshold below 3, under which one or two people could be seen.
  package init(threshold: Int = 5) throws {
    guard threshold >= 3 else {
      throw Refusal("small-counts", "A threshold of \(threshold) protects nobody.", remedy: "Use 3 or more.")
    }
    self.threshold = threshold
  }

  private func isSmall(_ count: Int) -> Bool { count > 0 && count < threshold }

  /// A row of counts whose total is published; nil stands for a count that is held back. Nil as a whole when even then
  /// the total would give a small count away, so that neither counts nor total are published.
  package func row(_ counts: [Int]) -> [Int?]? {
    table([counts], columnTotals: false).map { $0.first ?? [] }
  }

  /// One share of a base that is published, such as the people who ticked one of several boxes: held back when those who
  /// did, or those who did not, are few.
  package func share(_ part: Int, of base: Int) -> Int? {
    isSmall(base) || isSmall(part) || isSmall(base - part) ? nil : part
  }

  /// A table whose totals of rows, and with `columnTotals` of columns, are published.
  package func table(_ counts: [[Int]], columnTotals: Bool = true) -> [[Int?]]? {
    let width = counts.map(\.count).max() ?? 0
    guard width > 0, counts.allSatisfy({ $0.count == width && $0.allSatisfy { $0 >= 0 } }) else { return nil }
    guard !isSmall(counts.reduce(0) { $0 + $1.reduce(0, +) }) else { return nil }
    let small = cells(counts).filter { isSmall(counts[$0.row][$0.column]) }
    var held = Set(small)
    while let weak = small.first(where: { !isProtected($0, counts, held, columnTotals) }) {
      guard let next = next(weak, counts, held, columnTotals) else { return nil }
      held.insert(next)
    }
    return counts.indices.map { row in
      counts[row].indices.map { held.contains(Cell(row: row, column: $0)) ? nil : counts[row][$0] }
    }
  }

  struct Cell: Hashable {
    let row: Int, column: Int
  }

  private func cells(_ counts: [[Int]]) -> [Cell] {
    counts.indices.flatMap { row in counts[row].indices.map { Cell(row: row, column: $0) } }
  }

  /// Whether the cell could be at least `threshold` different numbers.
  private func isProtected(_ cell: Cell, _ counts: [[Int]], _ held: Set<Cell>, _ columnTotals: Bool) -> Bool {
    let range = SmallCounts.range(cell, counts, held, columnTotals: columnTotals, enough: threshold)
    return range.upperBound - range.lowerBound >= threshold - 1
  }

  /// The next cell to hold back: the smallest in the row, or else in the column, of the weak cell, or else anywhere;
  /// cells that are zero last, since they hide nothing.
  private func next(_ weak: Cell, _ counts: [[Int]], _ held: Set<Cell>, _ columnTotals: Bool) -> Cell? {
    let free = cells(counts).filter { !held.contains($0) }
    func rank(_ cell: Cell) -> (Int, Int, Int, Int) {
      let count = counts[cell.row][cell.column]
      let rowHeld = held.contains { $0.row == weak.row && $0 != weak }
      let near = cell.row == weak.row ? (rowHeld ? 1 : 0) : cell.column == weak.column ? (rowHeld ? 0 : 1) : 2
      return (count == 0 ? 1 : 0, near, count, cell.row * 10_000 + cell.column)
    }
    return free.min { rank($0) < rank($1) }
  }

  /// The numbers that the cell could be, for whoever knows the totals and the cells that are not held back. Found by
  /// moving people round cycles of held cells; stops at `enough` above and below.
  static func range(
    _ cell: Cell, _ counts: [[Int]], _ held: Set<Cell>, columnTotals: Bool, enough: Int
  ) -> ClosedRange<Int> {
    let value = counts[cell.row][cell.column]
    var up = 0, down = 0
    for rises in [true, false] {
      var now = counts
      var moved = 0
      while moved < enough, rises || now[cell.row][cell.column] > 0 {
        guard let cycle = cycle(from: cell, rises: rises, now, held, columnTotals) else { break }
        // In one cycle people are taken from and added to alternate cells.
        let least = cycle.filter { !$0.adds }.map { now[$0.cell.row][$0.cell.column] }.min() ?? enough
        let step = max(1, min(least, enough - moved))
        for part in cycle { now[part.cell.row][part.cell.column] += part.adds ? step : -step }
        moved += step
      }
      if rises { up = moved } else { down = moved }
    }
    return max(0, value - down)...(value + up)
  }

  /// A way round held cells that changes `cell` and leaves every total as it is.
  private static func cycle(
    from cell: Cell, rises: Bool, _ counts: [[Int]], _ held: Set<Cell>, _ columnTotals: Bool
  ) -> [(cell: Cell, adds: Bool)]? {
    // A place is a total that is out by one: first the column of the cell, which must be made good, until its row is.
    enum Place: Hashable {
      case row(Int), column(Int)
    }
    let goal = Place.row(cell.row)
    var queue: [Place] = [columnTotals ? .column(cell.column) : .column(0)]
    var came: [Place: (from: Place, cell: Cell, adds: Bool)] = [:]
    var seen = Set(queue)
    func column(_ cell: Cell) -> Place { .column(columnTotals ? cell.column : 0) }
    while let here = queue.first {
      queue.removeFirst()
      for next in held where next != cell {
        let to: Place, adds: Bool
        if column(next) == here {
          (to, adds) = (.row(next.row), !rises)
        } else if .row(next.row) == here {
          (to, adds) = (column(next), rises)
        } else {
          continue
        }
        guard !seen.contains(to), adds || counts[next.row][next.column] > 0 else { continue }
        seen.insert(to)
        came[to] = (here, next, adds)
        queue.append(to)
      }
      if seen.contains(goal) { break }
    }
    guard seen.contains(goal) else { return nil }
    var parts = [(cell: cell, adds: rises)]
    var place = goal
    while let step = came[place] {
      parts.append((step.cell, step.adds))
      place = step.from
    }
    return parts
  }
}
