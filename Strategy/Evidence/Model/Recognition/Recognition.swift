import Basics

/// Tells what kind of published table a line of headings belongs to.
struct Recognition: Sendable {
  let shape: FileShape
  let headings: [String]

  /// The position in the file of a heading of the shape, given by its usual name.
  func position(_ name: String) -> Int? {
    guard let wanted = shape.position(of: name) else { return nil }
    return headings.firstIndex { shape.position(of: $0) == wanted }
  }

  /// Throws a refusal that names the unknown or missing heading, the nearest known one, and the kind of file that the
  /// headings came closest to.
  static func recognise(_ headings: [String], place: String) throws -> Recognition {
    if headings.count == 1, let only = headings.first, let other = otherSeparator(only) {
      throw Refusal(
        "wrong-delimiter", place: "\(place), line 1", "The columns are separated by \(other), not by commas.",
        remedy: "Save the file with commas between the columns.")
    }
    // As published, which is nearly always, nothing need be weighed.
    if let shape = FileShape.all.first(where: { $0.fits(headings) }) {
      return Recognition(shape: shape, headings: headings)
    }
    let ranked = FileShape.all.map { ($0, score($0, headings)) }.max { $0.1 < $1.1 }
    guard let (shape, best) = ranked, best > 0 else {
      let first = headings.first?.trimmed ?? ""
      let (nearest, title) = nearest(first)
      throw Refusal(
        "unknown-heading", place: "\(place), line 1",
        "The heading “\(first)” is not known; the nearest known heading is “\(nearest)” of \(title).",
        remedy: "Bring in one of the published files that Concordat knows, with its heading line.")
    }
    for (index, heading) in headings.enumerated() {
      if !shape.knows(heading) {
        let nearest = EditDistance.nearest(to: FileShape.folded(heading), in: shape.known) ?? ""
        throw Refusal(
          "unknown-heading", place: "\(place), line 1, column \(index + 1)",
          "The heading “\(heading.trimmed)” is not known; the nearest known heading is “\(nearest)”. "
            + "The file came closest to \(shape.title).",
          remedy: "Check that the file is as published; if the publisher has renamed a column, rename it back.")
      }
      if headings[..<index].contains(where: { FileShape.folded($0) == FileShape.folded(heading) }) {
        throw Refusal(
          "repeated-heading", place: "\(place), line 1, column \(index + 1)",
          "The heading “\(heading.trimmed)” stands twice.", remedy: "Fetch the file again from its publisher.")
      }
    }
    for heading in shape.headings where heading.isRequired {
      if !headings.contains(where: { FileShape.folds($0, into: heading.names) }) {
        throw Refusal(
          "missing-heading", place: "\(place), line 1",
          "The heading “\(heading.names[0])” is missing. The file came closest to \(shape.title).",
          remedy: "Fetch the file again as published, with all its columns.")
      }
    }
    if let series = shape.series, !headings.contains(where: { shape.position(of: $0) == nil && series.matches($0) }) {
      throw Refusal(
        "missing-heading", place: "\(place), line 1",
        "There is no column of figures, such as “\(series.example)”. The file came closest to \(shape.title).",
        remedy: "Fetch the file again as published, with all its columns.")
    }
    return Recognition(shape: shape, headings: headings)
  }

  /// Known headings weigh for a shape, missing and unknown ones against it; a heading with a typing error counts half.
  private static func score(_ shape: FileShape, _ headings: [String]) -> Double {
    var known = 0.0, unknown = 0.0
    for heading in headings {
      if shape.knows(heading) {
        known += 1
      } else if let near = EditDistance.nearest(to: FileShape.folded(heading), in: shape.known),
        EditDistance.between(FileShape.folded(heading), FileShape.folded(near)) <= max(1, heading.count / 4)
      {
        known += 0.5
      } else {
        unknown += 1
      }
    }
    let required = shape.headings.filter(\.isRequired)
    let found = required.count { heading in headings.contains { FileShape.folds($0, into: heading.names) } }
    guard known > 0 else { return 0 }
    let share = Double(found) / Double(max(required.count, 1))
    // One or two common words (`date`, `name`) are no likeness.
    guard share >= 0.5 || known >= 3 else { return 0 }
    return share + known / (known + unknown)
  }

  private static func otherSeparator(_ line: String) -> String? {
    for (character, name) in [("\t", "tabs"), (";", "semicolons"), ("|", "vertical bars")] as [(Character, String)]
    where line.contains(character) { return name }
    return nil
  }

  private static func nearest(_ heading: String) -> (String, String) {
    var best = ("", "", Int.max)
    for shape in FileShape.all {
      for known in shape.known {
        let distance = EditDistance.between(FileShape.folded(heading), FileShape.folded(known))
        if distance < best.2 { best = (known, shape.title, distance) }
      }
    }
    return (best.0, best.1)
  }
}

extension FileShape {
  /// Whether the headings are all known, none stands twice and none that is required is missing.
  fileprivate func fits(_ headings: [String]) -> Bool {
    let found = headings.map { FileShape.folded($0) }
    guard Set(found).count == found.count, headings.allSatisfy(knows) else { return false }
    guard
      self.headings.allSatisfy({ heading in
        !heading.isRequired || found.contains { FileShape.folds($0, into: heading.names) }
      })
    else {
      return false
    }
    return series.map { series in headings.contains { position(of: $0) == nil && series.matches($0) } } ?? true
  }

  static func folds(_ heading: String, into names: [String]) -> Bool {
    let folded = folded(heading)
    return names.contains { FileShape.folded($0) == folded }
  }
}

/// Levenshtein's distance: insertions, deletions and replacements of characters.
package enum EditDistance {
  package static func between(_ a: String, _ b: String) -> Int {
    // A heading is a word or two; what is longer is cut, so that hostile text costs no time.
    let a = Array(a.prefix(120)), b = Array(b.prefix(120))
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let replaced = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }

  /// The nearest of `known` to a text, letter case aside; the earlier of two equally near.
  package static func nearest(to text: String, in known: [String]) -> String? {
    known.map { ($0, between(text.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }?.0
  }
}
