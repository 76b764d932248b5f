/// Words as they are compared: lower case, letters and digits only, one space between.
package enum PlainWord {
  package static func plain(_ text: some StringProtocol) -> String {
    var out = ""
    var gap = false
    for character in text.prefix(400).lowercased() {
      if character.isLetter || character.isNumber {
        if gap, !out.isEmpty { out.append(" ") }
        out.append(character)
        gap = false
      } else {
        gap = true
      }
    }
    return out
  }

  /// The nearest of the choices by edit distance, when it is near enough to be a slip rather than another word.
  package static func nearest(to word: String, among choices: [String]) -> String? {
    let wanted = Array(plain(word).prefix(80))
    guard !wanted.isEmpty else { return nil }
    var best: (choice: String, distance: Int)?
    for choice in choices {
      let candidate = Array(plain(choice).prefix(80))
      let distance = editDistance(wanted, candidate)
      if distance < best?.distance ?? Int.max { best = (choice, distance) }
    }
    guard let best, best.distance <= max(2, wanted.count / 2) else { return nil }
    return best.choice
  }

  /// Least number of insertions, deletions and substitutions (Levenshtein 1966).
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
