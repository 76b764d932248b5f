import Basics
import Foundation
import Synchronization
import Testing

@testable import WebShell

@Suite struct BodyTests {
  private func limits(form: Int = 4096, upload: Int = 65_536) -> Limits {
    var limits = Limits()
    limits.formBytes = form
    limits.uploadBytes = upload
    limits.fields = 100
    limits.files = 5
    return limits
  }

  /// A site that says back what arrived, and the folder where its uploads lie meanwhile.
  private func echo(_ folder: String, _ limits: Limits? = nil) -> Site {
    testSite(
      [
        Route(.post, "/send", policy: .needs(.importEvidence)) { ask in
          let fields = ask.form.fields.filter { !["token", "key"].contains($0.name) }.map { "\($0.name)=\($0.value)" }
          let files = try ask.form.files.map { file in
            "\(file.field):\(file.filename):\(file.contentType):\(file.byteCount):\(Hex.text(try file.bytes.prefix(4)))"
          }
          return .text((fields + files).joined(separator: "|"))
        }
      ], limits: limits ?? self.limits(), folder: folder)
  }

  private func inFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = NSTemporaryDirectory() + "/body-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try await body(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [], "a temporary file is left behind")
    return result
  }

  private static let secrets =
    "--B\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\ntoken of session-1\r\n"
    + "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nkey-0000-0000-0001\r\n"

  private func send(
    _ site: Site, _ body: [UInt8], type: String = "multipart/form-data; boundary=B", session: String? = "analyst"
  ) async -> WebShell.Response {
    var headers = sameOrigin
    headers["content-type"] = type
    headers["cookie"] = session.map { "s=\($0)" }
    return await site.respond(method: "POST", uri: "/send", headers: headers, body: body)
  }

  private func part(_ head: String, _ content: [UInt8]) -> [UInt8] {
    Array("--B\r\n\(head)\r\n\r\n".utf8) + content + [13, 10]
  }

  @Test func `files and fields arrive byte for byte, and the files are gone afterwards`() async throws {
    try await inFolder { folder in
      let content: [UInt8] = [0, 13, 10, 45, 45] + Array("A\r\n--\r\nB\r\n".utf8) + [255]
      let body =
        Array(Self.secrets.utf8) + part("Content-Disposition: form-data; name=\"note\"", Array("é\r\n--".utf8))
        + part(
          "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\data\\a \\\"b\\\".csv\"\r\nContent-Type: text/csv",
          content) + Array("--B--\r\n".utf8)
      let response = await send(echo(folder), body)
      #expect(response.text == "note=é\r\n--|file:a \"b\".csv:text/csv:\(content.count):000d0a2d")
    }
  }

  @Test func `the reader gives the same events however the bytes are cut`() throws {
    let body = Array(
      ("preamble\r\n" + Self.secrets + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
        + "one\r\ntwo\r\r\n-\r\n--A\r\n--B--epilogue").utf8)
    func read(_ size: Int) throws -> String {
      var reader = try #require(Multipart(boundary: "B", headLimit: 1000))
      var out = ""
      for start in stride(from: 0, to: body.count, by: size) {
        for event in try reader.read(body[start..<min(start + size, body.count)]) {
          switch event {
          case .began(let head): out += "<\(head.name),\(head.filename ?? "-")>"
          case .data(let bytes): out += String(decoding: bytes, as: UTF8.self)
          case .ended: out += ";"
          }
        }
      }
      #expect(reader.isFinished)
      return out
    }
    let whole = try read(body.count)
    #expect(whole == "<token,->token of session-1;<key,->key-0000-0000-0001;<f,x>one\r\ntwo\r\r\n-\r\n--A;")
    for size in 1...40 { #expect(try read(size) == whole) }
  }

  @Test func `an empty file field is no file`() async throws {
    try await inFolder { folder in
      let body =
        Array(Self.secrets.utf8) + part("Content-Disposition: form-data; name=\"file\"; filename=\"\"", [])
        + Array("--B--\r\n".utf8)
      #expect(await send(echo(folder), body).text == "")
    }
  }

  @Test(arguments: [
    "", "--B", "--B\r\n", "--B--", "no boundary at all",
    "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ends",
    "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "--B\r\nno colon\r\n\r\nx\r\n--B--",
    "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--", "--BX\r\n\r\n--B--", "--B\r\n\r\n\r\n--B--",
    "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\u{0}\r\n--B--",
    "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"half.csv\"\r\n\r\n1,2,3",
  ])
  func `a damaged upload is refused with a page and leaves nothing`(text: String) async throws {
    try await inFolder { folder in
      let response = await send(echo(folder), Array(text.utf8))
      #expect([400, 403].contains(response.status))
      #expect(response.text.contains("</html>"))
    }
  }

  @Test(arguments: [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "text/csv",
  ])
  func `an upload without a usable kind or boundary is refused`(type: String) async throws {
    try await inFolder { folder in
      #expect([400, 415].contains(await send(echo(folder), Array(Self.secrets.utf8), type: type).status))
    }
  }

  @Test func `text that is not UTF-8 is refused, not guessed`() async throws {
    try await inFolder { folder in
      let body =
        Array(Self.secrets.utf8) + part("Content-Disposition: form-data; name=\"a\"", [0xC3, 0x28])
        + Array("--B--".utf8)
      #expect(await send(echo(folder), body).status == 400)
      #expect(
        await send(echo(folder), Array("a=%C3%28".utf8), type: "application/x-www-form-urlencoded").status == 400)
    }
  }

  @Test func `a heading that never ends and thousands of fields are refused early`() async throws {
    try await inFolder { folder in
      let long = Array("--B\r\nX: \(String(repeating: "x", count: 20_000))".utf8)
      #expect(await send(echo(folder), long).status == 400)
      let one = part("Content-Disposition: form-data; name=\"a\"", [])
      let many = (0..<500).reduce(into: [UInt8]()) { all, _ in all += one } + Array("--B--".utf8)
      #expect(await send(echo(folder), many).status == 400)
      let fields = (0..<500).map { "f\($0)=1" }.joined(separator: "&")
      #expect(await send(echo(folder), Array(fields.utf8), type: "application/x-www-form-urlencoded").status == 400)
    }
  }

  @Test func `what is too large is said to be too large`() async throws {
    try await inFolder { folder in
      let file =
        Array(Self.secrets.utf8)
        + part("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", Array(repeating: 7, count: 70_000))
        + Array("--B--".utf8)
      let upload = await send(echo(folder), file)
      #expect(upload.status == 413)
      #expect(upload.text.contains("64 kB"))
      let form = Array(("a=" + String(repeating: "x", count: 5000)).utf8)
      #expect(await send(echo(folder), form, type: "application/x-www-form-urlencoded").status == 413)
    }
  }

  @Test func `someone not signed in cannot fill the disk`() async throws {
    try await inFolder { folder in
      let file =
        Array(Self.secrets.utf8)
        + part("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", Array(repeating: 7, count: 10_000))
        + Array("--B--".utf8)
      #expect(await send(echo(folder), file, session: nil).status == 413)
    }
  }

  @Test func `random bytes never stop the reader`() throws {
    var seed: UInt64 = 42
    func next() -> UInt8 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return [45, 45, 66, 13, 10, 58, 59, 34, 61, 0, 255, UInt8(truncatingIfNeeded: seed >> 40)][Int(seed >> 33) % 12]
    }
    for _ in 0..<2000 {
      var reader = try #require(Multipart(boundary: "B", headLimit: 64))
      let bytes = (0..<120).map { _ in next() }
      _ = try? reader.read(bytes)
      _ = try? reader.read(Array("--B--".utf8))
      _ = URLEncoded.fields(bytes, limit: 50)
      _ = Cookie.parse([String(decoding: bytes, as: UTF8.self)], secure: false)
    }
  }

  @Test func `a file can be kept beyond its request`() async throws {
    try await inFolder { folder in
      let kept = folder + "-kept"
      let site = testSite(
        [
          Route(.post, "/send", policy: .needs(.importEvidence)) { ask in
            try ask.form.file("f")?.keep(at: kept)
            return .text("kept")
          }
        ], limits: limits(), folder: folder)
      let body =
        Array(Self.secrets.utf8)
        + part("Content-Disposition: form-data; name=\"f\"; filename=\"x\"", Array("data".utf8))
        + Array("--B--".utf8)
      #expect(await send(site, body).text == "kept")
      #expect(try String(contentsOfFile: kept, encoding: .utf8) == "data")
      try FileManager.default.removeItem(atPath: kept)
    }
  }
}
