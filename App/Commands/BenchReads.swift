import ArgumentParser
import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Foundation
import PartnershipModel
import PartnershipStore

extension BenchCommand {
  /// What the audit costs a read. An entry is on the disk before the page is, so an entry takes about one sync of the disk,
  /// which is measured beside it at the same pace: many syncs without a pause are slower each.
  struct Reads: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Times what a durable audit entry adds to each of 200 reads a second, in milliseconds.",
      discussion: """
        “median” is an entry by itself. In a demonstration it also reads a case with and without its entry; “adds” is the \
        difference of their medians, and less than an entry, because fields are opened meanwhile. “sync” is one bare sync \
        of 8 KiB in the data folder.
        """)
    @OptionGroup var workspace: WorkspaceOptions
    @Option(help: "Reads a second.") var rate = 200
    @Option(help: "Seconds.") var seconds = 10

    func run() async throws {
      let opened = try await Workspace.open(workspace), audit = try opened.auditLog()
      let reads = ReadAudit(audit, clock: .system)
      let entry = try AuditEntry(
        .decision, by: AuditActor(user: "bench", agency: "bench", strength: .secondFactor),
        object: AuditObject(kind: "bench", id: "bench"), grounds: AuditGrounds(rules: ["bench"]))
      let alone = try await paced { try await reads.record(entry) }
      var out: [(String, JSON)] = [
        ("reads", .int(alone.count)), ("median", at(0.5, alone)), ("p95", at(0.95, alone)), ("worst", at(1, alone)),
        ("sync", .double(try await sync(in: opened.directory))),
      ]
      if let (with, without) = try await cases(opened, audit) {
        out += [
          ("read_with", at(0.5, with)), ("read_without", at(0.5, without)),
          ("adds", .double(median(with) - median(without))),
        ]
      }
      print(JSON.object(out).text())
    }

    /// Reads of one demonstration case, in turns with its entry and with an audit that stores nothing.
    private func cases(_ opened: Workspace, _ audit: AuditLog) async throws -> ([Double], [Double])? {
      let accounts = try await opened.partners().accounts()
      guard let jo = accounts.first(where: { $0.signInName.text.hasPrefix("jo.fictional") }) else { return nil }
      let inquirer = Inquirer(account: jo.id.text, purpose: "asb-reduction")
      let nothing = ReadAudit { entries in 0..<entries.count }
      var with: [Double] = [], without: [Double] = []
      for round in 0..<6 {
        let store = try await opened.cases(audit, reads: round.isMultiple(of: 2) ? nothing : nil)
        defer { store.close() }
        guard let first = try await store.listed(by: inquirer).first else { return nil }
        let took = try await paced { _ = try await store.read(first, by: inquirer) }
        if round.isMultiple(of: 2) { without += took } else { with += took }
      }
      return (with.sorted(), without.sorted())
    }

    /// Milliseconds that each took, begun at the rate whether those before are done or not; sorted.
    private func paced(_ body: @escaping @Sendable () async throws -> Void) async throws -> [Double] {
      let start = ContinuousClock.now, count = max(1, rate) * max(1, seconds), pause = 1_000_000 / max(1, rate)
      return try await withThrowingTaskGroup(of: Double.self) { group in
        for number in 0..<count {
          try await Task.sleep(until: start + .microseconds(number * pause))
          group.addTask {
            let begun = ContinuousClock.now
            try await body()
            let duration = (ContinuousClock.now - begun).components
            return Double(duration.seconds) * 1e3 + Double(duration.attoseconds) / 1e15
          }
        }
        return try await group.reduce(into: [Double]()) { $0.append($1) }.sorted()
      }
    }

    /// The median of 200 syncs of 8 KiB written over a file that is there, as a write-ahead log is.
    private func sync(in folder: String) async throws -> Double {
      let path = folder + "/bench-sync"
      defer { try? FileManager.default.removeItem(atPath: path) }
      let failed = Refusal("bench-sync", place: path, "The file could not be written.", remedy: "Free some space.")
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw failed }
      defer { close(descriptor) }
      let bytes = [UInt8](repeating: 1, count: 8_192)
      for page in 0..<256 {
        guard pwrite(descriptor, bytes, bytes.count, page * 8_192) == bytes.count else { throw failed }
      }
      guard fsync(descriptor) == 0 else { throw failed }
      var took: [Double] = []
      for page in 0..<200 {
        try await Task.sleep(for: .microseconds(1_000_000 / max(1, rate)))
        guard pwrite(descriptor, bytes, bytes.count, page * 8_192) == bytes.count else { throw failed }
        let begun = ContinuousClock.now
        guard fdatasync(descriptor) == 0 else { throw failed }
        let duration = (ContinuousClock.now - begun).components
        took.append(Double(duration.seconds) * 1e3 + Double(duration.attoseconds) / 1e15)
      }
      return median(took.sorted())
    }

    private func median(_ sorted: [Double]) -> Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }

    private func at(_ share: Double, _ sorted: [Double]) -> JSON {
      .double(sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
    }
  }
}
