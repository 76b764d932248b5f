import Basics
import Foundation

/// The file beside the database that the one writing process holds; the kernel lets go of it when the process dies.
final class ProcessLock: Sendable {
  private let descriptor: Int32

  /// Waits up to two seconds, so that commands run one after another do not trip over each other's end.
  init(path: String) throws {
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(
        "data-folder", place: path, "The lock file cannot be made: \(String(cString: strerror(errno))).",
        remedy: "Make the folder writable for the account that runs the program.")
    }
    var attempts = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      attempts += 1
      guard attempts < 40 else {
        let holder = ProcessLock.holder(descriptor)
        Foundation.close(descriptor)
        throw Refusal(
          "database-in-use", place: path, "Another process\(holder) has the database open for writing.",
          remedy: "Stop that process, or do this on the running server's pages.")
      }
      usleep(50_000)
    }
    let process = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, process, process.count, 0) }
    self.descriptor = descriptor
  }

  deinit { Foundation.close(descriptor) }

  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0, let number = Int(String(decoding: bytes.prefix(count), as: UTF8.self).trimmingWhitespace()) else {
      return ""
    }
    return " (number \(number))"
  }
}
