import Basics
import Database
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start

@Suite struct AuditSearchTests {
  /// 24 entries a minute apart, of two agencies, three users, four cases, five people, two categories.
  private func withEntries(_ engine: Engine, _ body: (AuditLog) async throws -> Void) async throws {
    try await AuditSamples.withLog(engine) { log in
      for number in 0..<24 {
        let entry = try AuditEntry(
          number % 6 == 0 ? .decision : .consultation,
          by: AuditActor(user: "u\(number % 3)", agency: number % 2 == 0 ? "council" : "police"),
          object: AuditObject(kind: number % 8 == 7 ? "person" : "case", id: "o\(number % 4)"),
          individuals: ["p\(number % 5)", "p9"])
        try await log.write { connection in
          try log.append(entry, now: start.adding(seconds: number * 60), in: connection)
        }
      }
      try await body(log)
    }
  }

  private func found(_ log: AuditLog, _ change: (inout AuditQuery) -> Void) async throws -> [Int] {
    var query = AuditQuery()
    change(&query)
    return try await log.search(query).records.map(\.index)
  }

  @Test(arguments: TestDatabase.engines)
  func `each filter gives its entries, latest first, and filters narrow one another`(_ engine: Engine) async throws {
    try await withEntries(engine) { log in
      let all = Array((0..<24).reversed())
      #expect(try await found(log) { _ in } == all)
      #expect(try await found(log) { $0.category = .decision } == [18, 12, 6, 0])
      #expect(try await found(log) { $0.category = .erasure } == [])
      #expect(try await found(log) { $0.actor = "u1" } == all.filter { $0 % 3 == 1 })
      #expect(try await found(log) { $0.agency = "police" } == all.filter { $0 % 2 == 1 })
      #expect(try await found(log) { $0.objectKind = "person" } == [23, 15, 7])
      #expect(try await found(log) { $0.objectID = "o2" } == all.filter { $0 % 4 == 2 })
      #expect(try await found(log) { $0.individual = "p3" } == all.filter { $0 % 5 == 3 })
      #expect(try await found(log) { $0.individual = "p9" } == all)
      #expect(try await found(log) { $0.since = start.adding(seconds: 20 * 60) } == [23, 22, 21, 20])
      #expect(try await found(log) { $0.until = start.adding(seconds: 2 * 60) } == [1, 0])
      let narrow = try await found(log) {
        $0.actor = "u1"
        $0.individual = "p2"
        $0.agency = "police"
        $0.since = start.adding(seconds: 60)
      }
      #expect(narrow == [7])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `pages follow one another without a gap and end`(_ engine: Engine) async throws {
    try await withEntries(engine) { log in
      var query = AuditQuery(), pages: [[Int]] = []
      query.agency = "council"
      query.limit = 5
      repeat {
        let page = try await log.search(query)
        pages.append(page.records.map(\.index))
        query.before = page.next
      } while query.before != nil
      #expect(pages == [[22, 20, 18, 16, 14], [12, 10, 8, 6, 4], [2, 0]])
      query.before = nil
      query.limit = 12
      #expect(try await log.search(query).next == nil)
      query.limit = 0
      #expect(try await log.search(query).records.count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `hostile text finds nothing and harms nothing`(_ engine: Engine) async throws {
    try await withEntries(engine) { log in
      for text in ["' OR 1=1 --", "u1'; DROP TABLE audit_entry; --", "%", "u_", "\\", "ü"] {
        let hits = [
          try await found(log) { $0.actor = text }, try await found(log) { $0.individual = text },
          try await found(log) { $0.objectID = text },
        ]
        #expect(hits == [[], [], []])
      }
      #expect(try await log.verify().size == 24)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an entry whose bytes have changed is not shown as if it were true`(_ engine: Engine) async throws {
    try await withEntries(engine) { log in
      try await Attack.unlock(log.database)
      let other = try #require(try await log.record(at: 3)).leaf
      try await log.database.write { connection in
        try connection.run("UPDATE audit_entry SET leaf = \(other) WHERE entry_index = 4")
      }
      await #expect(throws: MalformedLeaf.self) { try await log.search(AuditQuery()) }
      await #expect(throws: MalformedLeaf.self) { try await log.record(at: 4) }
    }
  }
}
