import Basics
import Facts

/// A claim to the funder, and what came of it.
package struct GrantClaim: RegisterRecord {
  package let ofGrant: String
  package let claimedOn: Day
  /// Pence.
  package let claimed: Int
  package let receivedOn: Day?
  /// Pence.
  package let received: Int?
  package let difference: String?

  package init(_ values: RegisterValues) throws {
    ofGrant = try values.text("of_grant")
    claimedOn = try values.day("claimed_on")
    claimed = try values.number("claimed")
    receivedOn = values.optionalDay("received_on")
    received = values.optionalNumber("received")
    difference = values.optionalText("difference")
    guard (receivedOn == nil) == (received == nil) else {
      throw Self.refusal("received", "The day and the amount received belong together.", "Enter both, or neither.")
    }
    try inOrder(claimedOn, receivedOn, "received_on")
    if let received {
      guard received <= claimed else {
        throw Self.refusal("received", "This is more than was claimed.", "Enter what is more as a claim of its own.")
      }
      guard received == claimed || difference != nil else {
        throw Self.refusal("difference", "This is empty.", "Say why less was received than was claimed.")
      }
    }
  }

  package static let register = Register(
    key: "grant-claim", table: "grant_claim", path: "claims", title: "Claims", entry: "claim",
    lead: "What was asked of the funder for a period, and what was received.",
    factKinds: ["grant.received"],
    fields: [
      RegisterField("of_grant", "Grant", .entry(of: "grant"), listed: true),
      RegisterField("claimed_on", "Claimed on", .day, listed: true),
      RegisterField("claimed", "Claimed", .money, listed: true),
      RegisterField("received_on", "Received on", .day, required: false, listed: true),
      RegisterField("received", "Received", .money, required: false, listed: true),
      RegisterField("difference", "Why less was received", .line(400), required: false),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard claimedOn <= look.today, receivedOn ?? claimedOn <= look.today else {
      throw Self.refusal("claimed_on", "A day has not come yet.", "Enter it afterwards.")
    }
    let grant = try look.record(Grant.self, ofGrant)
    let others = try look.all(GrantClaim.self, where: "of_grant", is: ofGrant).filter { $0.id != id }
    let total = others.reduce(claimed) { $0 + $1.record.claimed }
    guard total <= grant.amount else {
      throw Self.refusal(
        "claimed",
        "With this, \(RegisterText.pounds(total)) is claimed of a grant of \(RegisterText.pounds(grant.amount)).",
        "Check the amount.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard let receivedOn, let received, received > 0 else { return [] }
    return [
      Fact(
        "grant.received", on: receivedOn, quantity: received, record: Self.reference(id),
        ["grant": try look.record(Grant.self, ofGrant).code])
    ]
  }
}
