/// How much one request may bring; past a limit the sender gets a page that says so.
package struct Limits: Sendable {
  /// Bytes of an ordinary form, and of all the fields of an upload form together.
  package var formBytes = 1_048_576
  /// Bytes of one upload request: a police force's monthly files for ten years stay well under it.
  package var uploadBytes = 300 * 1_048_576
  /// Fields, and files, of one form.
  package var fields = 2000
  package var files = 50
  /// Bytes of the headers of one part of an upload form.
  package var partHeaderBytes = 8192
  /// Bytes of path and query together.
  package var addressBytes = 8192
  /// Seconds in which nothing arrives before the connection is closed.
  package var idleSeconds = 30

  package init() {}
}

/// A body that is not accepted: what is wrong is said on a page of that status.
struct BodyRefused: Error {
  let status: Int
  let reason: String
  let remedy: String

  static func tooLarge(_ limit: Int, _ what: String) -> BodyRefused {
    let size = limit >= 1_048_576 ? "\(limit / 1_048_576) MB" : "\(limit / 1024) kB"
    return BodyRefused(
      status: 413, reason: "What you sent is larger than \(size), the most that \(what) may bring.",
      remedy: "Split the file into smaller ones and send them one at a time.")
  }

  static func broken(_ reason: String) -> BodyRefused {
    BodyRefused(
      status: 400, reason: "What your browser sent could not be read: \(reason).",
      remedy: "Go back, reload the page and send the form again.")
  }
}
