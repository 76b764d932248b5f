import Basics

/// Why a guarded field does not open. The kinds are told apart by programs: `field-erased` is as it should be,
/// `field-damaged` and `field-key-missing` are incidents.
enum FieldRefusal {
  /// The owner's key was erased on purpose.
  static func erased(_ owner: KeyOwner, on time: Instant) -> Refusal {
    Refusal(
      "field-erased", place: owner.description, "What was kept here was erased on \(time.day.spoken).",
      remedy: "Nothing brings it back; the audit log says who decided.")
  }

  /// The key store knows nothing of the owner: neither a key nor an erasure.
  static func keyMissing(_ owner: KeyOwner) -> Refusal {
    Refusal(
      "field-key-missing", place: owner.description, "The key to this field is not in the key store.",
      remedy: "Restore the key store (keys.sqlite) that belongs to this database.")
  }

  static func damaged(_ place: FieldPlace) -> Refusal {
    Refusal(
      "field-damaged", place: place.description, "The field was altered, moved or cut short since it was sealed.",
      remedy: "Find out how, then restore the row from a backup.")
  }

  static func damagedText() -> Refusal {
    Refusal(
      "field-damaged", "The field is not the base 64 text of a sealed value.",
      remedy: "Find out how that came about, then restore the row from a backup.")
  }

  static func tooLong(_ place: FieldPlace) -> Refusal {
    Refusal(
      "field-too-long", place: place.description, "The value is longer than \(SealedField.longest >> 20) MiB.",
      remedy: "Split it, or keep less of it.")
  }

  static func wrongOwner(_ owner: KeyOwner, _ field: GuardedField) -> Refusal {
    Refusal(
      "field-owner", place: field.rawValue, "The field is sealed under the key of a \(field.owner), not of \(owner).",
      remedy: "Ask for the key of the \(field.owner) that it is about.")
  }
}
