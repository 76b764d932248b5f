import Basics
import Hummingbird

/// A request as it arrived, before anything about it is believed.
struct Arrival {
  let method: String
  let path: String
  let query: String
  let headers: [(name: String, value: String)]
  let remoteAddress: String
  let body: RequestBody

  init(
    method: String, uri: String, headers: [(String, String)], remoteAddress: String, body: RequestBody
  ) {
    self.method = method
    let address = uri.prefix { $0 != "#" }
    let halves = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = halves.first.map(String.init) ?? "/"
    query = halves.count == 2 ? String(halves[1]) : ""
    self.headers = headers.map { (name: $0.0.lowercased(), value: $0.1) }
    self.remoteAddress = remoteAddress
    self.body = body
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  func all(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

  /// The decoded parts of the path, or nil when it is not a path that a page of ours could have.
  var parts: [String]? {
    guard path.hasPrefix("/"), !path.contains("//") else { return nil }
    var out: [String] = []
    for part in path.split(separator: "/") {
      guard let text = Address.decoded(part.utf8), text != ".", text != ".." else { return nil }
      out.append(text)
    }
    return out
  }

  /// Programs are answered in JSON, people by pages.
  var wantsJSON: Bool {
    if path.hasPrefix("/api/") || path.hasSuffix(".json") { return true }
    let accept = header("accept") ?? ""
    return accept.contains("application/json") && !accept.contains("text/html")
  }

  /// The path of the page that the request came from, when it is one of ours.
  var cameFrom: String? { method == "GET" || method == "HEAD" ? nil : path }

  enum Origin: Equatable { case ours, foreign, unsaid }

  /// Where the form came from, by `Sec-Fetch-Site` and `Origin`; both are written by the browser, not by a page.
  var origin: Origin {
    if let site = header("sec-fetch-site"), site != "same-origin" { return .foreign }
    if let origin = header("origin"), origin != "null" || header("sec-fetch-site") == nil {
      guard let host = header("host"), let slashes = origin.firstRange(of: "://") else { return .foreign }
      return origin[slashes.upperBound...].lowercased() == host.lowercased() ? .ours : .foreign
    }
    return header("sec-fetch-site") == "same-origin" ? .ours : .unsaid
  }
}
