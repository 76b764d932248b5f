import Basics
import Crypto
import Foundation
import Hummingbird

extension Site {
  /// Answers one request without a socket: what tests and `serve` use.
  package func respond(
    method: String = "GET", uri: String, headers: [String: String] = [:], body: [UInt8] = []
  ) async -> WebShell.Response {
    await respond(
      to: Arrival(
        method: method, uri: uri, headers: headers.map { ($0.key, $0.value) }, remoteAddress: "127.0.0.1",
        body: RequestBody(buffer: ByteBuffer(bytes: body))))
  }

  func respond(to arrival: Arrival) async -> WebShell.Response {
    let started = ContinuousClock.now
    let exchange = Exchange(site: self, arrival: arrival)
    var (response, visitor) = await exchange.answer()
    let spent = ContinuousClock.now - started
    let milliseconds = Double(spent.components.seconds) * 1000 + Double(spent.components.attoseconds) / 1e15
    response.headers.append((name: "server-timing", value: "app;dur=\((milliseconds * 100).rounded() / 100)"))
    log.record(
      AccessRecord(
        at: clock.now(), method: arrival.method, path: arrival.path, status: response.status,
        milliseconds: milliseconds, bytes: response.body.count, account: visitor?.account,
        remoteAddress: arrival.remoteAddress))
    if arrival.method == "HEAD" {
      response.headers.append((name: "content-length", value: String(response.body.count)))
      response.body = []
    }
    return response
  }
}

/// One request on its way through the checks to its handler and back.
private struct Exchange {
  let site: Site
  let arrival: Arrival

  func answer() async -> (WebShell.Response, Visitor?) {
    let now = site.clock.now()
    let cookies = Cookie.parse(arrival.all("cookie"), secure: site.secure)
    var visitor: Visitor?
    do {
      if let file = site.assets.file(at: arrival.path), ["GET", "HEAD"].contains(arrival.method) {
        return (asset(file), nil)
      }
      visitor = try await site.session.visitor(cookies: cookies, now: now)
      let rendering = Rendering(site: site, arrival: arrival, visitor: visitor, cookies: cookies)
      do {
        return (try await routed(visitor, cookies, now, rendering), visitor)
      } catch {
        return (rendering.failure(error), visitor)
      }
    } catch {
      return (Rendering(site: site, arrival: arrival, visitor: nil, cookies: cookies).failure(error), nil)
    }
  }

  private func asset(_ file: Assets.File) -> WebShell.Response {
    WebShell.Response(
      status: 200,
      headers: [
        ("content-type", file.type), ("cache-control", "public, max-age=31536000, immutable"),
      ] + SecurityHeaders.common(secure: site.secure, trustedTypes: true), body: file.bytes)
  }

  private func routed(
    _ visitor: Visitor?, _ cookies: [String: String], _ now: Instant, _ rendering: Rendering
  ) async throws -> WebShell.Response {
    guard arrival.path.utf8.count + arrival.query.utf8.count <= site.limits.addressBytes else {
      return rendering.page(ErrorPages.addressTooLong)
    }
    guard let parts = arrival.parts else { throw NotFound() }
    let method = arrival.method == "HEAD" ? "GET" : arrival.method
    let route: Route, parameters: [String: String]
    switch site.table.match(method, parts) {
    case .none: throw NotFound()
    case .wrongMethod(let allowed):
      var response = rendering.page(ErrorPages.wrongMethod(arrival.method))
      response.headers.append((name: "allow", value: allowed.joined(separator: ", ")))
      return response
    case .route(let found, let values): (route, parameters) = (found, values)
    }
    if arrival.path.count > 1, arrival.path.hasSuffix("/"), method == "GET" {
      return rendering.reply(
        .redirect(String(arrival.path.dropLast()) + (arrival.query.isEmpty ? "" : "?\(arrival.query)")))
    }
    guard let query = URLEncoded.fields(arrival.query.utf8, limit: site.limits.fields) else {
      throw Refusal(
        "bad-address", "The address of the page could not be read.", remedy: "Check it, or choose the filters anew.")
    }
    func ask(_ form: Form) -> Ask {
      Ask(
        method: method, path: arrival.path, parameters: parameters,
        query: Dictionary(grouping: query, by: \.0).mapValues { $0.map(\.1) }, form: form, visitor: visitor, now: now,
        cookies: cookies, remoteAddress: arrival.remoteAddress)
    }
    if route.change { return try await changed(route, visitor, now, rendering, ask) }
    guard visitor != nil || route.policy == .everyone else { return rendering.signInFirst() }
    try admit(visitor, route.policy)
    let form = method == "GET" ? Form() : try await read(uploads: visitor != nil)
    defer { discard(form) }
    return rendering.reply(try await route.handle(ask(form)))
  }

