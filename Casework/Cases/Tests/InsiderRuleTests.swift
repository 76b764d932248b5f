import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import PartnershipModel
import PartnershipStore
import Synchronization
import TestSupport
import Testing

/// Each of the eight rules over what people really did: cases are begun, read and searched as on the pages, and what the
/// rules see is what the log holds of it. Each rule has a look that is asked about, and one like it that is not.
@Suite struct InsiderRuleTests {
  /// A clock that the test moves.
  private final class Hands: Sendable {
    private let held = Mutex(CaseFixture.now)
    var now: Instant { held.withLock { $0 } }
    func advance(minutes: Int) { held.withLock { $0 = $0.adding(seconds: minutes * 60) } }
    var clock: Clock { Clock { self.now } }
  }

  private struct Office {
    let world: CaseFixture
    let hands: Hands
    let alerts: AlertStore
    let staff: StaffComparing

    /// Whom a rule asks about, after a look over all that was done; a crowd is nobody's.
    func asked(_ rule: InsiderRule, later minutes: Int = 1) async throws -> [String] {
      hands.advance(minutes: minutes)
      try await alerts.scan(since: CaseFixture.now.adding(seconds: -3600), now: hands.now)
      return try await world.database.read { connection in
        try connection.rows("SELECT actor, record FROM insider_alert WHERE rule = \(rule.rawValue) ORDER BY actor").map {
          try $0.optionalText("actor") ?? "several"
        }
      }
    }

    func inquirer(_ account: String, reason: String? = nil) -> Inquirer {
      Inquirer(account: account, purpose: "asb-reduction", stepUpAt: hands.now, reason: reason)
    }

    func join(_ account: String, _ id: ID<Case>) async throws {
      try await world.database.write { connection in
        try AccessRegister.join(
          account, ID(id.text), as: "x", from: CaseFixture.now.londonDay, by: "jo", connection)
      }
    }

    func begin(_ family: String = "Canarybird", with account: String? = nil) async throws -> ID<Case> {
      let id = try await world.begin(family)
      if let account { try await join(account, id) }
      return id
    }

    func read(_ id: ID<Case>, _ account: String) async throws {
      _ = try await world.store.read(id, by: inquirer(account))
    }

    /// Opens a case by emergency access and reads it: the way in for somebody who is not on it.
    func breakIn(_ id: ID<Case>, _ account: String) async throws {
      let words = "A threat to a life was made by telephone."
      let reference = try await world.database.read { connection in
        try connection.row("SELECT reference FROM case_file_cover WHERE id = \(id)")?.text("reference") ?? ""
      }
      _ = try await world.store.breakGlass(
        reference: reference, reasonCode: "life-at-risk", words: words, includesSafeAddress: false, by: inquirer(account))
      _ = try await world.store.read(id, by: inquirer(account, reason: words))
    }

    func give(_ account: String, _ change: (inout StaffComparing.Given) -> Void) async throws {
      var given = StaffComparing.Given()
      change(&given)
      try await staff.keep(given, by: AuditActor(user: account, agency: "council"), now: hands.now)
    }
  }

