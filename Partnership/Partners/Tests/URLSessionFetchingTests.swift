import Basics
import Foundation
import PartnershipModel
import PartnershipStore
import Synchronization
import Testing

private final class PauseMark: Sendable {
  let isOver = Atomic<Bool>(false)
  var wasWaitedFor: Bool { isOver.load(ordering: .sequentiallyConsistent) }
}

/// A server of one answer on loopback, that says what it is told to and nothing more.
private final class OneAnswer: Sendable {
  let port: Int
  private let descriptor: Int32
  /// Set once the pause is over: whoever was given up before has not waited for it.
  let paused: PauseMark

  /// - Parameter pause: seconds between the head and the rest.
  init(head: String, body: [UInt8], pause: UInt32 = 0) throws {
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Glibc.bind(listening, generic, length) == 0 && listen(listening, 4) == 0
          && getsockname(listening, generic, &length) == 0
      }
    }
    guard bound else { throw Refusal("test", "No port on loopback.") }
    descriptor = listening
    let mark = PauseMark()
    paused = mark
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread {
      while true {
        let client = accept(listening, nil, nil)
        guard client >= 0 else { return }
        var asked = [UInt8](repeating: 0, count: 4096)
        _ = recv(client, &asked, asked.count, 0)
        let first = Array(head.utf8)
        _ = send(client, first, first.count, Int32(MSG_NOSIGNAL))
        if pause > 0 {
          sleep(pause)
          mark.isOver.store(true, ordering: .sequentiallyConsistent)
        }
        var sent = 0
        while sent < body.count {
          let piece = Array(body[sent..<min(sent + 16_384, body.count)])
          guard send(client, piece, piece.count, Int32(MSG_NOSIGNAL)) > 0 else { break }
          sent += piece.count
        }
        close(client)
      }
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  func ask() async -> Result<ProviderAnswer, Refusal> {
    do {
      let address = try ProviderAddress("http://127.0.0.1:\(port)/x", place: "Issuer")
      return .success(try await URLSessionFetching().fetch(ProviderRequest(address)))
    } catch let refusal as Refusal { return .failure(refusal) } catch { return .failure(Refusal("other", "\(error)")) }
  }
}

@Suite struct `Calling providers` {
  private func reason(_ server: OneAnswer) async -> String {
    switch await server.ask() {
    case .success(let answer): "status \(answer.status)"
    case .failure(let refusal): refusal.reason
    }
  }

  @Test func `an answer of the right size comes through whole`() async throws {
    let body = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    let server = try OneAnswer(head: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", body: body)
    let answer = try await server.ask().get()
    #expect(answer.status == 200 && answer.body == body)
  }

  @Test func `a redirect is not followed`() async throws {
    let target = try OneAnswer(head: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", body: Array("{}".utf8))
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
      let server = try OneAnswer(
        head: "HTTP/1.1 \(status)\r\nLocation: http://127.0.0.1:\(target.port)/x\r\nContent-Length: 0\r\n\r\n", body: []
      )
      #expect(await reason(server).contains("sent us elsewhere"), "\(status)")
    }
  }

  @Test func `more than may come is cut off, whether it is announced or not`() async throws {
    let long = [UInt8](repeating: 32, count: ProviderDocument.most + 1)
    let announced = try OneAnswer(head: "HTTP/1.1 200 OK\r\nContent-Length: \(long.count)\r\n\r\n", body: long)
    #expect(await reason(announced).contains("too long"))
    let endless = [UInt8](repeating: 32, count: 50 * ProviderDocument.most)
    let silent = try OneAnswer(head: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", body: endless)
    #expect(await reason(silent).contains("too long"))
  }

  @Test func `a server that says nothing for five seconds is given up`() async throws {
    let server = try OneAnswer(head: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", body: [], pause: 60)
    #expect(await reason(server).contains("did not answer"))
    #expect(!server.paused.wasWaitedFor)
  }

  @Test func `where nobody listens the refusal says so`() async throws {
    var server: OneAnswer? = try OneAnswer(head: "", body: [])
    let port = try #require(server?.port)
    server = nil
    let address = try ProviderAddress("http://127.0.0.1:\(port)/x", place: "Issuer")
    await #expect(throws: Refusal.self) { try await URLSessionFetching().fetch(ProviderRequest(address)) }
  }
}
