import Foundation
import Testing

/// A golden table: its headings and its rows as text.
struct GoldenTable {
  let headings: [String]
  let rows: [[String]]

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
    let text = try String(contentsOf: folder.appendingPathComponent(name + ".csv"), encoding: .utf8)
    var all: [[String]] = [], row: [String] = [], cell = "", quoted = false
    for character in text {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted:
        row.append(cell)
        cell = ""
      case "\n" where !quoted:
        all.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.append(character)
      }
    }
    if !cell.isEmpty { all.append(row + [cell]) }
    headings = try #require(all.first)
    rows = Array(all.dropFirst())
  }

  /// A column as numbers; every cell must be one.
  func numbers(_ heading: String) throws -> [Double] {
    let column = try #require(headings.firstIndex(of: heading))
    return try rows.map { try #require(Double($0[column])) }
  }

  func counts(_ heading: String) throws -> [Int] { try numbers(heading).map { Int($0) } }

  /// A column as numbers, empty cells as missing.
  func optionalNumbers(_ heading: String) throws -> [Double?] {
    let column = try #require(headings.firstIndex(of: heading))
    return rows.map { Double($0[column]) }
  }

  /// All numbers in the expected output of one row of the golden values, in the order in which they stand there.
  func expected(_ method: String, _ input: String) throws -> [Double] {
    let row = try #require(rows.first { $0[0] == method && $0[1] == input })
    return row[2].matches(of: /-?\d+(?:\.\d+)?(?:e-?\d+)?/).compactMap { Double($0.output) }
  }
}

/// Whether two numbers agree to a relative tolerance (absolute when the expected one is zero).
func close(_ found: Double, _ expected: Double, _ tolerance: Double = 1e-10) -> Bool {
  found == expected || abs(found - expected) <= tolerance * (expected == 0 ? 1 : abs(expected))
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
