import Basics
import StrategyModel
import Testing

struct BreakTests {
  @Test func `the practice file names the breaks that the Metropolitan Police's figures cross`() throws {
    let breaks = try FigureFixtures.practice().breaks
    let wards = try #require(breaks.first { $0.id == "london-wards-2022" })
    #expect(wards.date == "2022-05-05")
    #expect(wards.effect == .notComparable)
    #expect(wards.levels == ["ward", "zone"])
    let system = try #require(breaks.first { $0.id == "mps-connect-2024" })
    #expect(system.touches(measure: "mps-recorded-crime", level: .borough))
    #expect(!system.touches(measure: "street-crime", level: .borough))
    #expect(breaks.first { $0.id == "lsoa-2021-switch" }?.effect == .rebased)
  }

  @Test func `a month belongs to the side on which most of its days lie`() throws {
    let breaks = try FigureFixtures.practice().breaks
    #expect(breaks.first { $0.id == "london-wards-2022" }?.firstNewMonth == Month("2022-05"))
    #expect(breaks.first { $0.id == "mps-connect-2024" }?.firstNewMonth == Month("2024-03"))
  }

  @Test func `a wrong line of the breaks file is refused by file, line and remedy`() throws {
    let text = """
      breaks:
        - id: one
          date: 2022-05-45
          measures: ['*']
          effect: caveat
          reason: x
          source: y
          status: established
          title: z
      """
    let found = try #require(refusal { _ = try SeriesBreak.list(text: text, file: "breaks.yaml") })
    #expect(found.place == "breaks.yaml:3")
    #expect(found.reason.contains("2022-05-45"))
    #expect(found.remedy?.contains("2022-05-05") == true)
  }

  @Test func `a misspelt effect, an unknown key and a measure that does not exist are refused`() throws {
    func text(_ change: (String) -> String) -> String {
      change(
        "breaks:\n  - id: a\n    title: t\n    date: 2022-05-05\n    measures: [mps-ward-crime]\n    effect: caveat\n"
          + "    reason: r\n    source: s\n    status: established\n")
    }
    let effect = refusal { _ = try SeriesBreak.list(text: text { $0.replacing("caveat", with: "caveats") }, file: "b") }
    #expect(effect?.place == "b:6")
    #expect(effect?.remedy?.contains("not-comparable") == true)
    let key = refusal { _ = try SeriesBreak.list(text: text { $0.replacing("reason:", with: "resaon:") }, file: "b") }
    #expect(key?.reason.contains("resaon") == true)
    let measure = refusal {
      _ = try FigureFixtures.practice(["breaks.yaml": text { $0.replacing("mps-ward-crime", with: "mps-wards") }])
    }
    #expect(measure?.reason.contains("mps-wards") == true)
  }

  @Test func `the nearest valid comparison keeps the later period when it can`() throws {
    let later = try FigureFixtures.period("2024/25"), earlier = try FigureFixtures.period("2022/23")
    let border = Month(year: 2024, month: 3)
    func sameSide(_ before: Period, _ after: Period) -> Bool { !(before.first < border && after.last >= border) }
    // Nothing else is held after the break, so both periods move back together.
    let last = try #require(Month("2025-03"))
    let found = try #require(
      NearestComparison.find(later: later, earlier: earlier) { sameSide($0, $1) && $1.last <= last })
    #expect(found.later.description == "2022/23")
    #expect(found.earlier.description == "2021/22")
    // With a later year held on the same side, the comparison moves forward instead when that is nearer.
    let next = try FigureFixtures.period("2025/26")
    let forward = try #require(NearestComparison.find(later: next, earlier: earlier) { sameSide($0, $1) })
    #expect(forward.later.description == "2025/26")
    #expect(forward.earlier.description == "2024/25")
  }

  @Test func `without a whole period the longest run of months that may be compared is offered`() throws {
    let later = try FigureFixtures.period("2020/21"), earlier = try FigureFixtures.period("2019/20")
    let absent = try #require(Month("2019-07")), first = try #require(Month("2019-04"))
    let found = try #require(
      NearestComparison.find(later: later, earlier: earlier) { before, after in
        !before.contains(absent) && before.first >= first && after.last <= later.last
      })
    #expect(found.later.description == "2020-08..2021-03")
    #expect(found.earlier.description == "2019-08..2020-03")
  }
}
