import Basics
import PartnershipModel
import Testing

@Suite struct `Who is who in the partnership` {
  @Test func `a responsible authority is one of the five of section 5, and no other body is`() throws {
    #expect(Authority.Responsibility.allCases.count == 5)
    #expect(throws: Refusal.self) {
      try Authority(id: ID("a"), name: "Fire", kind: .participatingBody, responsibility: .fireAndRescue)
    }
    #expect(throws: Refusal.self) { try Authority(id: ID("a"), name: "Nobody", kind: .responsibleAuthority) }
    let police = try Authority(id: ID("a"), name: "Police", kind: .responsibleAuthority, responsibility: .police)
    #expect(Authority.missing(from: [police]) == [.localAuthority, .fireAndRescue, .integratedCareBoard, .probation])
  }

  @Test func `only administrators administer, and only managers approve`() {
    for role in Role.allCases {
      #expect(role.permissions.contains(.administer) == (role == .administrator))
      #expect(role.permissions.contains(.approveAssessment) == (role == .manager))
      #expect(role.permissions.contains(.importEvidence) == (role == .analyst))
      #expect(role.permissions.contains(.readCases) == (role == .caseworker))
      #expect(role.permissions.contains(.auditAll) == (role == .auditor))
      // Whoever works on cases or watches the log has no need of anything else, and gets it only by another role.
      #expect(
        role.permissions.contains(.readEvidence) == ![.caseworker, .auditor, .provider, .councillor].contains(role))
    }
    #expect(Role.reader.permissions == [.readEvidence, .readPublished])
    #expect(Role.provider.permissions == [.submitReturns] && Role.councillor.permissions == [.readPublished])
    #expect(Set<Role>([.reader, .administrator]).permissions == [.readEvidence, .readPublished, .administer])
    #expect(Set<Role>([.analyst, .manager]).label == "Partnership manager, Analyst")
  }

  @Test func `a sign-in name is found however it was typed`() throws {
    #expect(try SignInName("  Pat.Fictional@Council.EXAMPLE ").text == "pat.fictional@council.example")
  }

  @Test(arguments: [
    "", "pat", "@council.example", "pat@", "a@b@c", "pat fictional@x.example", "<script>@x.example",
    "p\u{0}t@x.example",
    "pät@x.example", String(repeating: "a", count: 300) + "@x.example",
  ])
  func `what cannot be an e-mail address is refused`(_ typed: String) {
    #expect(throws: Refusal.self) { try SignInName(typed) }
  }

  @Test func `a name may be in any script, on one line, and not disguised`() throws {
    #expect(try PersonName.checked("  Zoë   O’Fictional ", place: "Name") == "Zoë O’Fictional")
    #expect(try PersonName.checked("李 示例", place: "Name") == "李 示例")
    #expect(try PersonName.checked("<script>alert(1)</script>", place: "Name") == "<script>alert(1)</script>")
    #expect(throws: Refusal.self) { try PersonName.checked(" \n ", place: "Name") }
    #expect(throws: Refusal.self) { try PersonName.checked("Pat\u{202E}nimda", place: "Name") }
    #expect(throws: Refusal.self) { try PersonName.checked(String(repeating: "x", count: 121), place: "Name") }
  }
}

@Suite struct `Passwords` {
  private func objection(_ password: String, _ context: [String] = []) -> String? {
    PasswordRules.objection(to: password, context: context)?.reason
  }

  @Test(arguments: [
    "copper lighthouse badger", "тихий синий фонарь", "a long passphrase with spaces", "9fK!x2_Lq7#vBn",
  ])
  func `length is enough, of any characters`(_ password: String) { #expect(objection(password) == nil) }

  @Test func `the shortest is twelve characters and the longest 128`() {
    #expect(objection("copperbadge")?.contains("shorter than 12") == true)
    #expect(objection("copperbadger") == nil)
    let long = String((0..<128).map { Character(Unicode.Scalar(UInt8(97 + $0 * 7 % 26))) })
    #expect(objection(long) == nil)
    #expect(objection(long + "x")?.contains("longer than 128") == true)
    #expect(objection(String(repeating: "longer than anybody types ", count: 400))?.contains("longer") == true)
  }

  @Test(arguments: [
    "password1234", "Password123!", "P@ssw0rd1234", "qwertyuiop123", "letmein12345", "iloveyou2024", "welcome-2026!",
    "111111111111", "abcabcabcabc", "abcdefghijkl", "123456789012", "987654321098", "correct horse battery staple",
    "Liverpool1892", "westminster2026", "!!!administrator!!!",
  ])
  func `what is guessed first is refused`(_ password: String) { #expect(objection(password) != nil) }

  @Test func `a password that is little more than what is known about the person is refused`() {
    let context = ["Pat Fictional", "pat.fictional@council.example", "Anytown Council"]
    #expect(objection("fictional2026", context)?.contains("fictional") == true)
    #expect(objection("Anytown-1234", context)?.contains("anytown") == true)
    #expect(objection("anytown copper badger", context) == nil)
  }

  @Test func `an accent counts the same however it was typed`() {
    #expect(PasswordRules.normalised("cafe\u{301}") == PasswordRules.normalised("caf\u{E9}"))
    #expect(Array(PasswordRules.normalised("cafe\u{301}").utf8) == Array("caf\u{E9}".utf8))
  }
}
