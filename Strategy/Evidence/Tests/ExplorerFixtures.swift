import Basics
import StrategyModel
import Testing
import WebShell

@testable import StrategyWeb

/// Figures for tests of pages: a share with its interval, a trend with a break, a map, and refusals.
struct StandInFigures: FigureSource {
  let measures: [EvidenceMeasure]
  let breaks: [SeriesBreak]

  init() throws {
    measures = [
      try EvidenceMeasure(
        text: """
          id: mps-recorded-crime
          title: Recorded crime
          noun: recorded crimes
          singular: recorded crime
          unit: crimes
          source: mps-borough-crime
          definition: Notifiable offences.
          category: category
          levels: [force, borough]
          geography:
            default: investigating
            investigating: The borough that investigates.
          supported: [count, share, change, trend]
          refused:
            - method: near-repeat
              reason: The data carry no points.
              remedy: Ask for counts.
          caveats: [Recorded is not the same as suffered.]
          """, file: "test.yaml")
    ]
    breaks = [
      SeriesBreak(
        id: "wards", date: "2022-05-05", measures: ["*"], levels: ["ward"], effect: .notComparable,
        reason: "New <wards> took effect.", source: "The order", instead: "Compare the borough.", title: "New wards")
    ]
  }

  func answer(_ question: FigureQuestion) async throws -> Figure {
    if question.kind == .change {
      throw Refusal(
        "not-comparable", place: "2022-05-05", "The wards changed.",
        remedy:
          "The nearest valid comparison is 2021/22 with 2020/21 (period 2021/22, compare 2020/21). Compare the borough."
      )
    }
    if question.kind == .hotspots {
      throw Refusal(
        "method-not-supported", place: "Recorded crime", "The data carry no points.", remedy: "Ask for counts.")
    }
    if question.period.first.year < 2010 {
      throw Refusal("no-data", "Nothing is held of \(question.period).", remedy: "Choose another period.")
    }
    return StandInFigures.figure(question)
  }

  func areas(for measure: String) async throws -> [(code: String, name: String, level: AreaLevel)] {
    [("MPS", "London", .force), ("E09000033", "Westminster", .borough), ("E01000001", "Small area", .lsoa)]
  }
  func categories(for measure: String) async throws -> [String] { ["Theft", "Theft > Shoplifting", "Robbery"] }
  func periods(for measure: String) async throws -> Period? { Period("2010-04..2023-07") }
  func boundaries(layer: String, within: String?) async throws -> BoundaryLayer {
    guard layer == "borough" else { throw Refusal("no-boundary", "No boundaries “\(layer)” are held.") }
    return StandInFigures.layer
  }

  static let layer = BoundaryLayer(
    name: "borough",
    areas: [
      BoundaryArea(
        code: "E09000033", name: "Westminster", parent: nil,
        rings: [
          [(-0.2, 51.48), (-0.1, 51.48), (-0.1, 51.53), (-0.2, 51.53), (-0.2, 51.48)],
          [(-0.18, 51.5), (-0.18, 51.51), (-0.17, 51.51), (-0.17, 51.5)],
        ])
    ])