  private func with(_ engine: Engine, _ body: (Office) async throws -> Void) async throws {
    let hands = Hands()
    try await CaseFixture.with(engine, clock: hands.clock) { world in
      try await world.agree()
      try await world.database.write { connection in
        for account in ["nat", "kit"] {
          try connection.run("INSERT INTO account_role (account_id, role) VALUES (\(account), 'information-governance')")
        }
      }
      let matching = world.store.vault.matching
      try await body(
        Office(
          world: world, hands: hands,
          alerts: AlertStore(
            log: world.audit, rules: try InsiderRules(text: CaseFixture.practice("insider-rules.yaml")),
            matching: matching),
          staff: StaffComparing(log: world.audit, matching: matching)))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the surname of the account, an address or a telephone that is somebody's in the case is asked about`(
    engine: Engine
  ) async throws {
    try await with(engine) { office in
      let namesake = try await office.begin("Max", with: "max"), other = try await office.begin(with: "max")
      // On the case, and with a name of their own: nothing to ask.
      try await office.read(namesake, "jo")
      try await office.read(other, "max")
      #expect(try await office.asked(.sameNameOrAddress).isEmpty)
      try await office.read(namesake, "max")
      #expect(try await office.asked(.sameNameOrAddress) == ["max"])
      // The same house in another spelling, and a telephone with the country's code.
      try await office.give("jo") {
        $0.address = "1, Fictional Row"
        $0.postcode = "zz11zz"
        $0.phones = ["+44 20 7946 0123"]
      }
      try await office.read(other, "jo")
      // Both cases are of that house: the look before the house was known is asked about as well.
      #expect(try await office.asked(.sameNameOrAddress) == ["jo", "jo", "max"])
      let told = try await office.alerts.alerts(for: "police", viewer: "kit").filter { $0.actor == "jo" }
      #expect(told.first?.words.contains("address and telephone") == true)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `somebody of the own household is asked about when read and when searched for`(engine: Engine) async throws {
    try await with(engine) { office in
      let id = try await office.begin(with: "max")
      let born = try #require(Day("1990-02-03"))
      try await office.give("jo") {
        $0.household = [.init(givenNames: "Invented", familyName: "Canarybird", birthDate: born + 1)]
      }
      try await office.read(id, "jo")
      _ = try await office.world.store.search("Canarybird", by: office.inquirer("jo"))
      #expect(try await office.asked(.ownHousehold).isEmpty)
      try await office.give("max") {
        $0.household = [.init(givenNames: "invented Middle", familyName: "CANARYBIRD", birthDate: born)]
      }
      _ = try await office.world.store.search("Canarybird", by: office.inquirer("max"))
      #expect(try await office.asked(.ownHousehold) == ["max"])
      try await office.read(id, "max")
      #expect(try await office.asked(.ownHousehold) == ["max", "max"])
      // Taken away again, nothing more is asked.
      try await office.give("max") { _ in }
      try await office.read(try await office.begin(with: "max"), "max")
      #expect(try await office.asked(.ownHousehold).count == 2)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a look from outside the caseload is asked about, one by somebody on the case is not`(engine: Engine) async throws {
    try await with(engine) { office in
      let id = try await office.begin(with: "max")
      try await office.read(id, "jo")
      try await office.read(id, "max")
      #expect(try await office.asked(.outsideCaseload).isEmpty)
      try await office.breakIn(id, "kit")
      #expect(try await office.asked(.outsideCaseload) == ["kit"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a crowd is more than five people who are not on the case; members make none`(engine: Engine) async throws {
    try await with(engine) { office in
      let id = try await office.begin(), officers = (1...6).map { "officer\($0)" }
      try await office.world.database.write { connection in
        for name in officers {
          try connection.run(
            """
            INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
            VALUES (\(name), \(name), \(name), 'police', 0, \(CaseFixture.now))
            """)
          try AccessRegister.equip(
            name, duties: ["police-liaison"], clearance: .restricted, trainingUntil: CaseFixture.now.londonDay + 100,
            connection)
        }
      }
      let shared = try await office.begin()
      for name in officers {
        try await office.join(name, shared)
        try await office.read(shared, name)
      }
      for name in officers.dropLast() { try await office.breakIn(id, name) }
      #expect(try await office.asked(.crowd).isEmpty)
      try await office.breakIn(id, try #require(officers.last))
      #expect(try await office.asked(.crowd) == ["several"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `cases opened in the order of their references are asked about; in no order, or slowly, they are not`(
    engine: Engine
  ) async throws {
    try await with(engine) { office in
      var cases: [ID<Case>] = []
      for _ in 0..<12 {
        cases.append(try await office.begin(with: "max"))
        office.hands.advance(minutes: 1)
      }
      for id in cases {
        try await office.read(id, "jo")
        office.hands.advance(minutes: 3)
      }
      for number in [5, 0, 9, 3, 11, 1, 7, 4, 10, 2, 8, 6] { try await office.read(cases[number], "jo") }
      #expect(try await office.asked(.sequentialBrowsing).isEmpty)
      for id in cases {
        try await office.read(id, "max")
        office.hands.advance(minutes: 1)
      }
      #expect(try await office.asked(.sequentialBrowsing) == ["max"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `many looks outside the usual hours are asked about; within them, or where none are recorded, they are not`(
    engine: Engine
  ) async throws {
    try await with(engine) { office in
      var cases: [ID<Case>] = []
      for _ in 0..<6 { cases.append(try await office.begin(with: "max")) }
      let hours = InsiderFacts.Shift(from: 8 * 60, to: 18 * 60, days: [1, 2, 3, 4, 5])
      try await office.staff.keep(hours, of: "max", by: AuditActor(user: "nat", agency: "council"), now: office.hands.now)
      func readAll(_ account: String) async throws { for id in cases.reversed() { try await office.read(id, account) } }
      // Eleven o'clock on a Monday in London.
      try await readAll("max")
      office.hands.advance(minutes: 11 * 60)
      try await readAll("jo")
      for id in cases.dropLast() { try await office.read(id, "max") }
      #expect(try await office.asked(.offShiftBurst).isEmpty)
      try await readAll("max")
      #expect(try await office.asked(.offShiftBurst) == ["max"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `nine searches and nothing opened are asked about; whoever opens what they found is not`(engine: Engine) async throws
  {
    try await with(engine) { office in
      let id = try await office.begin()
      for account in ["max", "jo"] {
        for number in 1...9 {
          _ = try await office.world.store.search("Nobody\(number)", by: office.inquirer(account))
          office.hands.advance(minutes: 1)
        }
        if account == "jo" { try await office.read(id, "jo") }
      }
      #expect(try await office.asked(.searchWithoutOpening, later: 60) == ["max"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `what is sent out near the last day is asked about; the same by somebody who stays is not`(engine: Engine) async throws
  {
    for (days, expected) in [(20, ["jo"]), (90, []), (nil, [])] as [(Int?, [String])] {
      try await DisclosureFixture.with(engine) { fixture in
        let world = fixture.world, leaves = days.map { CaseFixture.now.londonDay + $0 }
        try await world.database.write { connection in
          _ = try connection.run("UPDATE account_access SET leaves_on = \(leaves) WHERE account_id = 'jo'")
        }
        _ = try await fixture.sent()
        let alerts = AlertStore(
          log: world.audit, rules: try InsiderRules(text: CaseFixture.practice("insider-rules.yaml")),
          matching: world.store.vault.matching)
        try await alerts.scan(since: CaseFixture.now.adding(seconds: -60), now: CaseFixture.now.adding(seconds: 60))
        let asked = try await world.database.read { connection in
          try connection.rows("SELECT actor FROM insider_alert WHERE rule = 'export-before-leaving'").map {
            try $0.text("actor")
          }
        }
        #expect(asked == expected, "\(String(describing: days))")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `people who were recorded before get the same keys, which say nothing, and a safe address has none`(
    engine: Engine
  ) async throws {
    try await with(engine) { office in
      _ = try await office.begin()
      func keys() async throws -> [String] {
        try await office.world.database.read { connection in
          try connection.rows("SELECT * FROM insider_person_key ORDER BY field, match_key").map {
            "\(try $0.text("person")) \(try $0.text("field")) \(try $0.text("match_key"))"
          }
        }
      }
      let before = try await keys()
      #expect(Set(before.compactMap { $0.split(separator: " ").dropFirst().first }) == ["surname", "address", "phone", "identity"])
      #expect(before.count == 4)
      for word in ["canary", "fictional", "zz1", "7946", "1990", "nowhere"] {
        #expect(!before.contains { $0.lowercased().contains(word) }, "\(word)")
      }
      try await office.world.database.write { connection in _ = try connection.run("DELETE FROM insider_person_key") }
      #expect(try await office.world.store.vault.compareHeld(office.world.database, page: 1) == 1)
      #expect(try await keys() == before)
      #expect(try await office.world.store.vault.compareHeld(office.world.database) == 0)
    }
  }
}
