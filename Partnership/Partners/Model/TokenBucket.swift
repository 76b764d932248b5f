import Basics

/// A bucket that refills steadily and from which each attempt takes one: many attempts at once are met by a wait and
/// never by a lock, because a lock is a weapon against the person locked out.
package struct TokenBucket: Hashable, Sendable {
  /// How much a bucket holds, which is also what flows in each hour.
  package struct Size: Hashable, Sendable {
    package let perHour: Int
    package init(perHour: Int) { self.perHour = perHour }

    /// Ten attempts an hour on one account.
    package static let account = Size(perHour: 10)
    /// A hundred attempts an hour from one network.
    package static let network = Size(perHour: 100)
  }

  package var tokens: Double
  package var refilled: Instant

  package init(tokens: Double, refilled: Instant) {
    self.tokens = tokens
    self.refilled = refilled
  }

  package init(full size: Size, at now: Instant) { self.init(tokens: Double(size.perHour), refilled: now) }

  /// Brings the bucket up to `now`. A clock that was set back adds nothing and takes nothing.
  package mutating func refill(_ size: Size, at now: Instant) {
    let hours = max(0, Double(now.milliseconds) - Double(refilled.milliseconds)) / 3_600_000
    tokens = min(Double(size.perHour), tokens + hours * Double(size.perHour))
    refilled = now
  }

  /// Takes one; or says how many whole seconds to wait until there is one.
  package mutating func take(_ size: Size, at now: Instant) -> Int? {
    refill(size, at: now)
    guard tokens < 1 else {
      tokens -= 1
      return nil
    }
    return Int(((1 - tokens) * 3600 / Double(size.perHour)).rounded(.up))
  }
}
