import Audit
import Basics
import Database
import Foundation
import PartnershipModel
import TestSupport
import Testing
import WebShell

@Suite struct `The log for programs of others` {
  private struct Hashes: Decodable {
    let hashes: [String]
    var path: [MerkleHash] { hashes.compactMap { Data(base64Encoded: $0).flatMap { MerkleHash(Array($0)) } } }
  }
  private struct Leaf: Decodable {
    let index: Int, leaf: String
  }

  private func hashes(_ site: Site, _ uri: String) async throws -> [MerkleHash] {
    let response = await site.respond(uri: uri)
    #expect(response.status == 200, "\(uri)")
    return try JSONDecoder().decode(Hashes.self, from: Data(response.body)).path
  }

  private func grown(_ fixture: OversightFixture, to size: Int) async throws -> SignedHead {
    for number in 0..<size { try await fixture.consult("case-\(number)", by: "somebody", of: fixture.council) }
    return try #require(try await fixture.log.signHeadIfDue(OversightFixture.start.adding(seconds: 120)))
  }

  @Test(arguments: TestDatabase.engines)
  func `head and proofs hold by the verifiers, for every entry and every earlier size`(_ engine: Engine) async throws {
    try await OversightFixture.with(engine) { fixture in
      let signed = try await grown(fixture, to: 11)
      let text = await fixture.site.respond(uri: "/audit/checkpoint").text
      let head = try SignedHead(text, origin: OversightFixture.origin, keys: [fixture.log.verifier])
      #expect(head.checkpoint == signed.checkpoint)
      let root = head.checkpoint.root
      for index in 0..<11 {
        let path = try await hashes(fixture.site, "/audit/proof/inclusion/\(index)?size=11")
        let record = try #require(try await fixture.log.record(at: index))
        #expect(InclusionProof(index: index, size: 11, path: path).holds(for: record.leafHash, in: root))
      }
      for old in 0...11 {
        let path = try await hashes(fixture.site, "/audit/proof/consistency?from=\(old)&to=11")
        // A root of an earlier size comes from the proof's own log; the empty tree has the root of nothing.
        let before = try await earlierRoot(of: old, fixture)
        #expect(ConsistencyProof(old: old, new: 11, path: path).holds(from: before, to: root), "\(old)")
      }
    }
  }

  private func earlierRoot(of size: Int, _ fixture: OversightFixture) async throws -> MerkleHash {
    var edge = MerkleEdge()
    for index in 0..<size {
      let record = try #require(try await fixture.log.record(at: index))
      _ = edge.append(record.leafHash)
    }
    return edge.root
  }

  @Test(arguments: TestDatabase.engines)
  func `a witness that knows nothing, and one that knows the head, accept what is offered`(_ engine: Engine)
    async throws
  {
    try await OversightFixture.with(engine) { fixture in
      #expect(await fixture.site.respond(uri: "/audit/witness?old=0").text.isEmpty)
      #expect(await fixture.site.respond(uri: "/audit/checkpoint").status == 404)
      let first = try await grown(fixture, to: 3)
      try await fixture.consult("case-9", by: "somebody", of: fixture.council)
      _ = try await fixture.log.signHeadIfDue(OversightFixture.start.adding(seconds: 600))
      for held in [nil, first.checkpoint] {
        let text = await fixture.site.respond(uri: "/audit/witness?old=\(held?.size ?? 0)").text
        let head = try Witness.judge(
          text, held: held, origin: OversightFixture.origin, key: fixture.log.verifier)
        #expect(head.checkpoint.size == 4)
      }
    }
  }

