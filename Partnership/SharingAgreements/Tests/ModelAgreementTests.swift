import Basics
import Foundation
import PartnershipModel
import Testing

@Suite struct `Reading model agreements` {
  private func text() throws -> String {
    try String(contentsOfFile: AgreementFixture.practiceFolder() + "/agreements/asb.yaml", encoding: .utf8)
  }

  private func read(_ text: String) throws -> ModelAgreement {
    let practice = try AgreementFixture.practice()
    return try ModelAgreement(
      text: text, file: "agreements/asb.yaml", words: practice.words, gateways: practice.gateways)
  }

  /// What stands wrong in the file, and its line after the change.
  @Test(arguments: [
    ("panels: [asb]\ncategories", "panels: [asbestos]\ncategories", "panels: [asbestos]"),
    ("tier: purpose", "tier: porpoise", "tier: porpoise"),
    ("  - code: CDA-115", "  - code: CDA-116", "  - code: CDA-116"),
    ("    marks: [criminal]", "    marks: [criminel]", "    marks: [criminel]"),
    ("review-months: 12", "review-months: soon", "review-months: soon"),
    ("regime: both", "regime: all", "regime: all"),
  ])
  func `a bad word is refused with its file, its line and what to do`(old: String, new: String, line: String) throws {
    let whole = try text()
    #expect(whole.contains(old))
    let wrong = whole.replacing(old, with: new, maxReplacements: 1)
    let number = 1 + (wrong.components(separatedBy: "\n").firstIndex(of: line) ?? -2)
    do {
      _ = try read(wrong)
      Issue.record("“\(new)” was taken")
    } catch let refusal as Refusal {
      #expect(refusal.kind == "practice-file")
      #expect(refusal.place == "agreements/asb.yaml:\(number)")
      #expect(refusal.remedy?.isEmpty == false)
    }
  }

  @Test func `a key that nobody reads is refused`() throws {
    #expect(throws: Refusal.self) { try read(try text() + "\nbenefits: none\n") }
  }

  @Test func `a gateway has its limits, its days and what is not confirmed`() throws {
    let gateways = try AgreementFixture.practice().gateways
    let power = try #require(gateways["SVD-16"]), begin = try #require(Day("2023-01-31"))
    #expect(power.isLaw(on: begin) && !power.isLaw(on: begin + -1))
    #expect(power.excludedCategories == ["health", "substance"])
    #expect(power.excludedSources == [.health])
    #expect(gateways["CL"]?.isConfirmed == false)
  }

  @Test func `a kind of data that no present body brings is not agreed`() throws {
    let practice = try AgreementFixture.practice()
    let draft = try AgreementFixture.draft("prolific-offenders", practice)
    #expect(!draft.categories.contains("contact"))
    #expect(draft.categories.contains("identity"))
  }
}
