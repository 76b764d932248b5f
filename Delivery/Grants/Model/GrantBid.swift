import Basics

/// Where a bid stands.
package enum BidState: String, RegisterWord {
  case draft
  case submitted
  case won
  case lost

  package var label: String {
    switch self {
    case .draft: "Draft"
    case .submitted: "Submitted"
    case .won: "Won"
    case .lost: "Lost"
    }
  }
}

/// A bid for a grant.
package struct GrantBid: RegisterRecord {
  package let title: String
  package let funder: String
  /// Pence.
  package let amount: Int?
  package let due: Day
  package let state: BidState

  package init(_ values: RegisterValues) throws {
    title = try values.text("title")
    funder = try values.text("funder")
    amount = values.optionalNumber("amount")
    due = try values.day("due")
    state = try values.word("state", BidState.self)
    guard state == .draft || amount != nil else {
      throw Self.refusal("amount", "This is empty.", "Enter what is asked for before it is submitted.")
    }
  }

  package static let register = Register(
    key: "grant-bid", table: "grant_bid", path: "bids", title: "Bids", entry: "bid",
    lead: "What is asked of which funder, and what must stand before it can be asked.",
    fields: [
      RegisterField("title", "Bid", .line(160), listed: true),
      RegisterField("funder", "Funder", .line(160), listed: true),
      RegisterField("amount", "Amount", .money, required: false, listed: true),
      RegisterField("due", "Due", .day, listed: true),
      RegisterField("state", "State", .choice(of: BidState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard state != .draft else { return }
    let open = try BidDependency.open(of: id, look)
    guard open.isEmpty else {
      throw Self.refusal(
        "state", "It cannot be submitted while it lacks: \(open.joined(separator: "; ")).",
        "Record when each of them came to stand.")
    }
  }

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    let open = try BidDependency.open(of: id, look)
    return [("Can be submitted", open.isEmpty ? "Yes" : "No: it lacks \(open.joined(separator: "; "))")]
  }
}

/// Something that must stand before a bid can be submitted, such as a board.
package struct BidDependency: RegisterRecord {
  package let bid: String
  package let title: String
  package let owner: String
  package let metOn: Day?

  package init(_ values: RegisterValues) throws {
    bid = try values.text("bid")
    title = try values.text("title")
    owner = try values.text("owner")
    metOn = values.optionalDay("met_on")
  }

  package static let register = Register(
    key: "bid-dependency", table: "bid_dependency", path: "dependencies", title: "Dependencies of bids",
    entry: "dependency",
    lead: "What must stand before a bid can be submitted, such as a Safer Neighbourhood Board.",
    fields: [
      RegisterField("bid", "Bid", .entry(of: "grant-bid"), listed: true),
      RegisterField("title", "What must stand", .line(200), listed: true),
      RegisterField("owner", "Who brings it about, by role", .line(120), listed: true),
      RegisterField("met_on", "Stands since", .day, required: false, listed: true),
    ])

  /// What the bid still lacks.
  static func open(of bid: String, _ look: any RegisterLook) throws -> [String] {
    try look.all(BidDependency.self, where: "bid", is: bid).filter { $0.record.metOn == nil }.map(\.record.title)
  }

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard metOn ?? look.today <= look.today else {
      throw Self.refusal("met_on", "This day has not come yet.", "Leave it empty until it stands.")
    }
    let state = try look.record(GrantBid.self, bid).state
    guard metOn != nil || state == .draft else {
      throw Self.refusal("met_on", "The bid was submitted already.", "A bid that was submitted lacks nothing.")
    }
  }
}
