import ArgumentParser
import Basics
import StrategyModel
import StrategyStore

struct FigureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Answers one question with a figure: its value, its uncertainty and how we know.",
    discussion: """
      concordat figure share --area E09000033 --of MPS --year 2022/23 [--geography investigating|placed]
      concordat figure change --area E09000033 --period 2022/23 --compare 2019/20 --by category
      concordat figure night-stars-hours --period 2022/23 [--as-at 2023-06-01]
      The last asks a measure of the partnership's own records; “concordat figure list --period 2022/23” names all.
      Kinds: \(FigureQuestion.Kind.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Argument(help: "The kind of figure, or a measure of the partnership's records.") var kind: String
  @Option(help: "A measure; recorded crime in London by default.") var measure = "mps-recorded-crime"
  @Option(help: "An offence group (Theft) or a group and type (Theft > Shoplifting).") var category: String?
  @Option(help: "A GSS code (E09000033), a force (MPS) or a named zone (west-end).") var area: String?
  @Option(help: "The whole of which a share is taken.") var of: String?
  @Option(name: [.customLong("period"), .customLong("year")], help: "2022/23, 2022, 2022-04 or 2022-04..2022-09.")
  var period: String
  @Option(help: "The earlier period of a comparison.") var compare: String?
  @Option(help: "investigating or placed.") var geography: String?
  @Option(help: "category, borough, ward, lsoa, month or year.") var by: String?
  @Option(help: "quasi-poisson, e-test, mid-p or poisson-z.") var test: String?
  @Option(help: "The population of a rate.") var base: String?
  @Option(help: "The figure as it was known at this moment (RFC 3339) or day.") var asAt: String?
  @Option(name: .customLong("option"), help: "More, as name=value: scale=cchi, bandwidth=300, top=5.")
  var more: [String] = []
  @OptionGroup var workspace: WorkspaceOptions

  /// Whether a measure of records is asked for, rather than a question to the evidence.
  private var isOfRecords: Bool { FigureQuestion.Kind(rawValue: kind) == nil }

  func question() throws -> FigureQuestion {
    var members: [String: String] = ["figure": kind, "measure": measure, "period": period]
    let named = [
      "area": area,
      "category": category, "of": of, "compare": compare, "geography": geography, "by": by, "test": test,
      "base": base, "as-at": asAt,
    ]
    for (name, value) in named { members[name] = value }
    for pair in more {
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else { throw ValidationError("--option \(pair): write name=value.") }
      guard members[String(halves[0])] == nil else {
        throw ValidationError("--option \(pair): “\(halves[0])” is given already.")
      }
      members[String(halves[0])] = String(halves[1])
    }
    do {
      let question = try FigureQuestion(query: members)
      if let objection = question.objection() { throw objection }
      return question
    } catch let refusal as Refusal {
      throw ValidationError(refusal.description)
    }
  }

  func validate() throws {
    if isOfRecords {
      _ = try recordPeriod()
      return
    }
    guard area != nil else { throw ValidationError("Missing expected argument '--area <area>'") }
    _ = try question()
  }

  private func recordPeriod() throws -> (FactPeriod, Instant?) {
    guard let period = FactPeriod(period) else {
      throw ValidationError("--period \(period): write 2022/23, 2022-04..2022-09, or days with two dots between them.")
    }
    let moment = asAt.flatMap { Instant($0) }
    guard asAt == nil || moment != nil else {
      throw ValidationError("--as-at \(asAt ?? ""): write a day or a moment such as 2023-06-01T09:00:00Z.")
    }
    return (period, moment)
  }

  func run() async throws {
    let opened = try await Workspace.look(workspace)
    if isOfRecords {
      return try await RecordFigureAnswer.run(
        kind, recordPeriod(), earlier: compare.flatMap { FactPeriod($0) }, opened, json: workspace.json)
    }
    let figure = try await opened.figures.answer(try question())
    if workspace.json {
      print(FigureAnswer.json(figure).text(indent: true))
    } else {
      for line in FigureAnswer.lines(figure) { print(line) }
    }
  }
}

/// A figure as a command prints it.
enum FigureAnswer {
  static func json(_ figure: Figure) -> JSON {
    let evidence = figure.evidence
    return [
      "question": .string(figure.question), "title": .string(figure.title), "sentence": .string(figure.sentence),
      "value": JSON(figure.value), "unit": .string(figure.unit), "lower": JSON(figure.lower),
      "upper": JSON(figure.upper), "numerator": JSON(figure.numerator), "denominator": JSON(figure.denominator),
      "geography": .string(evidence.geography),
      "extract": .array(
        evidence.extracts.map {
          [
            "file": .string($0.fileName), "sha256": .string($0.sha256), "publisher": .string($0.publisher),
            "licence": .string($0.licence), "extract_date": .string($0.extractDate),
          ]
        }),
      "breaks": .array(
        evidence.breaks.map {
          [
            "id": .string($0.id), "date": .string($0.date), "effect": .string($0.effect.rawValue),
            "reason": .string($0.reason),
          ]
        }),
      "definition": .string(evidence.definition),
      "excluded": .array(evidence.excluded.map { ["reason": .string($0.reason), "rows": .int($0.rows)] }),
      "unsettled": .array(
        evidence.unsettled.map {
          ["publisher": .string($0.publisher), "month": .string($0.month), "status": .string($0.status.rawValue)]
        }),
      "caveats": .array(evidence.caveats.map { .string($0) }),
      "method": evidence.method.map { ["name": .string($0.name), "source": .string($0.source)] } ?? .null,
      "table": [
        "headings": .array(figure.table.headings.map { .string($0.text) }),
        "rows": .array(
          figure.table.rows.map { .array($0.map { cell in cell.number.map(JSON.double) ?? .string(cell.text) }) }),
      ],
      "fingerprint": .string(figure.fingerprint),
    ]
  }

  static func lines(_ figure: Figure) -> [String] {
    var out = [figure.title, figure.sentence, ""]
    let columns = figure.table.headings.indices
    let widths = columns.map { column in
      max(
        figure.table.headings[column].text.count,
        figure.table.rows.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      zip(columns, cells).map { column, text in
        let space = String(repeating: " ", count: max(0, widths[column] - text.count))
        return figure.table.headings[column].isNumber ? space + text : text + space
      }.joined(separator: "  ")
    }
    out.append(line(figure.table.headings.map(\.text)))
    out += figure.table.rows.map { line($0.map(\.text)) }
    out += ["", "How do we know", "  \(figure.evidence.definition)", "  Geography: \(figure.evidence.geography)"]
    out += figure.evidence.extracts.map {
      "  Extract: \($0.fileName), \($0.publisher), \($0.extractDate), \($0.sha256.prefix(12))"
    }
    out += figure.evidence.excluded.map { "  Left out: \($0.reason), \($0.rows.grouped) rows" }
    out += figure.evidence.breaks.map { "  Break \($0.date): \($0.reason)" }
    out += figure.evidence.caveats.map { "  Caveat: \($0)" }
    return out
  }
}
