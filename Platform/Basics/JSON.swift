/// A JSON value whose object keys keep their order; written for command output, APIs and stored documents.
package indirect enum JSON: Equatable, Sendable {
  case null, bool(Bool), int(Int), double(Double), string(String), array([JSON]), object([(String, JSON)])

  package static func == (a: JSON, b: JSON) -> Bool { a.text() == b.text() }

  /// Compact text; `indent` puts each member on its own line. A number that JSON cannot hold (NaN, infinity) becomes null.
  package func text(indent: Bool = false) -> String {
    var out = ""
    write(to: &out, depth: indent ? 0 : nil)
    return out
  }

  private func write(to out: inout String, depth: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .int(let value): out += String(value)
    case .double(let value): out += value.isFinite ? "\(value)" : "null"
    case .string(let value): JSON.quote(value, to: &out)
    case .array(let values):
      list("[", "]", values.count, to: &out, depth) { index, out, depth in values[index].write(to: &out, depth: depth) }
    case .object(let members):
      list("{", "}", members.count, to: &out, depth) { index, out, depth in
        JSON.quote(members[index].0, to: &out)
        out += depth == nil ? ":" : ": "
        members[index].1.write(to: &out, depth: depth)
      }
    }
  }

  private func list(
    _ open: String, _ close: String, _ count: Int, to out: inout String, _ depth: Int?,
    _ item: (Int, inout String, Int?) -> Void
  ) {
    out += open
    for index in 0..<count {
      if index > 0 { out += "," }
      if let depth { out += "\n" + String(repeating: "  ", count: depth + 1) }
      item(index, &out, depth.map { $0 + 1 })
    }
    if let depth, count > 0 { out += "\n" + String(repeating: "  ", count: depth) }
    out += close
  }

  /// Escapes what RFC 8259 demands, and `<` so that the text may stand inside a script block.
  package static func quote(_ value: String, to out: inout String) {
    out += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "<", "\u{2028}", "\u{2029}": out += escape(scalar)
      case _ where scalar.value < 32: out += escape(scalar)
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String { "\\u" + Hex.text(UInt64(scalar.value)).suffix(4) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral values: JSON...) { self = .array(values) }
  package init(dictionaryLiteral members: (String, JSON)...) { self = .object(members) }
  package init(_ value: String?) { self = value.map(JSON.string) ?? .null }
  package init(_ value: Int?) { self = value.map(JSON.int) ?? .null }
  package init(_ value: Double?) { self = value.map(JSON.double) ?? .null }
}
