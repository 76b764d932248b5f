import Basics
import PartnershipModel
import Testing

@Suite struct `Finding the authorised person who looks at the wrong case` {
  /// Of 200 stories, those whose question is asked.
  private func raised(_ rules: InsiderRules) throws -> [InsiderRule] {
    let end = InsiderStory.start.adding(seconds: 60 * 86_400)
    return try (0..<200).compactMap { seed in
      let story = InsiderStory(seed: seed)
      let watch = InsiderWatch(rules: rules, facts: story.facts, agencies: InsiderStory.agencies)
      let alerts = try watch.alerts(story.events, since: InsiderStory.start, now: end)
      return story.isRaised(by: alerts) ? story.rule : nil
    }
  }

  @Test func `of 200 stories at least 190 are found, some of each kind`() throws {
    let found = try raised(OversightFixture.rules())
    #expect(found.count >= 190)
    #expect(Set(found).count == InsiderRule.allCases.count)
  }

  @Test(arguments: InsiderRule.allCases)
  func `with a rule turned off its stories are missed`(_ rule: InsiderRule) throws {
    let found = try raised(OversightFixture.rules().without(rule))
    #expect(!found.contains(rule))
    #expect(found.count < 190)
  }

  @Test func `ordinary months raise at most one alert in a week for a hundred people`() throws {
    let rules = try OversightFixture.rules()
    var count = 0
    for seed in 0..<6 { count += try NormalMonth(seed: seed).falseAlerts(rules).count }
    #expect(count <= 6 * NormalMonth.weeks)
  }

  @Test func `the same accesses give the same alerts, whole or in pieces`() throws {
    for seed in 0..<40 {
      let story = InsiderStory(seed: seed)
      let watch = InsiderWatch(
        rules: try OversightFixture.rules(), facts: story.facts, agencies: InsiderStory.agencies)
      let end = InsiderStory.start.adding(seconds: 30 * 86_400)
      let whole = try Set(watch.alerts(story.events, since: InsiderStory.start, now: end).map(\.key))
      var pieces: Set<String> = []
      for half in 0..<60 {
        let since = InsiderStory.start.adding(seconds: half * 43_200 - 3_600), until = since.adding(seconds: 50_400)
        let seen = story.events.filter { $0.time >= since.adding(seconds: -InsiderWatch.reach) }
        pieces.formUnion(try watch.alerts(seen, since: since, now: until).map(\.key))
      }
      #expect(pieces == whole, "story \(seed)")
    }
  }

  @Test func `hours count in London time, over midnight and in summer`() throws {
    let night = InsiderFacts.Shift(from: 22 * 60, to: 6 * 60, days: [5])
    #expect(night.covers(try #require(Instant("2026-11-27T23:30:00Z"))))
    #expect(night.covers(try #require(Instant("2026-11-28T05:59:00Z"))))
    #expect(!night.covers(try #require(Instant("2026-11-28T06:00:00Z"))))
    #expect(!night.covers(try #require(Instant("2026-11-28T23:30:00Z"))))
    // 21:30 in universal time is 22:30 in London in July.
    #expect(night.covers(try #require(Instant("2026-07-03T21:30:00Z"))))
    #expect(!night.covers(try #require(Instant("2026-11-27T21:30:00Z"))))
  }

  @Test func `details are compared by keys that say nothing and forgive spelling`() throws {
    let keys = try MatchKeys(secret: Array(0..<32)), others = try MatchKeys(secret: Array(1..<33))
    #expect(keys.key(.surname, "O'Neill ") == keys.key(.surname, "oneill"))
    #expect(keys.key(.phone, "+44 20 7946 0000") == keys.key(.phone, "020 7946 0000"))
    #expect(keys.key(.surname, "Zoë-Brontë") == keys.key(.surname, "zoe bronte"))
    #expect(keys.key(.surname, "Smith") != keys.key(.surname, "Smyth"))
    #expect(keys.key(.phone, "12") == nil)
    #expect(keys.key(.surname, "Smith") != others.key(.surname, "Smith"))
    #expect(keys.key(.phone, "none") == nil)
    #expect(throws: Refusal.self) { _ = try MatchKeys(secret: [1, 2, 3]) }
  }

  @Test func `a household is its postcode with the numbers of house and flat, and a postcode alone is none`() throws {
    let keys = try MatchKeys(secret: Array(0..<32))
    let home = keys.address("Flat 2, 14 Fictional Road", postcode: "zz1 1zz")
    #expect(home != nil && home == keys.address("Flat 2 14 Fictional Rd., ZZ1 1ZZ", postcode: "ZZ11ZZ"))
    #expect(home != keys.address("Flat 3, 14 Fictional Road", postcode: "ZZ1 1ZZ"))
    #expect(home != keys.address("Flat 2, 14 Fictional Road", postcode: "ZZ1 2ZZ"))
    #expect(
      keys.address("Rose Cottage, Mill Lane", postcode: "ZZ1 1ZZ") == keys.address("ROSE COTTAGE", postcode: "ZZ1 1ZZ"))
    for (lines, postcode) in [("", "ZZ1 1ZZ"), ("1 Fictional Row", ""), ("1 Fictional Row", "ZZ1"), (" ,", "ZZ1 1ZZ")] {
      #expect(keys.address(lines, postcode: postcode) == nil, "\(lines) \(postcode)")
    }
    let born = try #require(Day("1990-02-03"))
    let one = keys.identity(givenNames: "Sam Alex", familyName: "Invented", birthDate: born)
    #expect(one != nil && one == keys.identity(givenNames: "SAM", familyName: "invented", birthDate: born))
    #expect(one != keys.identity(givenNames: "Sam", familyName: "Invented", birthDate: born + 1))
    #expect(keys.identity(givenNames: " ", familyName: "Invented", birthDate: born) == nil)
  }

  @Test func `an alert goes to an agency that is neither the person's nor the record's`() throws {
    for seed in 0..<80 {
      let story = InsiderStory(seed: seed)
      let watch = InsiderWatch(
        rules: try OversightFixture.rules(), facts: story.facts, agencies: InsiderStory.agencies)
      let alerts = try watch.alerts(
        story.events, since: InsiderStory.start, now: InsiderStory.start.adding(seconds: 60 * 86_400))
      // Records of these stories are the council's; an alert about many records has no one owner.
      for alert in alerts {
        let isToldOutside = alert.told.contains { $0 != alert.agency && (alert.record == nil || $0 != "council") }
        #expect(isToldOutside, "\(alert.key)")
      }
    }
  }

  @Test func `a file with an unknown rule or a missing threshold is refused by line`() throws {
    for text in [
      "rules:\n  - id: gossip\n    title: T\n    words: W\n",
      "rules:\n  - id: crowd\n    title: T\n    words: W\n    threshold:\n      - field: within\n        value: 24\n",
      "rules:\n  - id: own-household\n    title: T\n    words: W\n    threshold:\n      - field: matches\n        value: -1\n",
    ] {
      #expect(throws: Refusal.self) { _ = try InsiderRules(text: text) }
    }
  }
}
