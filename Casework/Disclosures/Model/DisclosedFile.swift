import Basics

/// A document of a case as it leaves: the file itself, or a redacted copy of it that was made outside and brought in.
package struct DisclosedFile: Sendable, Hashable {
  package enum Form: String, CaseIterable, Sendable {
    case whole, redacted
  }

  /// Identity of the document of the case.
  package let document: String
  package let form: Form
  package let mediaType: String
  package let byteCount: Int
  /// Hexadecimal, of the file's bytes.
  package let sha256: String

  package init(document: String, form: Form, mediaType: String, byteCount: Int, sha256: String) {
    self.document = document
    self.form = form
    self.mediaType = mediaType
    self.byteCount = byteCount
    self.sha256 = sha256
  }

  /// What stands in the text of the disclosure in the file's place, so that the text's own SHA-256 covers the file.
  package var text: String { "\(kind), \(byteCount.grouped) bytes, SHA-256 \(sha256)" }

  private var kind: String {
    switch mediaType {
    case "application/pdf": "PDF"
    case "image/jpeg": "JPEG picture"
    case "image/png": "PNG picture"
    default: "Plain text"
    }
  }

  /// A name that says nothing about anybody, for a redacted copy: whatever its maker called it stays behind.
  package var plainName: String {
    switch mediaType {
    case "application/pdf": "redacted-copy.pdf"
    case "image/jpeg": "redacted-copy.jpg"
    case "image/png": "redacted-copy.png"
    default: "redacted-copy.txt"
    }
  }
}
