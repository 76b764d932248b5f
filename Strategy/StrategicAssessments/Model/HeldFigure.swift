import Basics
import Crypto
import Foundation

/// A figure kept as text with its digest: what an author affirmed, or what approval froze.
package struct HeldFigure: Sendable, Hashable {
  /// The `Figure` as JSON, keys in order.
  package let json: String
  /// SHA-256 of `json`, lower-case hexadecimal.
  package let sha256: String
  package let at: Instant
  package let by: String

  package init(_ figure: Figure, at: Instant, by: String) throws(Refusal) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(figure) else {
      throw Refusal(
        "figure-unkeepable", place: figure.title, "The answer holds a number that is not finite, so it cannot be kept.",
        remedy: "Ask for another period or area.")
    }
    json = String(decoding: data, as: UTF8.self)
    sha256 = HeldFigure.digest(json)
    self.at = at
    self.by = by
  }

  /// As it was stored; the digest is checked when the figure is read.
  package init(json: String, sha256: String, at: Instant, by: String) {
    self.json = json
    self.sha256 = sha256
    self.at = at
    self.by = by
  }

  /// Refuses a text that is not the one that was kept.
  package func figure() throws(Refusal) -> Figure {
    guard HeldFigure.digest(json) == sha256 else {
      throw Refusal(
        "figure-tampered", place: String(sha256.prefix(12)), "The stored figure is not the one that was kept.",
        remedy: "Restore the database from a backup made before it was altered.")
    }
    guard let figure = try? JSONDecoder().decode(Figure.self, from: Data(json.utf8)) else {
      throw Refusal("figure-unreadable", place: String(sha256.prefix(12)), "The stored figure cannot be read.")
    }
    return figure
  }

  package static func digest(_ text: String) -> String { Hex.text(SHA256.hash(data: Data(text.utf8))) }
}
