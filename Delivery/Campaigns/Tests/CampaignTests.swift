import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Campaigns` {
  private static func posters(_ world: DeliveryFixture) async throws -> (campaign: String, asset: String) {
    let campaign = try await world.enter(
      Campaign.self,
      [
        "code": "quiet-nights", "title": "Quiet nights", "theme": "Noise", "aim": "Less noise", "audience": "Riders",
        "channels": "Posters", "owner": "Manager", "starts": "2026-09-01", "cleared_by": "Press office",
        "state": "running",
      ])
    let asset = try await world.enter(
      CampaignAsset.self,
      ["campaign": campaign, "title": "Poster", "type": "poster", "language": "English", "made": "500"])
    return (campaign, asset)
  }

  @Test(arguments: TestDatabase.engines)
  func `what is given out counts once, and no more than was made`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let (campaign, asset) = try await Self.posters(world)
      func give(_ quantity: String) async throws -> String {
        try await world.enter(
          CampaignDistribution.self,
          ["asset": asset, "day": "2026-09-02", "quantity": quantity, "given_to": "Businesses"])
      }
      let id = try await give("400")
      let over = await #expect(throws: Refusal.self) { _ = try await give("101") }
      #expect(over?.reason == "With this, 501 were given out and 500 were made.")
      _ = try await give("100")
      try await world.correct(CampaignDistribution.self, id, ["quantity": "390"])
      let facts = try await world.facts()
      #expect(facts.map(\.quantity).sorted() == [100, 390])
      #expect(facts.allSatisfy { $0.attributes == ["campaign": "quiet-nights", "asset": "poster"] })
      let entry = try #require(try await world.store.entry(Campaign.register, campaign))
      let summary = try await world.store.summary(
        try world.register(Campaign.self), entry, now: DeliveryFixture.now)
      #expect(summary.map { "\($0.0) \($0.1)" } == ["Given out: posters 490"])
    }
  }

  @Test func `an item under embargo is seen by keepers alone, and is not issued before its day`() async throws {
    try await DeliveryFixture.with { world in
      let (campaign, _) = try await Self.posters(world)
      let item = [
        "title": "New order announced", "campaign": campaign, "channel": "Press", "day": "2026-10-02",
        "embargo_until": "2026-10-01", "owner": "Press office", "state": "cleared",
      ]
      let id = try await world.enter(ForwardPlanItem.self, item)
      let mo = world.visitor("mo"), ria = world.visitor("ria")
      for path in ["/programmes/forward-plan", "/programmes/forward-plan/\(id)", "/programmes/campaigns/\(campaign)"] {
        await mo.get(path)
        #expect(mo.page.status == 200 && mo.page.text.contains("New order announced"), "\(path)")
        await ria.get(path)
        #expect(!ria.page.text.contains("New order announced"), "\(path)")
      }
      await ria.get("/programmes/forward-plan/\(id)")
      #expect(ria.page.status == 404)
      let early = await #expect(throws: Refusal.self) {
        try await world.correct(ForwardPlanItem.self, id, ["state": "issued"])
      }
      #expect(early?.place == "State")
      let before = await #expect(throws: Refusal.self) {
        try await world.correct(ForwardPlanItem.self, id, ["day": "2026-09-30"])
      }
      #expect(before?.place == "Day")
    }
  }
}