  private func admit(_ visitor: Visitor?, _ policy: Policy) throws {
    guard !policy.admits(visitor) else { return }
    switch policy {
    case .needs(let permission), .needsEither(let permission, _): throw NotPermitted(permission)
    case .everyone, .signedIn: break
    }
  }

  private func read(uploads: Bool) async throws -> Form {
    let length = arrival.header("content-length").flatMap { Int($0) }
    return try await BodyReading(limits: site.limits, folder: site.uploadFolder)
      .form(arrival.body, contentType: arrival.header("content-type") ?? "", length: length, uploads: uploads)
  }

  private func discard(_ form: Form) {
    for file in form.files { try? FileManager.default.removeItem(atPath: file.path) }
  }

  /// A change is carried out only for a form of ours, from a person who may, and once.
  private func changed(
    _ route: Route, _ visitor: Visitor?, _ now: Instant, _ rendering: Rendering, _ ask: (Form) -> Ask
  ) async throws -> WebShell.Response {
    guard arrival.origin != .foreign else { return rendering.page(ErrorPages.foreign) }
    if visitor != nil { try admit(visitor, route.policy) }
    let form = try await read(uploads: visitor != nil)
    defer { discard(form) }
    if visitor == nil, route.policy != .everyone {
      // Content is shown again only to a page of ours: another site could otherwise fill in a form here.
      return arrival.origin == .ours
        ? rendering.page(ErrorPages.sendAgain(form, path: arrival.path, visitor: nil)) : rendering.signInFirst()
    }
    guard let bearer = rendering.bearer(of: form["token"]) else {
      return rendering.page(
        arrival.origin == .ours
          ? ErrorPages.sendAgain(form, path: arrival.path, visitor: visitor) : ErrorPages.foreign)
    }
    guard let key = form["key"], (16...128).contains(key.utf8.count) else {
      return rendering.page(ErrorPages.keyMissing)
    }
    let claimed = IdempotencyKey(session: bearer, path: arrival.path, key: key)
    switch try await site.idempotency.claim(claimed, fingerprint: fingerprint(form), now: now) {
    case .replay(let response): return response
    case .different: return rendering.page(ErrorPages.keyReused)
    case .first: break
    }
    do {
      let response = rendering.reply(try await route.handle(ask(form)))
      // A refused form was not carried out, and may be mended and sent again.
      await site.idempotency.settle(claimed, response.status < 400 ? response : nil)
      return response
    } catch {
      await site.idempotency.settle(claimed, nil)
      throw error
    }
  }

  /// A digest of what was sent, files by name and size.
  private func fingerprint(_ form: Form) -> String {
    var hash = SHA256()
    func add(_ text: String) {
      hash.update(data: Data("\(text.utf8.count):".utf8))
      hash.update(data: Data(text.utf8))
    }
    for field in form.fields where field.name != "token" {
      add(field.name)
      add(field.value)
    }
    for file in form.files { [file.field, file.filename, String(file.byteCount)].forEach(add) }
    return Hex.text(hash.finalize())
  }
}
