import Audit
import Basics
import CaseworkModel
import CaseworkStore
import CaseworkWeb
import Database
import Documents
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@testable import WebShell

@Suite struct DisclosureFileTests {
  private static let plan = Array("Canaryfile one: a plan of the shutters.".utf8)
  private static let statement = Array("Canaryfile two: a statement, signed Canarywitness Example.".utf8)
  private static let photograph = Array("Canaryfile three: a photograph of the neighbour.".utf8)
  private static let redacted = Array("Canaryfile two: a statement, signed [taken out].".utf8)

  /// The fixture's case with three documents: one to leave whole, one redacted, one withheld.
  private func with(
    _ engine: Engine = .sqlite, _ body: (DisclosureFixture, [String: ID<CaseDocument>]) async throws -> Void
  ) async throws {
    try await DisclosureFixture.with(engine) { fixture in
      for (name, bytes) in [("plan.txt", Self.plan), ("statement.txt", Self.statement), ("photograph.txt", Self.photograph)] {
        try await fixture.world.store.addDocument(
          named: name, bytes, to: fixture.record, by: fixture.world.inquirer("jo"), writer: "Jo")
      }
      let view = try await fixture.world.store.read(fixture.record, by: fixture.world.inquirer("jo"))
      try await body(fixture, Dictionary(view.documents.map { ($0.name, $0.id) }) { first, _ in first })
    }
  }

  private func choose(
    _ choices: [ID<CaseDocument>: DisclosureItem.Choice], for id: ID<Disclosure>, _ fixture: DisclosureFixture
  ) async throws {
    let documents = choices.map { document, choice in
      DisclosureItem(
        kind: .document, item: document.text, title: "", text: "", categories: [], choice: choice,
        reason: choice == .redacted ? "source-of-information" : "")
    }
    try await fixture.store.choose(try await fixture.choices() + documents, for: id, by: fixture.jo)
  }

  private func bring(_ bytes: [UInt8], of document: ID<CaseDocument>, to id: ID<Disclosure>, _ fixture: DisclosureFixture)
    async throws
  {
    try await fixture.store.addRedactedCopy(
      of: document, named: "statement of Canarywitness.txt", bytes, to: id, by: fixture.jo, writer: "Jo")
  }

  private func prepared(_ fixture: DisclosureFixture, _ documents: [String: ID<CaseDocument>]) async throws -> ID<Disclosure> {
    let id = try await fixture.assessed()
    let plan = try #require(documents["plan.txt"]), statement = try #require(documents["statement.txt"])
    try await bring(Self.redacted, of: statement, to: id, fixture)
    try await choose([plan: .whole, statement: .redacted], for: id, fixture)
    try await fixture.toKit(id)
    return id
  }

