import Basics
import Foundation
import Testing

@testable import WebShell

@Suite struct AssetTests {
  private let site = testSite([
    Route(.get, "/", policy: .everyone) { _ in .page(Page(title: "Start", body: "", scripts: ["map.js"])) },
    Route(.get, "/file", policy: .everyone) { _ in
      .download([1, 2], type: "text/csv", filename: "crimes \"é\"\r\nx: y.csv")
    },
    Route(.get, "/shape", policy: .everyone) { _ in .bytes([1], type: "application/geo+json", cacheSeconds: 60) },
  ])

  @Test func `style and scripts are served under an address that changes with their content`() async throws {
    let address = try #require(site.assets.address("site.css"))
    #expect(address.wholeMatch(of: #/\/assets\/[0-9a-f]{16}\/site\.css/#) != nil)
    let response = await site.respond(uri: address)
    #expect(response.status == 200)
    #expect(response.header("content-type") == "text/css; charset=utf-8")
    #expect(response.header("cache-control") == "public, max-age=31536000, immutable")
    #expect(await site.respond(uri: "/assets/0000000000000000/site.css").status == 404)
    #expect(await site.respond(uri: "/assets/../Package.swift").status == 404)
  }

  @Test func `a page asks only for files that are there`() async throws {
    let page = await site.respond(uri: "/").text
    for match in page.matches(of: #/(?:href|src)="(\/assets\/[^"]+)"/#) {
      #expect(await site.respond(uri: String(match.output.1)).status == 200)
    }
    #expect(page.contains("site.css") && page.contains("map.js"))
  }

  @Test func `without Leaflet a page does without it`() throws {
    let assets = Assets(leafletFolders: ["/nowhere"])
    #expect(!assets.hasLeaflet)
    let folder = NSTemporaryDirectory() + "/leaflet-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "css".write(toFile: folder + "/leaflet.css", atomically: true, encoding: .utf8)
    try "js".write(toFile: folder + "/leaflet.js", atomically: true, encoding: .utf8)
    #expect(Assets(leafletFolders: ["/nowhere", folder]).hasLeaflet)
  }

  @Test(arguments: ["/", "/nowhere", "/file", "/shape", "/sign-in"])
  func `every response carries the security headers`(uri: String) async throws {
    let response = await site.respond(uri: uri)
    let policy = try #require(response.header("content-security-policy"))
    for part in [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
      "frame-ancestors 'none'",
    ] { #expect(policy.contains(part)) }
    #expect(!policy.contains("unsafe"))
    #expect(response.header("x-content-type-options") == "nosniff")
    #expect(response.header("referrer-policy") == "same-origin")
    #expect(response.header("cross-origin-opener-policy") == "same-origin")
    #expect(response.header("permissions-policy") != nil)
    #expect(response.header("server-timing")?.hasPrefix("app;dur=") == true)
    #expect(response.header("cache-control") == (uri == "/shape" ? "public, max-age=60" : "no-store"))
    #expect(response.header("strict-transport-security") == nil)
  }

  @Test func `a download keeps its name and cannot add a header`() async throws {
    let header = try #require(await site.respond(uri: "/file").header("content-disposition"))
    #expect(header.hasPrefix("attachment; filename=\"crimes-"))
    #expect(header.contains("filename*=UTF-8''crimes%20%22%C3%A9%22%0D%0Ax%3A%20y.csv"))
    #expect(!header.contains("\r") && !header.contains("\n"))
  }

  @Test func `our style sheets and scripts obey the content security policy`() throws {
    for name in ["site.css", "map.js", "progress.js"] {
      let file = try #require(site.assets.address(name).flatMap { site.assets.file(at: $0) })
      let text = String(decoding: file.bytes, as: UTF8.self)
      for forbidden in ["http://", "https://", "@import", "eval(", "innerHTML", "document.write"] {
        #expect(!text.contains(forbidden), "\(name) holds \(forbidden)")
      }
    }
  }
}
