import Basics
import Foundation

/// A text that occurs nowhere else, looked for in files in every form in which a careless program could have left it.
struct Canary {
  let text: String
  private let needles: [(form: String, bytes: [UInt8])]

  init(_ text: String) {
    self.text = text
    let narrow = Array(text.utf8)
    let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    needles = [("UTF-8", narrow), ("UTF-16LE", little), ("UTF-16BE", big)].flatMap { name, bytes in
      [
        (name, bytes), ("\(name) in hexadecimal", Array(Hex.text(bytes).utf8)),
        ("\(name) in capital hexadecimal", Array(Hex.text(bytes).uppercased().utf8)),
      ] + Canary.base64(bytes).enumerated().map { ("\(name) in base 64, shifted by \($0)", $1) }
    }
  }

  /// The form in hexadecimal, base 64 and as it stands of bytes that are no text.
  init(secret: [UInt8]) {
    text = Hex.text(secret)
    needles =
      [("bytes", secret), ("hexadecimal", Array(Hex.text(secret).utf8))]
      + Canary.base64(secret).enumerated().map { ("base 64, shifted by \($0)", $1) }
  }

  /// Where in the folder it is found, and in what form.
  func found(in folder: String) throws -> [String] {
    var out: [String] = []
    for path in Folder.files(folder) {
      let content = try Data(contentsOf: URL(fileURLWithPath: path))
      for needle in needles where Canary.contains(content, needle.bytes) { out.append("\(path): \(needle.form)") }
    }
    return out
  }

  /// Each form as a file could hold it, for testing the search itself.
  var disguises: [(form: String, bytes: [UInt8])] { needles }

  private static func contains(_ content: Data, _ needle: [UInt8]) -> Bool {
    content.withUnsafeBytes { content in
      needle.withUnsafeBytes { needle in
        guard let hay = content.baseAddress, let pin = needle.baseAddress, let first = needle.first else {
          return false
        }
        var start = 0
        while content.count - start >= needle.count {
          guard let hit = memchr(hay + start, Int32(first), content.count - needle.count - start + 1) else { break }
          if memcmp(hit, pin, needle.count) == 0 { return true }
          start = UnsafeRawPointer(hit) - hay + 1
        }
        return false
      }
    }
  }

  /// Base 64 of the bytes at each of the three distances from a group's start, without what depends on the neighbours.
  private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<3).map { shift in
      let whole = Array(Data(repeatElement(0, count: shift) + bytes).base64EncodedString().utf8)
      let first = (shift * 8 + 5) / 6
      let end = (shift + bytes.count) * 8 / 6
      return Array(whole[first..<end])
    }
  }
}
