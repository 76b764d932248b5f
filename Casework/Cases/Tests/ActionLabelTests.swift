import Basics
import CaseworkModel
import Foundation
import Testing

@Suite struct ActionLabelTests {
  private static let practice: String = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path + "/Practice/"
  }()

  @Test func `labels of practice are read, and what one blocks is refused with the name of who can lift it`() throws {
    let labels = try ActionLabel.load(String(contentsOfFile: Self.practice + "labels.yaml", encoding: .utf8))
    #expect(labels.count == 6)
    let standing = LabelOnCase(
      label: "do-not-contact-at-home", setBy: "Lee", setByAgency: "Council", setAt: Instant(milliseconds: 0), words: "")
    let refusal = #expect(throws: Refusal.self) { try LabelCheck.check("letters", [standing], labels) }
    #expect(refusal?.place == "Do not contact at home" && refusal?.remedy?.contains("Council") == true)
    #expect(throws: Never.self) { try LabelCheck.check("exports", [standing], labels) }
  }

  @Test func `a label that practice no longer knows blocks everything until it is lifted`() throws {
    let standing = LabelOnCase(
      label: "gone", setBy: "Lee", setByAgency: "Council", setAt: Instant(milliseconds: 0), words: "")
    #expect(throws: Refusal.self) { try LabelCheck.check("visits", [standing], []) }
    #expect(throws: Never.self) { try LabelCheck.check("visits", [], []) }
  }

  @Test(arguments: [
    ([UInt8](), "empty"), (Array("MZ\u{0}".utf8) + [0x90], "neither"), (Array("PK\u{3}\u{4}".utf8) + [0], "neither"),
  ]) func `a document that is empty or of another kind is refused by its content`(content: [UInt8], words: String) {
    let refusal = #expect(throws: Refusal.self) { try DocumentFile.checked(name: "x.pdf", content) }
    #expect(refusal?.reason.contains(words) == true)
  }

  @Test func `a document's name keeps no folders and no quotation marks`() throws {
    let checked = try DocumentFile.checked(name: "../../etc/pass\"wd", Array("%PDF-1.7".utf8))
    #expect(checked.name == "passwd" && checked.type == "application/pdf")
  }
}
