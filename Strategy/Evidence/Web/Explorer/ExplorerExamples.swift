import Basics
import StrategyModel

/// Questions to begin with: each shows at once what a kind of figure is for.
enum ExplorerExamples {
  struct Example: Sendable {
    let words: String
    let members: [(String, String)]
  }

  /// Westminster: the borough that the explorer begins with.
  static let borough = "E09000033"

  /// What the explorer shows when nothing is asked: the share of London's recorded crime that is Westminster's.
  static let first: [(String, String)] = [
    ("figure", "share"), ("measure", "mps-recorded-crime"), ("area", "E09000033"), ("of", "MPS"), ("period", "2022/23"),
  ]

  static let all: [Example] = [
    Example(words: "What share of London’s recorded crime is Westminster’s?", members: first),
    Example(
      words: "And when each crime is counted where it happened?",
      members: first + [("geography", "placed")]),
    Example(
      words: "Which kinds of crime changed more than usual between 2019/20 and 2022/23?",
      members: [
        ("figure", "change"), ("measure", "mps-recorded-crime"), ("area", "E09000033"), ("period", "2022/23"),
        ("compare", "2019/20"), ("by", "category"),
      ]),
    Example(
      words: "How has recorded crime in Westminster moved month by month, and which months stand out?",
      members: [
        ("figure", "trend"), ("measure", "mps-recorded-crime"), ("area", "E09000033"), ("period", "2019-04..2023-03"),
      ]),
    Example(
      words: "Which months of the year are usually high?",
      members: [
        ("figure", "season"), ("measure", "mps-recorded-crime"), ("area", "E09000033"), ("period", "2015-04..2020-03"),
      ]),
    Example(
      words: "Which wards had the most crime from September 2020 to August 2021?",
      members: [
        ("figure", "count"), ("measure", "mps-ward-crime"), ("area", "E09000033"), ("period", "2020-09..2021-08"),
        ("by", "ward"),
      ]),
    Example(
      words: "How much harm does it amount to, and which offences weigh most?",
      members: [
        ("figure", "harm"), ("measure", "mps-recorded-crime"), ("area", "E09000033"), ("period", "2022/23"),
        ("by", "category"),
      ]),
    Example(
      words: "Where in the City of London is street crime densest?",
      members: [
        ("figure", "hotspots"), ("measure", "street-crime"), ("area", "E09000001"), ("period", "2020"),
      ]),
    Example(
      words: "Did crime follow footfall through the pandemic?",
      members: [
        ("figure", "correlation"), ("measure", "mps-recorded-crime"), ("area", "E09000033"),
        ("period", "2020-03..2022-09"),
      ]),
  ]
}
