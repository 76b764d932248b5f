import Basics

/// Which files may lie with a case: small ones of four kinds, known by their content and not by their name.
package enum DocumentFile {
  package static func checked(name: String, _ content: [UInt8]) throws(Refusal) -> (name: String, type: String) {
    guard !content.isEmpty, content.count <= CaseDocument.largest else {
      throw Refusal(
        "document-size", place: "Document", content.isEmpty ? "The file is empty." : "The file is larger than 10 MB.",
        remedy: "Send a smaller copy.")
    }
    guard let type = type(of: content) else {
      throw Refusal(
        "document-kind", place: "Document", "This is neither a PDF, a JPEG, a PNG nor plain text.",
        remedy: "Save it as a PDF and send that.")
    }
    let plain = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let shown = String(plain.filter { !$0.isNewline && $0 != "\"" }.prefix(120))
    return (shown.isEmpty ? "document" : shown, type)
  }

  private static func type(of content: [UInt8]) -> String? {
    if content.starts(with: Array("%PDF-".utf8)) { return "application/pdf" }
    if content.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    guard !content.contains(0), String(validating: content, as: UTF8.self) != nil else { return nil }
    // Text that a browser could take for a page is text all the same: it is sent as an attachment.
    return "text/plain; charset=utf-8"
  }
}
