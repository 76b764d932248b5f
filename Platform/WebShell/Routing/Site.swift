import Basics
import Foundation

/// The whole website: its routes, who may use them, and what every page has in common.
package struct Site: Sendable {
  package let routes: [Route]
  package let masthead: Masthead
  /// Whether people reach the site over TLS (directly or through a proxy): decides cookies and HSTS.
  package let secure: Bool
  package let limits: Limits
  package let assets: Assets
  package let guide: PermissionGuide
  let session: any SessionDoor
  let clock: Clock
  let table: RouteTable
  let idempotency: any IdempotencyStore
  let log: AccessLog
  let uploadFolder: String
  let random: @Sendable () -> UInt64

  package init(
    routes: [Route], session: any SessionDoor, clock: Clock, masthead: Masthead, secure: Bool = false,
    limits: Limits = Limits(), assets: Assets = Assets(), guide: PermissionGuide = PermissionGuide(),
    idempotency: any IdempotencyStore = MemoryIdempotency(), log: AccessLog = .standardError,
    uploadFolder: String = NSTemporaryDirectory(),
    random: @escaping @Sendable () -> UInt64 = { SystemRandomNumberGenerator.next64() }
  ) {
    self.routes = routes
    self.session = session
    self.clock = clock
    self.masthead = masthead
    self.secure = secure
    self.limits = limits
    self.assets = assets
    self.guide = guide
    table = RouteTable(routes)
    self.idempotency = idempotency
    self.log = log
    self.uploadFolder = uploadFolder
    self.random = random
  }

  /// Routes that another route of the same method and shape hides; empty in a sound site.
  package var unreachableRoutes: [Route] { table.unreachable }

  /// 128 random bits as text.
  func nonce() -> String { Hex.text(random()) + Hex.text(random()) }
}

extension SystemRandomNumberGenerator {
  package static func next64() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
