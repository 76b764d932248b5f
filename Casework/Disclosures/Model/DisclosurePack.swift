import Basics

/// What one recipient gets: plain text, the same to the byte as what the receipt's SHA-256 is over. Only what leaves is in
/// it: it is built from `DisclosureItem.leaving` and from nothing else.
package struct DisclosurePack: Sendable, Hashable {
  package let reference: String
  package let copy: Int
  package let recipientName: String, recipientBody: String
  package let sender: String
  package let sentOn: Day
  package let deleteBy: Day
  package let gateway: String
  package let restrictions: String
  package let items: [DisclosureItem]

  package init(
    reference: String, copy: Int, recipientName: String, recipientBody: String, sender: String, sentOn: Day,
    deleteBy: Day, gateway: String, restrictions: String, items: [DisclosureItem]
  ) {
    self.reference = reference
    self.copy = copy
    self.recipientName = recipientName
    self.recipientBody = recipientBody
    self.sender = sender
    self.sentOn = sentOn
    self.deleteBy = deleteBy
    self.gateway = gateway
    self.restrictions = restrictions
    self.items = items.filter { $0.leaving != nil }
  }

  /// The recipient's mark: on every page, so that a copy that turns up says whose it was.
  package var mark: String {
    DisclosureText.line("\(reference), copy \(copy), for \(recipientName), \(recipientBody)")
  }

  /// The lines that stand above what is disclosed.
  package var head: [String] {
    var lines = [
      "For \(recipientName), \(recipientBody), only. It is not passed on.",
      "From \(sender), \(sentOn.spoken). To be destroyed or returned by \(deleteBy.spoken).",
      "Legal gateway: \(gateway).",
    ].map(DisclosureText.line)
    if restrictions.contains(where: { !$0.isWhitespace }) { lines.append("Restrictions: " + restrictions) }
    return lines
  }

  package var text: String {
    var out = mark + "\n\n" + head.joined(separator: "\n") + "\n"
    for item in items {
      out += "\n\(item.kind.label.uppercased()): \(DisclosureText.line(item.title))\n"
      if item.choice == .redacted { out += "(Parts were taken out.)\n" }
      out += (item.leaving ?? "") + "\n"
    }
    return out + "\n" + mark + "\n"
  }
}
