/// Places in the order of facts as text, runs together: `1-5,9,12-20`.
package enum SequenceText {
  package static func text(_ sequences: [Int]) -> String {
    var out: [String] = []
    var run: (first: Int, last: Int)?
    func close() {
      if let run { out.append(run.first == run.last ? "\(run.first)" : "\(run.first)-\(run.last)") }
    }
    for sequence in sequences.sorted() {
      if let known = run, sequence == known.last + 1 {
        run = (known.first, sequence)
      } else if run?.last != sequence {
        close()
        run = (sequence, sequence)
      }
    }
    close()
    return out.joined(separator: ",")
  }

  /// Nil for a text that this does not write.
  package static func sequences(_ text: String) -> [Int]? {
    var out: [Int] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      switch ends.count {
      case 1:
        guard let only = ends[0] else { return nil }
        out.append(only)
      case 2:
        guard let first = ends[0], let last = ends[1], first <= last, last - first < 10_000_000 else { return nil }
        out.append(contentsOf: first...last)
      default: return nil
      }
    }
    return out
  }
}
