import Basics

/// A piece of a page. Literal parts are trusted, every interpolated value is escaped by its type, so a name with `<` in it
/// stays text. Attributes must be quoted; an address goes through `\(url:)`.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
  package private(set) var bytes: [UInt8]
  /// Where in `bytes` the shell puts a form's token and idempotency key when the page is sent.
  private(set) var formSlots: [Int] = []

  package init(stringLiteral value: StaticString) {
    bytes = value.withUTF8Buffer { Array($0) }
  }

  package init(stringInterpolation interpolation: Interpolation) {
    bytes = interpolation.html.bytes
    formSlots = interpolation.html.formSlots
  }

  /// Text, escaped.
  package init(text: String) {
    bytes = []
    escape(text, into: &bytes)
  }

  private init() { bytes = [] }

  /// Takes the place of the hidden fields that every changing form carries.
  static let formSlot: HTML = {
    var html = HTML()
    html.formSlots = [0]
    return html
  }()

  package var isEmpty: Bool { bytes.isEmpty && formSlots.isEmpty }

  /// The markup as text, form slots left out: for tests, documents and files.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func append(_ other: HTML) {
    formSlots += other.formSlots.map { $0 + bytes.count }
    bytes += other.bytes
  }

  package static func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum.append(b)
    return sum
  }

  /// Pieces one after the other.
  package static func joined(_ parts: some Sequence<HTML>, by separator: HTML = "") -> HTML {
    var out = HTML()
    for (index, part) in parts.enumerated() {
      if index > 0 { out.append(separator) }
      out.append(part)
    }
    return out
  }

  /// The bytes with each form slot filled by `fields`, called once for a slot so that every form has its own key.
  func filled(_ fields: () -> HTML) -> [UInt8] {
    guard !formSlots.isEmpty else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + formSlots.count * 160)
    var done = 0
    for slot in formSlots {
      out += bytes[done..<slot]
      out += fields().bytes
      done = slot
    }
    out += bytes[done...]
    return out
  }

  package struct Interpolation: StringInterpolationProtocol, Sendable {
    fileprivate var html = HTML()

    package init(literalCapacity: Int, interpolationCount: Int) {
      html.bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { html.bytes.append(contentsOf: $0) }
    }
    package mutating func appendInterpolation(_ text: String) { escape(text, into: &html.bytes) }
    package mutating func appendInterpolation(_ text: Substring) { escape(String(text), into: &html.bytes) }
    package mutating func appendInterpolation(_ number: Int) { html.bytes.append(contentsOf: String(number).utf8) }
    package mutating func appendInterpolation<Thing>(_ id: ID<Thing>) { escape(id.text, into: &html.bytes) }
    package mutating func appendInterpolation(_ part: HTML) { html.append(part) }
    package mutating func appendInterpolation(_ part: HTML?) {
      if let part { html.append(part) }
    }
    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { html.append(part) }
    }

    /// `\(each: rows, { row in "<li>\(row.name)</li>" })`
    package mutating func appendInterpolation<Items: Sequence>(
      each items: Items, _ piece: (Items.Element) throws -> HTML
    ) rethrows {
      for item in items { html.append(try piece(item)) }
    }

    /// `\(when: isLate, "<strong>late</strong>", else: "on time")`
    package mutating func appendInterpolation(
      when condition: Bool, _ yes: @autoclosure () -> HTML, else no: @autoclosure () -> HTML = ""
    ) {
      html.append(condition ? yes() : no())
    }

    /// A whole attribute with its leading space, or nothing when the value is nil.
    package mutating func appendInterpolation(attr name: StaticString, _ value: String?) {
      guard let value else { return }
      html.bytes.append(contentsOf: " \(name)=\"".utf8)
      escape(value, into: &html.bytes)
      html.bytes.append(UInt8(ascii: "\""))
    }

    /// A whole attribute that is either there or not, such as `checked`.
    package mutating func appendInterpolation(flag name: StaticString, _ present: Bool) {
      if present { html.bytes.append(contentsOf: " \(name)".utf8) }
    }

    /// An address for `href` or `src`: our own paths, http, https, mailto and tel; anything else becomes `#`.
    package mutating func appendInterpolation(url address: String) {
      escape(Address.harmless(address), into: &html.bytes)
    }
  }
}

/// Escapes what ends text or a quoted attribute. NUL and other control characters, which HTML forbids, become U+FFFD.
private func escape(_ text: String, into out: inout [UInt8]) {
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
    case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
    case 9, 10, 13, 32..., 127: out.append(byte)
    default: out.append(contentsOf: "\u{FFFD}".utf8)
    }
  }
}
