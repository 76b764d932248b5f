import Basics
import Documents
import Foundation
import StrategyModel
import StrategyWeb
import Testing
import WebShell

@Suite struct AssessmentDocumentTests {
  private func html(_ change: (inout AssessmentContent) -> Void = { _ in }) -> String {
    var content = Sample.complete()
    change(&content)
    return AssessmentDocument(content).html()
  }

  @Test func `the document has one first heading and headings in order`() {
    let text = html()
    #expect(text.components(separatedBy: "<h1").count == 2)
    var last = 1
    for match in text.matches(of: /<h([1-6])[ >]/) {
      let level = Int(match.1) ?? 0
      #expect(level <= last + 1, "h\(level) follows h\(last)")
      last = level
    }
  }

  @Test func `every drawing has a title and a description, and every anchor its place`() {
    let text = html()
    let drawings = text.components(separatedBy: "<svg").dropFirst()
    #expect(drawings.count == 6)
    for drawing in drawings {
      let inside = drawing.components(separatedBy: "</svg>")[0]
      #expect(inside.contains("role=\"img\"") && inside.contains("<title") && inside.contains("<desc"))
    }
    #expect(!text.contains("<img"))
    for match in text.matches(of: /href="#([^"]+)"/) { #expect(text.contains("id=\"\(match.1)\""), "\(match.1)") }
  }

  @Test func `the seven paragraphs of regulation 7 are chapters in their order`() {
    let places = StatutoryContent.allCases.compactMap { html().range(of: "id=\"section-\($0.rawValue)\"")?.lowerBound }
    #expect(places.count == 7 && places == places.sorted())
    #expect(html().contains("Does not apply: a London borough"))
  }

  @Test func `a number in a sentence comes from its figure and leads to it`() {
    #expect(html().contains("<p>The share was <a class=\"figure-number\" href=\"#figure-share-7a\""))
    #expect(html().contains(">9.54%</a>.</p>"))
  }

  @Test func `a quotation carries its source and a broken reference is marked`() {
    let text = html {
      $0.sections[0].blocks[0].text =
        "It was {quote:8.4% | report, paragraph 3.3}. {figure:gone}\n\n> more | the report"
    }
    #expect(text.contains("<q>8.4%</q> (<cite>report, paragraph 3.3</cite>)"))
    #expect(text.contains("<mark>[no figure “gone”]</mark>"))
    #expect(text.contains("<blockquote><p>more</p><footer>Quoted from <cite>the report</cite>"))
  }

  @Test func `a script in any text is text in the document`() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    let text = html { content in
      content.edition.title = evil
      content.sections[0].blocks[0].title = evil
      content.sections[0].blocks[0].text = "\(evil) {quote:\(evil) | \(evil)}"
      content.findings[0].claim = evil
      content.priorities[0].title = evil
      content.contributions[0].qualityNote = evil
    }
    #expect(!text.contains("<script") && !text.contains("<img"))
    #expect(text.contains("&lt;script&gt;"))
  }

  @Test func `sources and methods are listed once with licence and digest`() {
    let text = html()
    #expect(text.components(separatedBy: "<li id=\"source-1\">").count == 2)
    #expect(text.contains("Licence: Open Government Licence v3.0. SHA-256 <code>aaaa"))
    #expect(text.components(separatedBy: "id=\"method-share-of-force\"").count == 2)
  }

  @Test func `the reading view shows today's answer beside the frozen one and the export does not`() throws {
    var content = Sample.complete(state: .final)
    for binding in content.bindings { content.frozen[binding.name] = binding.held }
    for section in content.sections.indices {
      for block in content.sections[section].blocks.indices {
        content.sections[section].blocks[block].bindings[0].check = RefreshCheck(
          verdict: .beyondUsualVariation, words: "It was 9.54%; today it is 9.65%.", rule: "", at: Sample.now,
          today: try HeldFigure(Sample.share(85_000), at: Sample.now, by: "refresh"))
      }
    }
    let beside = AssessmentDocument(content, besideFrozen: true).body.text
    #expect(beside.contains("Frozen 9.54%; today this would be 9.65%."))
    #expect(!AssessmentDocument(content).html().contains("today this would be"))
  }

  @Test func `the document is well-formed enough to be read as XML once entities are plain`() throws {
    let body = AssessmentDocument(Sample.complete()).body.text
    var open: [String] = []
    let void: Set<String> = ["br", "hr", "img", "input", "meta", "link", "wbr"]
    for match in body.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(\/?)>/) {
      let name = String(match.2).lowercased()
      if void.contains(name) || !match.3.isEmpty { continue }
      if match.1.isEmpty { open.append(name) } else { #expect(open.popLast() == name) }
    }
    #expect(open.isEmpty)
  }

  @Test func `the three exports come from one source`() async throws {
    let content = Sample.complete()
    let renderer = DocumentRenderer()
    let page = try await AssessmentExport.export(content, format: .html, boundaries: nil, renderer: renderer)
    #expect(String(decoding: page, as: UTF8.self) == AssessmentDocument(content).html())
    for (format, magic) in [(AssessmentExport.Format.pdf, "%PDF"), (.docx, "PK")] {
      do {
        let bytes = try await AssessmentExport.export(content, format: format, boundaries: nil, renderer: renderer)
        #expect(String(decoding: bytes.prefix(magic.utf8.count), as: UTF8.self) == magic)
      } catch let refusal as Refusal {
        // A machine without the printing programs says which one is missing and how to get it.
        #expect(refusal.kind == "document-tool-missing" && refusal.remedy != nil, "\(refusal)")
      }
    }
  }
}
