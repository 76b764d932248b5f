/// Reads what `LeafWriter` wrote, and nothing else: bytes that are missing or left over are refused.
struct LeafReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func byte() throws -> UInt8 {
    guard let first = rest.popFirst() else { throw LeafReader.short }
    return first
  }

  mutating func number() throws -> Int { Int(Int64(bitPattern: try unsigned(8))) }

  mutating func text() throws -> String {
    let content = try bytes()
    guard let text = String(validating: content, as: UTF8.self) else {
      throw MalformedLeaf(reason: "a text is not UTF-8")
    }
    return text
  }

  mutating func bytes() throws -> [UInt8] {
    // A length is at most 2^32, so that this never traps.
    let count = Int(try unsigned(4))
    guard count <= rest.count else { throw LeafReader.short }
    let content = Array(rest.prefix(count))
    rest = rest.dropFirst(count)
    return content
  }

  mutating func list() throws -> [String] {
    var out: [String] = []
    for _ in 0..<(try unsigned(4)) { out.append(try text()) }
    return out
  }

  mutating func flag() throws -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw MalformedLeaf(reason: "a mark is neither 0 nor 1")
    }
  }

  mutating func optional<Value>(_ read: (inout LeafReader) throws -> Value) throws -> Value? {
    try flag() ? read(&self) : nil
  }

  /// A word of a fixed list.
  mutating func word<Word: RawRepresentable<String>>(_: Word.Type) throws -> Word {
    let text = try text()
    guard let word = Word(rawValue: text) else { throw MalformedLeaf(reason: "a word is not one of its list") }
    return word
  }

  func finish() throws {
    guard rest.isEmpty else { throw MalformedLeaf(reason: "\(rest.count) bytes are left over") }
  }

  private mutating func unsigned(_ count: Int) throws -> UInt64 {
    guard rest.count >= count else { throw LeafReader.short }
    let value = rest.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(count)
    return value
  }

  private static let short = MalformedLeaf(reason: "bytes are missing")
}