  @Test(arguments: TestDatabase.engines)
  func `a document leaves whole or as a redacted copy, is in the receipt, and is opened as it was frozen`(
    engine: Engine
  ) async throws {
    try await with(engine) { fixture, documents in
      let id = try await prepared(fixture, documents)
      let plan = try #require(documents["plan.txt"]), statement = try #require(documents["statement.txt"])
      let photograph = try #require(documents["photograph.txt"])
      try await fixture.store.redact(id, by: fixture.jo)
      try await fixture.store.send(id, redaction: 1, by: fixture.jo, copying: DisclosureFixture.copying)
      // What becomes of the case afterwards changes nothing of what left.
      try await fixture.world.database.write { connection in _ = try connection.run("DELETE FROM case_file") }
      let mine = try await fixture.mine().recipient.id
      let opened = try await fixture.store.open(mine, by: fixture.kit)
      #expect(opened.files.count == 2 && Set(opened.files.map(\.document)) == [plan.text, statement.text])
      let first = try await fixture.store.receivedFile(plan, of: mine, by: fixture.kit)
      #expect(first.bytes == Self.plan && first.name == "plan.txt" && first.mediaType.hasPrefix("text/plain"))
      let second = try await fixture.store.receivedFile(statement, of: mine, by: fixture.kit)
      #expect(second.bytes == Self.redacted && second.name == "redacted-copy.txt")
      await #expect(throws: AccessRefused.self) {
        _ = try await fixture.store.receivedFile(photograph, of: mine, by: fixture.kit)
      }
      for word in ["Canarywitness", "photograph", "statement.txt"] { #expect(!opened.text.contains(word), "\(word)") }
      #expect(opened.text.contains("plan.txt"))
      let receipt = try DisclosureReceipt(text: try SignedNote(try await fixture.store.receipt(mine, by: fixture.kit)).text)
      #expect(receipt.filesSHA256 == opened.files.map(\.sha256))
      #expect(receipt.filesSHA256.allSatisfy(opened.text.contains) && Set(receipt.filesSHA256).count == 2)
      var query = AuditQuery()
      query.actor = "kit"
      let looks = try await fixture.world.audit.search(query).records.flatMap { $0.entry.object?.fieldGroups ?? [] }
      #expect(looks.contains("document:\(plan)") && looks.contains("document:\(statement)"))
      try await fixture.store.end(mine, as: .destroyed, words: "", by: fixture.kit)
      await #expect(throws: AccessRefused.self) { _ = try await fixture.store.receivedFile(plan, of: mine, by: fixture.kit) }
    }
  }

