import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The figures of a report: what stands, what today's records say, binding another.
extension ReportRoom {
  var figureRoutes: [Route] {
    [
      view("/figures") { ask, content in .page(try await figuresPage(ask, content, nil)) },
      change("/figures", again: { try await figuresPage($0, $1, $2) }) { ask, content, writer in
        try await desk.bind(
          try ask.required("question", "Figure"), as: try ask.required("name", "Name in the text"),
          in: content.edition.id,
          by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "figures")
      },
      change("/figures/:figure/remove", again: { try await figuresPage($0, $1, $2) }) { ask, content, writer in
        try await desk.unbind(try ask.parameter("figure"), in: content.edition.id, by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "figures")
      },
      change("/refresh", again: { try await figuresPage($0, $1, $2) }) { ask, content, writer in
        try await desk.refresh(content, by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "figures")
      },
    ]
  }

  private func figuresPage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) async throws -> Page {
    let name = content.edition.name, isDraft = content.edition.state == .draft
    let today = await desk.today(content), drift = try await desk.drift(content)
    let printed = content.printedNames(desk.engine.measures.rules)
    return page(
      content, "Figures",
      """
      <p>What stands in the report, and what the records say today. \(isDraft ? "Today’s figures are taken in when you say so." : "What is signed or published does not move.")</p>
      \(UI.table(
        caption: "Figures of this report",
        headings: ["Name in the text", "Figure", "Stands", "Today", "Printed"].map { UI.Heading($0) },
        rows: content.bindings.map { binding in
          let held = try? binding.held?.figure(), now = today[binding.name]
          let same = held != nil && held?.fingerprint == now?.fingerprint
          return [
            "<code>\(binding.name)</code>", title(binding, held),
            HTML(text: held.map { $0.value.map($0.measured) ?? $0.sentence } ?? "no answer"),
            content.edition.state == .published
              ? HTML(text: drift[binding.name]?.words ?? "Counted from published files.")
              : same ? UI.tag("The same", .grey)
              : "\(UI.tag("Differs", .yellow)) \(now.map { $0.value.map($0.measured) ?? $0.sentence } ?? "cannot be counted")",
            printed.contains(binding.name) ? "yes" : "<span class=\"hint\">no</span>",
          ]
        }, compact: true, empty: "No figure is bound."))
      \(when: isDraft, """
        \(UI.form(action: ReportPath.part(name, "refresh"), submit: "Take today’s figures in", kind: .secondary, ""))
        <h2>Bind a figure</h2>
        \(UI.form(action: ReportPath.part(name, "figures"), submit: "Bind", """
          \(UI.textField("name", "Name in the text", hint: "Lower-case letters, digits and hyphens.", value: ask.form["name"] ?? "", width: .twenty))
          \(UI.textField("question", "Figure", hint: "measure=night-stars-hours&period=2022/23, with &compare=2021/22 for a change, or the address of a figure in the evidence explorer.", value: ask.form["question"] ?? ""))
          """))
        \(UI.details("Take a figure off", "\(each: content.bindings, { UI.form(action: ReportPath.part(name, "figures", $0.name, "remove"), submit: "Take “\($0.name)” off", kind: .secondary, "") })"))
        """)
      """, refusal: refusal, wide: true)
  }

  private func title(_ binding: ReportBinding, _ figure: Figure?) -> HTML {
    let words = figure?.title ?? binding.question
    if let (measure, period) = binding.record {
      return UI.link(words, href: FiguresPath.figure(measure, period.description))
    }
    if let (measure, period, _) = binding.comparison {
      return UI.link(words, href: FiguresPath.figure(measure, period.description))
    }
    return UI.link(words, href: EvidencePath.explore + "?" + binding.question)
  }
}
