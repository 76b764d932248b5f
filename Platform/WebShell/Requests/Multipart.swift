/// Reads `multipart/form-data` (RFC 7578) as it arrives, in any split of the bytes, holding only what it must.
struct Multipart {
  struct PartHead: Equatable {
    var name: String
    /// Present for a file field, empty when no file was chosen.
    var filename: String?
    var contentType: String
  }

  enum Event: Equatable {
    case began(PartHead)
    case data(ArraySlice<UInt8>)
    case ended
  }

  private enum State { case preamble, afterBoundary, head, content, finished }

  private let delimiter: [UInt8]
  private let headLimit: Int
  private var state = State.preamble
  // A line break before the first boundary lets every boundary look the same.
  private var pending: [UInt8] = [13, 10]

  var isFinished: Bool { state == .finished }

  /// `boundary` comes from the Content-Type header; RFC 2046 allows 1 to 70 characters.
  init?(boundary: String, headLimit: Int) {
    guard (1...70).contains(boundary.utf8.count) else { return nil }
    delimiter = [13, 10, 45, 45] + boundary.utf8
    self.headLimit = headLimit
  }

  /// The boundary that a Content-Type header names.
  static func boundary(_ contentType: String) -> String? {
    parameters(contentType).first { $0.0 == "boundary" }?.1
  }

  mutating func read(_ chunk: some Collection<UInt8>) throws(BodyRefused) -> [Event] {
    pending += chunk
    var events: [Event] = []
    var at = 0
    reading: while true {
      switch state {
      case .preamble:
        guard let found = find(from: at) else {
          at = max(at, pending.count - delimiter.count)
          guard at < 65_536 else { throw .broken("the form does not begin where it should") }
          break reading
        }
        at = found + delimiter.count
        state = .afterBoundary
      case .afterBoundary:
        guard pending.count - at >= 2 else { break reading }
        if pending[at] == 45, pending[at + 1] == 45 {
          state = .finished
        } else if pending[at] == 13, pending[at + 1] == 10 {
          at += 2
          state = .head
        } else if pending[at] == 32 || pending[at] == 9 {
          at += 1
        } else {
          throw .broken("a boundary between its parts is damaged")
        }
      case .head:
        guard let end = endOfHead(from: at) else {
          guard pending.count - at <= headLimit else { throw .broken("a part's heading is too long") }
          break reading
        }
        guard end - at <= headLimit else { throw .broken("a part's heading is too long") }
        events.append(.began(try Multipart.head(pending[at..<end])))
        at = end + 4
        state = .content
      case .content:
        if let found = find(from: at) {
          if found > at { events.append(.data(pending[at..<found])) }
          events.append(.ended)
          at = found + delimiter.count
          state = .afterBoundary
        } else {
          let safe = pending.count - delimiter.count
          if safe > at {
            events.append(.data(pending[at..<safe]))
            at = safe
          }
          break reading
        }
      case .finished:
        at = pending.count
        break reading
      }
    }
    if at > 0 { pending.removeFirst(min(at, pending.count)) }
    return events
  }

  /// Where the next delimiter begins.
  private func find(from start: Int) -> Int? {
    guard pending.count - start >= delimiter.count else { return nil }
    return pending.withUnsafeBufferPointer { bytes in
      delimiter.withUnsafeBufferPointer { wanted in
        var at = start
        let last = bytes.count - wanted.count
        while at <= last {
          if bytes[at] == 13 {
            var length = 1
            while length < wanted.count, bytes[at + length] == wanted[length] { length += 1 }
            if length == wanted.count { return at }
          }
          at += 1
        }
        return nil
      }
    }
  }

  /// Where the blank line after a part's headers begins, counted at the break that ends the last header.
  private func endOfHead(from start: Int) -> Int? {
    var at = start
    while at + 3 < pending.count {
      if pending[at] == 13, pending[at + 1] == 10, pending[at + 2] == 13, pending[at + 3] == 10 { return at }
      at += 1
    }
    return nil
  }

  private static func head(_ bytes: ArraySlice<UInt8>) throws(BodyRefused) -> PartHead {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw .broken("a part's heading is not text")
    }
    var head = PartHead(name: "", filename: nil, contentType: "text/plain")
    var isNamed = false
    for line in text.split(separator: "\r\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { throw .broken("a part's heading is damaged") }
      let value = String(halves[1]).trimmed
      switch String(halves[0]).trimmed.lowercased() {
      case "content-disposition":
        guard value.lowercased().hasPrefix("form-data") else { throw .broken("a part is not form data") }
        for (name, setting) in parameters(value) {
          if name == "name" {
            head.name = setting
            isNamed = true
          }
          if name == "filename" { head.filename = baseName(setting) }
        }
      case "content-type": head.contentType = value
      default: break
      }
    }
    guard isNamed else { throw .broken("a part has no name") }
    return head
  }

  /// Some browsers send a whole path; only the last part is a name.
  private static func baseName(_ path: String) -> String {
    String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
  }

  /// `name=value` and `name="value"` settings of a header value, after its first part. Browsers write a quote in a name
  /// as `%22`, other programs as `\"`; a backslash before anything else is part of a Windows path.
  private static func parameters(_ header: String) -> [(String, String)] {
    var out: [(String, String)] = []
    var name = "", value = ""
    var inValue = false, quoted = false, first = true
    var last: Unicode.Scalar?
    func finish() {
      if !first { out.append((name.trimmed.lowercased(), value.trimmed)) }
      (first, inValue, name, value) = (false, false, "", "")
    }
    for scalar in header.unicodeScalars {
      defer { last = scalar }
      if quoted, scalar == "\"", last == "\\" {
        if !value.isEmpty { value.unicodeScalars.removeLast() }
        value.unicodeScalars.append(scalar)
      } else if scalar == "\"" {
        quoted.toggle()
      } else if scalar == ";", !quoted {
        finish()
      } else if scalar == "=", !inValue {
        inValue = true
      } else if inValue {
        value.unicodeScalars.append(scalar)
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    finish()
    return out.map { ($0.0, $0.1.replacing("%22", with: "\"").replacing("%0D%0A", with: " ")) }
  }
}
