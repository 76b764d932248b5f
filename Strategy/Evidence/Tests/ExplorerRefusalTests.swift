import Basics
import StrategyModel
import Testing

@testable import StrategyWeb

@Suite struct ExplorerRefusalTests {
  @Test func `the periods that a remedy names are read back`() throws {
    let found = try #require(ExplorerRefusal.comparison(in: "Nearest: (period 2021/22, compare 2020/21). Else."))
    #expect(found.later.description == "2021/22")
    #expect(found.earlier.description == "2020/21")
    for text in ["", "(period , compare )", "(period 2021/22", "(period 2021/22, compare x)", "compare 2020/21)"] {
      #expect(ExplorerRefusal.comparison(in: text) == nil)
    }
  }

  @Test(arguments: [
    ("2010-04..2023-07", "2022/23"), ("2010-04..2023-03", "2022/23"), ("2010-04..2023-02", "2021/22"),
    ("2010-04..2022-12", "2021/22"),
  ])
  func `the last whole year lies inside what is held`(held: String, year: String) throws {
    #expect(ExplorerRefusal.lastYear(in: try #require(Period(held)))?.description == year)
  }

  @Test func `no whole year is held in eleven months`() throws {
    #expect(ExplorerRefusal.lastYear(in: try #require(Period("2022-05..2023-03"))) == nil)
  }

  @Test func `every question to begin with can be read`() throws {
    for example in ExplorerExamples.all {
      let question = try FigureQuestion(query: Dictionary(uniqueKeysWithValues: example.members))
      #expect(try FigureQuestion(text: question.query) == question)
    }
  }
}
