import Basics

/// What a handler answers.
package indirect enum Reply: Sendable {
  case page(Page)
  /// To a path on this site, as `GET`.
  case redirect(String)
  /// To an address of another site, as `GET`: one that the caller has checked, such as an identity provider's.
  case elsewhere(String)
  case json(JSON, status: Int = 200)
  case text(String, status: Int = 200)
  /// Saved by the browser under `filename`.
  case download([UInt8], type: String, filename: String)
  /// Shown by the browser; `cacheSeconds` 0 means not kept.
  case bytes([UInt8], type: String, cacheSeconds: Int = 0)
  case setting([Cookie], then: Reply)
  case status(Int, Page)
}

/// A cookie to set: always HttpOnly, SameSite=Strict and for the whole site; Secure with the `__Host-` prefix when the
/// site is served over TLS. Handlers use the bare name; the shell adds and removes the prefix.
package struct Cookie: Sendable, Equatable {
  package let name: String
  package let value: String
  /// Nil: until the browser closes. Zero: remove it.
  package let seconds: Int?

  package init(_ name: String, _ value: String, seconds: Int? = nil) {
    self.name = name
    self.value = value
    self.seconds = seconds
  }

  package static func removing(_ name: String) -> Cookie { Cookie(name, "", seconds: 0) }

  func header(secure: Bool) -> String {
    let safe = value.utf8.filter { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    return (secure ? "__Host-" : "") + name + "=" + String(decoding: safe, as: UTF8.self)
      + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "") + age
  }

  /// The cookies of a `Cookie` header. Over TLS only `__Host-` ones count, since those cannot be planted from elsewhere.
  static func parse(_ headers: [String], secure: Bool) -> [String: String] {
    var out: [String: String] = [:]
    for pair in headers.flatMap({ $0.split(separator: ";") }).prefix(100) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { continue }
      var name = String(halves[0]).trimmed
      if secure {
        guard name.hasPrefix("__Host-") else { continue }
        name.removeFirst("__Host-".count)
      }
      if out[name] == nil { out[name] = String(halves[1]).trimmed }
    }
    return out
  }
}

/// What goes over the wire, whole: also what tests look at.
package struct Response: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers.map { (name: $0.0, value: $0.1) }
    self.body = body
  }

  /// The first header of that name, whatever its case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Every header of that name: `Set-Cookie` may come several times.
  package func all(_ name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  package var text: String { String(decoding: body, as: UTF8.self) }
}
