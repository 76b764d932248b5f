import Basics
import Database
import StrategyModel
import StrategyStore
import TestSupport
import Testing

@Suite struct ReportStepTests {
  private let later = ReportSample.now.adding(seconds: 3_600)

  @Test(arguments: TestDatabase.engines)
  func `the demonstration report is ready to be signed, and a second person signs it`(
    engine: Engine
  ) async throws {
    try await ReportSample.with(engine) { sample in
      let content = try await sample.content()
      let obstacles = try await sample.desk.obstacles(content)
      #expect(obstacles.map(\.words) == [])
      #expect(content.promises.count >= 6 && content.bindings.count > 60)
      var both = ReportSample.analyst.permissions
      both.insert(.approveReport)
      let author = Writer(account: "a1", name: "Analyst", permissions: both)
      let refusal = await #expect(throws: Refusal.self) {
        try await sample.desk.signOff(ReportSample.name, note: "", by: author, at: later)
      }
      #expect(refusal?.kind == "same-person")
      try await sample.desk.signOff(ReportSample.name, note: "Delegated", by: ReportSample.manager, at: later)
      let signed = try await sample.content()
      #expect(signed.edition.state == .signedOff && signed.edition.signOff?.fingerprint == content.fingerprint)
      await #expect(throws: Refusal.self) {
        try await sample.desk.unbind("hours", in: signed.edition.id, by: ReportSample.analyst, at: later)
      }
    }
  }

  @Test(arguments: TestDatabase.engines) func `a payment that is missing stops the sign-off`(engine: Engine)
    async throws
  {
    try await ReportSample.with(engine) { sample in
      try await sample.supply("car-meets", at: later) { text in
        var lines = text.split(separator: "\r\n").map(String.init)
        if let at = lines.lastIndex(where: { $0.contains("penalty.payment") }) { lines.remove(at: at) }
        return lines.joined(separator: "\r\n")
      }
      try await sample.desk.refresh(try await sample.content(), by: ReportSample.analyst, at: later)
      let refusal = await #expect(throws: Refusal.self) {
        try await sample.desk.signOff(ReportSample.name, note: "", by: ReportSample.manager, at: later)
      }
      #expect(
        refusal?.reason.contains("Money received for fixed penalty notices is 2,700.00") == true,
        "\(refusal?.reason ?? "")")
    }
  }

  @Test(arguments: TestDatabase.engines) func `a record that changes moves the live figure and not the published one`(
    engine: Engine
  ) async throws {
    try await ReportSample.with(engine) { sample in
      try await sample.desk.signOff(ReportSample.name, note: "", by: ReportSample.manager, at: later)
      try await sample.desk.publish(ReportSample.name, by: ReportSample.manager, at: later)
      let published = try await sample.content()
      #expect(published.figures()["referrals"]?.value == 983)
      let hash = published.fingerprint
      try await sample.supply("support-service", at: later.adding(seconds: 60)) { text in
        var lines = text.split(separator: "\r\n").map(String.init)
        guard let at = lines.firstIndex(where: { $0.contains("service.referral") }) else { return text }
        var cells = lines[at].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        cells[4] = "\((Int(cells[4]) ?? 0) - 2)"
        lines[at] = cells.joined(separator: ",")
        return lines.joined(separator: "\r\n")
      }
      let live = try await sample.desk.engine.run("vawg-referrals", MeasureSample.period("2022/23"))
      #expect(live.figure.value == 981)
      let after = try await sample.content()
      #expect(after.figures()["referrals"]?.value == 983 && after.fingerprint == hash)
      let drift = try await sample.desk.drift(after)
      #expect(drift["referrals"]?.words == "1 record changed since; today this would be 981 referrals.")
      #expect(drift["hours"]?.hasChanged == false)
      await #expect(throws: (any Error).self) {
        try await sample.database.write { connection in
          _ = try connection.run("UPDATE report_binding SET question = 'x' WHERE name = 'referrals'")
        }
      }
    }
  }

  @Test func `the next report must answer what this one promised`() async throws {
    try await ReportSample.with { sample in
      let store = sample.desk.store, id = ID<ReportEdition>(at: later)
      try await store.create(
        ReportEdition(
          id: id, name: "westminster-2023-24", title: "The next", partnership: "Demonstration",
          period: MeasureSample.period("2023/24"), previous: ReportSample.name, createdAt: later, createdBy: "Analyst"),
        by: ReportSample.analyst)
      let next = try await sample.content("westminster-2023-24")
      let open = try await sample.desk.obstacles(next).filter { $0.page == .promises }
      #expect(next.due.count == open.count && open.count >= 6)
      for promise in next.due {
        try await store.answer(promise.id, .done, words: "It was done.", of: id, by: ReportSample.analyst, at: later)
      }
      let answered = try await sample.content("westminster-2023-24")
      #expect(try await sample.desk.obstacles(answered).contains { $0.page == .promises } == false)
      await #expect(throws: Refusal.self) {
        try await store.answer("nothing", .done, words: "x", of: id, by: ReportSample.analyst, at: later)
      }
    }
  }

  @Test func `two writers of one paragraph both keep their text`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let paragraph = try #require(content.numbered.first?.paragraph), id = content.edition.id
      try await sample.desk.store.saveParagraph(
        paragraph.id, text: "Theirs.", subject: nil, exempt: nil, version: 1, of: id, by: ReportSample.manager,
        at: later)
      let conflict = await #expect(throws: ParagraphConflict.self) {
        try await sample.desk.store.saveParagraph(
          paragraph.id, text: "Mine.", subject: nil, exempt: nil, version: 1, of: id, by: ReportSample.analyst,
          at: later)
      }
      #expect(conflict?.stored.text == "Theirs." && conflict?.yourText == "Mine.")
    }
  }

  @Test func `a percentage may not be printed without what stands beside it`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let found = try #require(content.numbered.first { $0.paragraph.text.contains("{figure:assessed}") })
      let text = found.paragraph.text.split(separator: ", and {figure:assessed}").first.map(String.init) ?? ""
      try await sample.desk.store.saveParagraph(
        found.paragraph.id, text: text + ".", subject: nil, exempt: nil, version: 1, of: content.edition.id,
        by: ReportSample.analyst, at: later)
      let obstacles = try await sample.desk.obstacles(try await sample.content())
      #expect(
        obstacles.contains { $0.words.contains("may not stand without “Closed cases with a closing assessment”") })
    }
  }
}
