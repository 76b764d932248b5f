import Testing

@testable import WebShell

@Suite struct StructureTests {
  private func box(_ id: String, _ parent: String? = nil, title: String? = nil) -> Chart.Box {
    Chart.Box(id: id, title: title ?? id, parent: parent)
  }

  @Test func `no two boxes of a column share a row, and a box stands between those below it`() throws {
    let plan = StructurePlan([
      box("a"), box("b", "a"), box("c", "a"), box("d", "b"), box("e", "b"), box("f", "c"), box("g"),
    ])
    #expect(plan.places.count == 7)
    for (index, one) in plan.places.enumerated() {
      for other in plan.places.dropFirst(index + 1) where other.column == one.column {
        #expect(abs(other.row - one.row) >= 1, "\(one.box.id) \(other.box.id)")
      }
    }
    let a = try #require(plan.places.first { $0.box.id == "a" })
    #expect(a.column == 0 && a.row == 1.25)
  }

  @Test func `boxes that lead round in a circle or to nowhere are drawn once`() {
    let plan = StructurePlan([box("a", "b"), box("b", "a"), box("c", "nowhere")])
    #expect(plan.places.map(\.box.id).sorted() == ["a", "b", "c"])
  }

  @Test func `a long name is wrapped within its box and a text stays text`() {
    let long = "Westminster Youth Crime Reduction Partnership and Serious Youth Violence Reduction Board of the City"
    let lines = StructurePlan.wrapped(long, size: 13, most: 4)
    #expect(lines.count > 2 && lines.joined(separator: " ") == long)
    #expect(lines.allSatisfy { Chart.width(of: $0, size: 13) <= StructurePlan.boxWidth })
    let drawing = Chart.structure(
      title: "T", description: "D", boxes: [box("a", title: "<b>&"), box("b", "a")],
      links: [Chart.Link(from: "a", to: "b"), Chart.Link(from: "a", to: "gone")])
    #expect(drawing.text.contains("&lt;b&gt;&amp;") && drawing.text.contains("role=\"img\""))
    #expect(drawing.text.contains("stroke-dasharray=\"4 3\""))
  }
}
