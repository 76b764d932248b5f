import Basics
import StrategyModel
import Testing

@Suite struct UsualVariationTests {
  private func verdict(_ held: Figure, _ today: Figure) -> RefreshVerdict {
    UsualVariation.judge(held: held, today: today, now: Sample.now).verdict
  }

  @Test func `the same numbers are unchanged, from another issue as well`() {
    #expect(verdict(Sample.share(), Sample.share()) == .unchanged)
    let reissued = UsualVariation.judge(held: Sample.share(), today: reissue(Sample.share()), now: Sample.now)
    #expect(reissued.verdict == .unchanged && reissued.words.contains("another issue"))
  }

  @Test func `a figure with an interval is judged by it and the rule is said`() {
    let held = Sample.share(lower: 9.4, upper: 9.7)
    #expect(verdict(held, Sample.share(84_400)) == .withinUsualVariation)
    let beyond = UsualVariation.judge(held: held, today: Sample.share(90_000), now: Sample.now)
    #expect(beyond.verdict == .beyondUsualVariation)
    #expect(beyond.words == "It was 9.54%; today it is 10.21%.")
    #expect(beyond.rule.contains("9.40% to 9.70%"))
  }

  @Test func `a share without an interval is judged by the Poisson interval of its numerator`() {
    // Byar for 84,048: 83,481 to 84,618.
    #expect(verdict(Sample.share(), Sample.share(84_500)) == .withinUsualVariation)
    #expect(verdict(Sample.share(), Sample.share(84_800)) == .beyondUsualVariation)
  }

  @Test func `a monthly chart is judged by the distance between its control limits`() {
    func chart(_ values: [Double?]) -> Figure {
      var figure = Sample.share()
      figure.value = nil
      figure.table.rows = [[Figure.Cell("x"), Figure.Cell("\(values)"), Figure.Cell("more")]]
      figure.chart = .lines(
        Figure.Lines(
          unit: "crimes", labels: ["2022-04", "2022-05"], series: [Figure.Series(name: "crimes", values: values)],
          limits: [Figure.Limit("mean", 100), Figure.Limit("upper limit", 120), Figure.Limit("lower limit", 80)]))
      return figure
    }
    #expect(verdict(chart([100, 101]), chart([100, 115])) == .withinUsualVariation)
    #expect(verdict(chart([100, 101]), chart([100, 130])) == .beyondUsualVariation)
    #expect(verdict(chart([100, 101]), chart([100, nil])) == .beyondUsualVariation)
  }

  @Test func `a table moves beyond the usual when a finding in words changes`() {
    func table(_ count: Int, _ word: String) -> Figure {
      var figure = Sample.share()
      figure.value = nil
      figure.chart = nil
      figure.table.rows = [[Figure.Cell("Theft"), Figure.Cell(count.grouped, Double(count)), Figure.Cell(word)]]
      return figure
    }
    #expect(verdict(table(1_000, "more"), table(1_020, "more")) == .withinUsualVariation)
    #expect(verdict(table(1_000, "more"), table(1_100, "more")) == .beyondUsualVariation)
    let word = UsualVariation.judge(
      held: table(1_000, "more"), today: table(1_001, "within the usual variation"), now: Sample.now)
    #expect(word.verdict == .beyondUsualVariation || word.words.contains("Theft"))
    #expect(verdict(table(1_000, "more"), table(1_000, "within the usual variation")) == .beyondUsualVariation)
  }

  @Test func `a source is stale when unsettled months should have been re-issued by now`() {
    let month = Coverage(publisher: "MPS", month: "2023-03", status: .provisional, rows: 1)
    let now = Instant("2024-01-10") ?? Sample.now
    let stale = UsualVariation.judge(
      held: Sample.share(), today: Sample.share(extractDate: "2023-04-30", unsettled: [month]), now: now)
    #expect(stale.verdict == .sourceStale && stale.words.contains("30 April 2023"))
    let fresh = UsualVariation.judge(
      held: Sample.share(), today: Sample.share(extractDate: "2023-12-30", unsettled: [month]), now: now)
    #expect(fresh.verdict == .unchanged)
  }

  @Test func `a question that the evidence refuses cannot be answered, with its reason`() async {
    let evidence = ScriptedEvidence()
    evidence.refuse(
      Sample.shareQuestion, Refusal("not-comparable", "The wards changed.", remedy: "Compare before May 2022."))
    let binding = Binding(id: ID("b"), block: ID("k"), name: "share", shows: .figure, question: Sample.shareQuestion)
    let check = await RefreshCheck.ask(binding, of: evidence, now: Sample.now)
    #expect(check.verdict == .cannotBeAnswered && check.words.contains("The wards changed.") && check.isOutstanding)
  }

  private func reissue(_ figure: Figure) -> Figure {
    var out = figure
    out.evidence.extracts[0].sha256 = String(repeating: "b", count: 64)
    return out
  }
}
