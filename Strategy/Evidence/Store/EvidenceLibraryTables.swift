import Basics
import Database
import StrategyModel
import Synchronization

extension EvidenceLibrary {
  /// All records of one kind, as they are held now or were held at an earlier moment.
  package func table(_ kind: SourceKind, asAt: Instant? = nil) async throws -> SeriesTable {
    let register = try await refreshed()
    let key = TableKey(kind: kind, asAt: asAt)
    if let table = memory.withLock({ $0.register.version == register.version ? $0.tables[key] : nil }) { return table }
    let known = memory.withLock { $0.segments }
    let shelf = shelf, practice = practice
    let (table, opened) = try await EvidenceLibrary.offThePool {
      try TableMaking(register: register, shelf: shelf, practice: practice, known: known).table(kind, asAt)
    }
    return memory.withLock { memory in
      memory.segments.merge(opened) { held, _ in held }
      if memory.register.version == register.version {
        // Questions about past moments are few; the newest ones are kept.
        if asAt != nil, memory.tables.count > 32 { memory.tables = memory.tables.filter { $0.key.asAt == nil } }
        memory.tables[key] = table
      }
      return table
    }
  }

  /// Look-ups, populations, outlines and dates of the extracts that are current, or were at an earlier moment; with the
  /// extracts that they come from, which tell two states apart.
  package func reference(asAt: Instant? = nil) async throws -> (extracts: [String], data: ReferenceData) {
    let register = try await refreshed()
    let extracts = ReferenceMaking.counting(register, asAt)
    if let known = memory.withLock({ $0.references[extracts] }) { return (extracts, known) }
    let shelf = shelf, practice = practice
    let data = try await EvidenceLibrary.offThePool {
      try ReferenceMaking(register: register, shelf: shelf, practice: practice).data(extracts)
    }
    memory.withLock { memory in
      // Each holds outlines of megabytes; two states beside the current one are plenty.
      if memory.references.count > 2 { memory.references = [:] }
      memory.references[extracts] = data
    }
    return (extracts, data)
  }
}

/// Puts the segments of current extracts together.
private struct TableMaking {
  let register: EvidenceRegister
  let shelf: ImportShelf
  let practice: SourcePractice
  let known: [String: ColumnSegment]

  func table(_ kind: SourceKind, _ asAt: Instant?) throws -> (SeriesTable, [String: ColumnSegment]) {
    let current = register.current(kind: kind, at: asAt)
    var months: [String: Set<SeriesTable.PublisherMonth>] = [:]
    for (name, held) in current {
      months[held.sha256, default: []].insert(.init(publisher: name.publisher, month: name.name))
    }
    var sources: [SeriesTable.Source] = [], extracts: [Extract] = [], opened: [String: ColumnSegment] = [:]
    for holding in register.held(at: asAt) {
      guard let counting = months[holding.sha256], let entry = register.entries[holding.sha256] else { continue }
      extracts.append(entry.extract)
      // Look-ups and outlines are no series; `reference` reads them.
      guard !ReferenceMaking.kinds.contains(kind) else { continue }
      let segment = try known[holding.sha256] ?? segment(entry)
      opened[holding.sha256] = segment
      sources.append(.init(segment: segment, current: counting.count == entry.parts.count ? nil : counting))
    }
    return (
      SeriesTable(kind: kind, extracts: extracts, coverage: TableMaking.coverage(current), sources: sources), opened
    )
  }

  /// Opens an extract's columns, and makes them anew when they are missing or damaged.
  private func segment(_ entry: EvidenceRegister.Entry) throws -> ColumnSegment {
    let sha256 = entry.extract.sha256
    if let segment = shelf.columns(of: sha256) { return segment }
    let content = try ImportRun.content(try shelf.extract(sha256), name: entry.extract.fileName)
    let file = try FileReading(practice: practice, publisher: entry.publisherGiven, isHeld: true).read(
      content, name: entry.extract.fileName)
    guard let segment = file.segment else {
      throw Refusal("no-records", place: entry.extract.fileName, "The file holds no series.", remedy: nil)
    }
    shelf.keep(segment, of: sha256)
    return segment
  }

  /// The two latest months of a publisher are provisional: they are revised as a rule. Months between held ones are
  /// missing.
  private static func coverage(_ current: [EvidenceRegister.PartName: EvidenceRegister.Current]) -> [Coverage] {
    var out: [Coverage] = []
    for (publisher, parts) in Dictionary(grouping: current.values.map(\.part), by: \.publisher) {
      let held = Dictionary(parts.compactMap { part in Month(part.name).map { ($0, part) } }) { first, _ in first }
      guard let first = held.keys.min(), let last = held.keys.max() else { continue }
      let provisional = Set(held.keys.sorted().suffix(2))
      for month in first...last {
        let status: Coverage.Status =
          switch held[month] {
          case nil: .missing
          case let part? where part.isPartial: .partial
          default: provisional.contains(month) ? .provisional : .complete
          }
        out.append(
          Coverage(publisher: publisher, month: month.description, status: status, rows: held[month]?.rows ?? 0))
      }
    }
    return out.sorted { ($0.publisher, $0.month) < ($1.publisher, $1.month) }
  }
}

/// Reads current look-ups and outlines, later ones over earlier ones.
private struct ReferenceMaking {
  let register: EvidenceRegister
  let shelf: ImportShelf
  let practice: SourcePractice

  static let kinds: Set<SourceKind> = [
    .population, .lsoaChange, .lsoaWard, .boundaries, .deprivation, .mobility, .restrictions, .policyDates,
    .bankHolidays,
  ]

  /// The extracts that count at a moment, or now, later ones last.
  static func counting(_ register: EvidenceRegister, _ moment: Instant?) -> [String] {
    var ranks: [String: EvidenceRegister.Rank] = [:]
    for (name, held) in register.current(at: moment) where kinds.contains(name.kind) { ranks[held.sha256] = held.rank }
    return ranks.sorted { $0.value < $1.value }.map(\.key)
  }

  func data(_ extracts: [String]) throws -> ReferenceData {
    var data = ReferenceData()
    for sha256 in extracts {
      guard let entry = register.entries[sha256] else { continue }
      let content = try ImportRun.content(try shelf.extract(sha256), name: entry.extract.fileName)
      try FileReading(practice: practice, publisher: entry.publisherGiven, isHeld: true).readReference(
        content, name: entry.extract.fileName, into: &data)
      data.extracts[entry.extract.kind, default: []].append(entry.extract)
    }
    data.settle()
    return data
  }
}
