import Basics
import FactStore
import Facts
import StrategyModel
import StrategyStore
import Testing

@Suite struct MeasurePracticeTests {
  @Test func `the practice files of facts and measures agree with each other`() throws {
    let kinds = try FactKinds.read(practice: MeasureSample.practice)
    let measures = try RecordMeasures.read(practice: MeasureSample.practice, kinds: kinds)
    #expect(measures.all.count > 60 && measures.rules.count > 10)
    let counted = Set(measures.all.compactMap(\.kind))
    #expect(counted.isSubset(of: Set(kinds.all.map(\.name))))
  }

  @Test(arguments: [
    ("facts: client.seem", "“client.seem” is no kind of fact."),
    ("facts: client.seen, where: {way: street}", "Facts of “client.seen” have no “way: street”."),
    ("facts: client.seen, where: {colour: red}", "Facts of “client.seen” have no “colour: red”."),
    ("facts: client.seen, colour: red", "“colour” is not known here."),
    ("facts: client.seen, target: many", "The target “many” is no number."),
    ("facts: client.seen, beside: [nothing]", "It names “nothing”, which is no measure."),
  ]) func `a mistake in a measure is refused with its line`(members: String, reason: String) throws {
    let text = """
      version: 1
      measures:
        - {id: m, title: M, noun: n, counts: occasions, total: facts, definition: d, owner: o, \(members)}
      """
    let kinds = try MeasureSample.kinds()
    let refusal = #expect(throws: Refusal.self) { try RecordMeasures(files: [("m.yaml", text)], kinds: kinds) }
    #expect(refusal?.reason == reason && refusal?.place?.hasPrefix("m.yaml:") == true)
  }

  @Test func `occasions cannot be called people`() throws {
    let text = """
      version: 1
      measures:
        - {id: m, title: M, noun: people, counts: people, total: facts, facts: client.seen, definition: d, owner: o}
      """
    let kinds = try MeasureSample.kinds()
    let refusal = #expect(throws: Refusal.self) { try RecordMeasures(files: [("m.yaml", text)], kinds: kinds) }
    #expect(refusal?.reason == "It counts occasions and calls them people.")
  }
}
