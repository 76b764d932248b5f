import Basics
import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Unpacks gzip (RFC 1952) and checks it: each member's CRC-32 and length must agree with what came out, and nothing but
/// another member may follow a member. Several members one after another are one file, as RFC 1952 has it.
struct GzipMembers {
  let source: SourceBytes
  /// The file as messages name it.
  let place: String
  let limits: Unpacking.Limits

  private static let outputStep = 4 << 20
  /// What is given to zlib at once; its counter is 32 bits wide.
  private static let inputStep = 64 << 20

  func content() throws -> SourceBytes {
    guard let start = source.bytes.baseAddress else { throw damaged("it is empty") }
    defer { withExtendedLifetime(source) {} }
    var stream = z_stream()
    // 15 bits of window as gzip has it, and 16 for a gzip header with its checksum.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw outOfMemory
    }
    defer { inflateEnd(&stream) }
    var out = Growing(capacity: max(65_536, min(source.count * 8, 64 << 20)))
    defer { out.discard() }
    var taken = 0
    while taken < source.count {
      guard let room = out.room(GzipMembers.outputStep) else { throw outOfMemory }
      let offered = min(source.count - taken, GzipMembers.inputStep)
      stream.next_in = UnsafeMutablePointer(
        mutating: (start + taken).assumingMemoryBound(to: Bytef.self))
      stream.avail_in = UInt32(offered)
      stream.next_out = room.start.assumingMemoryBound(to: Bytef.self)
      stream.avail_out = UInt32(room.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      let used = offered - Int(stream.avail_in), made = room.count - Int(stream.avail_out)
      taken += used
      out.count += made
      try checkSwelling(out.count)
      switch status {
      case Z_STREAM_END:
        if taken == source.count { return out.taken() }
        guard source.bytes[taken...].starts(with: [0x1F, 0x8B]) else {
          throw damaged("\((source.count - taken).grouped) bytes that are no gzip follow its end")
        }
        guard inflateReset(&stream) == Z_OK else { throw damaged("it cannot be read on") }
      case Z_OK where used > 0 || made > 0: continue
      case Z_MEM_ERROR: throw outOfMemory
      default: throw damaged(stream.msg.map { String(cString: $0) } ?? "it ends too early")
      }
    }
    // All bytes are taken; what zlib still has to give out comes with no more of them.
    while true {
      guard let room = out.room(GzipMembers.outputStep) else { throw outOfMemory }
      stream.avail_in = 0
      stream.next_out = room.start.assumingMemoryBound(to: Bytef.self)
      stream.avail_out = UInt32(room.count)
      let status = inflate(&stream, Z_NO_FLUSH)
      let made = room.count - Int(stream.avail_out)
      out.count += made
      try checkSwelling(out.count)
      if status == Z_STREAM_END { return out.taken() }
      guard status == Z_OK, made > 0 else { throw damaged("it ends too early") }
    }
  }

  private func checkSwelling(_ count: Int) throws {
    let packed = max(source.count, 1)
    if count > limits.fileBytes || (count > limits.ratioFrom && count / packed > limits.ratio) {
      throw Unpacking.swelling(place, count, packed: source.count)
    }
  }

  private var outOfMemory: Refusal { Unpacking.outOfMemory(place) }

  private func damaged(_ detail: String) -> Refusal {
    Refusal(
      "damaged-archive", place: place, "The packed file is damaged or was cut short (\(detail)).",
      remedy: "Fetch it again from its publisher.")
  }
}

/// Memory that grows while content comes out.
private struct Growing {
  private var start: UnsafeMutableRawPointer?
  private var capacity: Int
  var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = malloc(capacity)
  }

  /// Free room of at most `limit` bytes, and at least one; nil when there is no memory.
  mutating func room(_ limit: Int) -> (start: UnsafeMutableRawPointer, count: Int)? {
    if count == capacity, let old = start {
      guard let grown = realloc(old, capacity * 2) else { return nil }
      start = grown
      capacity *= 2
    }
    guard let start else { return nil }
    return (start + count, min(capacity - count, limit))
  }

  /// Hands the memory over.
  mutating func taken() -> SourceBytes {
    defer { start = nil }
    return SourceBytes(adopting: start, count: count)
  }

  mutating func discard() {
    free(start)
    start = nil
  }
}
