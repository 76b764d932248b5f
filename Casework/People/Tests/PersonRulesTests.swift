import Basics
import CaseworkModel
import Testing

@Suite struct PersonRulesTests {
  private let today = Day(year: 2026, month: 9, day: 21) ?? Day(number: 0)

  @Test(arguments: [
    (PersonParticulars(familyName: " ", givenNames: ""), "person-name"),
    (PersonParticulars(familyName: "Example", givenNames: "", birthDate: Day("2026-09-22")), "birth-date"),
    (PersonParticulars(familyName: "Example", givenNames: "", birthDate: Day("1850-01-01")), "birth-date"),
    (PersonParticulars(familyName: String(repeating: "a", count: 201), givenNames: ""), "text-too-long"),
    (PersonParticulars(familyName: "Example\u{0}", givenNames: ""), "text-control"),
  ]) func `a person who cannot be is refused`(person: PersonParticulars, kind: String) {
    let refusal = #expect(throws: Refusal.self) { try person.checked(today: today) }
    #expect(refusal?.kind == kind)
  }

  @Test func `one name is enough, in any script`() throws {
    #expect(try PersonParticulars(familyName: "", givenNames: "Ναυσικά").checked(today: today).givenNames == "Ναυσικά")
  }
}
