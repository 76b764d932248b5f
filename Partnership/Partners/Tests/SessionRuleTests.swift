import Basics
import PartnershipModel
import Testing

@Suite struct `Limits on attempts` {
  private let now = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)

  @Test func `ten attempts at once are taken, the eleventh waits six minutes`() {
    var bucket = TokenBucket(full: .account, at: now)
    for _ in 0..<10 { #expect(bucket.take(.account, at: now) == nil) }
    #expect(bucket.take(.account, at: now) == 360)
    #expect(bucket.take(.account, at: now.adding(seconds: 359)) != nil)
    #expect(bucket.take(.account, at: now.adding(seconds: 360)) == nil)
  }

  @Test func `a bucket never holds more than an hour's worth, and a clock set back gives nothing`() {
    var bucket = TokenBucket(tokens: 0, refilled: now)
    #expect(bucket.take(.network, at: now.adding(seconds: -86_400)) != nil)
    bucket.refill(.network, at: now.adding(seconds: 10 * 86_400))
    #expect(bucket.tokens == 100)
    var ancient = TokenBucket(tokens: 0, refilled: Instant(milliseconds: .min))
    ancient.refill(.account, at: Instant(milliseconds: .max))
    #expect(ancient.tokens == 10)
  }

  @Test(arguments: [
    ("198.51.100.7", "198.51.100.0/24"), ("198.51.100.7:51000", "198.51.100.0/24"),
    ("::ffff:198.51.100.7", "198.51.100.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:0DB8::1", "2001:db8:0:0::/64"), ("[2001:db8::1]:443", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
    ("fe80::1%eth0", "fe80:0:0:0::/64"), ("", "unknown"), ("unix:", "unix:"), ("999.1.1.1", "999.1.1.1"),
    ("1::2::3", "1::2::3"),
  ])
  func `an address counts by its network`(_ address: String, _ network: String) {
    #expect(NetworkPrefix(address: address).description == network)
  }

  @Test func `a hostile address is cut short`() {
    #expect(NetworkPrefix(address: String(repeating: "x", count: 10_000)).description.count <= 64)
  }
}

@Suite struct `Session rules` {
  private let start = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)

  private func session(_ stage: Session.Stage = .open, used: Int = 0, confirmed: Int? = 0) -> Session {
    Session(
      id: ID("s"), account: ID("a"), stage: stage, started: start, lastUsed: start.adding(seconds: used),
      confirmed: confirmed.map { start.adding(seconds: $0) }, network: "n")
  }

  @Test func `it ends after a quarter of an hour without use`() {
    #expect(session().isLive(at: start.adding(seconds: 899)))
    #expect(!session().isLive(at: start.adding(seconds: 900)))
  }

  @Test func `it ends after ten hours however busy`() {
    #expect(session(used: 35_990).isLive(at: start.adding(seconds: 35_999)))
    #expect(!session(used: 35_990).isLive(at: start.adding(seconds: 36_000)))
  }

  @Test func `the way to it has a quarter of an hour`() {
    #expect(!session(.code, used: 890).isLive(at: start.adding(seconds: 900)))
    #expect(!session().isLive(at: start.adding(seconds: -3600)))
  }

  @Test func `the second factor stays fresh for five minutes`() {
    #expect(session().isFresh(at: start.adding(seconds: 299)))
    #expect(!session().isFresh(at: start.adding(seconds: 300)))
    #expect(!session(confirmed: nil).isFresh(at: start))
  }

  @Test(arguments: [
    "", "abc", String(repeating: "g", count: 64), String(repeating: "A", count: 64), "'; DROP TABLE account;",
  ])
  func `a cookie that cannot be a token is none`(_ cookie: String) { #expect(SessionToken(cookie: cookie) == nil) }

  @Test func `a token is 256 bits and its digest is not the token`() throws {
    let token = SessionToken(random: Array(0..<32))
    #expect(SessionToken(cookie: token.text) == token)
    #expect(token.text.count == 64)
    #expect(token.digest != token.text)
  }
}
