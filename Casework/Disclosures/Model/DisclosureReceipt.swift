import Basics

/// What both sides hold of a disclosure: who sent what to whom, why, and until when, signed by the partnership's log and
/// naming its entry there. It tells nothing about the people concerned, so that it can be kept and shown.
///
/// The text is lines of `key value`, in this order; it is signed as a note (C2SP signed-note), so that anybody with the
/// public key checks it without the server.
package struct DisclosureReceipt: Sendable, Hashable {
  package static let title = "Disclosure receipt, version 1"

  package var reference: String
  package var copy: Int
  package var from: String
  package var to: String
  /// UTC.
  package var sentAt: Instant
  package var gateway: String
  package var purpose: String
  /// `ID version N`, or nil for a disclosure that no agreement covered.
  package var agreement: String?
  package var deleteBy: Day
  package var redaction: Int
  /// Hexadecimal, of the text that the recipient got.
  package var textSHA256: String
  /// Of the PDF; nil when none was made.
  package var copySHA256: String?
  /// Of the documents that went with the text, in its order; a receipt without documents has no line of them.
  package var filesSHA256: [String]
  /// The index of its entry in the log.
  package var entry: Int

  package init(
    reference: String, copy: Int, from: String, to: String, sentAt: Instant, gateway: String, purpose: String,
    agreement: String?, deleteBy: Day, redaction: Int, textSHA256: String, copySHA256: String?, filesSHA256: [String] = [],
    entry: Int
  ) {
    self.reference = reference
    self.copy = copy
    self.from = from
    self.to = to
    self.sentAt = sentAt
    self.gateway = gateway
    self.purpose = purpose
    self.agreement = agreement
    self.deleteBy = deleteBy
    self.redaction = redaction
    self.textSHA256 = textSHA256
    self.copySHA256 = copySHA256
    self.filesSHA256 = filesSHA256
    self.entry = entry
  }

  private var lines: [(String, String)] {
    [
      ("reference", reference), ("copy", String(copy)), ("from", from), ("to", to), ("sent", sentAt.description),
      ("gateway", gateway), ("purpose", purpose), ("agreement", agreement ?? "none"),
      ("delete-by", deleteBy.description), ("redaction", String(redaction)), ("text-sha256", textSHA256),
      ("copy-sha256", copySHA256 ?? "none"),
    ] + (filesSHA256.isEmpty ? [] : [("files-sha256", filesSHA256.joined(separator: " "))])
      + [("entry", String(entry))]
  }

  package var text: String {
    DisclosureReceipt.title + "\n" + lines.map { "\($0.0) \(DisclosureText.line($0.1))\n" }.joined()
  }

  /// Reads the text of a note; refuses what `text` does not write. Nothing is verified.
  package init(text: String) throws(Refusal) {
    let unreadable = Refusal(
      "receipt", "The text is not a receipt of a disclosure.", remedy: "Take the receipt whole, as it was downloaded.")
    var values: [String: String] = [:], lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.last == "", lines.first.map(String.init) == DisclosureReceipt.title else { throw unreadable }
    lines.removeFirst()
    for line in lines.dropLast() {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let key = parts.first, let value = parts.last, values[key] == nil else { throw unreadable }
      values[key] = value
    }
    guard let reference = values["reference"], let copy = values["copy"].flatMap({ Int($0) }),
      let from = values["from"], let to = values["to"], let sentAt = values["sent"].flatMap({ Instant($0) }),
      let gateway = values["gateway"], let purpose = values["purpose"], let agreement = values["agreement"],
      let deleteBy = values["delete-by"].flatMap({ Day($0) }),
      let redaction = values["redaction"].flatMap({ Int($0) }),
      let textSHA256 = values["text-sha256"], let copySHA256 = values["copy-sha256"],
      let entry = values["entry"].flatMap({ Int($0) })
    else { throw unreadable }
    self.init(
      reference: reference, copy: copy, from: from, to: to, sentAt: sentAt, gateway: gateway, purpose: purpose,
      agreement: agreement == "none" ? nil : agreement, deleteBy: deleteBy, redaction: redaction,
      textSHA256: textSHA256, copySHA256: copySHA256 == "none" ? nil : copySHA256,
      filesSHA256: values["files-sha256"].map { $0.split(separator: " ").map(String.init) } ?? [], entry: entry)
    guard self.text == text else { throw unreadable }
  }
}
