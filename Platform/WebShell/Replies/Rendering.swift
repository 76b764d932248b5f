import Basics

/// Turns what a handler answered, or threw, into what goes over the wire.
struct Rendering {
  let site: Site
  let arrival: Arrival
  let visitor: Visitor?
  let cookies: [String: String]

  /// The cookie that ties forms to a browser before anyone has signed in on it.
  static let browserCookie = "f"

  /// Whose form it is, by its token: the session's, or the browser's for forms opened before signing in.
  func bearer(of token: String?) -> String? {
    guard let token else { return nil }
    let bearers = [visitor?.session, browser].compactMap { $0 }
    return bearers.first { Rendering.equal(site.session.formToken(session: $0), token) }
  }

  private var browser: String? {
    guard let value = cookies[Rendering.browserCookie], value.utf8.count == 32 else { return nil }
    return "browser:" + value
  }

  /// Compares in a time that depends on the lengths only.
  private static func equal(_ a: String, _ b: String) -> Bool {
    let first = Array(a.utf8), second = Array(b.utf8)
    guard first.count == second.count else { return false }
    return zip(first, second).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  func page(_ page: Page) -> Response {
    if page.status >= 400, arrival.wantsJSON {
      return reply(.json(["error": .string(page.title)], status: page.status))
    }
    let html = Frame(masthead: site.masthead, assets: site.assets, visitor: visitor, path: arrival.path).html(page)
    var bearer = visitor?.session ?? browser
    var extra: [(String, String)] = []
    if bearer == nil, !html.formSlots.isEmpty {
      let value = site.nonce()
      bearer = "browser:" + value
      extra.append(("set-cookie", Cookie(Rendering.browserCookie, value).header(secure: site.secure)))
    }
    let token = bearer.map { site.session.formToken(session: $0) } ?? ""
    let body = html.filled {
      """
      <input type="hidden" name="token" value="\(token)">\
      <input type="hidden" name="key" value="\(site.nonce())">
      """
    }
    return response(
      page.status, type: "text/html; charset=utf-8", body, extra,
      trustedTypes: !(page.scripts.contains("map.js") && site.assets.hasLeaflet))
  }

  func reply(_ reply: Reply) -> Response {
    switch reply {
    case .page(let page): return self.page(page)
    case .status(let status, var page):
      page.status = status
      return self.page(page)
    case .redirect(let address):
      return response(303, type: nil, [], [("location", Address.local(address) ?? "/")])
    case .elsewhere(let address):
      return response(303, type: nil, [], [("location", Address.harmless(address))])
    case .json(let json, let status):
      return response(status, type: "application/json; charset=utf-8", Array(json.text().utf8))
    case .text(let text, let status): return response(status, type: "text/plain; charset=utf-8", Array(text.utf8))
    case .download(let bytes, let type, let filename):
      return response(200, type: type, bytes, [("content-disposition", Rendering.attachment(filename))])
    case .bytes(let bytes, let type, let seconds):
      guard seconds > 0 else { return response(200, type: type, bytes) }
      let scope = visitor == nil ? "public" : "private"
      return response(200, type: type, bytes, cache: "\(scope), max-age=\(seconds)")
    case .setting(let set, let then):
      var response = self.reply(then)
      response.headers += set.map { (name: "set-cookie", value: $0.header(secure: site.secure)) }
      // Signing out leaves nothing behind on a shared machine.
      if set.contains(where: { $0.seconds == 0 && $0.name == "s" }) {
        response.headers.append((name: "clear-site-data", value: "\"cache\", \"storage\""))
      }
      return response
    }
  }

  func signInFirst() -> Response {
    if arrival.wantsJSON { return reply(.json(["error": "Sign in first."], status: 401)) }
    let here = arrival.path + (arrival.query.isEmpty ? "" : "?" + arrival.query)
    let next = arrival.method == "GET" && here != "/" ? Address.query([("next", here)]) : ""
    return reply(.redirect("/sign-in" + next))
  }

  func failure(_ error: any Error) -> Response {
    switch error {
    case is NotFound: return page(ErrorPages.missing)
    case let refused as NotPermitted:
      return page(ErrorPages.forbidden(refused.permission, site.guide, visitor: visitor))
    case let refused as BodyRefused: return page(ErrorPages.body(refused, back: nil))
    case let refusal as Refusal:
      guard arrival.wantsJSON else { return page(ErrorPages.refused(refusal, back: nil)) }
      let refused: JSON = [
        "kind": .string(refusal.kind), "place": JSON(refusal.place), "reason": .string(refusal.reason),
        "remedy": JSON(refusal.remedy),
      ]
      return reply(.json(["refused": refused], status: 400))
    default:
      let reference = String(site.nonce().prefix(8))
      site.log.failure(reference, arrival.path, error)
      return page(ErrorPages.failed(reference: reference))
    }
  }

  private func response(
    _ status: Int, type: String?, _ body: [UInt8], _ extra: [(String, String)] = [], cache: String = "no-store",
    trustedTypes: Bool = true
  ) -> Response {
    var headers: [(String, String)] = []
    if let type { headers.append(("content-type", type)) }
    headers.append(("cache-control", cache))
    headers += SecurityHeaders.common(secure: site.secure, trustedTypes: trustedTypes)
    headers += extra
    return Response(status: status, headers: headers.map { ($0.0, Rendering.oneLine($0.1)) }, body: body)
  }

  /// RFC 6266: an ASCII name for old programs, the full one beside it.
  private static func attachment(_ filename: String) -> String {
    let plain = filename.utf8.map { byte in
      let safe =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || [45, 46, 95].contains(byte)
      return safe ? byte : UInt8(ascii: "-")
    }
    return
      "attachment; filename=\"\(String(decoding: plain, as: UTF8.self))\"; filename*=UTF-8''\(Address.encoded(filename))"
  }

  private static func oneLine(_ value: String) -> String {
    String(decoding: value.utf8.filter { $0 >= 32 && $0 != 127 }, as: UTF8.self)
  }
}
