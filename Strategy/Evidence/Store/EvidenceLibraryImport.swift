import Basics
import Database
import Foundation
import StrategyModel
import Synchronization

extension EvidenceLibrary {
  /// Brings in files and folders, also packed ones; a folder's files in the order of their paths.
  ///
  /// A file that is refused does not keep the others out. Everything that is taken lands in one transaction at the end:
  /// a machine that stops before it keeps the old state, after it the new one.
  package func importPaths(
    _ paths: [String], options: ImportOptions = ImportOptions(),
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportReport {
    await gate.enter()
    do {
      let report = try await runImport(paths, options, progress)
      await gate.leave()
      return report
    } catch {
      await gate.leave()
      throw error
    }
  }

  private func runImport(
    _ paths: [String], _ options: ImportOptions, _ progress: @escaping @Sendable (ImportProgress) -> Void
  ) async throws -> ImportReport {
    let start = ContinuousClock.now
    let files = ImportPaths.files(paths)
    let register = try await refreshed()
    guard let lock = ImportLock(directory: directory) else {
      throw Refusal(
        "import-running", place: directory, "Another process is importing into this data folder.",
        remedy: "Wait until it has finished, then start again.")
    }
    defer { withExtendedLifetime(lock) {} }
    let stop = ImportStop()
    let run = ImportRun(shelf: shelf, practice: practice, options: options, now: clock.now(), register: register)
    let done = try await withTaskCancellationHandler {
      try await EvidenceLibrary.offThePool {
        var run = run, bytes = 0
        run.stop = stop
        let total = files.reduce(0) { $0 + $1.bytes }
        for (index, file) in files.enumerated() {
          let before = bytes
          @Sendable func report(_ filesDone: Int, _ bytesDone: Int, _ name: String, _ rows: Int) {
            progress(
              ImportProgress(
                filesDone: filesDone, filesTotal: files.count, bytesDone: bytesDone, bytesTotal: total, rows: rows,
                fileName: name, seconds: EvidenceLibrary.seconds(since: start)))
          }
          do {
            // Part of a file: an archive tells each table of it that is done, and how far through its bytes it is.
            try run.take(file) { name, share, rows in
              report(index, before + Int(Double(file.bytes) * min(max(share, 0), 1)), name, rows)
            }
          } catch {
            run.shelf.discard(run.written)
            throw error
          }
          bytes += file.bytes
          report(index + 1, bytes, file.path, run.rows)
        }
        if !run.written.isEmpty { try run.shelf.settle(run.written) }
        return run
      }
    } onCancel: {
      stop.ask()
    }
    if !options.dryRun, !done.statements.isEmpty {
      let version = register.version, statements = done.statements
      try await database.write { connection in
        try EvidenceRegister.advance(connection, from: version)
        try connection.batch(statements)
      }
      var landed = done.register
      landed.version = version + 1
      let fresh = landed
      memory.withLock { $0.replace(fresh) }
    }
    return ImportReport(files: done.reports, seconds: EvidenceLibrary.seconds(since: start), dryRun: options.dryRun)
  }

  /// Takes an import back: the state is as if the extract had not come, and the undoing is recorded with its reason.
  /// Figures asked as at a moment before it still count the extract.
  package func undo(extract sha256: String, reason: String) async throws {
    guard !reason.isEmpty else {
      throw Refusal("no-reason", "An import is taken back with a reason.", remedy: "Say why in a sentence.")
    }
    guard try await refreshed().isHeld(sha256) else { throw unknown(sha256) }
    let now = clock.now()
    let register = try await database.write { connection in
      try EvidenceRegister.advance(connection, from: try EvidenceRegister.version(connection))
      try connection.run(
        "UPDATE evidence_holding SET held_until = \(now), reason = \(reason) WHERE sha256 = \(sha256) AND held_until IS NULL"
      )
      return try EvidenceRegister.load(connection)
    }
    memory.withLock { $0.replace(register) }
  }

  /// The changed records of one revision, one page of them, found by comparing the two extracts again.
  package func changes(revision id: String, offset: Int = 0, limit: Int = 100) async throws -> ChangePage {
    let list: [RecordChange]
    if let known = memory.withLock({ $0.changes }), known.revision == id {
      list = known.list
    } else {
      guard let entry = try await database.read({ try EvidenceRegister.revisions($0) }).first(where: { $0.id == id })
      else {
        throw Refusal(
          "no-such-revision", "There is no such difference report.", remedy: "Look it up in the list of revisions.")
      }
      let register = try await refreshed()
      let shelf = shelf, practice = practice
      list = try await EvidenceLibrary.offThePool {
        func content(_ sha256: String) throws -> SourceBytes {
          try ImportRun.content(try shelf.extract(sha256), name: register.entries[sha256]?.extract.fileName ?? sha256)
        }
        let part = SeriesTable.PublisherMonth(publisher: entry.publisher, month: entry.month)
        let given = register.entries[entry.after]?.publisherGiven
        return try FileReading(practice: practice, publisher: given, isHeld: true).differences(
          kind: entry.kind, before: try content(entry.before), after: try content(entry.after),
          name: register.entries[entry.after]?.extract.fileName ?? id, parts: [part])[part]?.changes ?? []
      }
      memory.withLock { $0.changes = (id, list) }
    }
    let first = min(max(offset, 0), list.count), last = min(first + max(limit, 0), list.count)
    return ChangePage(total: list.count, changes: Array(list[first..<last]))
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double {
    let duration = ContinuousClock.now - start
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  /// Runs work of seconds on a thread of its own, so that pages are still served meanwhile.
  static func offThePool<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: .init(catching: work)) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
