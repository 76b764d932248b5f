import Basics

/// A question to somebody's agency about one look, or one run of looks: never a finding.
package struct InsiderAlert: Hashable, Sendable {
  package let rule: InsiderRule
  /// The person who looked; nil where it is a crowd.
  package let actor: String?
  /// The agency of that person.
  package let agency: String?
  package let record: String?
  /// The moment of the look that made the threshold full.
  package let time: Instant
  package let words: String
  /// Agencies whose data protection officers are told.
  package let told: [String]
  /// The same for the same question, so that it is asked once: rule, person, record and the time it stands for.
  package let key: String
}

/// Looks over accesses by the eight rules of `Practice/insider-rules.yaml`. Pure: the same accesses give the same alerts,
/// in whatever pieces they are looked over, as long as each piece reaches a day back before what it asks about.
package struct InsiderWatch: Sendable {
  let rules: InsiderRules
  let facts: InsiderFacts
  /// The agencies among which one that is neither the person's nor the record's is chosen.
  let agencies: [String]

  package init(rules: InsiderRules, facts: InsiderFacts, agencies: [String]) {
    self.rules = rules
    self.facts = facts
    self.agencies = agencies.sorted()
  }

  /// The longest window of any rule, which accesses must reach back.
  package static let reach = 24 * 3600

  /// Alerts about accesses from `since` on. Windows that are not over at `now` are left for the next time where what
  /// comes later could still answer the question.
  package func alerts(_ events: [AccessEvent], since: Instant, now: Instant) throws -> [InsiderAlert] {
    let ordered = events.filter { $0.time <= now }.sorted { ($0.time, $0.actor) < ($1.time, $1.actor) }
    var found: [InsiderAlert] = []
    for entry in rules.entries {
      switch entry.rule {
      case .sameNameOrAddress: found += try sharedDetails(ordered, entry)
      case .ownHousehold: found += try household(ordered, entry)
      case .outsideCaseload: found += outsideCaseload(ordered, entry)
      case .crowd: found += try crowds(ordered, entry)
      case .sequentialBrowsing, .offShiftBurst, .searchWithoutOpening, .exportBeforeLeaving:
        for (_, own) in Dictionary(grouping: ordered, by: \.actor).sorted(by: { $0.key < $1.key }) {
          found += try bursts(own, entry, now)
        }
      }
    }
    var known: Set<String> = []
    return found.filter { $0.time >= since && known.insert($0.key).inserted }.sorted {
      ($0.time, $0.key) < ($1.time, $1.key)
    }
  }

  private func bursts(_ own: [AccessEvent], _ entry: InsiderRules.Entry, _ now: Instant) throws -> [InsiderAlert] {
    switch entry.rule {
    case .sequentialBrowsing: try sequences(own, entry)
    case .offShiftBurst: try offShift(own, entry)
    case .searchWithoutOpening: try fruitlessSearches(own, entry, now)
    case .exportBeforeLeaving: try beforeLeaving(own, entry)
    case .sameNameOrAddress, .ownHousehold, .outsideCaseload, .crowd: []
    }
  }

  /// For how long one alert stands for all looks of the same kind.
  enum Span { case ever, month, day }

  func alert(
    _ entry: InsiderRules.Entry, _ event: AccessEvent, aboutPerson: Bool = true, record: String?, once span: Span,
    _ words: String
  ) -> InsiderAlert {
    let day = event.time.londonDay
    let actor = aboutPerson ? event.actor : nil
    let stands =
      switch span {
      case .ever: ""
      case .month: "\(day.month)"
      case .day: "\(day)"
      }
    let key = [entry.rule.rawValue, actor ?? "", record ?? "", stands].joined(separator: "|")
    return InsiderAlert(
      rule: entry.rule, actor: actor, agency: actor == nil ? nil : event.agency, record: record, time: event.time,
      words: words,
      told: told(entry, own: actor == nil ? nil : event.agency, owner: event.owner, key: key), key: key)
  }

  private func told(_ entry: InsiderRules.Entry, own: String?, owner: String?, key: String) -> [String] {
    // Spread over the others by the key, and the same each time it is asked.
    let neither = agencies.filter { $0 != own && $0 != owner }
    // Where there is no third, the record's agency is still better than none.
    let others = neither.isEmpty ? agencies.filter { $0 != own } : neither
    let place = key.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    let other = others.isEmpty ? nil : others[Int(place % UInt64(others.count))]
    let sides: [String?] = entry.told.map { side in
      switch side {
      case .own: own
      case .owner: owner
      case .other: other
      }
    }
    return Set(sides.compactMap { $0 }).sorted()
  }
}
