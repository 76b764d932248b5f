import Basics
import Foundation
import FoundationNetworking
import PartnershipModel
import Synchronization

/// Calls providers by Foundation’s own client: no cookies, no cache, no redirect, and the connection is cut as soon as
/// more comes than may. TLS certificates are judged by the machine’s own list of authorities.
package struct URLSessionFetching: ProviderFetching {
  /// Seconds without a byte, and for the whole answer.
  private static let idle = 5.0, whole = 10.0

  package init() {}

  package func fetch(_ request: ProviderRequest) async throws -> ProviderAnswer {
    guard let address = URL(string: request.address.text), address.absoluteString == request.address.text else {
      throw URLSessionFetching.unreachable(request, "its address cannot be read")
    }
    var asked = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: Self.idle)
    asked.setValue("application/json", forHTTPHeaderField: "Accept")
    if let form = request.form {
      asked.httpMethod = "POST"
      asked.httpBody = Data(FormText.encoded(form).utf8)
      asked.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    }
    if let basic = request.basic { asked.setValue("Basic " + basic, forHTTPHeaderField: "Authorization") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Self.idle
    configuration.timeoutIntervalForResource = Self.whole
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.httpShouldSetCookies = false
    let call = Call(most: ProviderDocument.most)
    let session = URLSession(configuration: configuration, delegate: call, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let outcome = await withCheckedContinuation { continuation in
      call.start(session.dataTask(with: asked), continuation)
    }
    switch outcome {
    case .success(let answer): return answer
    case .failure(let failure): throw URLSessionFetching.unreachable(request, failure.words)
    }
  }

  private static func unreachable(_ request: ProviderRequest, _ words: String) -> Refusal {
    Refusal(
      "provider-unreachable", place: request.address.text, "The provider did not answer as it should: \(words).",
      remedy: "Try again in a minute; then ask the administrator of the provider.")
  }

  private struct Failure: Error {
    let words: String
  }

  /// One call on its way. The session’s queue hands its parts over one after the other.
  private final class Call: NSObject, URLSessionDataDelegate, Sendable {
    private struct State {
      var status = 0
      var body: [UInt8] = []
      var failure: Failure?
      /// Whether the call was cut off. The library stops the process when it is given an answer that it no longer waits for,
      /// so a call is either cut off or answered, and never both.
      var isCut = false
      var limit: Task<Void, any Error>?
      var continuation: CheckedContinuation<Result<ProviderAnswer, Failure>, Never>?
    }
    private let most: Int
    private let state = Mutex(State())

    init(most: Int) { self.most = most }

    func start(
      _ task: URLSessionDataTask, _ continuation: CheckedContinuation<Result<ProviderAnswer, Failure>, Never>
    ) {
      // The library's own limit for the whole is not kept everywhere; a server that sends a byte now and then is cut off.
      let limit = Task {
        try await Task.sleep(for: .seconds(URLSessionFetching.whole))
        end(task, "it took too long")
      }
      state.withLock {
        $0.continuation = continuation
        $0.limit = limit
      }
      task.resume()
    }

    private func end(_ task: URLSessionTask, _ words: String) {
      state.withLock {
        $0.failure = $0.failure ?? Failure(words: words)
        guard !$0.isCut else { return }
        $0.isCut = true
        task.cancel()
      }
    }

    /// Answers the library unless the call was cut off; an answer that ends the call cuts it off.
    private func answer(failing words: String?, _ handler: () -> Void) {
      state.withLock {
        guard !$0.isCut else { return }
        if let words {
          $0.failure = $0.failure ?? Failure(words: words)
          $0.isCut = true
        }
        handler()
      }
    }

    func urlSession(
      _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
      answer(failing: "it sent us elsewhere") { completionHandler(nil) }
    }

    func urlSession(
      _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
      completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
      guard let received = response as? HTTPURLResponse else {
        return answer(failing: "it is no web server") { completionHandler(.cancel) }
      }
      if response.expectedContentLength > Int64(most) {
        return answer(failing: "its answer is too long") { completionHandler(.cancel) }
      }
      state.withLock { $0.status = received.statusCode }
      answer(failing: nil) { completionHandler(.allow) }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
      let isTooLong = state.withLock { held in
        guard held.body.count + data.count <= most else { return true }
        held.body.append(contentsOf: data)
        return false
      }
      if isTooLong { end(dataTask, "its answer is too long") }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
      let (continuation, outcome) = state.withLock { held in
        let outcome: Result<ProviderAnswer, Failure> =
          if let failure = held.failure {
            .failure(failure)
          } else if let error {
            .failure(Failure(words: Call.words(error)))
          } else {
            .success(ProviderAnswer(status: held.status, body: held.body))
          }
        defer { held.continuation = nil }
        held.limit?.cancel()
        held.isCut = true
        return (held.continuation, outcome)
      }
      continuation?.resume(returning: outcome)
    }

    private static func words(_ error: any Error) -> String {
      switch (error as? URLError)?.code {
      case .timedOut: "it took too long"
      case .cannotFindHost, .dnsLookupFailed: "its name is not known"
      case .cannotConnectToHost: "nobody listens there"
      case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
        .serverCertificateNotYetValid, .serverCertificateHasUnknownRoot:
        "its certificate is not good"
      default: "the connection failed"
      }
    }
  }
}
