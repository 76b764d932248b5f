import Basics

/// Reads the inside of a line: strong words and braces. One pass, left to right, so that no text takes long.
enum BlockTextRuns {
  static func read(_ line: String) -> [BlockText.Run] {
    var runs: [BlockText.Run] = []
    var text: [UInt8] = []
    var strong = false
    let bytes = Array(line.utf8)
    func add(_ kind: BlockText.Run.Kind) { runs.append(BlockText.Run(kind: kind, strong: strong)) }
    func flush() {
      guard !text.isEmpty else { return }
      add(.text(String(decoding: text, as: UTF8.self)))
      text = []
    }
    var at = 0
    // A brace without its partner is looked for once, not again from each brace.
    var lastClose = bytes.lastIndex(of: UInt8(ascii: "}")) ?? -1
    if lastClose < 0 { lastClose = -1 }
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "*"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "*") {
        flush()
        strong.toggle()
        at += 2
      } else if bytes[at] == UInt8(ascii: "{"), at < lastClose,
        let close = bytes[at...].firstIndex(of: UInt8(ascii: "}")),
        let kind = braces(String(decoding: bytes[(at + 1)..<close], as: UTF8.self))
      {
        flush()
        add(kind)
        at = close + 1
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    flush()
    return runs
  }

  /// What stands between braces; nil when it is none of ours, and so is text.
  private static func braces(_ inside: String) -> BlockText.Run.Kind? {
    let halves = inside.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let typed = "{" + inside + "}"
    let rest = String(halves[1].trimmedEnds)
    switch halves[0].trimmedEnds {
    case "figure":
      do { return .figure(try FigureReference(rest)) } catch { return .broken(typed, reason: error.reason) }
    case "see":
      let isName = (try? Binding.checkedName(rest)) != nil
      return isName ? .see(rest) : .broken(typed, reason: "“\(rest.prefix(60))” is not the name of a figure")
    case "quote":
      let parts = rest.split(separator: "|", maxSplits: 1)
      guard parts.count == 2 else { return .broken(typed, reason: "a quotation names its source after a |") }
      return .quote(String(parts[0].trimmedEnds), source: String(parts[1].trimmedEnds))
    default: return nil
    }
  }
}
