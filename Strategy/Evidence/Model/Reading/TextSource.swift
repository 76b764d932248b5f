import Basics

/// A text file made ready to be read: its encoding found out, foreign ones decoded or refused by name.
struct TextSource {
  let text: DelimitedText
  /// What the reader should be told about the encoding.
  let notes: [String]

  /// - Parameter asWindows1252: read bytes as Windows-1252, after they have turned out not to be UTF-8.
  init(_ source: SourceBytes, place: String, asWindows1252: Bool = false) throws {
    guard source.count > 0 else {
      throw Refusal(
        "empty-file", place: place, "The file is empty (0 bytes).", remedy: "Fetch it again from its publisher.")
    }
    let head = [UInt8](source.bytes.prefix(4))
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw TextSource.utf16(place) }
    if head.count == 4, (head[0] == 0 && head[1] != 0 && head[2] == 0) || (head[1] == 0 && head[0] != 0 && head[3] == 0)
    {
      throw TextSource.utf16(place)
    }
    if let format = TextSource.foreignFormat(head) {
      throw Refusal(
        "not-a-table", place: place, "This is \(format), not a table of comma-separated values.",
        remedy: "Save or fetch it as CSV.")
    }
    var notes: [String] = []
    var content = source
    if asWindows1252 {
      content = Windows1252.decoded(source)
      notes.append("The text is not UTF-8; it was read as Windows-1252.")
    }
    let start = content.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let lines = TextSource.withLineFeeds(content) {
      content = lines
      notes.append("Lines end in a carriage return alone, as on old Macintosh computers; they were read so.")
    }
    text = DelimitedText(source: content, start: start, place: place)
    self.notes = notes
  }

  private static func utf16(_ place: String) -> Refusal {
    Refusal(
      "utf-16", place: place, "The text is in UTF-16, which published files are not in.",
      remedy: "Save the file as “CSV UTF-8 (comma delimited)” and bring it in again.")
  }

  private static func foreignFormat(_ head: [UInt8]) -> String? {
    switch head {
    case [0x25, 0x50, 0x44, 0x46]: "a PDF document"
    case [0xD0, 0xCF, 0x11, 0xE0]: "an old Excel or Word document"
    case [0x50, 0x41, 0x52, 0x31]: "a Parquet file"
    case [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF, 0xE0]: "a picture"
    default: String(decoding: head, as: UTF8.self).hasPrefix("<") ? "a web page or XML document" : nil
    }
  }

  /// A copy in which carriage returns are line feeds, when the file has no line feed near its beginning; else nil.
  private static func withLineFeeds(_ source: SourceBytes) -> SourceBytes? {
    let head = source.bytes.prefix(65_536)
    guard let first = head.firstIndex(of: 13), !head.contains(10), first < head.count else { return nil }
    return SourceBytes(source.bytes.map { $0 == 13 ? 10 : $0 })
  }
}

/// The Windows code page 1252, in which older offices save CSV (WHATWG Encoding Standard, index windows-1252).
enum Windows1252 {
  private static let high: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{2C6}", "\u{2030}",
    "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}", "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}",
    "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}", "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}",
    "\u{17E}", "\u{178}",
  ]

  static func decoded(_ source: SourceBytes) -> SourceBytes {
    var out: [UInt8] = []
    out.reserveCapacity(source.count + source.count / 8)
    for byte in source.bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        let scalar = byte < 0xA0 ? high[Int(byte) - 0x80] : Unicode.Scalar(byte)
        out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
    return SourceBytes(out)
  }
}
