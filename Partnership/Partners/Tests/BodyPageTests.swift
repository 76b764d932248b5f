import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct `The page of a body` {
  private func with(_ body: (PartnersFixture, MovingClock, Browser) async throws -> Void) async throws {
    try await PartnersFixture.with(.sqlite) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      try await body(fixture, clock, Browser(Browser.site(fixture.store, clock)))
    }
  }

  @Test func `an administrator sets kind, areas, facilitator and teams of a body`() async throws {
    try await with { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let worker = try await fixture.person("jo@council.example", [.caseworker])
      let here = "/authorities/\(fixture.council.id)"
      await browser.signIn(admin, clock)
      await browser.get("/authorities")
      #expect(browser.page.text.contains("who was named has left: Anytown Council"))
      await browser.get(here)
      await browser.submit(here + "/areas", [("areas", "E09000033 <b>Westminster\nE09000020 Kensington")])
      #expect(browser.page.header("location") == here + "?done=saved")
      await browser.follow()
      #expect(browser.page.text.contains("&lt;b&gt;Westminster"))
      await browser.submit(here + "/areas", [("areas", "Westminster")])
      #expect(browser.page.status == 422)
      #expect(browser.page.text.contains("no code of the Office for National Statistics"))
      await browser.get(here)
      await browser.submit(here + "/facilitator", [("facilitator", worker.id.text), ("officer", "")])
      await browser.follow()
      #expect(try await fixture.store.profile(fixture.council.id)?.facilitator?.id == worker.id)
      await browser.submit(here + "/teams", [("team-name", "Night team")])
      await browser.follow()
      let team = try #require(try await fixture.store.profile(fixture.council.id)?.teams.first)
      let page = here + "/teams/\(team.id)"
      #expect(browser.page.text.contains(page))
      await browser.get(page)
      await browser.submit(page, [("team-name", "Late team"), ("member", worker.id.text), ("lead", worker.id.text)])
      await browser.follow()
      #expect(browser.page.text.contains("Late team"))
      await browser.get("/people/\(worker.id)")
      #expect(browser.page.text.contains("Late team"))
      await browser.get(here)
      #expect(browser.page.text.contains("Pat Fictional (leads)"))
      await browser.submit(here, [("name", "Anytown Council"), ("kind", "provider"), ("responsibility", "")])
      #expect(browser.page.status == 422)
      #expect(browser.page.text.contains("Change the roles of Pat Fictional first"))
      await browser.get(page)
      await browser.submit(page + "/end")
      await browser.follow()
      #expect(try await fixture.store.team(team.id) == nil)
      await browser.get(page)
      #expect(browser.page.status == 404)
      await browser.get("/authorities/no-such-body")
      #expect(browser.page.status == 404)
    }
  }

  @Test func `everybody sees bodies, their areas and teams; who is in a team is for the body’s own people`()
    async throws
  {
    try await with { fixture, clock, browser in
      let store = fixture.store
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: clock.now)
      let officer = try await store.create(
        name: "Kit Fictional", signInName: "kit@police.example", authority: police.id, roles: [.reader], author: nil,
        now: clock.now
      ).account
      let team = try await store.addTeam("Response", of: police.id, author: nil, now: clock.now)
      try await store.setTeam(
        team, name: "Response", members: [officer.id], lead: nil, author: nil, now: clock.now)
      let own = try await store.addTeam("Night team", of: fixture.council.id, author: nil, now: clock.now)
      let reader = try await fixture.person("pat@council.example", [.reader])
      try await store.setTeam(own, name: "Night team", members: [reader.id], lead: nil, author: nil, now: clock.now)
      await browser.signIn(reader, clock)
      await browser.get("/authorities/\(police.id)")
      #expect(browser.page.status == 200)
      #expect(browser.page.text.contains("Response") && !browser.page.text.contains("Kit Fictional"))
      #expect(!browser.page.text.contains("<form method=\"post\" action=\"/authorities"))
      await browser.get("/authorities/\(fixture.council.id)")
      #expect(browser.page.text.contains("Night team"))
      #expect(browser.page.text.contains("<td>Pat Fictional</td>"))
      await browser.get("/account")
      #expect(browser.page.text.contains("Acting for") && browser.page.text.contains("Night team"))
    }
  }

  @Test func `a body is changed only with a fresh second factor`() async throws {
    try await with { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let here = "/authorities/\(fixture.council.id)"
      await browser.signIn(admin, clock)
      clock.advance(600)
      await browser.get(here)
      await browser.submit(here + "/areas", [("areas", "E09000033 Westminster")])
      #expect(browser.page.text.contains("Confirm that it is you"))
      #expect(try await fixture.store.areas().isEmpty)
      await browser.submit(here + "/areas", [("confirm-code", admin.code(clock.now))])
      #expect(try await fixture.store.areas().count == 1)
    }
  }
}
