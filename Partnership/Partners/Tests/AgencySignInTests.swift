import Basics
import Crypto
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Signing in through an agency` {
  @Test(arguments: TestDatabase.engines)
  func `whom the provider vouches for is let in as the account that is linked, once`(_ engine: Engine) async throws {
    try await FederationFixture.with(engine) { world in
      let begun = try await world.begin()
      let answer = try world.provider.authorize(begun.address)
      let outcome = try await world.finish(answer, begun.ticket)
      guard case .proceed(let token, let next) = outcome else { throw Refusal("test", "\(outcome)") }
      #expect(next == "/cases")
      let presence = try #require(try await world.store.presence(token: token, now: world.clock.now))
      #expect(presence.account.id == world.jo.id)
      #expect(presence.session.isFresh(at: world.clock.now))
      let sent = world.provider.state.withLock { ($0.forms.first ?? [:], $0.basic) }
      #expect(sent.0["redirect_uri"] == "https://concordat.example/sign-in/agency/return")
      #expect(sent.0["client_secret"] == nil)
      #expect(sent.1 == Data("concordat:s3cret%2F%2B".utf8).base64EncodedString())
      // The same answer again, and the same code in another sign-in.
      #expect(try await world.finish(answer, begun.ticket) == .refused(.used))
      let second = try await world.begin(), fresh = try world.provider.authorize(second.address)
      let old = AgencyReturn(code: answer.code, state: fresh.state, issuer: nil, error: nil)
      guard case .refused(.unreachable) = try await world.finish(old, second.ticket) else {
        throw Refusal("test", "A code was redeemed twice.")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an answer to another question, another browser’s or a late one is refused`(_ engine: Engine) async throws {
    try await FederationFixture.with(engine) { world in
      let mine = try await world.begin(), theirs = try await world.begin()
      let answer = try world.provider.authorize(mine.address)
      #expect(try await world.finish(answer, nil) == .refused(.notOurs))
      #expect(try await world.finish(answer, theirs.ticket) == .refused(.notOurs))
      #expect(try await world.finish(answer, "forged") == .refused(.notOurs))
      #expect(try await world.finish(answer, String(mine.ticket.dropLast(2)) + "AA") == .refused(.notOurs))
      let bare = AgencyReturn(code: answer.code, state: "", issuer: nil, error: nil)
      #expect(try await world.finish(bare, mine.ticket) == .refused(.notOurs))
      let denied = AgencyReturn(code: nil, state: answer.state, issuer: nil, error: "access_denied")
      let other = try await world.begin()
      let mixed = AgencyReturn(
        code: "x", state: try world.provider.authorize(other.address).state, issuer: "https://evil.example", error: nil)
      #expect(try await world.finish(mixed, other.ticket) == .refused(.notOurs))
      #expect(try await world.finish(denied, mine.ticket) == .refused(.declined))
      #expect(try await world.finish(answer, mine.ticket) == .refused(.used))
      let late = try await world.begin(), slow = try world.provider.authorize(late.address)
      world.clock.advance(SignInTicket.lifetime)
      #expect(try await world.finish(slow, late.ticket) == .refused(.late))
      // Another server's key opens no ticket of ours.
      let foreign = PartnersStore(database: world.partners.database, key: try ServerKey(bytes: Array(1...32)))
      let elsewhere = AgencySignIns(store: foreign, fetching: world.provider)
      let begun = try await world.begin()
      let stolen = try await elsewhere.finish(
        try world.provider.authorize(begun.address), carried: begun.ticket, address: "127.0.0.1", now: world.clock.now)
      #expect(stolen == .refused(.notOurs))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a token that is not to be believed lets nobody in, and why is noted`(_ engine: Engine) async throws {
    try await FederationFixture.with(engine) { world in
      let seconds = Double(world.clock.now.milliseconds / 1000)
      let wrong: [([String: FakeProvider.Claim], TokenFault)] = [
        (["iss": .text("https://login.police.example")], .issuer), (["aud": .text("another")], .audience),
        (["nonce": .text("an older one")], .nonce), (["exp": .number(seconds - 3600)], .expired),
        (["iat": .number(seconds + 3600)], .future), (["sub": .text("")], .subject),
      ]
      for (claims, fault) in wrong {
        #expect(try await world.signIn(claims) == .refused(.token(fault)), "\(fault)")
      }
      world.provider.state.withLock { $0.token = "e30.e30." }
      #expect(try await world.signIn() == .refused(.token(.algorithm)))
      let noted = try await world.partners.database.read {
        try $0.rows("SELECT outcome FROM sign_in_attempt WHERE outcome LIKE 'agency-token-%'").map {
          try $0.text("outcome")
        }
      }
      #expect(noted.count == wrong.count + 1 && noted.contains("agency-token-nonce"))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `without the agreed claim a local code is asked for, and without one nobody is let in`(
    _ engine: Engine
  ) async throws {
    try await FederationFixture.with(engine) { world in
      let store = world.store
      for claims: [String: FakeProvider.Claim] in [
        ["amr": .list(["pwd"])], ["amr": .missing], ["amr": .text("pwd")], ["acr": .text("otp"), "amr": .missing],
      ] {
        let token = try await world.signIn(claims).token()
        #expect(try await store.presence(token: token, now: world.clock.now) == nil)
        let beginning = try await store.beginning(token: token, now: world.clock.now)
        #expect(beginning?.stage == .code && beginning?.account == world.jo.id)
        let wrong = try await store.submit(code: "000000", token: token, address: "127.0.0.1", now: world.clock.now)
        #expect(wrong == .wrong)
        let open = try await store.submit(
          code: world.jo.code(world.clock.now), token: token, address: "127.0.0.1", now: world.clock.now
        ).token()
        #expect(try await store.presence(token: open, now: world.clock.now)?.account.id == world.jo.id)
        world.clock.advance(60)
      }
      // A value of acr counts only where acr values were agreed.
      try await store.amend(
        world.id, try FederationFixture.draft(amr: "", acr: "gold silver"), author: world.admin.id, now: world.clock.now
      )
      let gold = try await world.signIn(["acr": .text("gold")]).token()
      #expect(try await store.presence(token: gold, now: world.clock.now) != nil)
      let bronze = try await world.signIn(["acr": .text("bronze")]).token()
      #expect(try await store.presence(token: bronze, now: world.clock.now) == nil)
      #expect(try await world.begin().address.contains("acr_values=gold%20silver"))
      // Somebody who has no authenticator app here.
      let made = try await store.create(
        name: "New Fictional", signInName: "new@council.example", authority: world.partners.council.id,
        roles: [.reader],
        author: nil, now: world.clock.now)
      try await store.link(
        "new-at-work", at: world.id, to: made.account.id, author: world.admin.id, now: world.clock.now)
      #expect(try await world.signIn(["sub": .text("new-at-work")]) == .refused(.noSecondFactor))
      #expect(try await store.account(made.account.id)?.state == .active)
      let shown = try await world.signIn(["sub": .text("new-at-work"), "acr": .text("silver")]).token()
      #expect(try await store.presence(token: shown, now: world.clock.now)?.account.id == made.account.id)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a second factor counts as fresh from when the provider saw it`(_ engine: Engine) async throws {
    try await FederationFixture.with(engine) { world in
      let seconds = Double(world.clock.now.milliseconds / 1000)
      func fresh(_ claims: [String: FakeProvider.Claim]) async throws -> Bool? {
        let token = try await world.signIn(claims).token()
        return try await world.store.presence(token: token, now: world.clock.now)?.session.isFresh(at: world.clock.now)
      }
      let just = try await fresh([:])
      #expect(just == true)
      #expect(try await fresh(["auth_time": .number(seconds - 3600)]) == false)
      #expect(try await fresh(["auth_time": .missing]) == false)
      #expect(try await fresh(["auth_time": .number(1e300)]) == false)
      #expect(try await fresh(["auth_time": .number(-5)]) == false)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an issuer vouches for its own body only, and the same subject elsewhere is somebody else`(
    _ engine: Engine
  ) async throws {
    try await FederationFixture.with(engine) { world in
      let store = world.store, now = world.clock.now
      let police = try await store.add(
        name: "Anyshire Police", kind: .responsibleAuthority, responsibility: .police, now: now)
      let issuer = try ProviderAddress.base("https://login.police.example", place: "Issuer")
      let council = try ProviderAddress.base(world.provider.issuer, place: "Issuer")
      // One issuer for one body, one body for one issuer.
      for (address, body) in [(council, police.id), (issuer, world.partners.council.id)] {
        await #expect(throws: Refusal.self) {
          try await store.addProvider(
            address, of: body, try FederationFixture.draft(), author: world.admin.id, now: now)
        }
      }
      let second = try await store.addProvider(
        issuer, of: police.id, try FederationFixture.draft(), author: world.admin.id, now: now)
      let kit = try await store.create(
        name: "Kit Fictional", signInName: "kit@police.example", authority: police.id, roles: [.caseworker],
        author: nil,
        now: now
      ).account
      await #expect(throws: Refusal.self) {
        try await store.link("kit-at-work", at: world.id, to: kit.id, author: world.admin.id, now: now)
      }
      await #expect(throws: Refusal.self) {
        try await store.link("jo-at-work", at: second, to: world.jo.id, author: world.admin.id, now: now)
      }
      // The police's provider gives the same subject to Kit.
      try await store.link("jo-at-work", at: second, to: kit.id, author: world.admin.id, now: now)
      let other = FakeProvider(issuer.text, clock: world.clock)
      let theirs = AgencySignIns(store: store, fetching: other)
      let begun = try #require(try await theirs.begin(second, next: "/", now: now))
      let token = try await theirs.finish(
        try other.authorize(begun.address), carried: begun.ticket, address: "127.0.0.1", now: now
      ).token()
      #expect(try await store.presence(token: token, now: now)?.account.id == kit.id)
      let mine = try await world.signIn().token()
      #expect(try await store.presence(token: mine, now: now)?.account.id == world.jo.id)
      // Who moves to another body is no longer vouched for by the old one.
      try await store.amend(world.jo.id, name: "Jo", authority: police.id, author: world.admin.id, now: now)
      #expect(try await world.signIn() == .refused(.otherAgency))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an unknown subject is noted and refused, whatever e-mail address it brings, until it is linked`(
    _ engine: Engine
  ) async throws {
    try await FederationFixture.with(engine) { world in
      let store = world.store, now = world.clock.now
      let kit = try await world.partners.person("kit@council.example", [.caseworker])
      let claims: [String: FakeProvider.Claim] = [
        "sub": .text("kit-at-work"), "email": .text("kit@council.example"), "email_verified": .text("true"),
      ]
      for _ in 0..<2 {
        #expect(try await world.signIn(claims) == .stranger(subject: "kit-at-work", agency: "Anytown Council"))
      }
      let provider = try #require(try await store.identityProvider(world.id))
      let tried = try await store.strangers(at: provider)
      #expect(tried.map(\.subject) == ["kit-at-work"] && tried.first?.tries == 2)
      for (subject, account, author) in [
        ("kit-at-work", kit.id, kit.id), ("jo-at-work", kit.id, world.admin.id), ("other", world.jo.id, world.admin.id),
        ("", kit.id, world.admin.id), ("a b", kit.id, world.admin.id), ("x", ID<Account>("nobody"), world.admin.id),
      ] {
        await #expect(throws: Refusal.self, "\(subject)") {
          try await store.link(subject, at: world.id, to: account, author: author, now: now)
        }
      }
      try await store.link("kit-at-work", at: world.id, to: kit.id, author: world.admin.id, now: now)
      #expect(try await store.strangers(at: provider).isEmpty)
      let token = try await world.signIn(claims).token()
      #expect(try await store.presence(token: token, now: now)?.account.id == kit.id)
      #expect(try await store.events(of: kit.id).contains { $0.event.hasPrefix("Linked") && $0.author != nil })
      // Suspension and the end of the link both bite at once.
      try await store.unlink(kit.id, author: world.admin.id, now: now)
      #expect(try await store.presence(token: token, now: now) == nil)
      #expect(try await world.signIn(claims) == .stranger(subject: "kit-at-work", agency: "Anytown Council"))
      try await store.suspend(world.jo.id, author: world.admin.id, now: now)
      #expect(try await world.signIn() == .refused(.suspended))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a provider that is shut or removed lets nobody in and signs its people out`(_ engine: Engine) async throws {
    try await FederationFixture.with(engine) { world in
      let store = world.store, now = world.clock.now
      let token = try await world.signIn().token()
      let begun = try await world.begin(), answer = try world.provider.authorize(begun.address)
      try await store.amend(
        world.id, try FederationFixture.draft(isOpen: false, secret: ""), author: world.admin.id, now: now)
      #expect(try await store.presence(token: token, now: now) == nil)
      #expect(try await world.signIns.begin(world.id, next: "/", now: now) == nil)
      #expect(try await world.finish(answer, begun.ticket) == .refused(.shut))
      // The secret that was held is held still.
      try await store.amend(world.id, try FederationFixture.draft(secret: ""), author: world.admin.id, now: now)
      _ = try await world.signIn().token()
      let sealed = try await world.partners.database.read {
        try $0.row("SELECT client_secret FROM identity_provider")?.optionalBlob("client_secret")
      }
      #expect(sealed.map { !String(decoding: $0, as: UTF8.self).contains("s3cret") } == true)
      try await store.removeProvider(world.id, author: world.admin.id, now: now)
      #expect(try await store.identityProviders().isEmpty)
      #expect(try await store.identity(of: world.jo.id) == nil)
      let events = try await store.events(of: world.partners.council.id).map(\.event)
      #expect(events.contains { $0.hasSuffix("removed") } && events.contains { $0.hasSuffix("shut") })
    }
  }

  @Test func `a key that is not held has the keys fetched once more, and at most once a minute`() async throws {
    try await FederationFixture.with(.sqlite) { world in
      func fetches() -> Int { world.provider.state.withLock { $0.asked.filter { $0.hasSuffix("/keys") }.count } }
      _ = try await world.signIn().token()
      _ = try await world.signIn().token()
      #expect(fetches() == 1)
      // The provider changes its key: the next sign-in after a minute goes through.
      world.clock.advance(61)
      world.provider.state.withLock {
        $0.key = P256.Signing.PrivateKey()
        $0.kid = "two"
      }
      _ = try await world.signIn().token()
      #expect(fetches() == 2)
      // Tokens by unknown keys do not make us call again and again.
      world.provider.state.withLock {
        $0.kid = "three"
        $0.publishesKey = false
      }
      for _ in 0..<5 { #expect(try await world.signIn() == .refused(.token(.key))) }
      #expect(fetches() == 2)
      world.clock.advance(61)
      for _ in 0..<5 { #expect(try await world.signIn() == .refused(.token(.key))) }
      #expect(fetches() == 3)
    }
  }

  @Test func `a provider that fails is not called again at once, and its secret may lie in a file`() async throws {
    try await FederationFixture.with(.sqlite) { world in
      world.provider.state.withLock { $0.status = 500 }
      for _ in 0..<3 { await #expect(throws: Refusal.self) { try await world.begin() } }
      #expect(world.provider.state.withLock { $0.asked.count } == 1)
      world.clock.advance(11)
      world.provider.state.withLock { $0.status = 200 }
      _ = try await world.signIn().token()

      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "secrets-\(UInt64.random(in: 0 ... .max))")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data("from-the-file\n".utf8).write(to: folder.appendingPathComponent("council.secret"))
      try await world.store.amend(
        world.id, try FederationFixture.draft(secret: "", file: "council.secret"), author: world.admin.id,
        now: world.clock.now)
      let signIns = AgencySignIns(store: world.store, fetching: world.provider, secrets: folder.path)
      let begun = try #require(try await signIns.begin(world.id, next: "/", now: world.clock.now))
      _ = try await signIns.finish(
        try world.provider.authorize(begun.address), carried: begun.ticket, address: "127.0.0.1", now: world.clock.now
      ).token()
      #expect(
        world.provider.state.withLock { $0.basic } == Data("concordat:from-the-file".utf8).base64EncodedString())
      // Without the folder there is no secret, and the code is not redeemed.
      let again = try await world.begin()
      guard
        case .refused(.unreachable) = try await world.finish(
          try world.provider.authorize(again.address), again.ticket)
      else { throw Refusal("test", "A provider was asked without a secret.") }
    }
  }
}
