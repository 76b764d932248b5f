import Basics
import Foundation

/// A small file that only the account that runs the program may open (mode 0600), written so that a power cut leaves
/// either the old content or the new.
package enum PrivateFile {
  /// The content, nil when there is no file; refuses one that group or others may open, and anything over 1 MiB.
  package static func read(_ path: String) throws -> [UInt8]? {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure(path, "cannot be opened")
    }
    defer { Foundation.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "cannot be looked at") }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
      throw Refusal(
        "private-file", place: path, "The file may be opened by others than its owner.",
        remedy: "Find out who has read it, then: chmod 600 \(path)")
    }
    guard status.st_size <= 1 << 20 else { throw failure(path, "is too long") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      guard count > 0 else { throw failure(path, "cannot be read") }
      done += count
    }
    return bytes
  }

  /// Makes a new file; refuses when there is one.
  package static func create(_ path: String, _ bytes: [UInt8]) throws {
    let new = path + ".new"
    try write(new, bytes)
    // Not a rename, which would write over a file that came in between.
    guard link(new, path) == 0 else { throw failure(path, "cannot be made") }
    unlink(new)
    try syncFolder(of: path)
  }

  /// Puts the content in the place of what was there.
  package static func replace(_ path: String, _ bytes: [UInt8]) throws {
    let new = path + ".new"
    try write(new, bytes)
    guard rename(new, path) == 0 else { throw failure(path, "cannot be replaced") }
    try syncFolder(of: path)
  }

  private static func write(_ path: String, _ bytes: [UInt8]) throws {
    // What an earlier attempt has left may be anything, also readable by others.
    unlink(path)
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(path, "cannot be made") }
    defer { Foundation.close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      guard count > 0 else { throw failure(path, "cannot be written") }
      done += count
    }
    guard fsync(descriptor) == 0 else { throw failure(path, "cannot be synced to disk") }
  }

  /// The name of a new file is kept by its folder.
  private static func syncFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = Foundation.open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { throw failure(folder, "cannot be opened") }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(folder, "cannot be synced to disk") }
  }

  private static func failure(_ path: String, _ what: String) -> Refusal {
    Refusal(
      "private-file", place: path, "The file \(what): \(String(cString: strerror(errno))).",
      remedy: "Make it and its folder readable and writable for the account that runs the program.")
  }
}
