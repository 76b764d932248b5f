import Basics
import Foundation

/// The fields and files of a posted form, in the order sent.
package struct Form: Sendable {
  package let fields: [(name: String, value: String)]
  package let files: [Upload]

  package init(_ fields: [(String, String)] = [], files: [Upload] = []) {
    self.fields = fields.map { (name: $0.0, value: $0.1) }
    self.files = files
  }

  /// The last value of the field.
  package subscript(_ name: String) -> String? { fields.last { $0.name == name }?.value }
  package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
  /// The file sent in the field; nil when the visitor chose none.
  package func file(_ field: String) -> Upload? { files.first { $0.field == field } }
}

/// A file that came with a form. It lies in a temporary file, gone when the request ends: `keep(at:)` it to hold on to it.
package struct Upload: Sendable {
  package let field: String
  /// The name on the sender's machine, without folders: for showing, never for opening.
  package let filename: String
  package let contentType: String
  package let path: String
  package let byteCount: Int

  package init(field: String, filename: String, contentType: String, path: String, byteCount: Int) {
    self.field = field
    self.filename = filename
    self.contentType = contentType
    self.path = path
    self.byteCount = byteCount
  }

  /// The whole content in memory: for small files; read `path` for large ones.
  package var bytes: [UInt8] {
    get throws {
      do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
        throw Refusal(
          "upload-gone", place: filename, "The uploaded file could not be read again.",
          remedy: "Send the file once more.")
      }
    }
  }

  /// Moves the file to a place of the caller's, which then owns it.
  package func keep(at destination: String) throws {
    do { try FileManager.default.moveItem(atPath: path, toPath: destination) } catch {
      throw Refusal(
        "upload-not-kept", place: filename, "The uploaded file could not be stored.",
        remedy: "Check that the disk has room and that the data folder can be written, then send the file once more.")
    }
  }
}
