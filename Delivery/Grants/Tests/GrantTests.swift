import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Grants` {
  private static func grant(_ world: DeliveryFixture) async throws -> String {
    try await world.enter(
      Grant.self,
      [
        "code": "safer-streets", "title": "Safer Streets", "funder": "Home Office", "purpose": "Safety at night",
        "amount": "1000", "starts": "2026-04-01", "ends": "2027-03-31", "claims_due": "Every quarter",
      ])
  }

  @Test(arguments: TestDatabase.engines)
  func `money received and money spent count once each, in pence, and the grant says what is left`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let grant = try await Self.grant(world)
      let claim = try await world.enter(
        GrantClaim.self, ["of_grant": grant, "claimed_on": "2026-07-01", "claimed": "600"])
      #expect(try await world.facts().isEmpty)
      try await world.correct(
        GrantClaim.self, claim,
        ["received_on": "2026-08-01", "received": "550.50", "difference": "A training day was not eligible."])
      try await world.enter(
        GrantSpend.self,
        ["of_grant": grant, "day": "2026-06-01", "initiative": "night-havens", "amount": "700.05", "what": "Training"])
      #expect(try await world.facts("grant.received").map(\.quantity) == [55_050])
      let spent = try await world.facts("grant.spent")
      #expect(spent.map(\.quantity) == [70_005])
      #expect(spent.first?.attributes == ["grant": "safer-streets", "initiative": "night-havens"])
      let entry = try #require(try await world.store.entry(Grant.register, grant))
      let summary = try await world.store.summary(try world.register(Grant.self), entry, now: DeliveryFixture.now)
      #expect(summary.map(\.1) == ["£600", "£550.50", "£700.05", "£299.95", "£149.55"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `no more is claimed than was granted, and nothing is spent outside the term`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let grant = try await Self.grant(world)
      func refused(_ place: String, _ work: () async throws -> Void) async {
        let refusal = await #expect(throws: Refusal.self) { try await work() }
        #expect(refusal?.place == place)
      }
      try await world.enter(GrantClaim.self, ["of_grant": grant, "claimed_on": "2026-07-01", "claimed": "600"])
      await refused("Claimed") {
        try await world.enter(GrantClaim.self, ["of_grant": grant, "claimed_on": "2026-07-02", "claimed": "400.01"])
      }
      await refused("Why less was received") {
        try await world.enter(
          GrantClaim.self,
          [
            "of_grant": grant, "claimed_on": "2026-07-02", "claimed": "400", "received_on": "2026-07-03",
            "received": "399",
          ])
      }
      await refused("Day") {
        try await world.enter(
          GrantSpend.self,
          ["of_grant": grant, "day": "2026-03-31", "initiative": "x", "amount": "1", "what": "Early"])
      }
      #expect(try await world.facts().isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a bid that needs a board cannot be submitted before the board stands`(engine: Engine) async throws {
    try await DeliveryFixture.with(engine) { world in
      let bid = try await world.enter(
        GrantBid.self,
        ["title": "2027/28 round", "funder": "MOPAC", "amount": "50000", "due": "2026-12-01", "state": "draft"])
      let need = try await world.enter(
        BidDependency.self, ["bid": bid, "title": "A Safer Neighbourhood Board", "owner": "Partnership manager"])
      let refusal = await #expect(throws: Refusal.self) {
        try await world.correct(GrantBid.self, bid, ["state": "submitted"])
      }
      #expect(refusal?.reason == "It cannot be submitted while it lacks: A Safer Neighbourhood Board.")
      try await world.correct(BidDependency.self, need, ["met_on": "2026-09-20"])
      try await world.correct(GrantBid.self, bid, ["state": "submitted"])
      let late = await #expect(throws: Refusal.self) {
        try await world.correct(BidDependency.self, need, ["met_on": ""])
      }
      #expect(late?.place == "Stands since")
    }
  }
}
