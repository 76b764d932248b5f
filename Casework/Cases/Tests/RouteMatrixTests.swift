import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@testable import WebShell

/// Every route that names a record × every state of the record × everybody: nothing answers whom the rule does not let in.
/// `CONCORDAT_FULL_HARNESS=1` walks it on both engines.
@Suite(.serialized) struct RouteMatrixTests {
  private static let isFull = ProcessInfo.processInfo.environment["CONCORDAT_FULL_HARNESS"] == "1"
  private static var engines: [Engine] { isFull ? TestDatabase.engines : [.sqlite] }

  private typealias Line = RouteMatrix.Line

  private static func fields(_ make: @escaping @Sendable (RouteMatrix.Target) -> [(String, String)])
    -> @Sendable (RouteMatrix.Target) throws -> Form
  { { Form(make($0)) } }

  private static func upload(_ field: @escaping @Sendable (RouteMatrix.Target) -> String) -> @Sendable (RouteMatrix.Target) throws
    -> Form
  {
    { target in
      let path = NSTemporaryDirectory() + "matrix-\(UUID().uuidString)", bytes = Array("Another text".utf8)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return Form(
        [],
        files: [
          Upload(
            field: field(target), filename: "x.txt", contentType: "text/plain", path: path, byteCount: bytes.count)
        ])
    }
  }

  private static let day = [("due-day", "1"), ("due-month", "10"), ("due-year", "2026")]
  private static let asked = [
    ("name", "Kit Example"), ("body", "police"), ("wanted", "x"), ("for", "x"), ("necessary", "x"), ("basis", "x"),
  ]
  private static let ground = [
    ("gateway", "CDA-115"), ("necessity", "x"), ("proportionality", "x"), ("lawful-basis", "x"), ("confidentiality", "x"),
    ("identifying", "x"), ("without-agreement", "x"), ("delete-by-day", "1"), ("delete-by-month", "12"),
    ("delete-by-year", "2026"),
  ]

  /// What stands behind each route. A route that is not here fails the test: whoever adds one says whose decision it is.
  private static let cases: [String: Line] = [
    "GET /cases/:case": Line(need: .action(.read)), "GET /cases/:case/write": Line(need: .action(.read)),
    "GET /cases/:case/access": Line(need: .action(.read)), "GET /cases/:case/disclosures": Line(need: .action(.read)),
    "GET /cases/:case/documents/:document": Line(need: .action(.read)),
    "POST /cases/:case/people/:person/safe-address": Line(
      need: .action(.reveal), form: fields { _ in [("reason", "A threat was made")] }),
    "POST /cases/:case/notes": Line(
      need: .action(.note), form: fields { _ in [("kind", "fact"), ("text", "x")] }, writesInCase: true),
    "POST /cases/:case/actions": Line(
      need: .action(.edit), form: fields { _ in [("kind", "meeting")] + day }, writesInCase: true),
    "POST /cases/:case/actions/:action/done": Line(need: .action(.edit), writesInCase: true),
    "POST /cases/:case/people": Line(
      need: .action(.edit), form: fields { _ in [("family-name", "Madeup"), ("role", "witness")] }, writesInCase: true),
    "POST /cases/:case/documents": Line(need: .action(.document), form: upload { _ in "file" }, writesInCase: true),
    "POST /cases/:case/labels": Line(
      need: .action(.edit), form: fields { _ in [("label", "not-for-enforcement"), ("words", "x")] }),
    "POST /cases/:case/labels/:label/lift": Line(need: .action(.edit), form: fields { _ in [("reason", "x")] }),
    "POST /cases/:case/close": Line(
      need: .action(.close), form: fields { _ in [("reason", "x")] }, writesInCase: true, afterActions: true),
    "POST /cases/:case/members": Line(
      need: .action(.members), form: fields { _ in [("account", "max"), ("duty", "x")] }),
    "POST /cases/:case/members/:account/end": Line(need: .action(.members)),
    "POST /cases/:case/requests/:request": Line(
      need: .action(.members), form: fields { _ in [("answer", "granted"), ("words", "x")] }),
    "POST /cases/:case/conflicts": Line(
      need: .action(.members),
      form: fields { [("interested", "max"), ("person", $0["person"]), ("interest", "neighbour")] }),
    "POST /cases/:case/narrow": Line(
      need: .action(.narrow), form: fields { _ in [("agency", "council"), ("words", "x")] }),
    "POST /cases/:case/disclosures": Line(need: .action(.note), form: fields { _ in asked }),
    "POST /cases/:case/corrections": Line(
      need: .action(.disclose), form: fields { [("note", $0["note"]), ("words", "It was Tuesday")] }),
  ]

