import Basics
import Database

/// Reading the whole log again, page by page: every leaf's hash from its bytes, every node from what is below it, the
/// root against every signed head. Stops at the first damage.
struct AuditInspection: Sendable {
  private let origin: String
  private let keys: [VerifierKey]
  private let size: Int
  private var edge = MerkleEdge()
  private var before: Instant?
  private var heads = 0
  private var covered = 0
  private var damage: AuditDamage?
  private(set) var isOver = false

  private static let page = 1_000

  /// Begins over the entries that there are now.
  init(_ log: AuditLog, _ connection: any Connection) throws {
    origin = log.origin
    keys = log.keys
    size = try AuditLog.size(connection)
  }

  var verdict: AuditVerdict {
    AuditVerdict(size: size, root: damage == nil ? edge.root : nil, heads: heads, covered: covered, damage: damage)
  }

  /// Reads the next page.
  mutating func step(_ connection: any Connection) throws {
    do {
      if edge.size < size {
        try read(AuditInspectionPage(edge.size..<min(edge.size + AuditInspection.page, size), connection))
      } else {
        try finish(connection)
        isOver = true
      }
    } catch let found as AuditDamage {
      damage = found
      isOver = true
    }
  }

  private mutating func read(_ page: AuditInspectionPage) throws {
    for index in page.range {
      let record = try page.record(at: index)
      guard record.clockWentBack == before.map({ record.time < $0 }) ?? false else {
        throw AuditDamage(.clock, at: index)
      }
      before = record.time
      for node in edge.append(record.leafHash).dropFirst() where page.nodes[node.place] != node.hash {
        throw AuditDamage(.node, node.place.leaves)
      }
      if let row = page.heads[edge.size] { try read(head: row) }
    }
  }

  private mutating func read(head row: Row) throws {
    let range = covered..<edge.size
    guard let note = try? row.text("note"), let head = try? SignedHead(note, origin: origin, keys: keys) else {
      throw AuditDamage(.headForeign, range)
    }
    guard head.checkpoint.size == edge.size, head.checkpoint.root == edge.root else { throw AuditDamage(.head, range) }
    heads += 1
    covered = edge.size
  }

  /// What only shows at the end. Entries appended while the log was read are left for the next time.
  private func finish(_ connection: any Connection) throws {
    let now = try AuditLog.size(connection)
    if let beyond = try connection.row("SELECT max(size) AS size FROM audit_head")?.optionalInt("size"), beyond > now {
      throw AuditDamage(.headBeyond, now..<beyond)
    }
    let nodes = try connection.row("SELECT count(*) AS count FROM audit_node")?.int("count")
    let strays = try connection.row(
      """
      SELECT (SELECT count(*) FROM audit_entry WHERE entry_index < 0)
        + (SELECT count(*) FROM audit_individual WHERE entry_index < 0 OR entry_index >= \(now)) AS count
      """)?.int("count")
    guard nodes == now - now.nonzeroBitCount, strays == 0 else { throw AuditDamage(.extra, 0..<max(1, now)) }
  }
}

extension AuditLog {
  /// Reads the whole log again and tells whether it is what was written, and if not, which entry is the first damaged.
  ///
  /// Whoever can rewrite the database and sign with the log's key can make a log that passes; that, and a log that was
  /// put back to an earlier state whole, only a witness notices. Reads a page to a transaction.
  package func verify() async throws -> AuditVerdict {
    var inspection = try await database.read { connection in try AuditInspection(self, connection) }
    while !inspection.isOver {
      let held = inspection
      inspection = try await database.read { connection in
        var next = held
        try next.step(connection)
        return next
      }
    }
    return inspection.verdict
  }

  /// The same within one transaction.
  func verify(in connection: any Connection) throws -> AuditVerdict {
    var inspection = try AuditInspection(self, connection)
    while !inspection.isOver { try inspection.step(connection) }
    return inspection.verdict
  }
}
