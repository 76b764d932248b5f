import Basics
import StrategyModel
import Testing
import WebShell

@testable import StrategyWeb

@Suite struct ExplorerPageTests {
  private func browser(_ permissions: Set<Permission> = [.readEvidence]) throws -> TestBrowser {
    TestBrowser(EvidenceWeb.explorer(try StandInFigures(), state: { "1" }), permissions: permissions)
  }

  @Test func `whoever comes without a question sees a figure at once, sentence first`() async throws {
    let page = await try browser().get("/evidence/explore")
    #expect(page.status == 200)
    let text = page.text
    let order = [
      "class=\"finding\"", "<table", "<svg xmlns", "map-and-list", "How do we know?", "Use this figure",
    ].compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(order.count == 6)
    #expect(order == order.sorted())
    #expect(text.contains("84,048 of 881,280"))
    #expect(text.contains("95% interval 9.48 to 9.60%"))
  }

  @Test func `how we know gives definition, extract with digest and licence, exclusions, breaks and method`()
    async throws
  {
    let text = await try browser().get("/evidence/explore").text
    for words in [
      "Notifiable offences", "All crimes of the force", "investigating borough", "Open Government Licence v3.0",
      String(repeating: "a", count: 64), "14 August 2023", "No place: 1,204 rows", "Wilson 1927", "n under 20", "f00d",
      "March 2023: provisional",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(text.contains("crime &lt;borough&gt;.csv"))
    #expect(!text.contains("crime <borough>"))
  }

  @Test func `the chart and the map have the sentence as their description`() async throws {
    let text = await try browser().get("/evidence/explore").text
    let sentence = "Westminster had 9.54% of London’s recorded crime in 2022/23 (9.48 to 9.60).</desc>"
    #expect(text.split(separator: sentence, omittingEmptySubsequences: false).count == 3)
    #expect(text.contains("Not on the map: Elsewhere"))
    #expect(text.contains("data-map=\"/evidence/boundaries/borough.json\""))
  }

  @Test func `the address carries every choice and the form shows it`() async throws {
    let uri =
      "/evidence/explore?figure=count&measure=mps-recorded-crime&area=E09000033&period=2022%2F23&category=Theft&by=month&geography=investigating"
    let text = await try browser().get(uri).text
    #expect(text.contains("<option value=\"Theft\" selected>"))
    #expect(text.contains("<option value=\"month\" selected>"))
    #expect(text.contains("value=\"2022/23\""))
    #expect(text.contains("period=2021%2F22"))
    #expect(
      text.contains(
        "figure=count&amp;measure=mps-recorded-crime&amp;category=Theft&amp;area=E09000033&amp;period=2022/23"))
  }

  @Test(arguments: [
    (nil, 1, "1 to 250 of 600"), ("2", 251, "251 to 500 of 600"), ("3", 501, "501 to 600 of 600"),
    ("99", 501, "501 to 600 of 600"), ("-1", 1, "1 to 250 of 600"), ("<script>", 1, "1 to 250 of 600"),
  ])
  func `a long table is shown in parts, each with its address`(part: String?, first: Int, words: String) throws {
    let question = try FigureQuestion(
      text: "figure=count&measure=mps-recorded-crime&area=MPS&period=2022/23&by=borough")
    var figure = StandInFigures.figure(question)
    figure.table.rows = (1...600).map {
      [Figure.Cell("Area \($0)"), Figure.Cell("\($0)", Double($0)), Figure.Cell("–")]
    }
    let text = LongTable(figure, question, part: part).html.text
    #expect(text.contains(">Area\u{A0}\(first)<") && text.contains("Rows \(words)."))
    #expect(text.split(separator: "<tr>").count <= 252 && !text.contains("<script>"))
    #expect(text.contains("by=borough&amp;page=all"))
    let whole = LongTable(figure, question, part: "all").html.text
    #expect(whole.split(separator: "<tr>").count == 602 && whole.contains("All 600 rows are shown."))
    #expect(try FigureQuestion(text: figure.question).members.contains { $0.0 == "page" } == false)
  }

