import Basics

/// Money from a funder for a purpose, with its conditions.
package struct Grant: RegisterRecord {
  package let code: String
  package let title: String
  package let funder: String
  package let reference: String?
  package let purpose: String
  /// Pence.
  package let amount: Int
  package let starts: Day
  package let ends: Day
  package let claimsDue: String
  package let clawback: String?

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    funder = try values.text("funder")
    reference = values.optionalText("reference")
    purpose = try values.text("purpose")
    amount = try values.number("amount")
    starts = try values.day("starts")
    ends = try values.day("ends")
    claimsDue = try values.text("claims_due")
    clawback = values.optionalText("clawback")
    try inOrder(starts, ends, "ends")
  }

  package static let register = Register(
    key: "grant", table: "funding_grant", path: "grants", title: "Grants", entry: "grant",
    lead: "Money from a funder: how much, for what, until when, and what is left of it.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("funder", "Funder", .line(160), listed: true),
      RegisterField("reference", "Reference of the funder", .line(60), required: false),
      RegisterField("purpose", "For what", .words(2000)),
      RegisterField("amount", "Amount", .money, listed: true),
      RegisterField("starts", "First day", .day, listed: true),
      RegisterField("ends", "Last day", .day, listed: true),
      RegisterField("claims_due", "Claims and reports are due", .line(200)),
      RegisterField("clawback", "When money goes back", .words(1000), required: false),
    ])

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    let claims = try look.all(GrantClaim.self, where: "of_grant", is: id).map(\.record)
    let spent = try look.all(GrantSpend.self, where: "of_grant", is: id).reduce(0) { $0 + $1.record.amount }
    let received = claims.reduce(0) { $0 + ($1.received ?? 0) }
    return [
      ("Claimed", RegisterText.pounds(claims.reduce(0) { $0 + $1.claimed })),
      ("Received", RegisterText.pounds(received)),
      ("Spent", RegisterText.pounds(spent)), ("Left to spend", RegisterText.pounds(amount - spent)),
      ("Spent and not yet received", RegisterText.pounds(max(0, spent - received))),
    ]
  }
}
