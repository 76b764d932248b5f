import Basics

/// Rules about one look: whose record it is, and what the viewer has to do with it.
extension InsiderWatch {
  func sharedDetails(_ events: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let least = max(1, try entry.threshold("matching-fields"))
    return events.filter(\.opens).compactMap { event in
      guard let own = facts.staff[event.actor]?.keys.filter({ $0.field != .identity }), !own.isEmpty else { return nil }
      // Fields of one person count together, not fields of several.
      let fields =
        event.individuals.map { own.intersection(facts.individuals[$0] ?? []).map(\.field) }
        .max { $0.count < $1.count } ?? []
      guard fields.count >= least else { return nil }
      let words = InsiderFacts.Field.allCases.filter(fields.contains).map(\.words).joined(separator: " and ")
      return alert(
        entry, event, record: event.record, once: event.record == nil ? .day : .ever,
        "Opened a record whose person shares \(words) with whoever opened it.")
    }
  }

  func household(_ events: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let least = max(1, try entry.threshold("matches"))
    return events.compactMap { event in
      guard let own = facts.staff[event.actor]?.keys.filter({ $0.field == .identity }), !own.isEmpty else { return nil }
      let matches = event.individuals.filter { !own.isDisjoint(with: facts.individuals[$0] ?? []) }
      guard matches.count >= least else { return nil }
      let act = event.opens ? "Opened a record that names" : "Searched for"
      return alert(
        entry, event, record: event.record, once: event.record == nil ? .day : .ever,
        "\(act) somebody of the viewer’s own recorded household.")
    }
  }

  func outsideCaseload(_ events: [AccessEvent], _ entry: InsiderRules.Entry) -> [InsiderAlert] {
    let days = entry.thresholds["meeting-within"] ?? 0
    return events.filter { $0.opens && $0.record != nil && !$0.isMember && !$0.hasMeeting }.map { event in
      alert(
        entry, event, record: event.record, once: .month,
        "Opened a record without having the case and without a meeting about it within \(days) days.")
    }
  }

  /// More different people than named, none of them on the case, within the hours that end with each look.
  func crowds(_ events: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let most = try entry.threshold("viewers-over"), hours = try entry.threshold("within")
    let lockAt = entry.thresholds["offer-lock-at"] ?? .max
    let outside = events.filter { $0.opens && !$0.isMember }
    var found: [InsiderAlert] = []
    for (record, looks) in Dictionary(grouping: outside, by: \.record) {
      guard let record else { continue }
      var window = Window<String>(seconds: hours * 3600)
      for look in looks {
        let viewers = window.add(look.actor, at: look.time)
        guard viewers.count > most else { continue }
        let lock = viewers.count >= lockAt ? " Consider closing the case to all but its members." : ""
        found.append(
          alert(
            entry, look, aboutPerson: false, record: record, once: .day,
            "\(viewers.count) people who are not on the case looked at it within \(hours) hours.\(lock)"))
      }
    }
    return found
  }
}

/// What fell within the last so many seconds, each different thing once.
struct Window<Thing: Hashable> {
  let seconds: Int
  private var items: [(thing: Thing, time: Instant)] = []

  init(seconds: Int) { self.seconds = seconds }

  mutating func add(_ thing: Thing, at time: Instant) -> Set<Thing> {
    items.removeAll { $0.thing == thing || $0.time <= time.adding(seconds: -seconds) }
    items.append((thing, time))
    return Set(items.map(\.thing))
  }
}
