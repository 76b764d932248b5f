import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Bytes of a file or of unpacked content that stay where they are for as long as somebody holds them.
///
/// A mapped file is read by the kernel when it is touched, so a large file costs no memory of its own.
package final class SourceBytes: @unchecked Sendable {
  /// Valid while somebody holds this object: keep it in a variable, never take the bytes of a passing result.
  package let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  private init(bytes: UnsafeRawBufferPointer, isMapped: Bool) {
    self.bytes = bytes
    self.isMapped = isMapped
  }

  /// Maps the file; throws when it cannot be opened. An empty file gives no bytes.
  package convenience init(path: String) throws {
    var kind = stat()
    // Opening a device may already do something, so it is looked at first.
    if stat(path, &kind) == 0, kind.st_mode & S_IFMT != S_IFREG { throw SourceBytes.notRegular(path, kind.st_mode) }
    // Without waiting: opening a named pipe would otherwise last until somebody writes into it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Refusal(
        "unreadable-file", place: path, "The file cannot be opened: \(String(cString: strerror(errno))).",
        remedy: "Check that it exists and may be read.")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw SourceBytes.notRegular(path, status.st_mode)
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      self.init(bytes: UnsafeRawBufferPointer(start: nil, count: 0), isMapped: false)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw Refusal(
        "unreadable-file", place: path, "The file cannot be read: \(String(cString: strerror(errno))).",
        remedy: "Free some memory and try again.")
    }
    self.init(bytes: UnsafeRawBufferPointer(start: start, count: size), isMapped: true)
  }

  private static func notRegular(_ path: String, _ mode: mode_t) -> Refusal {
    let what =
      switch mode & S_IFMT {
      case S_IFDIR: "a folder"
      case S_IFIFO: "a named pipe"
      case S_IFSOCK: "a socket"
      case S_IFCHR, S_IFBLK: "a device"
      default: "something else"
      }
    return Refusal(
      "unreadable-file", place: path, "This is \(what), not a regular file.",
      remedy: "Give a regular file or a folder of such files.")
  }

  /// Takes over memory that was allocated with `malloc`.
  package convenience init(adopting start: UnsafeMutableRawPointer?, count: Int) {
    self.init(bytes: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count), isMapped: false)
  }

  /// A copy of the bytes.
  package convenience init(_ array: [UInt8]) {
    let memory = malloc(max(array.count, 1))
    if let memory {
      array.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count) }
    }
    self.init(adopting: memory, count: array.count)
  }

  package var count: Int { bytes.count }
  package var array: [UInt8] { withExtendedLifetime(self) { [UInt8](bytes) } }

  /// Tells the kernel that the bytes before `offset` are not needed for now, so that reading a large file once does
  /// not fill the memory; they are read again when touched.
  package func release(before offset: Int, from start: Int) {
    guard isMapped, let base = bytes.baseAddress else { return }
    let page = 4096
    let first = (start + page - 1) / page * page
    let last = min(offset, bytes.count) / page * page
    if last > first { madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED) }
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    } else {
      free(UnsafeMutableRawPointer(mutating: start))
    }
  }
}