  @Test func `a redacted copy is needed, is not the document itself, and a new one is looked at and approved anew`()
    async throws
  {
    try await with { fixture, documents in
      let id = try await fixture.assessed(), statement = try #require(documents["statement.txt"])
      let missing = await #expect(throws: Refusal.self) { try await choose([statement: .redacted], for: id, fixture) }
      #expect(missing?.kind == "redacted-copy")
      let same = await #expect(throws: Refusal.self) { try await bring(Self.statement, of: statement, to: id, fixture) }
      #expect(same?.kind == "redaction-empty")
      for bytes in [[], [0, 1, 2], Array("PK\u{3}\u{4}".utf8) + [0], [UInt8](repeating: 65, count: CaseDocument.largest + 1)] {
        await #expect(throws: Refusal.self) { try await bring(bytes, of: statement, to: id, fixture) }
      }
      try await bring(Self.redacted, of: statement, to: id, fixture)
      try await choose([statement: .redacted], for: id, fixture)
      try await fixture.toKit(id)
      try await fixture.store.redact(id, by: fixture.jo)
      try await bring(Array("Another copy".utf8), of: statement, to: id, fixture)
      let view = try await fixture.store.read(id, by: fixture.jo)
      #expect(view.disclosure.state == .assessed)
      #expect(view.items.first { $0.item == statement.text }?.choice == .withheld)
      await #expect(throws: Refusal.self) {
        try await fixture.store.send(id, redaction: 1, by: fixture.jo, copying: DisclosureFixture.copying)
      }
    }
  }

  @Test func `nobody opens a document of a disclosure who may not work on it or was not sent it`() async throws {
    try await with { fixture, documents in
      let id = try await prepared(fixture, documents), plan = try #require(documents["plan.txt"])
      #expect(try await fixture.store.file(plan, of: id, by: fixture.jo).bytes == Self.plan)
      try await fixture.store.redact(id, by: fixture.jo)
      // Named and not sent yet.
      let named = try #require(try await fixture.store.read(id, by: fixture.jo).recipients.first?.id)
      await #expect(throws: AccessRefused.self) { _ = try await fixture.store.receivedFile(plan, of: named, by: fixture.kit) }
      try await fixture.store.send(id, redaction: 1, by: fixture.jo, copying: DisclosureFixture.copying)
      let max = fixture.world.inquirer("max")
      for inquirer in [max, fixture.kit] {
        await #expect(throws: AccessRefused.self) { _ = try await fixture.store.file(plan, of: id, by: inquirer) }
      }
      for inquirer in [max, fixture.jo] {
        await #expect(throws: AccessRefused.self) {
          _ = try await fixture.store.receivedFile(plan, of: named, by: inquirer)
        }
      }
      let stored = try await fixture.world.database.read { connection in
        try connection.rows("SELECT name, content FROM disclosure_file").map { row in
          String(decoding: try row.blob("content"), as: UTF8.self) + (try row.text("name"))
        }
      }
      #expect(stored.count == 2 && stored.allSatisfy { !$0.contains("Canary") && !$0.contains("plan") })
    }
  }

  @Test func `a copy is brought in and taken out over the pages, and a hostile file is refused`() async throws {
    try await with { fixture, documents in
      let partners = PartnersStore(
        database: fixture.world.database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let table = RouteTable(DisclosuresWeb.routes(store: fixture.store, partners: partners, renderer: DocumentRenderer()))
      let id = try await fixture.assessed(), statement = try #require(documents["statement.txt"])
      func answer(
        _ account: String, _ method: WebShell.Method, _ path: String, _ form: Form = Form()
      ) async throws -> Reply {
        guard case .route(let route, let parameters) = table.match(method.rawValue, path.split(separator: "/").map(String.init))
        else { throw NotFound() }
        let agency = account == "kit" ? "police" : "council"
        return try await route.handle(
          Ask(
            method: method.rawValue, path: path, parameters: parameters, form: form,
            visitor: Visitor(
              account: account, name: account, agency: agency, permissions: [.readCases], session: "s", agencyID: agency,
              confirmedAt: CaseFixture.now, workspace: .init(purpose: "asb-reduction", title: "ASB")),
            now: CaseFixture.now))
      }
      func upload(_ name: String, _ bytes: [UInt8]) throws -> Form {
        let path = NSTemporaryDirectory() + "copy-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return Form(
          [],
          files: [
            Upload(
              field: "copy-\(statement)", filename: name, contentType: "text/plain", path: path, byteCount: bytes.count)
          ])
      }
      let place = "/disclosures/\(id)/documents/\(statement)"
      await #expect(throws: Refusal.self) { _ = try await answer("jo", .post, place) }
      for bytes in [[], [0x7F, 0x45, 0x4C, 0x46, 0], Array("PK".utf8) + [3, 4, 0]] as [[UInt8]] {
        await #expect(throws: Refusal.self) { _ = try await answer("jo", .post, place, try upload("../../x\".pdf", bytes)) }
      }
      await #expect(throws: NotFound.self) { _ = try await answer("max", .post, place, try upload("x.txt", Self.redacted)) }
      _ = try await answer("jo", .post, place, try upload("<script>alert(1)</script>.txt", Self.redacted))
      guard case .page(let page) = try await answer("jo", .get, "/disclosures/\(id)") else {
        Issue.record("a page was expected")
        return
      }
      #expect(page.body.text.contains("Redacted copy: Plain text") && !page.body.text.contains("<script>alert"))
      _ = try await answer(
        "jo", .post, "/disclosures/\(id)/items",
        Form([
          ("item", "document:\(statement)"), ("choice-document:\(statement)", "redacted"),
          ("why-document:\(statement)", "source-of-information"),
        ]))
      try await fixture.toKit(id)
      try await fixture.store.redact(id, by: fixture.jo)
      try await fixture.store.send(id, redaction: 1, by: fixture.jo, copying: DisclosureFixture.copying)
      let mine = try await fixture.mine().recipient.id
      guard case .page(let received) = try await answer("kit", .get, "/received/\(mine)") else {
        Issue.record("a page was expected")
        return
      }
      #expect(received.body.text.contains("/received/\(mine)/documents/\(statement)"))
      guard case .download(let bytes, _, let name) = try await answer("kit", .get, "/received/\(mine)/documents/\(statement)")
      else {
        Issue.record("a file was expected")
        return
      }
      #expect(bytes == Self.redacted && name == "redacted-copy.txt")
      await #expect(throws: NotFound.self) { _ = try await answer("kit", .get, "/received/\(mine)/documents/nothing") }
    }
  }
}
