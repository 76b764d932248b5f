import Basics

/// References such as `ASB-2026-483920`, said on the telephone and printed on letters.
enum Reference {
  /// One that is not taken: of chance within its kind and year, since counted numbers would tell how many others have.
  static func free(_ kind: String, _ today: Day, isTaken: (String) throws -> Bool) throws -> String {
    let stem = "\(kind)-\(today.parts.year)-"
    for _ in 0..<200 {
      let reference = stem + String(Int.random(in: 100_000...999_999))
      if try !isTaken(reference) { return reference }
    }
    throw Refusal("references", place: stem, "No free reference was found.", remedy: "Try again.")
  }
}
