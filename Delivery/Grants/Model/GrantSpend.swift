import Basics
import Facts

/// Money of a grant that was spent.
package struct GrantSpend: RegisterRecord {
  package let ofGrant: String
  package let day: Day
  package let initiative: String
  /// Pence.
  package let amount: Int
  package let what: String

  package init(_ values: RegisterValues) throws {
    ofGrant = try values.text("of_grant")
    day = try values.day("day")
    initiative = try values.text("initiative")
    amount = try values.number("amount")
    what = try values.text("what")
    guard amount > 0 else { throw Self.refusal("amount", "Nothing was spent.", "Enter the amount.") }
  }

  package static let register = Register(
    key: "grant-spend", table: "grant_spend", path: "spend", title: "Spend", entry: "spend",
    lead: "What was spent of a grant, on which initiative.",
    factKinds: ["grant.spent"],
    fields: [
      RegisterField("of_grant", "Grant", .entry(of: "grant"), listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("initiative", "Initiative", .slug, hint: "A code such as night-havens.", listed: true),
      RegisterField("amount", "Amount", .money, listed: true),
      RegisterField("what", "For what", .line(300)),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    let grant = try look.record(Grant.self, ofGrant)
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
    guard (grant.starts...grant.ends).contains(day) else {
      throw Self.refusal("day", "This is outside the term of the grant.", "Check the day, or the term of the grant.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [
      Fact(
        "grant.spent", on: day, quantity: amount, record: Self.reference(id),
        ["grant": try look.record(Grant.self, ofGrant).code, "initiative": initiative])
    ]
  }
}

/// Something that a grant is tied to.
package struct GrantCondition: RegisterRecord {
  package let ofGrant: String
  package let title: String
  package let due: Day?
  package let metOn: Day?
  package let evidence: String?

  package init(_ values: RegisterValues) throws {
    ofGrant = try values.text("of_grant")
    title = try values.text("title")
    due = values.optionalDay("due")
    metOn = values.optionalDay("met_on")
    evidence = values.optionalText("evidence")
    guard metOn == nil || evidence != nil else {
      throw Self.refusal("evidence", "This is empty.", "Say what shows that the condition is met.")
    }
  }

  package static let register = Register(
    key: "grant-condition", table: "grant_condition", path: "conditions", title: "Conditions", entry: "condition",
    lead: "What the funder demands, and when it was met.",
    fields: [
      RegisterField("of_grant", "Grant", .entry(of: "grant")),
      RegisterField("title", "Condition", .line(400), listed: true),
      RegisterField("due", "Due", .day, required: false, listed: true),
      RegisterField("met_on", "Met on", .day, required: false, listed: true),
      RegisterField("evidence", "Shown by", .line(300), required: false),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard metOn ?? look.today <= look.today else {
      throw Self.refusal("met_on", "This day has not come yet.", "Leave it empty until the condition is met.")
    }
  }
}
