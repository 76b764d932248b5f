import Basics
import Crypto
import Database
import Foundation
import StrategyModel
import Synchronization

/// One import from its first file to its last: what it would do to the register, without doing it.
struct ImportRun {
  let shelf: ImportShelf
  let practice: SourcePractice
  let options: ImportOptions
  let now: Instant
  var register: EvidenceRegister
  private(set) var reports: [FileReport] = []
  /// Asked between files whether the import is to end.
  var stop: ImportStop?
  private(set) var statements: [SQL] = []
  /// Extracts that lie beside their places and wait to be settled.
  private(set) var written: [String] = []
  private(set) var rows = 0
  /// What counts now, kept up to date file by file.
  private var current: [EvidenceRegister.PartName: EvidenceRegister.Current]
  private var heldContents: [String: String] = [:]
  private var held: Set<String> = []
  private var nextOrdinal: Int
  /// Bytes of extracts that this import brought, to compare later ones with.
  private var fresh: [String: SourceBytes] = [:]

  init(shelf: ImportShelf, practice: SourcePractice, options: ImportOptions, now: Instant, register: EvidenceRegister) {
    self.shelf = shelf
    self.practice = practice
    self.options = options
    self.now = now
    self.register = register
    current = register.current()
    nextOrdinal = register.nextOrdinal
    for holding in register.held(at: nil) {
      held.insert(holding.sha256)
      if let entry = register.entries[holding.sha256] { heldContents[entry.content] = holding.sha256 }
    }
  }

  /// Reads one file on disk; what is wrong with it becomes its report, and the next file goes on.
  ///
  /// - Parameter progress: told now and then what is being read: its path, the share of the file's bytes that is read,
  ///   and the records of the tables before it.
  mutating func take(
    _ found: ImportPaths.Found, progress: @escaping @Sendable (String, Double, Int) -> Void = { _, _, _ in }
  ) throws {
    let path = found.path
    do {
      try stop?.check()
      if let refusal = found.refusal { throw refusal }
      let original = try SourceBytes(path: path)
      let sha256 = ImportRun.sha256(original)
      if held.contains(sha256), let entry = register.entries[sha256] {
        return reports.append(unchanged(path, entry))
      }
      var share = 0.0
      try ImportPaths.open(path, original: original) { offered in
        try stop?.check()
        let begins = share, width = offered.share - share, before = rows, name = offered.path
        take(offered, sha256: offered.original === original ? sha256 : ImportRun.sha256(offered.original)) { part in
          progress(name, begins + width * part, before)
        }
        if offered.original !== original { progress(offered.path, offered.share, rows) }
        share = offered.share
      }
    } catch let refusal as Refusal {
      reports.append(ImportRun.refused(path, refusal))
    }
  }

  private mutating func take(_ offered: OfferedFile, sha256: String, reached: @escaping @Sendable (Double) -> Void) {
    do {
      let content = offered.content === offered.original ? sha256 : ImportRun.sha256(offered.content)
      if let same = heldContents[content], let entry = register.entries[same] {
        return reports.append(unchanged(offered.path, entry))
      }
      var reading = FileReading(practice: practice, publisher: options.publisher)
      reading.reached = reached
      let file = try reading.read(offered.content, name: offered.path)
      try add(offered, file, sha256: sha256, content: content)
    } catch let refusal as Refusal {
      var report = ImportRun.refused(offered.path, refusal)
      report.sha256 = sha256
      reports.append(report)
    } catch {
      reports.append(ImportRun.refused(offered.path, Refusal("unreadable-file", place: offered.path, "\(error)")))
    }
  }

  private mutating func add(
    _ offered: OfferedFile, _ file: ReadFile, sha256: String, content: String
  ) throws {
    if let day = options.extractDate {
      try ImportCaution.check(extractDate: day, today: now.londonDay, file, place: offered.path)
    }
    let extract = Extract(
      sha256: sha256, fileName: offered.path.split(separator: "/").last.map { String($0) } ?? offered.path,
      kind: file.kind,
      byteCount: offered.original.count, publisher: options.publisher ?? practice.publisher(file.kind),
      licence: options.licence ?? practice.licence(file.kind),
      extractDate: (options.extractDate ?? now.day).description,
      importedAt: now.description)
    let entry = EvidenceRegister.Entry(
      extract: extract, content: content, rows: file.rows, kept: file.kept, unplaced: file.unplaced,
      rejected: file.rejected, publisherGiven: options.publisher, reading: ReadFile.readingVersion, parts: file.parts)
    var report = FileReport(path: offered.path, kind: file.kind, sha256: sha256, status: .added)
    report.rows = file.rows
    report.kept = file.kept
    report.unplaced = file.unplaced
    report.rejected = file.rejected
    report.problems = file.problems
    let ordinal = nextOrdinal
    let rank = EvidenceRegister.Rank(date: extract.extractDate, ordinal: ordinal)
    var replaced: [String: [SeriesTable.PublisherMonth]] = [:], later = 0
    for part in file.parts {
      guard let other = current[.init(kind: file.kind, publisher: part.publisher, name: part.name)] else { continue }
      if other.rank < rank {
        replaced[other.sha256, default: []].append(.init(publisher: part.publisher, month: part.name))
      } else {
        later += 1
      }
    }
    if later > 0 {
      report.problems.append(
        "\(later) of its months are held from a later extract, which goes on counting; this one is kept beside it.")
    }
    var differences: [SQL] = []
    if !replaced.isEmpty {
      report.status = .revised
      let (revision, warnings, own) = try compare(replaced, with: offered, file, sha256)
      report.revision = revision
      report.problems = warnings + report.problems
      differences = own
    }
    if !options.dryRun {
      try shelf.write(sha256, offered.original)
      written.append(sha256)
      if let segment = file.segment { shelf.keep(segment, of: sha256) }
    }
    let holding = EvidenceRegister.Holding(ordinal: ordinal, sha256: sha256, from: now)
    register.entries[sha256] = entry
    register.holdings.append(holding)
    nextOrdinal += 1
    held.insert(sha256)
    heldContents[content] = sha256
    for part in file.parts {
      let name = EvidenceRegister.PartName(kind: file.kind, publisher: part.publisher, name: part.name)
      if let other = current[name], other.rank > rank { continue }
      current[name] = EvidenceRegister.Current(sha256: sha256, rank: rank, part: part)
    }
    // A mapped file costs nothing; content from an archive is held only until the import ends.
    if options.dryRun { fresh[sha256] = offered.original } else { settling.insert(sha256) }
    // The extract stands before the revisions that refer to it.
    statements += EvidenceRegister.insert(entry) + [EvidenceRegister.insert(holding)] + differences
    rows += file.rows
    reports.append(report)
  }

