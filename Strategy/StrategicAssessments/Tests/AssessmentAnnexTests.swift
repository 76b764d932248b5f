import Basics
import Documents
import Foundation
import StrategyModel
import Testing
import WebShell

@testable import StrategyWeb

@Suite struct AssessmentAnnexTests {
  /// An edition of which one figure has this table.
  private func content(_ table: Figure.Table? = nil) throws -> AssessmentContent {
    var content = Sample.complete()
    if let table {
      var figure = Sample.share()
      figure.table = table
      content.sections[0].blocks[0].bindings[0].held = try HeldFigure(figure, at: Sample.now, by: "Analyst")
    }
    return content
  }

  private func table(_ heading: String, _ numbers: [Int]) -> Figure.Table {
    Figure.Table(
      caption: "Counts", headings: [Figure.Heading(heading), Figure.Heading("Crimes", isNumber: true)],
      rows: numbers.enumerated().map { [Figure.Cell("row-\($0)-end"), Figure.Cell($1.grouped, Double($1))] })
  }

  /// What stands between the element of that id and the next of the same kind.
  private func part(_ text: String, from id: String, to end: String) -> String {
    guard let start = text.range(of: "id=\"\(id)\"") else { return "" }
    return String(
      text[start.upperBound...].prefix(upTo: text[start.upperBound...].range(of: end)?.lowerBound ?? text.endIndex))
  }

  @Test func `under each figure one line gives its sources, their date and the way to the whole account`() throws {
    let content = try content()
    let text = AssessmentDocument(content).html()
    for binding in content.bindings {
      let figure = part(text, from: "figure-\(binding.name)", to: "</section>")
      #expect(figure.contains("Sources <a href=\"#source-1\">[1]</a> · extract of 31 July 2023"))
      #expect(figure.contains("href=\"#known-\(binding.name)\""))
      #expect(!figure.contains("Fingerprint") && !figure.contains("<details"))
      let entry = part(text, from: "known-\(binding.name)", to: "<h4")
      for words in ["What is counted", "Whose crime it is", "Numerator", "Denominator", "Caveats", "Method", "Sources"]
      {
        #expect(entry.contains("<strong>\(words):</strong>"), "\(words)")
      }
      #expect(entry.contains("<code>figure=share&amp;measure=mps-recorded-crime"))
      #expect(entry.contains("<strong>Fingerprint:</strong> <code>f</code>"))
    }
  }

  @Test func `what several figures have in common is said once and referred to`() throws {
    let text = AssessmentDocument(try content()).html()
    for words in ["Recorded crime", "investigating borough", "A share can rise while crime falls."] {
      #expect(text.components(separatedBy: "</strong> \(words)</p>").count == 2, "\(words)")
    }
    let notes = text.matches(of: /id="note-([0-9]+)"/).map { String($0.1) }
    #expect(notes == ["1", "2", "3"])
  }

  @Test func `what only one figure says stands in its own entry`() throws {
    var content = try content()
    var figure = Sample.share(unsettled: [])
    figure.evidence.caveats.append("Only five months are held.")
    figure.evidence.excluded = [Figure.Exclusion("No place", rows: 1204)]
    content.sections[1].blocks[0].bindings[0].held = try HeldFigure(figure, at: Sample.now, by: "Analyst")
    let entry = part(AssessmentDocument(content).html(), from: "known-share-7b", to: "<h4")
    #expect(entry.contains("Only five months are held.") && entry.contains("No place: 1,204"))
    #expect(entry.contains("<strong>Caveats:</strong> note <a href=\"#note-3\">3</a>; Only five"))
  }

  @Test func `a figure that is only cited has its notes beside it`() throws {
    var content = try content()
    content.sections[0].blocks[0].bindings[0].shows = .number
    let text = AssessmentDocument(content).html()
    #expect(text.contains("<span id=\"figure-share-7a\">"))
    #expect(part(text, from: "figure-share-7a", to: "</tr>").contains("<a href=\"#note-1\">1</a>"))
  }

  @Test func `of a long table the body has the rows that matter and the annex has them all`() throws {
    let text = AssessmentDocument(try content(table("Ward", (0..<40).map { ($0 * 7) % 40 }))).html()
    let body = part(text, from: "figure-share-7a", to: "</section>")
    #expect(body.components(separatedBy: "<tr>").count == 1 + 1 + DocumentTables.shownInBody)
    #expect(body.contains("Counts: the largest 12 of 40"))
    #expect(body.contains("href=\"#table-share-7a\">28 more rows in annex C</a>"))
    #expect(body.contains("<td class=\"numeric\">39</td>") && !body.contains("<td class=\"numeric\">5</td>"))
    let annex = part(text, from: "table-share-7a", to: "</table>")
    for row in 0..<40 { #expect(annex.contains("row-\(row)-end")) }
    #expect(annex.contains("<thead>"))
  }

  @Test func `of months the latest are shown, and a table of fifteen rows stands whole`() {
    let months = DocumentTables.choice(table("Month", Array(1...72)))
    #expect(months.rows.first?.first?.text == "row-60-end" && months.words == "the latest 12")
    let ordered = DocumentTables.choice(table("Ward", Array(1...30).reversed()))
    #expect(ordered.rows.first?.first?.text == "row-0-end" && ordered.words == "the first 12")
    let figure = { (count: Int) in
      var figure = Sample.share()
      figure.table = table("Ward", Array(1...count))
      return figure
    }
    #expect(!DocumentTables.isLong(figure(15)) && DocumentTables.isLong(figure(16)))
    #expect(DocumentTables.inBody(figure(15), named: "x").text.components(separatedBy: "<tr>").count == 17)
  }

  @Test func `on the reading page the account opens under its figure and no annex repeats it`() throws {
    let text = AssessmentDocument(try content(), form: .page).body.text
    #expect(text.components(separatedBy: "How do we know?</span>").count == 7)
    #expect(!text.contains("id=\"known") && !text.contains("Annex"))
    for match in text.matches(of: /href="#([^"]+)"/) { #expect(text.contains("id=\"\(match.1)\""), "\(match.1)") }
  }

  @Test func `the notice stands once in full and the running head is short`() throws {
    var content = try content()
    content.edition.notice = "Demonstration. The record of what partners were asked is fictional."
    let text = AssessmentDocument(content).html()
    #expect(text.components(separatedBy: "is fictional.").count == 2)
    #expect(text.contains("<p class=\"cover__marking\">Draft · demonstration</p>"))
    content.edition.notice = String(repeating: "Not for readers outside the partnership ", count: 3)
    #expect(AssessmentDocument(content).html().contains(">Draft · see the notice</p>"))
    content.edition.notice = nil
    #expect(AssessmentDocument(content).html().contains(">Draft</p>"))
  }
}
