import Analysis
import Basics
import Database
import DeliveryModel
import DeliveryStore
import DeliveryWeb
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Surveys` {
  private static func survey(_ world: DeliveryFixture, _ changes: [String: String] = [:]) async throws -> String {
    let id = try await world.enter(
      Survey.self,
      [
        "code": "updates", "title": "Updates", "purpose": "How to tell people", "mode": "open", "opens": "2026-09-01",
        "closes": "2026-09-30",
      ].merging(changes) { $1 })
    try await world.surveys.edit(id, now: DeliveryFixture.now) { $0 = sheet }
    try await world.surveys.publish(id, by: "mo", now: DeliveryFixture.now)
    return id
  }

  private static let sheet = Questionnaire(
    languages: ["en", "ar"], title: ["en": "Updates", "ar": "أخبار"],
    introduction: ["en": "Tell us.", "ar": "أخبرنا."],
    questions: [
      .init(
        id: "q1", kind: .one, words: ["en": "How often?", "ar": "كم مرة؟"],
        options: [
          .init(id: "a1", label: ["en": "Weekly", "ar": "أسبوعيا"]),
          .init(id: "a2", label: ["en": "Monthly", "ar": "شهريا"]),
        ]),
      .init(
        id: "q2", kind: .several, words: ["en": "How?", "ar": "كيف؟"],
        options: [
          .init(id: "a1", label: ["en": "E-mail", "ar": "بريد"]),
          .init(id: "a2", label: ["en": "Letter", "ar": "رسالة"]),
        ]),
      .init(id: "q3", kind: .words, words: ["en": "What else?", "ar": "ماذا أيضا؟"]),
      .init(
        id: "q4", kind: .one, words: ["en": "You are?", "ar": "أنت؟"],
        options: [
          .init(id: "a1", label: ["en": "Resident", "ar": "مقيم"]),
          .init(id: "a2", label: ["en": "Visitor", "ar": "زائر"]),
        ],
        isAboutPerson: true),
    ])

  private static func answer(
    _ world: DeliveryFixture, _ typed: [String: [String]], invitation: String? = nil,
    from address: String = "192.0.2.1",
    at now: Instant = DeliveryFixture.now
  ) async throws -> SurveyStore.Outcome {
    try await world.surveys.answer(
      code: "updates", version: 1, typed, language: "en", invitation: invitation, address: address, now: now)
  }

  @Test(arguments: TestDatabase.engines)
  func `an answer counts once, and neither network nor time of day is kept with it`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.survey(world)
      #expect(try await Self.answer(world, ["q1": ["a1"], "q2": ["a2", "a1"], "q3": ["Thanks"]]) == .kept)
      let facts = try await world.facts()
      #expect(facts.map(\.kind) == ["survey.response"])
      #expect(facts.first?.attributes == ["survey": "updates", "mode": "open"])
      let all = try await world.surveys.responses(id, version: 1)
      #expect(
        all.map(\.answers) == [["q1": .chosen(["a1"]), "q2": .chosen(["a1", "a2"]), "q3": .words("Thanks")]])
      let row = try #require(
        try await world.database.read { try $0.row("SELECT id, received_on FROM survey_response") })
      #expect(try row.text("received_on") == "2026-09-21")
      let midnight = ID<Survey>(at: Instant(milliseconds: DeliveryFixture.today.number * 86_400_000))
      #expect(try row.text("id").prefix(13) == midnight.text.prefix(13))
      let identity = try row.text("id")
      #expect(facts.first?.record.hasSuffix(identity) == false)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an invitation is used once, and an answer without one is refused when people are invited`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.survey(world, ["mode": "invited"]), store = world.surveys
      await #expect(throws: Refusal.self) {
        _ = try await store.invite(2, stratum: "north", in: id, now: DeliveryFixture.now)
      }
      try await store.enter(SurveyStratum(code: "north", title: "North", population: 1000), in: id)
      let codes = try await store.invite(2, stratum: "north", in: id, now: DeliveryFixture.now)
      #expect(Set(codes).count == 2)
      for wrong in [nil, "", "ABCDE-FGHIJ-KLMNO-PQRST"] {
        await #expect(throws: Refusal.self) { _ = try await Self.answer(world, ["q1": ["a1"]], invitation: wrong) }
      }
      let code = try #require(codes.first)
      // An answer that is refused leaves the invitation unused.
      await #expect(throws: Refusal.self) { _ = try await Self.answer(world, ["q1": ["zz"]], invitation: code) }
      #expect(try await Self.answer(world, ["q1": ["a1"]], invitation: code.lowercased()) == .kept)
      await #expect(throws: Refusal.self) { _ = try await Self.answer(world, ["q1": ["a1"]], invitation: code) }
      #expect(try await store.responses(id, version: 1).map(\.stratum) == ["north"])
      #expect(try await store.find(id)?.used == 1)
      #expect(try await world.facts().map(\.attributes) == [["survey": "updates", "mode": "invited"]])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `from one network twenty answers an hour are taken, refused ones among them`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      _ = try await Self.survey(world)
      for _ in 0..<19 { #expect(try await Self.answer(world, ["q1": ["a1"]]) == .kept) }
      await #expect(throws: Refusal.self) { _ = try await Self.answer(world, [:]) }
      #expect(try await Self.answer(world, ["q1": ["a1"]]) == .wait(180))
      #expect(try await Self.answer(world, ["q1": ["a1"]], from: "192.0.3.1") == .kept)
      let later = DeliveryFixture.now.adding(seconds: 180)
      #expect(try await Self.answer(world, ["q1": ["a1"]], at: later) == .kept)
      #expect(try await world.facts().count == 21)
    }
  }

  @Test(
    arguments: [
      ["q1": ["a9"]], ["q1": ["a1", "a2"]], ["q3": [String(repeating: "x", count: 2001)]], [:], ["q4": ["a1"]],
      ["q3": ["a\u{202E}b"]],
    ] as [[String: [String]]]) func `an answer that is none of those offered is refused`(typed: [String: [String]])
  {
    #expect(throws: Refusal.self) { try Self.sheet.checked(typed, language: "en") }
  }

  @Test(arguments: TestDatabase.engines)
  func `what was published stays, a change is the next version, and nothing incomplete is published`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.survey(world), store = world.surveys, now = DeliveryFixture.now
      await #expect(throws: Refusal.self) { try await store.publish(id, by: "mo", now: now) }
      try await store.edit(id, now: now) { $0.languages.append("fr") }
      let refusal = await #expect(throws: Refusal.self) { try await store.publish(id, by: "mo", now: now) }
      #expect(refusal?.reason.contains("the title in Français") == true)
      try await store.edit(id, now: now) { sheet in
        sheet.languages.removeLast()
        sheet.questions[0].words["en"] = "How often, please?"
      }
      try await store.publish(id, by: "mo", now: now)
      let held = try #require(try await store.find(id))
      #expect(held.versions.map(\.number) == [2, 1] && held.draft == nil)
      #expect(held.versions.last?.questionnaire == Self.sheet)
      let old = await #expect(throws: Refusal.self) { _ = try await Self.answer(world, ["q1": ["a1"]]) }
      #expect(old?.kind == "survey-version")
    }
  }

  private func responses(_ groups: [(Int, String?, String?, String?)]) -> [SurveyResponse] {
    groups.flatMap { count, choice, person, stratum in
      (0..<count).map { _ in
        var answers: [String: SurveyAnswer] = [:]
        if let choice { answers["q1"] = .chosen([choice]) }
        if let person { answers["q4"] = .chosen([person]) }
        return SurveyResponse(answers: answers, stratum: stratum)
      }
    }
  }

  @Test func `small counts are held back with others that would give them away, and a table needs whole totals`() throws
  {
    let gate = try SmallCounts()
    let few = try SurveyResults(Self.sheet, responses([(4, "a1", nil, nil)]), strata: [], gate: gate)
    #expect(few.responses == nil && few.findings.isEmpty)
    let all = responses([(30, "a1", "a1", nil), (3, "a2", "a1", nil), (20, "a1", "a2", nil)])
    let results = try SurveyResults(Self.sheet, all, strata: [], gate: gate)
    let finding = try #require(results.findings.first)
    #expect(finding.lines.map(\.count) == [nil, nil] || finding.base == nil)
    #expect(!results.isSample && finding.lines.allSatisfy { $0.share == nil })
    let question = Self.sheet.questions[0], person = Self.sheet.questions[3]
    #expect(results.table(question, by: person, all, gate: gate) == nil)
    let safe = responses([(30, "a1", "a1", nil), (13, "a2", "a1", nil), (20, "a1", "a2", nil), (9, "a2", "a2", nil)])
    let open = try SurveyResults(Self.sheet, safe, strata: [], gate: gate)
    #expect(open.table(question, by: person, safe, gate: gate) == [[30, 13, 0], [20, 9, 0], [0, 0, 0]])
  }

  @Test func `a sample is weighted to the sizes of its parts, and whoever chose to answer is no sample`() throws {
    let gate = try SmallCounts()
    let strata = [
      SurveyStratum(code: "n", title: "North", population: 3000),
      SurveyStratum(code: "s", title: "South", population: 1000),
    ]
    // North 20 of 40 say weekly, south 10 of 40: weighted to 3:1 that is 0.4375.
    let all = responses([(20, "a1", nil, "n"), (20, "a2", nil, "n"), (10, "a1", nil, "s"), (30, "a2", nil, "s")])
    let results = try SurveyResults(Self.sheet, all, strata: strata, gate: gate)
    let share = try #require(results.findings.first?.lines.first?.share)
    #expect(results.isSample && abs(share.value - 0.4375) < 1e-12 && share.interval.contains(0.4375))
    #expect(abs(share.effective - 64) < 1e-9)
    let mixed = try SurveyResults(Self.sheet, all + responses([(40, "a1", nil, nil)]), strata: strata, gate: gate)
    #expect(!mixed.isSample && mixed.findings.first?.lines.allSatisfy { $0.share == nil } == true)
  }

  @Test func `the model questionnaire of the communications survey is complete in its languages`() throws {
    let models = try Questionnaire.models(practice: DeliveryFixture.practice())
    let model = try #require(models.first?.1)
    #expect(model.missing.isEmpty && model.languages == ["en", "es"] && model.questions.count == 7)
    #expect(model.inOrder.last?.isAboutPerson == true)
  }

  @Test func `the public form is answered without signing in, in its languages, and hostile text stays text`()
    async throws
  {
    try await DeliveryFixture.with { world in
      let id = try await Self.survey(world)
      let anyone = world.visitor("nobody")
      await anyone.get("/surveys/updates?language=ar")
      #expect(anyone.page.status == 200 && anyone.page.text.contains("lang=\"ar\" dir=\"rtl\""))
      #expect(anyone.page.text.contains("شهريا") && !anyone.page.text.contains("<script"))
      await anyone.get("/surveys/nothing")
      #expect(anyone.page.status == 404)
      let evil = "<script>alert(1)</script>"
      for fields in [
        [("version", "1")], [("version", "1"), ("answer-q1", evil)], [("version", evil), ("answer-q1", "a1")],
        [("version", "1"), ("answer-q3", String(repeating: "é", count: 3000))],
        [("language", evil), ("invitation", evil)],
      ] {
        await anyone.post("/surveys/updates", fields)
        #expect(anyone.page.status == 422 && !anyone.page.text.contains("<script>alert"))
      }
      await anyone.post(
        "/surveys/updates",
        [
          ("version", "1"), ("language", "en"), ("answer-q1", "a2"), ("answer-q2", "a1"), ("answer-q2", "a2"),
          ("answer-q3", evil),
        ])
      #expect(anyone.page.status == 303 && anyone.location == "/surveys/updates/thanks")
      #expect(try await world.facts().count == 1)
      // Results wait for the last day; then few answers are not shown, and words are for keepers alone.
      let mo = world.visitor("mo"), ria = world.visitor("ria")
      await mo.get("/programmes/surveys/\(id)/results")
      #expect(mo.page.text.contains("Results are shown after that"))
      try await world.correct(Survey.self, id, ["closes": "2026-09-20"])
      await ria.get("/programmes/surveys/\(id)/results")
      #expect(ria.page.text.contains("Fewer than 5 people answered"))
      await ria.get("/programmes/surveys/\(id)/words")
      #expect(ria.page.status == 403)
      await mo.get("/programmes/surveys/\(id)/words")
      #expect(mo.page.text.contains("&lt;script&gt;alert(1)") && !mo.page.text.contains("<script>alert"))
      await anyone.get("/surveys/updates")
      #expect(anyone.page.text.contains("open from 1 September 2026 to 20 September 2026"))
    }
  }

  @Test func `questions are written through the pages, and what was said is followed to what was done`() async throws {
    try await DeliveryFixture.with { world in
      let id = try await world.enter(
        Survey.self,
        [
          "code": "quiet", "title": "Quiet", "purpose": "Noise", "mode": "open", "opens": "2026-09-01",
          "closes": "2026-09-30",
        ])
      let mo = world.visitor("mo"), here = "/programmes/surveys/\(id)"
      for fields in [
        [("words", ""), ("kind", "one")], [("words", "<script>"), ("kind", "two")],
        [("words", "x"), ("kind", "one"), ("options", "Yes\nYes")],
      ] {
        await mo.post(here + "/questions", fields)
        #expect(mo.page.status == 422 && !mo.page.text.contains("<script>"))
      }
      await mo.post(here + "/questions", [("words", "Is it <b>quiet</b>?"), ("kind", "one"), ("options", "Yes\nNo")])
      #expect(mo.page.status == 303)
      await mo.post(here + "/publish", [])
      #expect(mo.page.status == 422 && mo.page.text.contains("the title in English"))
      await mo.post(here + "/head", [("title-en", "Quiet"), ("introduction-en", "Tell us.")])
      await mo.post(here + "/languages", [("language", "fr")])
      await mo.post(
        here + "/questions/q1", [("q1-language", "fr"), ("q1-words", "Calme ?"), ("q1-options", "Oui\nNon\nBof")])
      #expect(mo.page.status == 422)
      await mo.post(
        here + "/questions/q1", [("q1-language", "fr"), ("q1-words", "Calme ?"), ("q1-options", "Oui\nNon")])
      await mo.post(
        here + "/head",
        [("title-en", "Quiet"), ("introduction-en", "Tell us."), ("title-fr", "Calme"), ("introduction-fr", "")])
      await mo.post(here + "/publish", [])
      #expect(mo.page.status == 303)
      await mo.get(here + "/questions?language=fr")
      #expect(mo.page.text.contains("Calme ?") && mo.page.text.contains("Oui"))
      try await world.enter(
        SurveyFollowUp.self,
        [
          "survey": id, "said": "Pedicabs are too loud", "priority": "What matters most", "step": "Joint operations",
          "measure": "Complaints of noise", "state": "planned",
        ])
      let anyone = world.visitor("nobody")
      await anyone.get("/surveys/quiet/what-we-did")
      #expect(anyone.page.text.contains("Pedicabs are too loud") && anyone.page.text.contains("Complaints of noise"))
      let ria = world.visitor("ria")
      for path in ["/questions", "/publish", "/head", "/invitations", "/strata"] {
        await ria.post(here + path, [])
        #expect(ria.page.status == 403, "\(path)")
      }
    }
  }
}
