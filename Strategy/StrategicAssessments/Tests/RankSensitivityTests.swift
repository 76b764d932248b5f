import Basics
import Foundation
import StrategyModel
import Testing

@Suite struct RankSensitivityTests {
  @Test func `the score is weighted impact times likelihood times confidence`() {
    let matrix = PriorityMatrix(
      name: "m", title: "m", version: 1, status: "", source: "", formula: "", watched: 5,
      dimensions: [
        Sample.dimension("a", .impact, 0...4, weight: 3), Sample.dimension("b", .impact, 0...4, weight: 1),
        Sample.dimension("l", .likelihood, 1...5), Sample.dimension("p", .position, 1...3),
      ])
    // (3 × 4 + 1 × 2) / 4 = 3.5; × 2; capacity does not count.
    #expect(matrix.score(["a": 4, "b": 2, "l": 2, "p": 1]) == 7)
    #expect(matrix.score(["a": 4, "b": 2, "l": 2, "p": 3]) == 7)
    #expect(matrix.score(["a": 4, "l": 2, "p": 3]) == nil)
    #expect(matrix.score(["a": 5, "b": 2, "l": 2, "p": 3]) == nil)
  }

  @Test func `an order that no judgement can change is reported as firm`() throws {
    let found = try #require(
      RankSensitivity(
        [Sample.priority("first", harm: 5, often: 5), Sample.priority("last", harm: 1, often: 1)], on: Sample.matrix))
    #expect(found.orderChanged == 0 && found.membersChanged == 0 && found.cells.isEmpty)
    #expect(found.first[ID("first")] == 1)
  }

  @Test func `equal scores are reported as a coin's toss and the deciding judgements are named`() throws {
    let names = ["a", "b", "c"]
    let found = try #require(RankSensitivity(names.map { Sample.priority($0, harm: 3, often: 3) }, on: Sample.matrix))
    #expect(found.watched == 2)
    // Ties keep the order of entry, which favours the first ones; the last enters the top in more than a quarter of draws.
    #expect((0.25...0.75).contains(found.membersChanged))
    #expect(found.orderChanged > found.membersChanged)
    #expect(abs(found.inTop.values.reduce(0, +) - 2) < 1e-9)
    #expect(
      found.cells.contains { $0.priority == ID("c") && $0.dimension == "harm" && $0.change == 1 && $0.changesMembers })
  }

  @Test func `the same seed gives the same shares and another seed nearly the same`() throws {
    let priorities = (1...7).map { Sample.priority("p\($0)", harm: 1 + $0 % 5, often: 1 + $0 * 3 % 5) }
    let one = try #require(RankSensitivity(priorities, on: Sample.matrix))
    #expect(RankSensitivity(priorities, on: Sample.matrix) == one)
    let other = try #require(RankSensitivity(priorities, on: Sample.matrix, seed: 99))
    #expect(abs(other.membersChanged - one.membersChanged) < 0.03)
  }

  @Test func `ten thousand draws over a hundred and thirty issues stay within a fifth of a second`() throws {
    var random = SplitMix64(seed: 1)
    let issues = (0..<130).map { number in
      Priority(
        id: ID("\(number)"), position: number, title: "\(number)", rationale: "",
        scores: Dictionary(
          Sample.practice.matrix.dimensions.map { dimension in
            (dimension.id, dimension.levels[Int(random.next() % UInt64(dimension.levels.count))].score)
          }
        ) { a, _ in a })
    }
    // Processor time of this thread, since tests share the machine with one another.
    func seconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    var best = Double.infinity
    for _ in 0..<3 {
      let start = seconds()
      _ = RankSensitivity(issues, on: Sample.practice.matrix)
      best = min(best, seconds() - start)
    }
    #expect(best < 0.2)
  }

  @Test func `fewer than two scored priorities have no order`() {
    #expect(RankSensitivity([Sample.priority("a", harm: 1, often: 1)], on: Sample.matrix) == nil)
  }
}

@Suite struct PriorityMatrixFileTests {
  @Test func `the shipped matrix is read and says that it is unverified`() throws {
    let matrix = try AssessmentPractice.read(practice: Sample.repository + "/Practice").matrix
    #expect(matrix.status == "local, unverified")
    #expect(matrix.watched == 5)
    #expect(matrix.dimensions(.impact).count == 6 && matrix.dimensions(.confidence).count == 1)
    #expect(matrix.dimensions.allSatisfy { $0.levels.allSatisfy { !$0.anchor.isEmpty } })
  }

  @Test(arguments: [
    ("formula: impact + likelihood", "formula"), ("watched: 0", "between 1 and 50"), ("watched: five", "whole number"),
    (
      "dimensions: [{id: a, title: A, role: impact, question: q, levels: [{score: 1, anchor: x}, {score: 3, anchor: y}]}]",
      "does not follow"
    ),
    (
      "dimensions: [{id: a, title: A, role: harm, question: q, levels: [{score: 1, anchor: x}, {score: 2, anchor: y}]}]",
      "harm"
    ),
    ("colour: red", "colour"),
  ])
  func `a mistake is refused by file and line`(line: String, word: String) throws {
    let lines = [
      "name: m", "title: M", "version: 1", "status: s", "source: s", "formula: impact × likelihood × confidence",
      "watched: 5",
      "dimensions: []",
    ]
    let key = line.prefix { $0 != ":" } + ":"
    let text = lines.filter { !$0.hasPrefix(key) } + [line]
    let refusal = #expect(throws: Refusal.self) {
      try PriorityMatrix(yaml: text.joined(separator: "\n"), file: "matrix.yaml")
    }
    #expect(refusal?.place?.hasPrefix("matrix.yaml:") == true)
    #expect(refusal?.remedy != nil)
    #expect(refusal?.description.contains(word) == true)
  }
}
