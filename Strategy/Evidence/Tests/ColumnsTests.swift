import Basics
import StrategyModel
import Testing

@Suite struct ColumnsTests {
  private let table = SeriesTable.make(
    kind: .streetCrime,
    columns: [
      .month: ["2021-01", "2021-01", "2021-02", "2021-02"], .publisher: ["A", "A", "A", "B"],
      .lsoa: ["E01000002", "", "E01000002", "E01000001"], .category: ["Drugs", "Drugs", "Burglary", "Drugs"],
    ],
    points: [
      (longitude: -0.1, latitude: 51.5), nil, (longitude: -0.1, latitude: 51.5), (longitude: -0.2, latitude: 51.6),
    ])

  @Test func `values come blank first and then in order`() {
    #expect(table.values(.lsoa) == ["", "E01000001", "E01000002"])
    #expect(table.values(.ward) == [""])
  }

  @Test func `a tally counts by up to three columns, and a combination without records is zero`() {
    let tally = table.tally(by: [.month, .category, .publisher])
    #expect(tally["2021-01", "Drugs", "A"] == 2 && tally["2021-02", "Drugs", "B"] == 1)
    #expect(tally["2021-01", "Burglary", "A"] == 0 && tally["2030-01", "Drugs", "A"] == 0)
    #expect(tally.total() == 4 && tally.count == 3)
    #expect(tally.sums(of: .category) == ["Drugs": 3, "Burglary": 1])
  }

  @Test func `filters and a period keep what they name; an empty text keeps what is not stated`() throws {
    let january = try #require(Period("2021-01"))
    #expect(table.tally(by: [.publisher], in: january).total() == 2)
    #expect(table.tally(by: [.publisher], where: [SeriesFilter(.lsoa, "")]).total() == 1)
    #expect(
      table.tally(by: [.publisher], where: [SeriesFilter(.category, "Drugs"), SeriesFilter(.publisher, "B")]).total()
        == 1)
    #expect(table.tally(by: [.publisher], where: [SeriesFilter(.ward, "E05000644")]).total() == 0)
    #expect(table.rows(in: january) == 2 && table.unplaced(in: january) == 1 && table.unplaced() == 1)
  }

  @Test func `points carry the records on them and leave out the unplaced`() {
    let points = table.weightedPoints().sorted { $0.weight < $1.weight }
    #expect(points.map(\.weight) == [1, 2])
    #expect(points.last == WeightedPoint(longitude: -0.1, latitude: 51.5, weight: 2))
    #expect(table.weightedPoints(where: [SeriesFilter(.category, "Burglary")]).map(\.weight) == [1])
  }

  @Test func `a row of a wide file counts as often as it says, a zero too is held`() {
    let wide = SeriesTable.make(
      kind: .mpsBorough,
      columns: [.month: ["2023-04", "2023-05"], .borough: ["E09000033", "E09000033"], .publisher: ["M", "M"]],
      quantity: [5, 0])
    #expect(wide.rows() == 5)
    #expect(wide.tally(by: [.month])["2023-04"] == 5 && wide.tally(by: [.month])["2023-05"] == 0)
    #expect(wide.values(.month) == ["", "2023-04", "2023-05"])
  }

  @Test func `a segment says the same after it was written and read again, and a damaged one is not opened`() throws {
    let file = try ImportFixture.read("2020-06-city-of-london-street.issue-2021.csv.gz")
    let segment = try #require(file.segment)
    let bytes = [UInt8](segment.encoded)
    let again = try #require(ColumnSegment(SourceBytes(bytes)))
    func counts(_ segment: ColumnSegment) -> [Int] {
      SeriesTable(kind: .streetCrime, extracts: [], coverage: [], sources: [.init(segment: segment, current: nil)])
        .tally(by: [.lsoa, .category, .outcome]).cells.map(\.count)
    }
    #expect(counts(again) == counts(segment))
    for position in stride(from: 0, to: bytes.count, by: 97) {
      var damaged = bytes
      damaged[position] ^= 0x10
      #expect(ColumnSegment(SourceBytes(damaged)) == nil)
    }
    for length in [0, 7, 47, 48, 200, bytes.count - 1] {
      #expect(ColumnSegment(SourceBytes(Array(bytes.prefix(length)))) == nil)
    }
  }

  @Test func `a month that another extract holds now does not count in the older one`() throws {
    let segment = try #require(try ImportFixture.read("mps-borough-before-2024.csv").segment)
    let all = SeriesTable(
      kind: .mpsBorough, extracts: [], coverage: [], sources: [.init(segment: segment, current: nil)])
    let only = SeriesTable(
      kind: .mpsBorough, extracts: [], coverage: [],
      sources: [.init(segment: segment, current: [.init(publisher: "Metropolitan Police Service", month: "2023-07")])])
    let july = all.tally(by: [.month])["2023-07"]
    #expect(july > 0 && only.rows() == july && only.tally(by: [.month])["2023-06"] == 0)
  }

  @Test func `many values in three columns are counted as in a plain dictionary`() {
    var random = SystemRandomNumberGenerator()
    var columns: [SeriesColumn: [String]] = [.month: [], .lsoa: [], .category: []]
    var expected: [String: Int] = [:]
    for _ in 0..<20_000 {
      let month = "20\(Int.random(in: 10...29, using: &random))-0\(Int.random(in: 1...9, using: &random))"
      let lsoa = "E0\(Int.random(in: 1_000_000...1_004_000, using: &random))",
        category = "C\(Int.random(in: 0...40, using: &random))"
      columns[.month]?.append(month)
      columns[.lsoa]?.append(lsoa)
      columns[.category]?.append(category)
      expected["\(month) \(lsoa) \(category)", default: 0] += 1
    }
    let tally = SeriesTable.make(kind: .streetCrime, columns: columns).tally(by: [.month, .lsoa, .category])
    #expect(tally.count == expected.count)
    #expect(tally.cells.allSatisfy { expected[$0.keys.joined(separator: " ")] == $0.count })
  }
}
