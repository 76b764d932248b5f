import Basics
import StrategyModel
import StrategyStore
import Testing

@Suite struct PlainWordsTests {
  @Test func `a promise is kept in the words that its reader had`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let slavery = try #require(content.promises.first { $0.number == "3.12" })
      #expect(slavery.words.hasPrefix("Over 2022/23 the local partnership recorded 31 incidents of modern slavery"))
      #expect(content.promises.allSatisfy { !$0.words.contains("{") })
    }
  }
}
