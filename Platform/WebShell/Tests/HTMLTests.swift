import Basics
import Testing

@testable import WebShell

@Suite struct HTMLTests {
  @Test func `literal parts stay as they are and values are escaped`() {
    let name = #"<script>alert("1")</script> & 'x'"#
    let html: HTML = "<p title=\"\(name)\">\(name)</p>"
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
    #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func `a piece of HTML inside another is not escaped twice`() {
    let inner: HTML = "<b>\("a < b")</b>"
    let absent: HTML? = nil
    let html: HTML = "\(inner)\(absent)\(["<i></i>" as HTML, inner])"
    #expect(html.text == "<b>a &lt; b</b><i></i><b>a &lt; b</b>")
  }

  @Test func `lists, conditions and optional attributes write themselves`() {
    let late = true
    let html: HTML =
      "\(each: [1, 2], { "<li>\($0)</li>" })\(when: late, "late", else: "no")<a\(attr: "href", nil)\(attr: "id", "a\"b")\(flag: "hidden", true)>"
    #expect(html.text == "<li>1</li><li>2</li>late<a id=\"a&quot;b\" hidden>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "//evil.example/", "\\\\evil", "/\\evil", "\u{1}javascript:x",
  ])
  func `an address that could run a script or leave unnoticed becomes harmless`(address: String) {
    #expect(("\(url: address)" as HTML).text == "#")
  }

  @Test(arguments: ["/evidence?a=1", "https://data.police.uk/", "#top", "?page=2", "mailto:a@b.example", "map/a:b"])
  func `an ordinary address stays`(address: String) {
    #expect(("\(url: address)" as HTML).text == address.replacing("&", with: "&amp;"))
  }

  @Test func `control characters, which HTML forbids, are replaced`() {
    #expect(HTML(text: "a\u{0}b\u{8}c\td").text == "a\u{FFFD}b\u{FFFD}c\td")
  }

  @Test func `every form slot is filled anew and nothing else is touched`() {
    let form: HTML = "<form>\(HTML.formSlot)</form>"
    let page: HTML = "é\(form)—\(form)"
    var count = 0
    let filled = page.filled {
      count += 1
      return "[\(count)]"
    }
    #expect(String(decoding: filled, as: UTF8.self) == "é<form>[1]</form>—<form>[2]</form>")
  }

  @Test func `only paths of this site pass as somewhere to go next`() {
    #expect(Address.local("/evidence?x=1") == "/evidence?x=1")
    for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "evidence", "/a\r\nset-cookie: x", ""]
    {
      #expect(Address.local(foreign) == nil)
    }
  }

  @Test func `a query round-trips through encoding, whatever its characters`() throws {
    let value = "a&b=c+d %é\u{1F600}\"'"
    let text = Address.query([("q", value)]).dropFirst()
    let fields = try #require(URLEncoded.fields(text.utf8, limit: 10))
    #expect(fields.map(\.0) == ["q"])
    #expect(fields.map(\.1) == [value])
  }
}