  /// Extracts of this import that lie beside their places.
  private var settling: Set<String> = []

  private func compare(
    _ replaced: [String: [SeriesTable.PublisherMonth]], with offered: OfferedFile, _ file: ReadFile, _ sha256: String
  ) throws -> (revision: Revision, warnings: [String], statements: [SQL]) {
    var total = Revision(), warnings: [String] = [], statements: [SQL] = []
    let kind = file.kind
    let reading = FileReading(practice: practice, publisher: options.publisher, isHeld: true)
    for (before, parts) in replaced.sorted(by: { $0.key < $1.key }) {
      let original = try fresh[before] ?? (settling.contains(before) ? shelf.unsettled(before) : shelf.extract(before))
      let content = try ImportRun.content(original, name: register.entries[before]?.extract.fileName ?? before)
      let differences = try reading.differences(
        kind: kind, before: content, after: offered.content, name: offered.path, parts: parts)
      for part in parts {
        guard let difference = differences[part] else { continue }
        total.add(difference.revision)
        func holds(_ other: ReadFile.Part) -> Bool { other.publisher == part.publisher && other.name == part.month }
        if let held = register.entries[before]?.parts.first(where: holds) {
          let fewer = held.rows - (file.parts.first(where: holds)?.rows ?? 0)
          warnings += ImportCaution.loss(of: held, lost: max(difference.revision.lost, fewer), extract: sha256)
        }
        let entry = RevisionEntry(
          id: ID<RevisionEntry>(at: now).text, kind: kind, publisher: part.publisher, month: part.month, before: before,
          after: sha256, madeAt: now, revision: difference.revision)
        statements.append(EvidenceRegister.insert(entry))
      }
    }
    return (total, warnings, statements)
  }

  /// An extract's content without its wrapping.
  static func content(_ original: SourceBytes, name: String) throws -> SourceBytes {
    guard Unpacking.wrapping(original.bytes) == .gzip else { return original }
    var content = original
    try Unpacking.forEachMember(of: original, name: name) { _, inner in content = inner }
    return content
  }

  static func sha256(_ source: SourceBytes) -> String {
    var hash = SHA256()
    var offset = 0
    // In pieces, so that a file of gigabytes is not held in memory for its digest.
    while offset < source.count {
      let end = min(offset + (8 << 20), source.count)
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: source.bytes[offset..<end]))
      if source.count > 64 << 20 { source.release(before: end, from: offset) }
      offset = end
    }
    return Hex.text(hash.finalize())
  }

  private func unchanged(_ path: String, _ entry: EvidenceRegister.Entry) -> FileReport {
    var report = FileReport(path: path, kind: entry.extract.kind, sha256: entry.extract.sha256, status: .unchanged)
    report.rows = entry.rows
    report.kept = entry.kept
    report.unplaced = entry.unplaced
    report.rejected = entry.rejected
    report.problems = ImportCaution.superseded(entry, current: current, entries: register.entries)
    return report
  }

  private static func refused(_ path: String, _ refusal: Refusal) -> FileReport {
    var report = FileReport(path: path, kind: nil, sha256: nil, status: .refused)
    report.problems = [refusal.description]
    return report
  }
}

/// A person's wish to end a running import; it is heard between two files, and nothing of the import is kept.
final class ImportStop: Sendable {
  private let isAsked = Mutex(false)

  func ask() { isAsked.withLock { $0 = true } }

  func check() throws { if isAsked.withLock({ $0 }) { throw CancellationError() } }
}

extension Revision {
  mutating func add(_ other: Revision) {
    added += other.added
    lost += other.lost
    outcomesChanged += other.outcomesChanged
    coordinatesChanged += other.coordinatesChanged
    placesChanged += other.placesChanged
    quantitiesChanged += other.quantitiesChanged
    categoriesChanged += other.categoriesChanged
  }
}