  static func figure(_ question: FigureQuestion) -> Figure {
    let extract = Extract(
      sha256: String(repeating: "a", count: 64), fileName: "crime <borough>.csv", kind: .mpsBorough, byteCount: 10,
      publisher: "Metropolitan Police Service", licence: "Open Government Licence v3.0", extractDate: "2023-08-14",
      importedAt: "2026-01-01T00:00:00.000Z")
    return Figure(
      question: question.query, title: "Westminster’s share of recorded crime in London, 2022/23",
      sentence: "Westminster had 9.54% of London’s recorded crime in 2022/23 (9.48 to 9.60).", value: 9.537, unit: "%",
      decimals: 2, lower: 9.48, upper: 9.6, numerator: 84_048, denominator: 881_280,
      evidence: Figure.Provenance(
        definition: "Notifiable offences", numerator: "Crimes investigated by Westminster",
        denominator: "All crimes of the force",
        geography: "investigating borough", extracts: [Figure.Citation(extract)],
        excluded: [Figure.Exclusion("No place", rows: 1204)],
        breaks: [
          SeriesBreak(id: "b", date: "2022-05-05", measures: ["*"], effect: .caveat, reason: "Wards", source: "s")
        ],
        caveats: ["Recorded is not suffered."],
        method: Figure.Method(name: "Share", formula: "x / n", source: "Wilson 1927", whenNotToUse: "n under 20"),
        unsettled: [
          Coverage(publisher: "Metropolitan Police Service", month: "2023-03", status: .provisional, rows: 7000)
        ]),
      table: Figure.Table(
        caption: "Share",
        headings: [
          Figure.Heading("Area"), Figure.Heading("Crimes", isNumber: true), Figure.Heading("Share", isNumber: true),
        ],
        rows: [
          [Figure.Cell("Westminster & \"West End\""), Figure.Cell("84,048", 84_048), Figure.Cell("9.54%", 9.537)],
          [Figure.Cell("=HYPERLINK(1)"), Figure.Cell("−12", -12), Figure.Cell("not available")],
        ]),
      chart: .lines(
        Figure.Lines(
          unit: "crimes", labels: ["2022-04", "2022-05", "2022-06"],
          series: [Figure.Series(name: "Crimes", values: [1, nil, 3], hollow: [2], signals: [0])],
          limits: [Figure.Limit("Mean", 2), Figure.Limit("Upper limit", 4), Figure.Limit("Lower limit", 0)],
          breaks: [Figure.BreakMark(index: 1, label: "New wards", stopsLine: true)])),
      map: Figure.AreaMap(
        layer: "borough", unit: "%",
        values: [
          Figure.AreaValue(code: "E09000033", name: "Westminster", value: 9.537),
          Figure.AreaValue(code: "X", name: "Elsewhere", value: 1),
        ]), fingerprint: "f00d")
  }
}

/// A browser of one person on a site of some routes: follows forms as a real one would.
struct TestBrowser {
  let site: Site
  static let now = Instant("2026-08-03T12:00:00Z") ?? Instant(milliseconds: 0)

  struct Door: SessionDoor {
    let permissions: Set<Permission>
    func visitor(cookies: [String: String], now: Instant) async throws -> Visitor? {
      guard cookies["s"] != nil else { return nil }
      return Visitor(account: "1", name: "Analyst One", agency: "Council", permissions: permissions, session: "session")
    }
    func formToken(session: String) -> String { "token-of-" + session }
  }

  init(_ routes: [Route], permissions: Set<Permission> = [.readEvidence, .importEvidence], clock: Clock = .fixed(now)) {
    site = Site(
      routes: routes, session: Door(permissions: permissions), clock: clock,
      masthead: Masthead(product: "Concordat", partnership: "Test partnership", navigation: []),
      log: AccessLog(record: { _ in }, failure: { _, path, error in Issue.record("\(path): \(error)") }))
  }

  func get(_ uri: String, signedIn: Bool = true) async -> Response {
    await site.respond(uri: uri, headers: signedIn ? ["cookie": "s=1"] : [:])
  }

  private static let same = [
    "cookie": "s=1", "origin": "http://localhost", "host": "localhost", "sec-fetch-site": "same-origin",
  ]

  func post(
    _ path: String, _ fields: [(String, String)],
    key: String = String(UInt64.random(in: .min ... .max)) + "-padding-of-the-key"
  ) async -> Response {
    let body = ([("token", "token-of-session"), ("key", key)] + fields)
      .map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
    var headers = TestBrowser.same
    headers["content-type"] = "application/x-www-form-urlencoded"
    return await site.respond(method: "POST", uri: path, headers: headers, body: Array(body.utf8))
  }

  func upload(_ path: String, _ fields: [(String, String)], file: (field: String, name: String, text: String)?) async
    -> Response
  {
    let mark = "----boundary7"
    var body = ""
    for (name, value) in [
      ("token", "token-of-session"), ("key", "\(UInt64.random(in: .min ... .max))-padding-of-the-key"),
    ] + fields {
      body += "--\(mark)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    if let file {
      body +=
        "--\(mark)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\nContent-Type: text/csv\r\n\r\n\(file.text)\r\n"
    }
    body += "--\(mark)--\r\n"
    var headers = TestBrowser.same
    headers["content-type"] = "multipart/form-data; boundary=\(mark)"
    return await site.respond(method: "POST", uri: path, headers: headers, body: Array(body.utf8))
  }
}
