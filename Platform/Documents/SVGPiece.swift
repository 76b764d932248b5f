/// A document cut at its drawings.
enum SVGPiece: Equatable {
  struct Drawing: Equatable {
    let source: String
    /// The drawing's title and description, as alternative text; empty for a swatch whose words stand beside it.
    let alternative: String
    /// Width and height attributes in pixels, with a leading space, or nothing.
    let size: String
  }

  case text(String)
  case drawing(Drawing)

  /// Cuts out each `<svg>` element.
  static func split(_ html: String) -> [SVGPiece] {
    var out: [SVGPiece] = []
    var rest = html[...]
    while let start = rest.firstRange(of: "<svg"), let end = rest[start.lowerBound...].firstRange(of: "</svg>") {
      out.append(.text(String(rest[..<start.lowerBound])))
      let source = String(rest[start.lowerBound..<end.upperBound])
      let words = [content(of: "title", in: source), content(of: "desc", in: source)].compactMap { $0 }
      out.append(
        .drawing(
          Drawing(
            source: source, alternative: isSwatch(source) ? "" : unescaped(words.joined(separator: ". ")),
            size: size(of: source))))
      rest = rest[end.upperBound...]
    }
    out.append(.text(String(rest)))
    return out
  }

  /// A sample of colour in a legend.
  private static func isSwatch(_ source: String) -> Bool { source.prefix { $0 != ">" }.contains("class=\"swatch\"") }

  private static func content(of element: String, in source: String) -> String? {
    guard let open = source.firstRange(of: "<\(element)"), let inside = source[open.upperBound...].firstIndex(of: ">"),
      let close = source[inside...].firstRange(of: "</\(element)>")
    else { return nil }
    return String(source[source.index(after: inside)..<close.lowerBound])
  }

  /// At most 600 pixels wide, what an A4 page holds.
  private static func size(of source: String) -> String {
    let head = source.prefix { $0 != ">" }
    guard let width = number("width", head), let height = number("height", head), width > 0 else { return "" }
    let shown = min(width, 600)
    return " width=\"\(Int(shown))\" height=\"\(Int((height * shown / width).rounded()))\""
  }

  private static func number(_ attribute: String, _ head: Substring) -> Double? {
    guard let start = head.firstRange(of: " \(attribute)=\"") else { return nil }
    return Double(head[start.upperBound...].prefix { $0 != "\"" }).flatMap { $0.isFinite && $0 < 100_000 ? $0 : nil }
  }

  private static func unescaped(_ text: String) -> String {
    var out = text
    for (from, to) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      out = out.replacing(from, with: to)
    }
    return out
  }
}

/// Escapes text for HTML text and quoted attributes.
func escaped(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "'": out += "&#39;"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out
}
