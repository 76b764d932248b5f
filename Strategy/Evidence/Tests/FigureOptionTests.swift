import Basics
import StrategyModel
import Testing

struct FigureOptionTests {
  private func ask(_ kind: String, _ more: String) throws -> FigureQuestion {
    try FigureFixtures.ask("figure=\(kind)&measure=street-crime&area=E09000033&period=2022&\(more)")
  }

  @Test(arguments: [("bandwith=900", "“bandwidth”"), ("catgory=Theft", "“category”"), ("asat=2022-01-01", "“as-at”")])
  func `a misspelt member is refused with the nearest known one`(written: String, nearest: String) throws {
    let found = try #require(refusal { _ = try ask("hotspots", written) })
    #expect(found.kind == "unknown-member")
    #expect(found.remedy?.contains("Did you mean \(nearest)?") == true)
  }

  @Test func `a member that resembles none is refused with those that are known`() throws {
    let found = try #require(refusal { _ = try ask("count", "foo=bar") })
    #expect(found.kind == "unknown-member" && found.place == "foo")
    #expect(found.remedy?.contains("as-at, bandwidth") == true)
  }

  @Test(arguments: [
    "top=-1", "top=9999999999999999999", "top=nan", "top=0", "bandwidth=10", "bandwidth=x", "cell=5", "scale=ccs",
    "metric=pubs", "places=points",
  ])
  func `a value outside an option's range is refused, whatever the kind of figure`(written: String) throws {
    for kind in ["count", "concentration", "hotspots"] {
      #expect(refusal { _ = try ask(kind, written) }?.kind == "unreadable-option")
    }
  }

  @Test(arguments: [
    ("concentration", "top=0.1"), ("concentration", "top=50"), ("concentration", "places=point"),
    ("hotspots", "bandwidth=50"), ("hotspots", "cell=1000"), ("harm", "scale=cchi"), ("correlation", "metric=parks"),
    ("share", "of=MPS"), ("share", "compare=2021"), ("change", "compare=2021&test=mid-p"), ("rate", "base=residents"),
    ("count", "method=near-repeat"), ("count", "by=ward"), ("trend", "by=month"), ("correlation", "by=borough"),
  ])
  func `what a kind of figure uses is not objected to`(kind: String, written: String) throws {
    let question = try ask(kind, written)
    #expect(question.objection() == nil)
    #expect(try FigureQuestion(text: question.query) == question)
  }

  @Test(arguments: [
    ("count", "of=COLP", "of"), ("trend", "compare=2021", "compare"), ("count", "bandwidth=900", "bandwidth"),
    ("concentration", "cell=50", "cell"), ("hotspots", "top=5", "top"), ("count", "places=point", "places"),
    ("count", "scale=css", "scale"), ("change", "metric=parks", "metric"), ("count", "test=mid-p", "test"),
    ("count", "base=residents", "base"), ("count", "method=hotspots", "method"), ("trend", "by=ward", "by"),
    ("hotspots", "by=lsoa", "by"),
  ])
  func `what a kind of figure does not use is read, as a form may carry it over, and objected to`(
    kind: String, written: String, name: String
  ) throws {
    let objection = try #require(try ask(kind, written).objection())
    #expect(objection.kind == "option-not-used" && objection.place == name)
    #expect(objection.remedy != nil)
  }

  @Test func `members left empty are not asked`() throws {
    let question = try ask("count", "of=&compare=&bandwidth=&unknown=")
    #expect(question.options.isEmpty && question.of == nil)
  }
}
