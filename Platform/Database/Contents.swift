import Basics
import Crypto

/// How many rows a table has and what they are, in one short text: equal content gives equal digests on both engines.
package struct TableContent: Sendable, Equatable, Codable {
  package let name: String
  package let rows: Int
  /// The sum of the rows' SHA-256, as 256 bits in hexadecimal: it does not depend on the order of the rows. It tells
  /// loss and change by accident; it is no seal against someone who forges rows.
  package let digest: String
}

extension Database {
  /// What is in each table, in one snapshot; used to prove that a restored backup is what was backed up.
  package func contents() async throws -> [TableContent] {
    try await read { connection in try connection.contents() }
  }
}

extension Connection {
  func contents() throws -> [TableContent] {
    try schemaText().names.sorted().map { name in
      var sum = RowSum()
      try each(SQL(trusted: "SELECT * FROM \(name)")) { sum.add($0) }
      return TableContent(name: name, rows: sum.count, digest: sum.digest)
    }
  }
}

private struct RowSum {
  private var lanes: [UInt64] = [0, 0, 0, 0]
  private(set) var count = 0

  var digest: String { lanes.map { Hex.text($0) }.joined() }

  mutating func add(_ row: Row) {
    count += 1
    var bytes: [UInt8] = []
    for value in row.values { RowSum.write(value, to: &bytes) }
    let hash = Array(SHA256.hash(data: bytes))
    for lane in lanes.indices {
      let word = hash.dropFirst(lane * 8).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      lanes[lane] &+= word
    }
  }

  /// Type, length, bytes: no two rows of different values are written alike.
  private static func write(_ value: Row.Value, to out: inout [UInt8]) {
    func put(_ kind: Character, _ bytes: some Collection<UInt8>) {
      out += "\(kind)\(bytes.count):".utf8
      out += bytes
    }
    switch value {
    case .null: put("n", [])
    case .int(let number): put("i", String(number).utf8)
    case .double(let number): put("d", "\(number)".utf8)
    case .text(let text): put("t", text.utf8)
    case .blob(let bytes): put("b", bytes)
    }
  }
}
