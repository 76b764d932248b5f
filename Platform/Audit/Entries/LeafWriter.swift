/// Writes the fields of a record one after another: whole numbers as 8 bytes, most significant first; texts, bytes and
/// lists behind their length in 4 bytes; what may be missing behind a byte 0 or 1.
struct LeafWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(byte: UInt8) { bytes.append(byte) }

  mutating func put(_ number: Int) {
    let value = UInt64(bitPattern: Int64(number))
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  mutating func put(_ text: String) { put(Array(text.utf8)) }

  mutating func put(_ content: [UInt8]) {
    put(length: content.count)
    bytes += content
  }

  mutating func put(_ list: [String]) {
    put(length: list.count)
    for text in list { put(text) }
  }

  /// A field that may be missing, written by `body` when it is there.
  mutating func put<Value>(_ value: Value?, _ body: (inout LeafWriter, Value) -> Void) {
    bytes.append(value == nil ? 0 : 1)
    if let value { body(&self, value) }
  }

  mutating func put(_ text: String?) { put(text) { $0.put($1) } }
  mutating func put(_ number: Int?) { put(number) { $0.put($1) } }
  mutating func put(_ content: [UInt8]?) { put(content) { $0.put($1) } }

  /// An entry's limits keep every length far below 4 GiB.
  private mutating func put(length: Int) {
    let value = UInt32(clamping: length)
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }
}