  private static let work: [String: Line] = [
    "GET /disclosures/:disclosure": Line(need: .work, stage: .redacted),
    "GET /disclosures/:disclosure/documents/:document": Line(need: .work, stage: .redacted),
    "GET /disclosures/:disclosure/copies/:recipient": Line(need: .work, stage: .sent),
    "GET /disclosures/:disclosure/receipts/:recipient": Line(need: .work, stage: .sent),
    "POST /disclosures/:disclosure/acknowledge": Line(need: .work, stage: .requested),
    "POST /disclosures/:disclosure/match": Line(
      need: .work, stage: .unmatched, form: fields { [("case-reference", $0.reference)] }),
    "POST /disclosures/:disclosure/refuse": Line(
      need: .work, stage: .requested, form: fields { _ in [("clause", DisclosureRefusal.clauses.first?.code ?? ""), ("refusal", "x")] }),
    "POST /disclosures/:disclosure/answer": Line(need: .work, stage: .question, form: fields { _ in [("words", "x")] }),
    "POST /disclosures/:disclosure/assess": Line(need: .work, stage: .requested, form: fields { _ in ground }),
    "POST /disclosures/:disclosure/items": Line(
      need: .work, stage: .assessed,
      form: fields { [("item", "note:" + $0["note"]), ("choice-note:" + $0["note"], "whole")] }),
    "POST /disclosures/:disclosure/documents/:document": Line(
      need: .work, stage: .assessed, form: upload { "copy-" + $0["document"] }),
    "POST /disclosures/:disclosure/redact": Line(need: .work, stage: .assessed),
    "POST /disclosures/:disclosure/approve": Line(
      need: .work, stage: .waiting, form: fields { _ in [("redaction", "1")] }),
    "POST /disclosures/:disclosure/send": Line(
      need: .work, stage: .redacted, form: fields { _ in [("redaction", "1"), ("reason", "asked for")] }),
    "POST /disclosures/:disclosure/recipients": Line(
      need: .work, stage: .assessed, form: fields { _ in [("account", "pip"), ("form", "view")] }),
    "POST /disclosures/:disclosure/recipients/:recipient/remove": Line(need: .work, stage: .assessed),
    "POST /disclosures/:disclosure/recipients/:recipient/standing": Line(
      need: .work, stage: .sent,
      form: fields { [("standing-" + $0["recipient"], "confirmed"), ("words-" + $0["recipient"], "e-mail")] }),
    "POST /disclosures/:disclosure/recipients/:recipient/told": Line(
      need: .work, stage: .sent, form: fields { [("how-" + $0["recipient"], "by telephone")] }),
    "GET /oversight/disclosures/:disclosure": Line(need: .overseer, stage: .waiting),
    "POST /oversight/disclosures/:disclosure/approve": Line(
      need: .overseer, stage: .waiting, form: fields { _ in [("redaction", "1")] }),
    "GET /received/:recipient": Line(need: .received, stage: .sent),
    "GET /received/:recipient/receipt": Line(need: .received, stage: .sent),
    "GET /received/:recipient/text": Line(need: .received, stage: .sent),
    "GET /received/:recipient/documents/:document": Line(need: .received, stage: .sent),
    "POST /received/:recipient/confirm": Line(need: .received, stage: .sent),
    "POST /received/:recipient/end": Line(need: .received, stage: .sent, form: fields { _ in [("standing", "destroyed")] }),
  ]

  /// Walked by `SubjectAccessTests` and not here: they hang on a request of the person's, not on the case alone.
  private static let elsewhere: Set<String> = [
    "POST /oversight/subject-access/:request/cases/:case/take", "POST /oversight/subject-access/:request/cases/:case/other",
    "GET /oversight/subject-access/:request/cases/:case", "POST /oversight/subject-access/:request/cases/:case",
  ]

  private static var lines: [String: Line] { cases.merging(work) { first, _ in first } }

