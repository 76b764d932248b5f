import Basics
import Database
import PartnershipModel

/// What an account may work on, beside its roles on the pages.
package struct AccountStanding: Sendable, Hashable {
  /// Ids of `Practice/access/roles.yaml`.
  package var duties: [String]
  package var clearance: Classification?
  package var trainingUntil: Day?
  /// The last day with the body; the account is suspended by itself the day after.
  package var leavesOn: Day?

  package init(duties: [String], clearance: Classification?, trainingUntil: Day?, leavesOn: Day? = nil) {
    self.duties = duties
    self.clearance = clearance
    self.trainingUntil = trainingUntil
    self.leavesOn = leavesOn
  }
}

extension PartnersStore {
  /// The duties of an account (`Practice/access/roles.yaml`).
  package func duties(of account: String) async throws -> [String] { try await standing(of: account).duties }

  package func standing(of account: String) async throws -> AccountStanding {
    try await database.read { connection in
      let duties = try connection.rows("SELECT role FROM account_duty WHERE account_id = \(account) ORDER BY role")
      let row = try connection.row("SELECT * FROM account_access WHERE account_id = \(account)")
      return AccountStanding(
        duties: try duties.map { try $0.text("role") },
        clearance: try row?.optionalInt("clearance").flatMap { Classification(rank: $0) },
        trainingUntil: try row?.optionalDay("training_until"), leavesOn: try row?.optionalDay("leaves_on"))
    }
  }

  /// Gives an account duties, clearance and an end of training.
  package func equip(_ account: String, duties: [String], clearance: Classification?, trainingUntil: Day?) async throws
  {
    try await database.write { connection in
      try AccessRegister.equip(
        account, duties: duties, clearance: clearance, trainingUntil: trainingUntil, connection)
    }
  }

  /// The same by an administrator, with the last day, and with its event. It bites with the next request.
  package func keep(_ standing: AccountStanding, of id: ID<Account>, author: ID<Account>, now: Instant) async throws {
    let event = eventSQL(id, author, "Duties, clearance or training set", now)
    try await database.write { connection in
      _ = try PartnersStore.existing(connection, id)
      try AccessRegister.equip(
        id.text, duties: standing.duties, clearance: standing.clearance, trainingUntil: standing.trainingUntil,
        connection)
      try connection.run("UPDATE account_access SET leaves_on = \(standing.leavesOn) WHERE account_id = \(id)")
      try connection.run(event)
    }
  }

  /// Suspends whoever's last day has passed, and whoever has not signed in for so many days; tells how many. The last
  /// administrator stays, and so do the demonstration's people, who sign in seldom.
  package func suspendLeaversAndIdle(idleDays: Int, now: Instant) async throws -> Int {
    let today = now.londonDay, since = now.adding(seconds: -idleDays * 86_400)
    let due = try await database.read { connection in
      try connection.rows(
        """
        SELECT a.id, x.leaves_on FROM account a LEFT JOIN account_access x ON x.account_id = a.id
        WHERE a.suspended_at IS NULL AND (x.leaves_on < \(today)
          OR (a.demonstration = 0 AND coalesce(a.last_signed_in_at, a.created_at) < \(since)))
        ORDER BY a.id
        """
      ).map {
        (id: try $0.id("id", as: Account.self), hasLeft: try $0.optionalDay("leaves_on").map { $0 < today } ?? false)
      }
    }
    var suspended = 0
    for one in due {
      do {
        try await suspend(
          one.id, author: nil, because: one.hasLeft ? "the last day has passed" : "not used for \(idleDays) days",
          now: now)
        suspended += 1
      } catch is Refusal {
        // The only administrator: somebody must be left to let others in.
        continue
      }
    }
    return suspended
  }
}
