import Basics
import Foundation

/// One line of the access log. The query is left out: filters may name places.
package struct AccessRecord: Sendable, Equatable {
  package let at: Instant
  package let method: String
  package let path: String
  package let status: Int
  package let milliseconds: Double
  package let bytes: Int
  /// Identity of the account, if signed in.
  package let account: String?
  package let remoteAddress: String

  package var json: JSON {
    [
      "at": .string(at.description), "method": .string(method), "path": .string(path), "status": .int(status),
      "milliseconds": .double((milliseconds * 100).rounded() / 100), "bytes": .int(bytes), "account": JSON(account),
      "remote": .string(remoteAddress),
    ]
  }
}

/// Where access records, and errors that nobody foresaw, are written.
package struct AccessLog: Sendable {
  package let record: @Sendable (AccessRecord) -> Void
  package let failure: @Sendable (_ reference: String, _ path: String, _ error: any Error) -> Void

  package init(
    record: @escaping @Sendable (AccessRecord) -> Void,
    failure: @escaping @Sendable (_ reference: String, _ path: String, _ error: any Error) -> Void
  ) {
    self.record = record
    self.failure = failure
  }

  /// One JSON object a line on standard error.
  package static let standardError = AccessLog(
    record: { write($0.json) },
    failure: { reference, path, error in
      write(["error": .string("\(error)"), "reference": .string(reference), "path": .string(path)])
    })

  package static let none = AccessLog(record: { _ in }, failure: { _, _, _ in })

  private static func write(_ line: JSON) {
    try? FileHandle.standardError.write(contentsOf: Data((line.text() + "\n").utf8))
  }
}
