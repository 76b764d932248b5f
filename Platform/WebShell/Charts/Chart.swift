/// Charts as inline SVG made on the server. They use presentation attributes, not styles, so that they obey the content
/// security policy on a page and look the same in PDF and DOCX. Each says in words what it shows; the page gives the table.
package enum Chart {
  static let ink = "#1d2b30"
  static let quiet = "#4d5b61"
  static let rule = "#d9dfdf"
  static let accent = "#12506b"
  static let alarm = "#a3222c"
  static let font = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

  /// How one of several series is told from the others: by colour, by dashes and by the shape of its points.
  struct Look {
    let colour: String
    let dashes: String?
    let shape: Marker.Shape
  }

  /// Colours that stay apart for the common kinds of colour blindness (after Okabe and Ito, 2008, darkened to at least
  /// 3:1 against white, WCAG 2.2 SC 1.4.11).
  static func look(_ index: Int) -> Look {
    let looks = [
      Look(colour: "#12506b", dashes: nil, shape: .circle), Look(colour: "#c2500a", dashes: "7 4", shape: .square),
      Look(colour: "#6b3f86", dashes: "2 4", shape: .triangle),
      Look(colour: "#1f7a53", dashes: "10 3 2 3", shape: .diamond),
      Look(colour: "#a3295e", dashes: "5 2", shape: .cross), Look(colour: "#5d5b55", dashes: "1 3", shape: .circle),
    ]
    return looks[((index % looks.count) + looks.count) % looks.count]
  }

  /// The figure around a drawing: caption above, drawing with its title and description, note below.
  static func figure(
    id: String?, title: String, description: String, note: String?, width: Double, height: Double,
    narrow: Bool = false, before: HTML = "", after: HTML = "", _ drawing: HTML
  ) -> HTML {
    let id = id ?? "chart-" + slug(title)
    return """
      <figure class="chart"><figcaption class="chart__title">\(title)</figcaption>\(before)\
      <div class="chart__frame\(narrow ? " chart__frame--narrow" : "")" tabindex="0" role="group" aria-label="\(title)">\
      <svg xmlns="http://www.w3.org/2000/svg" class="chart__svg" viewBox="0 0 \(at: width) \(at: height)" \
      width="\(at: width)" height="\(at: height)" role="img" aria-labelledby="\(id)-title \(id)-desc" \
      font-family="\(font)" font-size="12" fill="\(ink)"><title id="\(id)-title">\(title)</title>\
      <desc id="\(id)-desc">\(description)</desc>\(drawing)</svg></div>\(after)\
      \(note.map { "<p class=\"chart__note\">\($0)</p>" as HTML })</figure>
      """
  }

  /// A name for use in identities: letters and digits of the text, with a digest so that similar titles differ.
  static func slug(_ text: String) -> String {
    var digest: UInt32 = 2_166_136_261
    for byte in text.utf8 { digest = (digest ^ UInt32(byte)) &* 16_777_619 }
    let words = text.lowercased().unicodeScalars.map {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) ? Character($0) : "-"
    }
    return String(words.prefix(24)) + "-" + String(digest, radix: 36)
  }

  /// Roughly how wide a text is at 12 px: good enough to keep labels apart.
  static func width(of text: String, size: Double = 12) -> Double { Double(text.count) * size * 0.55 }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, colour: String = rule, width: Double = 1,
    dashes: String? = nil
  ) -> HTML {
    """
    <line x1="\(at: x1)" y1="\(at: y1)" x2="\(at: x2)" y2="\(at: y2)" stroke="\(colour)" stroke-width="\(at: width)"\
    \(attr: "stroke-dasharray", dashes)/>
    """
  }

  enum Anchor: String { case start, middle, end }

  static func label(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double = 12, colour: String = ink,
    bold: Bool = false, backed: Bool = false
  ) -> HTML {
    """
    \(when: backed, backing(text, x, y, anchor, size))\
    <text x="\(at: x)" y="\(at: y)" text-anchor="\(anchor.rawValue)" font-size="\(at: size)" fill="\(colour)"\
    \(attr: "font-weight", bold ? "600" : nil)>\(text)</text>
    """
  }

  /// Paper behind a text that lies on lines.
  private static func backing(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor, _ size: Double) -> HTML {
    let length = width(of: text, size: size) + 6
    let left = anchor == .start ? x - 3 : anchor == .end ? x - length + 3 : x - length / 2
    return """
      <rect x="\(at: left)" y="\(at: y - size)" width="\(at: length)" height="\(at: size * 1.35)" fill="#ffffff" \
      fill-opacity="0.86"/>
      """
  }
}

/// The mark of one point; hollow for a provisional value.
struct Marker {
  enum Shape { case circle, square, triangle, diamond, cross }

  static func draw(_ shape: Shape, _ x: Double, _ y: Double, size: Double = 3.2, colour: String, hollow: Bool) -> HTML {
    let s = size
    let fill = hollow ? "#ffffff" : colour
    let outline: String
    switch shape {
    case .circle:
      return """
        <circle cx="\(at: x)" cy="\(at: y)" r="\(at: s)" fill="\(fill)" stroke="\(colour)" stroke-width="1.6"/>
        """
    case .square: outline = path([(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)])
    case .triangle: outline = path([(x, y - s * 1.2), (x + s * 1.15, y + s), (x - s * 1.15, y + s)])
    case .diamond: outline = path([(x, y - s * 1.35), (x + s * 1.35, y), (x, y + s * 1.35), (x - s * 1.35, y)])
    case .cross:
      return """
        <path d="M\(at: x - s) \(at: y - s)L\(at: x + s) \(at: y + s)M\(at: x + s) \(at: y - s)L\(at: x - s) \(at: y + s)" \
        stroke="\(colour)" stroke-width="\(at: hollow ? 1.2 : 2.2)" fill="none"/>
        """
    }
    return "<path d=\"\(outline)\" fill=\"\(fill)\" stroke=\"\(colour)\" stroke-width=\"1.6\"/>"
  }

  /// A closed outline as SVG path data.
  static func path(_ points: [(Double, Double)]) -> String {
    var out = ""
    for (index, point) in points.enumerated() {
      out += (index == 0 ? "M" : "L") + Coordinate.text(point.0) + " " + Coordinate.text(point.1)
    }
    return out.isEmpty ? "" : out + "Z"
  }
}

/// Lengths in a drawing, to a tenth of a pixel; never in exponent form and never NaN.
enum Coordinate {
  static func text(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e7 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let whole = tenths.magnitude / 10, part = tenths.magnitude % 10
    return (tenths < 0 ? "-" : "") + String(whole) + (part == 0 ? "" : "." + String(part))
  }
}

extension HTML.Interpolation {
  /// A coordinate or length inside a drawing.
  mutating func appendInterpolation(at coordinate: Double) { appendInterpolation(Coordinate.text(coordinate)) }
}
