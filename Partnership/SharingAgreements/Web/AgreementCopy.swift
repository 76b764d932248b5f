import Basics
import Documents
import PartnershipModel
import PartnershipStore
import WebShell

/// The copy that is signed, printed from the data that decide.
extension AgreementDesk {
  func report(_ held: HeldAgreement) async throws -> Report {
    let told = try await description(held), content = held.content
    let status = held.status(on: today),
      publisher = try await partners.partnershipName() ?? "Community Safety Partnership"
    func table(_ headings: [String], _ rows: [[HTML]]) -> HTML {
      """
      <table><thead><tr>\(each: headings, { "<th scope=\"col\">\($0)</th>" })</tr></thead>
      <tbody>\(each: rows, { row in "<tr>\(each: row, { "<td>\($0)</td>" })</tr>" })</tbody></table>
      """
    }
    let body: HTML = """
      \(each: told.sections, { section in
        "<h2 id=\"\(section.id)\">\(section.title)</h2>\(UI.summaryList(section.rows))"
      })
      <h2 id="items">Items of information</h2>\(table(AgreementDescription.itemHeadings, told.itemRows))
      <h2 id="parties">Parties and signatures</h2>
      \(table(AgreementDescription.partyHeadings, told.partyRows(held.signatures, sha256: held.sha256)))
      <h2 id="digest">What was signed</h2>
      <p>Each signature is under the text with this SHA-256 digest; a text that differs in one letter has another.</p>
      <p><code>\(held.sha256)</code></p>
      """
    return Report(
      title: content.title, subtitle: "\(content.tier.label), version \(content.version)", publisher: publisher,
      facts: [
        ("Status", status.label), ("Signatures", "\(held.signedCount) of \(content.parties.count)"),
        ("First day", content.from.spoken), ("Last day", content.to?.spoken ?? "None"), ("Digest", held.sha256),
      ], marking: status.carriesDisclosures ? nil : status.label,
      contents: told.sections.map { Report.Entry(id: $0.id, title: $0.title) } + [
        Report.Entry(id: "items", title: "Items of information"),
        Report.Entry(id: "parties", title: "Parties and signatures"),
        Report.Entry(id: "digest", title: "What was signed"),
      ], body: body.text)
  }

  @Sendable func copy(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), report = try await report(held)
    // The same data as the file, inside the frame of the site, which has its own heading and way back.
    let told = try await description(held)
    return .page(
      Page(
        title: "Copy for signature – \(held.content.title)", heading: held.content.title, caption: report.subtitle,
        back: ("Back to the agreement", AgreementDesk.path(held.id)),
        body: """
          \(UI.summaryList(report.facts.map { ($0.0, HTML(text: $0.1)) }))
          <p>\(UI.link("This copy as PDF", href: AgreementDesk.path(held.id, "copy.pdf")))</p>
          \(each: told.sections, { section in "<h2>\(section.title)</h2>\(UI.summaryList(section.rows))" })
          <h2>Items of information</h2>
          \(UI.table(
            caption: "Items", headings: AgreementDescription.itemHeadings.map { UI.Heading($0) }, rows: told.itemRows,
            hideCaption: true))
          <h2>Parties and signatures</h2>
          \(UI.table(
            caption: "Parties", headings: AgreementDescription.partyHeadings.map { UI.Heading($0) },
            rows: told.partyRows(held.signatures, sha256: held.sha256), hideCaption: true))
          """, wide: true))
  }

  @Sendable func copyPDF(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask)
    let bytes = try await renderer.renderPDF(html: try await report(held).html(styled: false))
    return .download(
      bytes, type: "application/pdf",
      filename: "agreement-\(held.sha256.prefix(12))-version-\(held.content.version).pdf")
  }
}