  @Test func `a hostile question is the asker's mistake and never a fault`() async throws {
    try await OversightFixture.with { fixture in
      _ = try await grown(fixture, to: 5)
      let hostile = [
        "-1", "99999999999999999999", "9223372036854775807", "6", "abc", "", "+3", "03", "1e1", "0x1", "%00", "%D9%A3",
        "1%20", "3;DROP",
      ]
      for text in hostile {
        for uri in [
          "/audit/proof/inclusion/0?size=\(text)", "/audit/proof/inclusion/\(text)?size=5",
          "/audit/proof/consistency?from=0&to=\(text)", "/audit/proof/consistency?from=\(text)&to=5",
        ] {
          let status = await fixture.site.respond(uri: uri).status
          #expect((400..<500).contains(status), "\(uri)")
        }
      }
      for uri in [
        "/audit/proof/consistency?from=4&to=3", "/audit/proof/inclusion/5?size=5", "/audit/proof/inclusion/0?size=0",
        "/audit/proof/inclusion/0", "/audit/proof/consistency", "/audit/witness?old=-1", "/audit/witness?old=abc",
        "/audit/witness?old=",
      ] {
        let response = await fixture.site.respond(uri: uri)
        #expect(response.status == 400, "\(uri)")
        #expect(response.text.contains("audit/checkpoint"), "\(uri)")
      }
      #expect(await fixture.site.respond(uri: "/audit/witness?old=9223372036854775807").status == 200)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an entry opens to the auditor and to the overseer of its agency, and to nobody else`(_ engine: Engine)
    async throws
  {
    try await OversightFixture.with(engine) { fixture in
      _ = try await grown(fixture, to: 2)
      let auditor = try await fixture.visitor("a@council.example", [.auditor], of: fixture.council).browser
      let own = try await fixture.visitor("i@council.example", [.informationGovernance], of: fixture.council).browser
      let other = try await fixture.visitor("i@police.example", [.informationGovernance], of: fixture.police).browser
      let reader = try await fixture.visitor("r@council.example", [.reader], of: fixture.council).browser
      for browser in [auditor, own] {
        let before = try await fixture.size()
        await browser.get("/audit/entries/1")
        #expect(browser.page.status == 200)
        let leaf = try JSONDecoder().decode(Leaf.self, from: Data(browser.page.body))
        let record = try #require(try await fixture.log.record(at: 1))
        #expect(leaf.index == 1)
        #expect(Data(base64Encoded: leaf.leaf).map { Array($0) } == record.leaf)
        #expect(try await fixture.size() == before + 1)
        await browser.get("/audit/entries/99999")
        #expect(browser.page.status == 400)
        await browser.get("/audit/entries/abc")
        #expect(browser.page.status == 400)
      }
      for browser in [other, reader] {
        await browser.get("/audit/entries/1")
        #expect(browser.page.status == 404)
      }
      #expect(await fixture.site.respond(uri: "/audit/entries/1").status == 303)
    }
  }

  @Test func `a witness posts its cosignature without an account, and the checkpoint carries it from then on`()
    async throws
  {
    try await OversightFixture.with { fixture in
      _ = try await grown(fixture, to: 3)
      let (auditor, _) = try await fixture.visitor("a@council.example", [.auditor], of: fixture.council)
      let (lead, _) = try await fixture.visitor("i@council.example", [.informationGovernance], of: fixture.council)
      let name = "police.example/witness", folder = FileManager.default.temporaryDirectory.path + "/witness-\(UUID())"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let own = try AuditKey(seed: [UInt8](repeating: 9, count: 32)), key = try own.verifier(name: name, .cosignature)
      let witness = try Witness(
        name: name, key: own, origin: OversightFixture.origin, logKey: fixture.log.verifier, path: folder + "/head")
      let site = fixture.site
      let head = try await witness.observe(now: fixture.clock.now) { old in
        await site.respond(uri: "/audit/witness?old=\(old)").text
      }
      func post(_ note: String) async -> Int {
        await site.respond(
          method: "POST", uri: "/audit/cosignatures", headers: ["content-type": "application/x-www-form-urlencoded"],
          body: Array("note=\(Address.encoded(note))".utf8)
        ).status
      }
      #expect(await post(head.description) == 400)
      await lead.get("/oversight/witnesses")
      #expect(lead.page.status == 200 && !lead.page.text.contains("witness-key"))
      await lead.submit("/oversight/witnesses", [("witness-key", key.description)])
      #expect(lead.page.status == 403)
      await auditor.get("/oversight/witnesses")
      for text in [
        "", "<script>alert(1)</script>", fixture.log.verifier.description, String(repeating: "+", count: 5000),
      ] {
        await auditor.get("/oversight/witnesses")
        await auditor.submit("/oversight/witnesses", [("witness-key", text)])
        #expect(auditor.page.status == 422 && !auditor.page.text.contains("<script>alert"), "\(text.prefix(20))")
      }
      await auditor.get("/oversight/witnesses")
      await auditor.submit("/oversight/witnesses", [("witness-key", key.description)])
      #expect(auditor.page.status == 303)
      for _ in 1...2 { #expect(await post(head.description) == 200) }
      for text in ["", "x", "\u{0}", String(repeating: "é", count: 9_000), head.description + "— x y\n"] {
        #expect(await post(text) == 400, "\(text.prefix(20))")
      }
      let latest = try await fixture.log.latestHead()?.checkpoint.size
      let text = await site.respond(uri: "/audit/checkpoint?witnessed=1").text
      let served = try SignedHead(text, origin: OversightFixture.origin, keys: [fixture.log.verifier])
      #expect(served.cosignatures(by: [key]).count == 1 && served.checkpoint.size == latest)
      await auditor.get("/oversight/witnesses")
      #expect(auditor.page.text.contains(name) && auditor.page.text.contains("Watching"))
      await auditor.submit("/oversight/witnesses/retire", [("retired-key", key.description)])
      #expect(auditor.page.status == 303)
      #expect(await site.respond(uri: "/audit/checkpoint?witnessed=1").status == 404)
      let plain = await site.respond(uri: "/audit/checkpoint").text
      #expect(try await fixture.log.latestHead()?.description == plain)
    }
  }
}
