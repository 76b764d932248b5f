import Basics
import Database
import DeliveryModel
import DeliveryStore
import DeliveryWeb
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Registers of programmes` {
  @Test(arguments: TestDatabase.engines)
  func `a correction keeps what stood before, with its reason, and a second one from an old page is refused`(
    engine: Engine
  ) async throws {
    try await DeliveryFixture.with(engine) { world in
      let id = try await world.enter(
        Course.self, ["code": "act", "title": "ACT", "type": "act", "strand": "protect", "minutes": "45"])
      try await world.correct(Course.self, id, ["title": "ACT Awareness", "minutes": ""])
      let entry = try #require(try await world.store.entry(Course.register, id))
      #expect(entry.version == 2 && entry.values.optionalText("title") == "ACT Awareness")
      #expect(entry.values.optionalNumber("minutes") == nil && entry.enteredBy == "mo")
      let changes = try await world.store.changes(Course.register, id)
      #expect(changes.map(\.before) == ["Name: ACT\nLength in minutes: 45"])
      #expect(changes.map(\.reason) == ["It was entered wrongly."])
      let register = try world.register(Course.self)
      for (version, reason, said) in [
        (1, "Again", "Somebody has corrected this meanwhile."), (2, " ", "A correction needs its reason"),
        (2, "Again", "Nothing was changed."),
      ] {
        let refusal = await #expect(throws: Refusal.self) {
          try await world.store.correct(
            register, id, version: version, to: entry.values, reason: reason, by: "mo", now: DeliveryFixture.now)
        }
        #expect(refusal?.reason.hasPrefix(said) == true)
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `two entries cannot share a code, and a choice names something that is there`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let course = ["code": "act", "title": "ACT", "type": "act", "strand": "protect"]
      try await world.enter(Course.self, course)
      let taken = await #expect(throws: Refusal.self) { try await world.enter(Course.self, course) }
      #expect(taken?.place == "Code")
      let missing = await #expect(throws: Refusal.self) {
        try await world.enter(
          TrainingSession.self,
          [
            "course": "nothing", "day": "2026-09-01", "mode": "online", "deliverer": "Council", "state": "planned",
          ])
      }
      #expect(missing?.place == "Course")
    }
  }

  @Test(arguments: [
    ("minutes", "4", "This is no whole number from 5 to 3,000."), ("code", "Two Words", "“Two Words” is no code."),
    ("type", "party", "Nothing from the list was chosen."), ("title", "", "This is empty."),
    ("title", "a\u{202E}b", "This has a character that cannot be seen."),
    ("title", "a\nb", "This is more than one line."),
    ("title", String(repeating: "x", count: 161), "This is longer than 160 characters."),
  ]) func `what does not fit is refused by the label of its field`(key: String, typed: String, reason: String) throws {
    let field = try #require(Course.register.field(key))
    let refusal = #expect(throws: Refusal.self) { try field.value(typed: typed) }
    #expect(refusal?.reason == reason && refusal?.place == field.label && refusal?.remedy != nil)
  }

  @Test(
    arguments: [
      ("1250.50", 125_050), ("£1,250", 125_000), ("0", 0), ("0.05", 5), ("12.5", nil), ("-1", nil), ("1e3", nil),
      ("9999999999", nil), ("1.2.3", nil), ("", nil), ("٣", nil),
    ] as [(String, Int?)]) func `money is kept in pence, and nothing else is money`(typed: String, pence: Int?) throws
  {
    let field = RegisterField("amount", "Amount", .money)
    let value = try? field.value(typed: typed)
    #expect(value == pence.map(RegisterValue.number))
    if let pence { #expect(try field.value(typed: field.typed(.number(pence))) == .number(pence)) }
  }

  @Test func `every register can be read by readers and changed by keepers alone, and no address is hidden`()
    async throws
  {
    try await DeliveryFixture.with { world in
      #expect(world.site.unreachableRoutes.isEmpty)
      for account in ["mo", "ria", "fen", "nobody"] {
        let browser = world.visitor(account)
        for route in world.site.routes where route.method == .get && !route.path.contains(":") {
          await browser.get(route.path)
          let permissions = TestDoor.permissions[account]
          guard case .needs(let permission) = route.policy else { throw NotFound() }
          let expected = permissions == nil ? 303 : permissions?.contains(permission) == true ? 200 : 403
          #expect(browser.page.status == expected, "\(account) \(route.path)")
          guard browser.page.status == 200 else { continue }
          let text = browser.page.text
          #expect(text.ranges(of: "<h1>").count == 1 && text.contains("class=\"back-link\""), "\(route.path)")
        }
      }
    }
  }

  @Test func `hostile text in any field of any register is refused by field or shown as text`() async throws {
    try await DeliveryFixture.with { world in
      let mo = world.visitor("mo"), ria = world.visitor("ria")
      for register in world.store.registers {
        let path = "/programmes/" + register.shape.path
        for evil in [
          "<script>alert(1)</script>", "' OR '1'='1", "\u{202E}x", String(repeating: "é", count: 1500), "",
        ] {
          let fields = register.shape.fields.flatMap { field in
            ["", "-day", "-month", "-year"].map { (field.key + $0, evil) }
          }
          await mo.post(path, fields)
          #expect(mo.page.status == 422, "\(path) \(evil.prefix(10))")
          #expect(!mo.page.text.contains("<script>alert"), "\(path)")
        }
        await ria.post(path, [("title", "x")])
        #expect(ria.page.status == 403, "\(path)")
        let entered = try await world.store.list(register.shape)
        #expect(entered.isEmpty)
      }
      // Words that may be anything come back as text.
      await mo.post(
        "/programmes/campaigns",
        [
          ("code", "noise"), ("title", "<script>alert(1)</script>"), ("theme", "Noise"), ("aim", "<b>Quiet</b>"),
          ("audience", "Riders"), ("channels", "Leaflets"), ("owner", "Manager"), ("starts-day", "1"),
          ("starts-month", "9"), ("starts-year", "2026"), ("state", "planned"),
        ])
      #expect(mo.page.status == 303)
      await mo.get(mo.location)
      #expect(mo.page.status == 200 && mo.page.text.contains("&lt;script&gt;alert(1)"))
      #expect(!mo.page.text.contains("<script>alert") && !mo.page.text.contains("<b>Quiet"))
    }
  }

  @Test func `an entry is entered, shown with what belongs to it, and corrected through the pages`() async throws {
    try await DeliveryFixture.with { world in
      let mo = world.visitor("mo")
      await mo.post(
        "/programmes/courses", [("code", "act"), ("title", "ACT"), ("type", "act"), ("strand", "protect")])
      #expect(mo.page.status == 303)
      let course = mo.location
      let id = String(course.split(separator: "/").last ?? "")
      await mo.get("/programmes/sessions/new?course=\(id)")
      #expect(mo.page.text.contains("value=\"\(id)\" selected"))
      await mo.post(
        "/programmes/sessions",
        [
          ("course", id), ("day-day", "1"), ("day-month", "9"), ("day-year", "2026"), ("mode", "online"),
          ("deliverer", "Council"), ("attendees", "20"), ("state", "held"),
        ])
      #expect(mo.page.status == 303)
      await mo.get(course)
      #expect(mo.page.text.contains("1 September 2026") && mo.page.text.contains("Enter a session"))
      await mo.get(course + "/correct")
      await mo.post(
        course + "/correct",
        [
          ("code", "act"), ("title", "ACT Awareness"), ("type", "act"), ("strand", "protect"), ("entry-version", "1"),
          ("correction-reason", "Its full name"),
        ])
      #expect(mo.page.status == 303)
      await mo.get(course)
      #expect(mo.page.text.contains("ACT Awareness") && mo.page.text.contains("1 correction"))
      await mo.get("/programmes/courses/nothing")
      #expect(mo.page.status == 404)
    }
  }
}