  private struct Outcome {
    var asked = 0
    /// Answered although the rule does not let the person in.
    var unexpected: [String] = []
    /// Pages that did not open although the rule lets the person in.
    var missed: [String] = []
    /// Routes that opened for somebody in some state: the others prove nothing.
    var opened: Set<String> = []
  }

  private static func name(_ route: Route) -> String { "\(route.method.rawValue) \(route.path)" }

  private func walk(_ matrix: RouteMatrix, _ routes: [Route], _ lines: [String: Line]) async throws -> Outcome {
    var out = Outcome()
    for state in RouteMatrix.State.allCases {
      var shared: [RouteMatrix.Stage: RouteMatrix.Target] = [:]
      for route in routes {
        guard let line = lines[Self.name(route)] else { continue }
        for role in RouteMatrix.roles {
          if shared[line.stage] == nil { shared[line.stage] = try await matrix.target(line.stage, state) }
          guard var target = shared[line.stage] else { continue }
          let allowed = try await matrix.isAllowed(line, role, state, target)
          // What may succeed has a record of its own; what may not must leave the shared one as it is.
          if allowed, route.method != .get { target = try await matrix.target(line.stage, state) }
          if allowed, line.afterActions { try await matrix.finishActions(target) }
          let isOutside = route.path.contains("/copies/") || route.path.contains("/standing") || route.path.contains("/told")
          if isOutside { target.values["recipient"] = target.values["outsider"] }
          let isOpened = try await matrix.isOpened(role, route, target, try line.form(target))
          out.asked += 1
          if isOpened { out.opened.insert(Self.name(route)) }
          let place = "\(Self.name(route)), \(state.rawValue), \(role)"
          if isOpened && !allowed { out.unexpected.append(place) }
          if !isOpened && allowed && route.method == .get { out.missed.append(place) }
        }
      }
    }
    return out
  }

  @Test(arguments: RouteMatrixTests.engines)
  func `no route answers whom the rule does not let in, whatever has become of the record`(engine: Engine) async throws {
    try await RouteMatrix.with(engine) { matrix in
      let bound = matrix.bound()
      let named = Set(bound.map(Self.name)), known = Set(Self.lines.keys).union(Self.elsewhere)
      #expect(named.subtracting(known).isEmpty, "routes without a line: say whose decision stands behind them")
      #expect(known.subtracting(named).isEmpty, "lines without a route")
      let outcome = try await walk(matrix, bound, Self.lines)
      #expect(outcome.unexpected.isEmpty)
      #expect(outcome.missed.isEmpty)
      let silent = Set(Self.lines.keys).subtracting(outcome.opened).subtracting(Self.unreached)
      #expect(silent.isEmpty, "these opened for nobody, so that their refusals prove nothing")
      #expect(outcome.asked == Self.lines.count * RouteMatrix.State.allCases.count * RouteMatrix.roles.count)
    }
  }

  /// An approval by a colleague: everybody who may disclose here has had a hand in it, which `DisclosureTests` covers.
  private static let unreached: Set<String> = ["POST /disclosures/:disclosure/approve"]

  @Test func `who may read a case in each state is as it is written by hand`() async throws {
    try await RouteMatrix.with(.sqlite) { matrix in
      for state in RouteMatrix.State.allCases {
        let target = try await matrix.target(.none, state), line = Line(need: .action(.read))
        var readers: Set<String> = []
        for role in RouteMatrix.roles where try await matrix.isAllowed(line, role, state, target) {
          readers.insert(role.name)
        }
        #expect(readers == RouteMatrix.readers[state], "\(state.rawValue)")
      }
    }
  }

  @Test func `a route that forgets the rule, or that nobody gave a line, is caught`() async throws {
    try await RouteMatrix.with(.sqlite) { matrix in
      let careless = Route(.get, "/cases/:case", policy: .needs(.readCases)) { _ in
        .page(Page(title: "Everything", back: ("Back", "/cases"), body: "Everything"))
      }
      let outcome = try await walk(matrix, [careless], Self.lines)
      #expect(outcome.unexpected.count > 50, "\(outcome.unexpected.count)")
      let stranger = Route(.get, "/cases/:case/raw", policy: .needs(.readCases)) { _ in .redirect("/") }
      let named = Set(matrix.bound(matrix.routes + [stranger]).map(Self.name))
      #expect(named.subtracting(Self.lines.keys).contains("GET /cases/:case/raw"))
    }
  }
}
