import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// A fictional caseload made from a seed: evidently invented people, spread over panels and agencies. The same seed gives
/// the same caseload on every machine.
package struct CaseloadDemo: Sendable {
  /// A body with the people who lead and follow its cases.
  package struct Crew: Sendable {
    package let agency: String
    package let members: [String]
    package init(agency: String, members: [String]) {
      self.agency = agency
      self.members = members
    }
  }

  private let store: CaseStore
  private let crews: [Crew]

  package init(store: CaseStore, crews: [Crew]) {
    self.store = store
    self.crews = crews.filter { !$0.members.isEmpty }
  }

  private static let families = [
    "Abacus", "Beeswax", "Candlewick", "Dandelion", "Eggshell", "Flowerpot", "Gingersnap", "Honeycomb", "Inkwell",
    "Jellybean", "Kettle", "Lampshade", "Marmalade", "Nutmeg", "Oatcake", "Pincushion", "Quillpen", "Raindrop",
    "Saltshaker", "Teaspoon", "Umbrella", "Velveteen", "Wheelbarrow", "Yarnball", "Zigzag",
  ]
  private static let given = [
    "Imaginary", "Invented", "Fictional", "Pretend", "Supposed", "Notional", "Madeup", "Unreal", "Storybook", "Sample",
  ]

  /// Puts `count` cases in, in transactions of a thousand; the first ones open, every fifth closed. Done when the caseload
  /// is there already.
  ///
  /// - Parameter sealing: whether names are sealed, as in the demonstration; a bench of lists needs no names.
  package func load(count: Int, sealing: Bool = true, progress: @Sendable (Int) -> Void = { _ in }) async throws -> Int {
    let held = try await store.database.read { connection in
      try connection.row("SELECT count(*) AS n FROM case_file_cover")?.int("n") ?? 0
    }
    guard held == 0, !crews.isEmpty else { return 0 }
    var random = SeededGenerator(state: 1998), made = 0
    let now = store.clock.now(), today = now.londonDay
    let panels = store.gate.words.panels.filter { ["asb", "marac", "gangs", "offenders", "slavery"].contains($0.id) }
    guard !panels.isEmpty else { return 0 }
    while made < count {
      var statements: [SQL] = []
      for number in made..<min(made + 1_000, count) {
        let panel = panels[Int(random.next() % UInt64(panels.count))]
        let crew = crews[Int(random.next() % UInt64(crews.count))]
        let id = ID<Case>(at: now, using: &random), opened = today + -Int(random.next() % 900)
        statements += cover(id, number, panel, crew, opened, &random)
        for part in 0...(Int(random.next() % 2)) {
          statements += try await person(id, number, part, opened, sealing, now, &random)
        }
        if sealing { statements += try await note(id, number, crew, now, &random) }
      }
      let batch = statements
      try await store.database.write { try $0.batch(batch) }
      made = min(made + 1_000, count)
      progress(made)
    }
    return made
  }

  private func cover(
    _ id: ID<Case>, _ number: Int, _ panel: AccessWords.Panel, _ crew: Crew, _ opened: Day,
    _ random: inout SeededGenerator
  ) -> [SQL] {
    let lead = crew.members[Int(random.next() % UInt64(crew.members.count))]
    let isClosed = number % 5 == 4
    let reference = "\(panel.id.uppercased())-\(opened.parts.year)-D\(String(number + 1_000_000).dropFirst())"
    let state = isClosed ? "closed" : "open"
    let closedOn: Day? = isClosed ? opened + 60 : nil
    let reason: String? = isClosed ? "Resolved with the people concerned" : nil
    var out: [SQL] = [
      """
      INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
      VALUES (\(id), \(crew.agency), \(panel.id), \(panel.classification.rank), 0, 0, 0)
      """,
      """
      INSERT INTO case_file_cover (id, reference, state, opened_on, closed_on, closing_reason, opened_by, version)
      VALUES (\(id), \(reference), \(state), \(opened), \(closedOn), \(reason), \(lead), 1)
      """,
      """
      INSERT INTO access_member (record, account_id, status, from_day, duty, added_by)
      VALUES (\(id), \(lead), 'active', \(opened), 'lead', \(lead))
      """,
    ]
    // Every third case has somebody of another agency on it, whom only an agreement lets in.
    if number % 3 == 0, let other = crews.filter({ $0.agency != crew.agency }).randomElement(using: &random)?.members.first {
      out.append(
        """
        INSERT INTO access_member (record, account_id, status, from_day, duty, added_by)
        VALUES (\(id), \(other), 'active', \(opened), 'liaison', \(lead))
        """)
    }
    for category in Set(panel.usualCategories.prefix(3)).union(["identity"]).sorted() {
      out.append("INSERT INTO access_category (record, category) VALUES (\(id), \(category))")
    }
    if !isClosed, number % 2 == 0 {
      let action = ID<CaseAction>(at: store.clock.now(), using: &random)
      let due = store.clock.now().londonDay + (Int(random.next() % 40) - 10)
      out.append(
        """
        INSERT INTO case_action (id, case_id, kind, agency, due, set_by)
        VALUES (\(action), \(id), 'visit', \(crew.agency), \(due), \(lead))
        """)
    }
    return out
  }

  private func person(
    _ id: ID<Case>, _ number: Int, _ part: Int, _ opened: Day, _ sealing: Bool, _ now: Instant,
    _ random: inout SeededGenerator
  ) async throws -> [SQL] {
    let person = ID<Person>(at: now, using: &random)
    let family = CaseloadDemo.families[Int(random.next() % UInt64(CaseloadDemo.families.count))]
    let given = CaseloadDemo.given[Int(random.next() % UInt64(CaseloadDemo.given.count))]
    let born = opened + -Int(5_000 + random.next() % 20_000)
    var out: [SQL] = []
    if sealing {
      let isHidden = number % 50 == 0 && part == 0
      out = try await store.vault.writing(
        PersonParticulars(
          familyName: family, givenNames: given, birthDate: born,
          phones: ["020 7946 0\(100 + number % 900)"], address: "\(number % 200 + 1) Fictional Row",
          postcode: "ZZ1 \(number % 9 + 1)ZZ",
          safeAddress: isHidden ? "Flat \(number % 90 + 1), Nowhere House, Unmapped Lane" : ""), id: person, at: now)
    } else {
      out = [
        """
        INSERT INTO person (id, version, family_name, given_names, made_at) VALUES (\(person), 1, '', '', \(now))
        """
      ]
    }
    out += [
      """
      INSERT INTO case_party (case_id, person, role, added_at, added_by)
      VALUES (\(id), \(person), \(part == 0 ? "victim" : "suspect"), \(now), 'Demonstration')
      """,
      "INSERT INTO access_person (record, person) VALUES (\(id), \(person))",
      "UPDATE access_record SET person_count = person_count + 1 WHERE id = \(id)",
    ]
    return out
  }

  private func note(
    _ id: ID<Case>, _ number: Int, _ crew: Crew, _ now: Instant, _ random: inout SeededGenerator
  ) async throws -> [SQL] {
    let key = try await store.keys.key(for: KeyOwner(.case, id))
    let own = ID<CaseNote>(at: now, using: &random)
    let isFact = number % 4 != 0
    let text =
      isFact
      ? "Invented: loud music was reported at 23:10 and had stopped when somebody called."
      : "Invented: the worker thinks that mediation may help before any formal step."
    let sealed = try GuardedField.note.seal(text, row: own.text, version: 1, under: key).text
    return [
      """
      INSERT INTO case_note (id, case_id, kind, text, source, recorded_at, recorded_by, agency)
      VALUES (\(own), \(id), \(isFact ? "fact" : "opinion"), \(sealed), 'Demonstration', \(now), 'Demonstration',
        'Demonstration')
      """
    ]
  }
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  package var state: UInt64
  package init(state: UInt64) { self.state = state }
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
