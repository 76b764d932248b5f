/// How closely a piece of information about people is kept.
package enum ProtectionLevel: String, CaseIterable, Sendable {
  /// L-A, what could get somebody found or killed: a safe address, a refuge, a new identity, the school of a child at
  /// risk, who an informant is. Sealed under the key of the person, in a table of its own; never searchable, never in
  /// letters, exports or notifications.
  case concealed = "L-A"
  /// L-B, what is said of people: names, birth dates, phones, notes, answers about risk, files. Sealed under the key of
  /// the case, or of the person where the record outlives the case.
  case sealed = "L-B"
  /// L-C: case references, dates, statuses, action titles by code, agencies. In clear, so that lists, clocks and
  /// statistics work.
  case clear = "L-C"
}
