import Basics
import Hummingbird

extension Site {
  /// Serves until SIGINT or SIGTERM, then lets running requests finish. `ready` is called once the port is open.
  package func serve(
    host: String, port: Int, ready: @escaping @Sendable () async -> Void = {}
  ) async throws {
    let responder = CallbackResponder<ShellContext> { request, context in
      let response = await respond(
        to: Arrival(
          method: request.method.rawValue, uri: request.uri.string,
          headers: headers(of: request), remoteAddress: context.remoteAddress, body: request.body))
      return wire(response)
    }
    // A sender that stops in the middle of a request, or keeps a connection without one, is let go.
    let application = Application(
      responder: responder, server: .http1(configuration: .init(idleTimeout: .seconds(Int64(limits.idleSeconds)))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { _ in await ready() })
    try await application.runService()
  }

  private func headers(of request: Request) -> [(String, String)] {
    var out = request.headers.map { ($0.name.canonicalName, $0.value) }
    if let host = request.head.authority, !out.contains(where: { $0.0 == "host" }) { out.append(("host", host)) }
    return out
  }

  private func wire(_ response: WebShell.Response) -> Hummingbird.Response {
    var fields = HTTPFields()
    for header in response.headers {
      // `HTTPFields.Element` is HTTPTypes' `HTTPField`, which Hummingbird does not name for us.
      guard let name = HTTPFields.Element.Name(header.name) else { continue }
      fields.append(HTTPFields.Element(name: name, value: header.value))
    }
    return Hummingbird.Response(
      status: HTTPResponse.Status(code: response.status), headers: fields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
  }
}

/// What Hummingbird keeps for a request; we only want to know where it came from.
struct ShellContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let remoteAddress: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
  }
}
