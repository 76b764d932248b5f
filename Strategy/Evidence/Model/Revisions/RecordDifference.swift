import Basics

/// Compares two issues of the same publisher's month, record by record.
///
/// Rows that carry a Crime ID or an incident number are matched by it; several rows of one identifier, and rows without
/// one (anti-social behaviour, searches), are matched as multisets: first rows that are alike in everything, then those
/// alike in most, within the same category. Only what cannot be matched is added or lost.
package struct RecordDifference: Sendable {
  /// One row of a file, as far as a re-issue may change it.
  struct Record: Hashable {
    /// Crime ID or incident number; empty when there is none.
    var identifier: String
    /// What may not differ between two rows without identifier that are the same record.
    var category: String
    var outcome: String
    var coordinates: String
    var place: String
  }

  package private(set) var revision = Revision()
  package private(set) var changes: [RecordChange] = []

  init(before: [Record], after: [Record]) {
    let old = Dictionary(grouping: before, by: RecordDifference.group)
    let new = Dictionary(grouping: after, by: RecordDifference.group)
    for key in Set(old.keys).union(new.keys).sorted() { match(old[key] ?? [], new[key] ?? []) }
  }

  private static func group(_ record: Record) -> String {
    record.identifier.isEmpty ? "\u{1}" + record.category : record.identifier
  }

  private mutating func match(_ before: [Record], _ after: [Record]) {
    var old = before, new = after
    if old == new { return }
    // From the strictest likeness to the loosest; the last pairs whatever is left of the same group.
    let likenesses: [(Record) -> String] = [
      { "\($0.category)\u{1}\($0.outcome)\u{1}\($0.coordinates)\u{1}\($0.place)" },
      { "\($0.coordinates)\u{1}\($0.place)" }, { "\($0.outcome)\u{1}\($0.place)" }, { $0.place }, { $0.outcome },
      { _ in "" },
    ]
    for (step, likeness) in likenesses.enumerated() where !old.isEmpty && !new.isEmpty {
      var waiting: [String: [Int]] = [:]
      for index in old.indices.reversed() { waiting[likeness(old[index]), default: []].append(index) }
      var usedOld: Set<Int> = [], usedNew: Set<Int> = []
      for index in new.indices {
        guard let partner = waiting[likeness(new[index])]?.popLast() else { continue }
        usedOld.insert(partner)
        usedNew.insert(index)
        if step > 0 { note(old[partner], new[index]) }
      }
      old = old.indices.filter { !usedOld.contains($0) }.map { old[$0] }
      new = new.indices.filter { !usedNew.contains($0) }.map { new[$0] }
    }
    for record in old {
      revision.lost += 1
      changes.append(
        RecordChange(
          what: .lost, record: RecordDifference.name(record), before: RecordDifference.text(record), after: ""))
    }
    for record in new {
      revision.added += 1
      changes.append(
        RecordChange(
          what: .added, record: RecordDifference.name(record), before: "", after: RecordDifference.text(record)))
    }
  }

  private mutating func note(_ old: Record, _ new: Record) {
    let name = RecordDifference.name(new)
    func change(_ what: RecordChange.What, _ before: String, _ after: String) {
      changes.append(RecordChange(what: what, record: name, before: before, after: after))
    }
    if old.outcome != new.outcome {
      revision.outcomesChanged += 1
      change(.outcome, old.outcome, new.outcome)
    }
    if old.coordinates != new.coordinates {
      revision.coordinatesChanged += 1
      change(.coordinates, old.coordinates, new.coordinates)
    }
    if old.place != new.place {
      revision.placesChanged += 1
      change(.place, old.place, new.place)
    }
    if old.category != new.category {
      revision.categoriesChanged += 1
      change(.category, old.category, new.category)
    }
  }

  private static func name(_ record: Record) -> String {
    record.identifier.isEmpty ? record.category : record.identifier
  }

  private static func text(_ record: Record) -> String {
    [record.category, record.outcome, record.coordinates, record.place].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// Compares keyed rows: look-ups by their key, cells of a wide file by group, area and month, outlines by their area,
  /// of which the place changes and no quantity.
  init(
    before: [String: String], after: [String: String], absent: String? = nil, changed: RecordChange.What = .quantity
  ) {
    for key in Set(before.keys).union(after.keys).sorted() {
      let old = before[key] ?? absent, new = after[key] ?? absent
      guard old != new else { continue }
      switch (old, new) {
      case (nil, let new?):
        revision.added += 1
        changes.append(RecordChange(what: .added, record: key, before: "", after: new))
      case (let old?, nil):
        revision.lost += 1
        changes.append(RecordChange(what: .lost, record: key, before: old, after: ""))
      case (let old?, let new?):
        if changed == .place { revision.placesChanged += 1 } else { revision.quantitiesChanged += 1 }
        changes.append(RecordChange(what: changed, record: key, before: old, after: new))
      case (nil, nil): break
      }
    }
  }
}
