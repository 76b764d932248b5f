/// A request that is understood and not carried out: what was wrong, where, and what to do about it.
///
/// Shown to people as it stands, on pages and in the terminal; a refusal is exit code 1.
package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// A short stable word for programs, such as `unknown-heading`.
  package let kind: String
  /// The file, line, field or page at fault.
  package let place: String?
  /// One sentence: what is wrong.
  package let reason: String
  /// One sentence: how to mend it.
  package let remedy: String?

  package init(_ kind: String, place: String? = nil, _ reason: String, remedy: String? = nil) {
    self.kind = kind
    self.place = place
    self.reason = reason
    self.remedy = remedy
  }

  package var description: String {
    [place.map { "\($0): \(reason)" } ?? reason, remedy].compactMap { $0 }.joined(separator: " ")
  }
}
