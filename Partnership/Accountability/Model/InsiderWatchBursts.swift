import Basics

/// Rules about a run of looks by one person; `own` holds that person's accesses in order of time.
extension InsiderWatch {
  /// Records opened in the order of their references. Records with a meeting ahead are left out: whoever prepares an
  /// agenda opens all of it from top to bottom.
  func sequences(_ own: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let most = try entry.threshold("records-over"), minutes = try entry.threshold("within")
    let looks = own.filter { $0.opens && !$0.hasMeeting && $0.order != nil }
    var found: [InsiderAlert] = []
    for (index, last) in looks.enumerated() {
      let start = last.time.adding(seconds: -minutes * 60)
      var orders: [Int] = []
      for look in looks[...index].reversed().prefix(while: { $0.time > start }).reversed() {
        if let order = look.order, orders.last != order { orders.append(order) }
      }
      let run = max(InsiderWatch.longestRise(orders), InsiderWatch.longestRise(orders.map { -$0 }))
      // A few steps aside do not hide the order; a busy quarter of an hour without order has short rises only.
      guard run > most, run * 5 >= orders.count * 4 else { continue }
      found.append(
        alert(
          entry, last, record: nil, once: .day,
          "Opened \(run) records one after the other in their order within \(minutes) minutes."))
    }
    return found
  }

  /// The length of the longest strictly rising subsequence (patience sorting).
  static func longestRise(_ numbers: [Int]) -> Int {
    var tops: [Int] = []
    for number in numbers {
      if let place = tops.firstIndex(where: { $0 >= number }) { tops[place] = number } else { tops.append(number) }
    }
    return tops.count
  }

  func offShift(_ own: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let most = try entry.threshold("records-over"), hours = try entry.threshold("within")
    guard let actor = own.first?.actor, let shift = facts.staff[actor]?.shift else { return [] }
    var window = Window<String>(seconds: hours * 3600)
    return own.compactMap { look in
      guard look.opens, let record = look.record, !shift.covers(look.time) else { return nil }
      let records = window.add(record, at: look.time)
      guard records.count > most else { return nil }
      return alert(
        entry, look, record: nil, once: .day,
        "Opened \(records.count) records outside the usual hours within \(hours.of("hour", "hours")).")
    }
  }

  /// Many searches, and nothing opened from the first of them to the end of the time named.
  func fruitlessSearches(_ own: [AccessEvent], _ entry: InsiderRules.Entry, _ now: Instant) throws -> [InsiderAlert] {
    let most = try entry.threshold("searches-over"), minutes = try entry.threshold("within")
    let searches = own.filter { $0.kind == .search }
    guard searches.count > most else { return [] }
    return searches.indices.dropLast(most).compactMap { index in
      let first = searches[index], last = searches[index + most]
      let end = first.time.adding(seconds: minutes * 60)
      guard last.time < end, end <= now else { return nil }
      let opened = own.contains { $0.opens && $0.time >= first.time && $0.time < end }
      guard !opened else { return nil }
      let count = searches[index...].prefix { $0.time < end }.count
      return alert(
        entry, last, record: nil, once: .day, "Made \(count) searches within \(minutes) minutes and opened no record.")
    }
  }

  /// An export, or as many records in as short a time as browsing is told by, near the day of leaving.
  func beforeLeaving(_ own: [AccessEvent], _ entry: InsiderRules.Entry) throws -> [InsiderAlert] {
    let days = try entry.threshold("leaving-within"), most = try entry.threshold("exports-over")
    guard let actor = own.first?.actor, let leaving = facts.staff[actor]?.leavesOn else { return [] }
    let near = own.filter { abs($0.time.londonDay - leaving) <= days }
    let browsing = rules.entry(.sequentialBrowsing)
    var records = Window<String>(seconds: (browsing?.thresholds["within"] ?? 15) * 60)
    let burst = browsing?.thresholds["records-over"] ?? 10
    var exports = 0
    return near.compactMap { look in
      if look.kind == .export {
        exports += 1
        guard exports > most else { return nil }
        return alert(entry, look, record: look.record, once: .day, "Exported within \(days) days of leaving.")
      }
      guard look.opens, let record = look.record, records.add(record, at: look.time).count > burst else { return nil }
      return alert(
        entry, look, record: nil, once: .day, "Read many records in a short time within \(days) days of leaving.")
    }
  }
}
