import Basics
import PartnershipModel

/// Random numbers that are the same in every run (SplitMix64).
struct InsiderDice: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// One invented story of somebody who looks at the wrong case, among people who do their work.
struct InsiderStory {
  static let agencies = ["council", "fire", "health", "police", "probation"]
  /// A Monday.
  static let start = Instant("2026-11-02T00:00:00Z") ?? Instant(milliseconds: 0)

  let rule: InsiderRule
  var events: [AccessEvent] = []
  var facts = InsiderFacts()
  let culprit = "culprit"
  let record = "case-500"
  private var dice: InsiderDice

  /// The rules take turns by the seed.
  init(seed: Int) {
    rule = InsiderRule.allCases[seed % InsiderRule.allCases.count]
    dice = InsiderDice(seed)
    let day = dice.roll(3...20)
    facts.staff[culprit] = InsiderFacts.Staff(shift: .init(from: 8 * 60, to: 18 * 60, days: [1, 2, 3, 4, 5]))
    tell(at: InsiderStory.start.adding(seconds: day * 86_400 + dice.roll(9 * 60...15 * 60) * 60))
    for worker in 0..<10 {
      for _ in 0..<dice.roll(2...8) {
        events.append(
          AccessEvent(
            .read, by: "worker-\(worker)", of: "council", record: "case-\(dice.roll(0...99))", owner: "council",
            at: InsiderStory.start.adding(seconds: day * 86_400 + dice.roll(9 * 60...17 * 60) * 60), isMember: true,
            order: dice.roll(0...99)))
      }
    }
  }

  /// Whether the alerts ask the question that this story is about.
  func isRaised(by alerts: [InsiderAlert]) -> Bool {
    alerts.contains {
      $0.rule == rule && (rule == .crowd ? $0.record == record : $0.actor == culprit) && !$0.told.isEmpty
    }
  }

  private mutating func tell(at time: Instant) {
    switch rule {
    case .sameNameOrAddress: sharedDetails(time)
    case .ownHousehold: household(time)
    case .outsideCaseload: look(time, isMember: false)
    case .crowd: crowd(time)
    case .sequentialBrowsing: browse(time, count: dice.roll(11...30), isMember: dice.roll(0...1) == 1)
    case .offShiftBurst: offShift(time)
    case .searchWithoutOpening: search(time)
    case .exportBeforeLeaving: leave(time)
    }
  }

  private mutating func look(
    _ time: Instant, kind: AccessEvent.Kind = .read, isMember: Bool = true, individuals: [String] = ["person"]
  ) {
    events.append(
      AccessEvent(
        kind, by: culprit, of: "police", record: kind == .search ? nil : record, owner: "council",
        individuals: individuals, at: time, isMember: isMember, order: 500))
  }

  private mutating func sharedDetails(_ time: Instant) {
    let shared = [InsiderFacts.Field.surname, .address, .phone].shuffled(using: &dice).prefix(dice.roll(1...3))
    let keys = Set(shared.map { InsiderFacts.Key($0, "shared") })
    facts.staff[culprit]?.keys = keys.union([InsiderFacts.Key(.phone, "own")])
    facts.individuals["person"] = keys.union([InsiderFacts.Key(.phone, "theirs")])
    look(time, kind: dice.roll(0...1) == 0 ? .read : .reveal, individuals: ["other", "person"])
  }

  private mutating func household(_ time: Instant) {
    facts.staff[culprit]?.keys = [InsiderFacts.Key(.identity, "spouse"), InsiderFacts.Key(.identity, "child")]
    facts.individuals["person"] = [InsiderFacts.Key(.identity, dice.roll(0...1) == 0 ? "spouse" : "child")]
    look(time, kind: dice.roll(0...1) == 0 ? .read : .search)
  }

  private mutating func crowd(_ time: Instant) {
    for viewer in 0..<dice.roll(6...14) {
      events.append(
        AccessEvent(
          .read, by: "viewer-\(viewer)", of: InsiderStory.agencies[viewer % 5], record: record, owner: "council",
          at: time.adding(seconds: dice.roll(0...82_000)), hasMeeting: dice.roll(0...1) == 0))
    }
  }

  /// In order, up or down, with now and then a step aside.
  private mutating func browse(_ time: Instant, count: Int, isMember: Bool) {
    let isRising = dice.roll(0...1) == 0
    var aside = dice.roll(0...2)
    for step in 0..<count {
      let order = isRising ? step : 100 - step
      events.append(
        AccessEvent(
          .read, by: culprit, of: "police", record: "case-\(order)", owner: "council",
          at: time.adding(seconds: step * 840 / count), isMember: isMember, order: order))
      if aside > 0, dice.roll(0...9) == 0 {
        aside -= 1
        events.append(
          AccessEvent(
            .read, by: culprit, of: "police", record: "case-900", owner: "council",
            at: time.adding(seconds: step * 840 / count + 5), isMember: isMember, order: dice.roll(0...100)))
      }
    }
  }

  private mutating func offShift(_ time: Instant) {
    let night = time.day, hour = dice.roll(20...22)
    for _ in 0..<dice.roll(3...6) { offShiftLook(night, hour, dice.roll(0...25)) }
    // At least six different records, however the dice fell.
    for extra in 0..<6 { offShiftLook(night, hour, 30 + extra * 4, extra) }
  }

  private mutating func offShiftLook(_ day: Day, _ hour: Int, _ minute: Int, _ number: Int? = nil) {
    let time = Instant(milliseconds: day.number * 86_400_000).adding(seconds: hour * 3600 + minute * 60)
    let order = number ?? dice.roll(100...400)
    events.append(
      AccessEvent(
        .read, by: culprit, of: "police", record: "case-\(order)", owner: "council", at: time, isMember: true,
        order: order))
  }

  private mutating func search(_ time: Instant) {
    let count = dice.roll(9...20)
    for step in 0..<count {
      events.append(
        AccessEvent(
          .search, by: culprit, of: "police", individuals: ["person-\(step)"],
          at: time.adding(seconds: step * 1_700 / count)))
    }
    // What they opened long before and long after has nothing to do with it.
    look(time.adding(seconds: -3 * 3600))
    look(time.adding(seconds: 2 * 3600))
  }

  private mutating func leave(_ time: Instant) {
    facts.staff[culprit]?.leavesOn = time.londonDay + dice.roll(-30...30)
    if dice.roll(0...1) == 0 {
      look(time, kind: .export)
    } else {
      browse(time, count: dice.roll(14...30), isMember: true)
    }
  }
}
