import Basics
import StrategyModel
import StrategyStore
import Testing

@Suite struct ReportClaimTests {
  private func practice() throws -> ReportPractice { try .read(practice: MeasureSample.practice) }

  private func found(_ text: String, comparing: Set<String> = []) throws -> [ClaimWarning] {
    try practice().claims.warnings(in: BlockText(text), comparing: comparing)
  }

  @Test(arguments: [
    (
      "Since the PSPO has been in place, we have had significantly fewer car meets.", "significantly",
      ClaimWarning.Kind.unsupportedClaim
    ),
    ("98% of women reported a reduction in abuse.", "98%", .percentageWithoutBase),
    (
      "There were {figure:completions.number} successful completions which is an incredibly high success rate.",
      "incredibly", .unsupportedClaim
    ),
    ("Crime levels have fluctuated enormously over the strategy period.", "enormously", .unsupportedClaim),
    ("Over 2022/23 Angelou received 983 referrals.", "983", .typedNumber),
  ]) func `the claims of the report of 2023 are caught`(sentence: String, word: String, kind: ClaimWarning.Kind) throws
  {
    let warnings = try found(sentence)
    #expect(warnings.contains { $0.kind == kind && $0.words.contains(word) }, "\(warnings)")
  }

  @Test func `a word of degree rests on a comparison and not on any number`() throws {
    let sentence = "Levels fell dramatically to {figure:level.number}."
    #expect(try found(sentence).count == 1)
    #expect(try found(sentence, comparing: ["level"]).isEmpty)
    #expect(try found("It was {quote:dramatically better | Annual report 2021}.").isEmpty)
  }

  @Test func `a plain sentence with its figure is no claim`() throws {
    #expect(try found("Over 2022/23 the service received {figure:referrals}.").isEmpty)
  }

  @Test func `sentences that promise are found, and others are not`() throws {
    let finder = try practice().promises
    let text = BlockText(
      "A Safer Neighbourhood Board is still to be established. It was set up in 2019. A survey will shortly be released.\n\n"
        + "> We will do it | Another report")
    #expect(
      finder.candidates(in: text) == [
        "A Safer Neighbourhood Board is still to be established.", "A survey will shortly be released.",
      ])
  }
}
