import Basics
import StrategyModel
import StrategyStore
import WebShell

/// The twelve sets, as the instrument and the practice file have them.
struct PartnerSetsPage {
  let files: PartnerFiles

  func reply(_ ask: Ask) -> Reply {
    let may = ask.visitor?.may(.importEvidence) ?? false
    let refused: HTML = UI.link("Files turned away as personal data", href: EvidencePath.partnerFiles + "/refusals")
    return .page(
      Page(
        title: "The twelve prescribed sets",
        crumbs: [("Evidence", EvidencePath.home), ("Files due from partners", EvidencePath.partnerFiles)],
        lead:
          "\(files.prescribed.title) (\(files.prescribed.instrument)). Code lists version \(files.prescribed.version).",
        body: """
          <p>The categories are those of 2005 to 2008. What they are called today is marked “not established” until the \
          holder has confirmed it.</p>
          \(each: files.prescribed.sets, card)
          \(when: may, "<p>\(refused)</p>")
          """))
  }

  private func card(_ set: PrescribedSet) -> HTML {
    let holders = files.prescribed.holders.filter { $0.holds(set) }.map(\.name).joined(separator: "; ")
    var rows: [(String, HTML)] = [
      ("Holder", HTML(text: "\(set.holder.title): \(holders.isEmpty ? "nobody in this partnership" : holders)")),
      (
        "Fields",
        HTML(
          text: set.content == .numbers
            ? "Numbers only" : set.fields.map { $0.title.lowercased() }.joined(separator: ", "))
      ),
      ("Depersonalised", "<ul>\(each: set.rules, { "<li>\($0)</li>" })</ul>"),
      ("Full postcodes", set.fullPostcodes == .refused ? "Refuse the file" : "Allowed"),
      ("Status", tag(set.status)),
    ]
    if let list = set.codeList {
      rows.append(
        (
          "Code list",
          "\(list.then); today: \(list.now) \(tag(list.status))\(list.note.map { "<br><span class=\"hint\">\($0)</span>" as HTML })"
        ))
    }
    let categories = UI.table(
      caption: "Categories of paragraph \(set.paragraph)",
      headings: [UI.Heading("Category"), UI.Heading("Also read as"), UI.Heading("Today"), UI.Heading("Mapping")],
      rows: set.categories.map {
        [
          HTML(text: $0.name), HTML(text: ($0.also + $0.codes).joined(separator: ", ")),
          HTML(text: $0.now ?? "not stated"),
          tag($0.mapping),
        ]
      }, hideCaption: true, compact: true)
    return """
      <h2>\(set.paragraph). \(set.title)</h2>\(UI.summaryList(rows))\(when: !set.categories.isEmpty, categories)
      """
  }

  private func tag(_ status: Confidence) -> HTML {
    UI.tag(
      status.rawValue.prefix(1).uppercased() + status.rawValue.dropFirst(), status == .established ? .green : .yellow)
  }

  func refusals(_ ask: Ask) async throws -> Reply {
    let list = try await files.refusals()
    return .page(
      Page(
        title: "Files turned away as personal data",
        crumbs: [("Evidence", EvidencePath.home), ("Files due from partners", EvidencePath.partnerFiles)],
        lead: "These files were not kept. The findings name columns and lines, never what stood there.",
        body: UI.table(
          caption: "Files turned away",
          headings: [UI.Heading("File"), UI.Heading("Holder and set"), UI.Heading("Offered"), UI.Heading("Findings")],
          rows: list.map { one in
            let holder = files.prescribed.holder(one.holder)?.name ?? one.holder
            return [
              HTML(text: one.fileName),
              HTML(text: "\(holder), \(files.prescribed.set(one.set)?.title ?? one.set), \(one.quarter.spoken)"),
              HTML(text: "\(one.offeredAt.spoken), \(one.offeredBy)"),
              UI.paragraphs(one.findings.replacing("\n", with: "\n\n")),
            ]
          }, hideCaption: true, empty: "No file has been turned away.")))
  }
}