  @Test func `the download is the table on the screen`() async throws {
    let answer = await try browser().get("/evidence/explore.csv")
    #expect(answer.header("content-type") == "text/csv; charset=utf-8")
    #expect(
      answer.text
        == "Area,Crimes,Share\r\n\"Westminster & \"\"West End\"\"\",84048,9.54%\r\n'=HYPERLINK(1),-12,not available\r\n"
    )
    #expect(answer.header("content-disposition")?.contains(".csv") == true)
  }

  @Test func `the same as JSON has value, numerator, denominator and extracts`() async throws {
    let text = await try browser().get("/evidence/explore.json").text
    for part in ["\"value\":9.537", "\"numerator\":84048", "\"denominator\":881280", "\"extractDate\":\"2023-08-14\""] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `a refused comparison says why and links to the nearest valid one`() async throws {
    let page = await try browser().get(
      "/evidence/explore?figure=change&measure=mps-recorded-crime&area=E09000033&period=2022%2F23&compare=2021%2F22")
    #expect(page.status == 422)
    #expect(page.text.contains("The wards changed."))
    #expect(page.text.contains("compare=2020%2F21"))
    #expect(page.text.contains("period=2021%2F22"))
    #expect(page.text.contains("<form"))
  }

  @Test func `a method that the data cannot carry offers those they can`() async throws {
    let page = await try browser().get("/evidence/explore?figure=hotspots&measure=mps-recorded-crime")
    #expect(page.status == 422)
    #expect(page.text.contains("figure=trend"))
  }

  @Test(arguments: [
    "figure=nonsense", "period=never", "as-at=yesterday", "figure=share&measure=%3Cscript%3E", "period=1999",
    "period=9999-12..0001-01", "geography=%00", "by=%F0%9F%94%A5", "period=999999999999999999999", "area=" + "A%20",
  ])
  func `hostile choices get a page that says what is wrong, never a fault`(query: String) async throws {
    let page = await try browser().get("/evidence/explore?" + query)
    #expect([200, 400, 422].contains(page.status))
    #expect(!page.text.contains("<script>alert"))
    #expect(!page.text.contains("value=\"<"))
  }

  @Test func `boundaries are GeoJSON with holes, closed rings and the area's code`() async throws {
    let answer = await try browser().get("/evidence/boundaries/borough.json")
    #expect(answer.status == 200)
    #expect(answer.header("cache-control") == "private, max-age=3600")
    #expect(
      answer.text
        == "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"E09000033\",\"properties\":{\"name\":\"Westminster\"},"
        + "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[[[-0.20000,51.48000],[-0.10000,51.48000],[-0.10000,51.53000],[-0.20000,51.53000],[-0.20000,51.48000]],"
        + "[[-0.18000,51.50000],[-0.18000,51.51000],[-0.17000,51.51000],[-0.17000,51.50000],[-0.18000,51.50000]]]]}}]}")
    #expect(await try browser().get("/evidence/boundaries/nowhere.json").status == 404)
    #expect(await try browser().get("/evidence/boundaries/borough").status == 404)
  }

  @Test func `measures and breaks are listed with what is refused and why`() async throws {
    let measures = await try browser().get("/evidence/measures").text
    #expect(measures.contains("near-repeat"))
    #expect(measures.contains("The data carry no points."))
    #expect(measures.contains("April 2010 to July 2023"))
    let breaks = await try browser().get("/evidence/breaks").text
    #expect(breaks.contains("New &lt;wards&gt; took effect."))
    #expect(breaks.contains("Not comparable"))
  }

  @Test func `nobody sees a figure without the right to read evidence`() async throws {
    for path in [
      "/evidence/explore", "/evidence/explore.csv", "/evidence/boundaries/borough.json", "/evidence/measures",
    ] {
      #expect(await try browser([]).get(path).status == 403)
      #expect([303, 401].contains(await try browser().get(path, signedIn: false).status))
    }
  }
}
