import Basics
import StrategyModel
import Testing

@Suite struct BlockTextTests {
  @Test func `paragraphs, headings, lists and strong words are read and nothing else`() {
    let text = BlockText("## Places\nOne **two**\nthree\n- a\n- b\n\n1. x\n\n<script>alert(1)</script>")
    #expect(text.parts.count == 5)
    #expect(text.parts[0].runs.first?.kind == .text("Places"))
    #expect(text.parts[1].runs.map(\.strong) == [false, true, false])
    if case .list(let items, let numbered) = text.parts[2] {
      #expect(items.count == 2 && !numbered)
    } else {
      Issue.record("a list was expected")
    }
    #expect(text.parts[4].runs.first?.kind == .text("<script>alert(1)</script>"))
  }

  @Test func `references are read with their parts`() throws {
    let text = BlockText(
      "{figure:share-2019} {figure:share-2019.numerator} {figure:kinds[Theft > Theft from Person][Change]} {see:kinds}")
    #expect(text.names == ["share-2019", "kinds"])
    #expect(try FigureReference("kinds[St James's][Share]").part == .cell(row: "St James's", column: "Share"))
    #expect(text.broken.isEmpty)
  }

  @Test(arguments: [
    "{figure:Share}", "{figure:share.median}", "{figure:share[a]}", "{see:a b}", "{quote:4.9%}",
    "> words without a source",
  ])
  func `a reference that cannot be read is kept as typed and reported`(typed: String) {
    let text = BlockText(typed)
    #expect(text.broken.map(\.text) == [typed])
  }

  @Test func `braces that are none of ours stay text`() {
    #expect(BlockText("{hello} {a:b} } {").runs.map(\.kind) == [.text("{hello} {a:b} } {")])
  }

  @Test func `a hundred thousand braces are read quickly`() {
    let clock = ContinuousClock()
    let time = clock.measure { _ = BlockText(String(repeating: "{figure:", count: 12_000) + "}") }
    #expect(time < .seconds(2))
  }

  @Test func `numbers are printed from the figure with their units`() throws {
    let figure = Sample.share(lower: 9.48, upper: 9.6)
    func words(_ text: String) throws -> String { try FigureReference(text).words(in: figure) }
    #expect(try words("s") == "9.54%")
    #expect(try words("s.numerator") == "84,048")
    #expect(try words("s.denominator") == "881,280")
    #expect(try words("s.interval") == "9.48% to 9.60%")
    #expect(try words("s[2022/23][crimes]") == "84,048")
    let refusal = #expect(throws: Refusal.self) { try words("s[2018/19][Crimes]") }
    #expect(refusal?.remedy?.contains("2022/23") == true)
  }

  @Test func `a pasted explorer address and a bare question are the same binding`() throws {
    let pasted = try Binding.question(pasted: "https://example.org/evidence/explore?\(Sample.shareQuestion)#table")
    #expect(try Binding.question(pasted: Sample.shareQuestion) == pasted)
    #expect(pasted.query == Sample.shareQuestion)
  }

  @Test(arguments: [
    "", "javascript:alert(1)", "https://example.org/", "figure=share&measure=<script>",
    "figure=everything&measure=m&area=a&period=2022/23",
  ])
  func `an address that is no question is refused with a remedy`(pasted: String) {
    let refusal = #expect(throws: Refusal.self) { try Binding.question(pasted: pasted) }
    #expect(refusal?.remedy != nil)
  }
}

@Suite struct ClaimCheckerTests {
  private let checker = Sample.practice.claims
  private func kinds(_ text: String) -> [ClaimWarning.Kind] { checker.warnings(in: BlockText(text)).map(\.kind) }

  @Test func `the sentences of a published scrutiny report are listed for what they leave out`() {
    let fewer = checker.warnings(
      in: BlockText("Since the PSPO has been in place, we have had significantly fewer car meets."))
    #expect(fewer.map(\.kind) == [.unsupportedClaim])
    #expect(fewer.first?.words == ["significantly", "fewer"])
    #expect(
      kinds("98% of women reported a reduction in abuse due to support and advice received.").contains(
        .percentageWithoutBase))
    let success = checker.warnings(
      in: BlockText("Over this year there were 10 successful completions which is an incredibly high success rate."))
    #expect(success.map(\.kind) == [.typedNumber, .unsupportedClaim])
    #expect(success.last?.words.contains("incredibly") == true)
    #expect(kinds("Details of 55 riders have been taken, with fines exceeding £23,500 so far.") == [.typedNumber])
    #expect(kinds("43kg of cannabis was seized.") == [.typedNumber])
  }

  @Test func `numbers bound to figures and quoted words are accepted`() {
    #expect(kinds("Theft rose by {figure:theft-change}, significantly.").isEmpty)
    #expect(kinds("It fell sharply ({see:months}).").isEmpty)
    #expect(kinds("The council says {quote:8.4% of all crime | report, paragraph 3.3}.").isEmpty)
    #expect(kinds("> Over 2020/21 this reduced dramatically to 4.9% | council report, June 2023").isEmpty)
  }

  @Test(arguments: [
    "From 2019/20 to 2022/23 on wards of May 2022.", "On 23 March 2020 and 1st April.",
    "Under S.I. 2007/1830 reg. 7(a) and section 17.",
    "Area E09000033 during Covid 19, Covid-19 and COVID-19.", "See paragraph 3.3 and table 2.",
    "In 2022 the wards changed.",
    "With its 95 per cent interval.",
  ])
  func `dates, provisions and codes are no claims`(text: String) { #expect(kinds(text).isEmpty) }

  @Test func `evidence in one sentence does not excuse the next`() {
    let found = checker.warnings(in: BlockText("Theft rose by {figure:theft}. Robbery fell dramatically."))
    #expect(found.map(\.sentence) == ["Robbery fell dramatically."])
  }

  @Test func `a sentence does not end inside a citation`() {
    #expect(
      checker.warnings(in: BlockText("Under reg. 7 the share increased.")).map(\.sentence) == [
        "Under reg. 7 the share increased."
      ])
  }
}
