import Basics
import PartnershipModel

/// A month in which nobody does wrong, after one that counts as known: a hundred people with caseloads that change by the
/// week, agendas, late evenings, fruitless searches, two true emergencies a month, and namesakes about as often as the
/// surnames of Great Britain make them.
struct NormalMonth {
  static let people = 100, weeks = 4
  /// The first day that counts.
  static let since = InsiderStory.start.adding(seconds: weeks * 7 * 86_400)
  var events: [AccessEvent] = []
  var facts = InsiderFacts()
  private var dice: InsiderDice

  init(seed: Int) {
    dice = InsiderDice(10_000 + seed)
    for number in 0..<800 { facts.individuals["person-\(number)"] = details("person-\(number)") }
    for number in 0..<NormalMonth.people { work("user-\(number)", InsiderStory.agencies[number % 5]) }
    for day in [5, 20, 33, 48] { emergency(day) }
  }

  /// The commonest surnames in parts of ten thousand, from about 1.2 % down; the rest are spread over 4,000 others.
  private static let surnames = [125, 90, 62, 57, 56, 40, 40, 35, 34, 32]

  private mutating func details(_ own: String) -> Set<InsiderFacts.Key> {
    var place = dice.roll(0...9_999)
    var surname = "rare-\(dice.roll(0...3_999))"
    for (number, share) in NormalMonth.surnames.enumerated() {
      if place < share {
        surname = "common-\(number)"
        break
      }
      place -= share
    }
    return [
      InsiderFacts.Key(.surname, surname), InsiderFacts.Key(.address, own), InsiderFacts.Key(.phone, own),
    ]
  }

  private mutating func work(_ user: String, _ agency: String) {
    facts.staff[user] = InsiderFacts.Staff(
      keys: details(user), shift: .init(from: 7 * 60, to: 19 * 60, days: [1, 2, 3, 4, 5]),
      leavesOn: dice.roll(0...29) == 0 ? InsiderStory.start.day + 120 : nil)
    var caseload = (0..<15).map { _ in dice.roll(0...599) }
    for day in 0..<(2 * NormalMonth.weeks * 7) where day % 7 < 5 {
      if day % 7 == 0 { for _ in 0..<2 { caseload[dice.roll(0...14)] = dice.roll(0...599) } }
      for _ in 0..<dice.roll(3...14) {
        open(user, agency, caseload.randomElement(using: &dice) ?? 0, day, minute: dice.roll(8 * 60...18 * 60))
      }
      search(user, agency, caseload, day)
      if dice.roll(0...19) == 0 { agenda(user, agency, day) }
      if dice.roll(0...29) == 0 {
        for _ in 0..<dice.roll(1...4) {
          open(user, agency, caseload.randomElement(using: &dice) ?? 0, day, minute: 20 * 60 + dice.roll(0...40))
        }
      }
    }
  }

  /// Alerts of the month that would be new in it.
  func falseAlerts(_ rules: InsiderRules) throws -> [InsiderAlert] {
    let watch = InsiderWatch(rules: rules, facts: facts, agencies: InsiderStory.agencies)
    let all = try watch.alerts(
      events, since: InsiderStory.start, now: NormalMonth.since.adding(seconds: NormalMonth.weeks * 7 * 86_400))
    return all.filter { $0.time >= NormalMonth.since }
  }

  private func time(_ day: Int, _ minute: Int) -> Instant {
    InsiderStory.start.adding(seconds: day * 86_400 + minute * 60)
  }

  private mutating func open(
    _ user: String, _ agency: String, _ number: Int, _ day: Int, minute: Int, hasMeeting: Bool = false
  ) {
    events.append(
      AccessEvent(
        .read, by: user, of: agency, record: "case-\(number)", owner: InsiderStory.agencies[number % 5],
        individuals: ["person-\(number)"], at: time(day, minute), isMember: !hasMeeting, hasMeeting: hasMeeting,
        order: number))
  }

  private mutating func search(_ user: String, _ agency: String, _ caseload: [Int], _ day: Int) {
    let minute = dice.roll(9 * 60...16 * 60), count = dice.roll(0...6)
    for step in 0..<count {
      events.append(AccessEvent(.search, by: user, of: agency, at: time(day, minute + step * 2)))
    }
    if count > 0, dice.roll(0...3) > 0 {
      open(user, agency, caseload.randomElement(using: &dice) ?? 0, day, minute: minute + count * 2 + 1)
    }
  }

  /// The agenda of a meeting, read from top to bottom, by somebody who does not have those cases.
  private mutating func agenda(_ user: String, _ agency: String, _ day: Int) {
    let first = dice.roll(0...570)
    for step in 0..<dice.roll(8...20) {
      open(user, agency, first + step, day, minute: 10 * 60 + step / 2, hasMeeting: true)
    }
  }

  private mutating func emergency(_ day: Int) {
    let number = dice.roll(0...599)
    events.append(
      AccessEvent(
        .read, by: "user-\(dice.roll(0...99))", of: "police", record: "case-\(number)",
        owner: InsiderStory.agencies[number % 5], individuals: ["person-\(number)"],
        at: time(day, dice.roll(9 * 60...17 * 60)), order: number))
  }
}
