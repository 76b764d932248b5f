import Audit
import Basics
import PartnershipModel
import WebShell

extension Ask {
  /// Who acts, as the log writes it: the account, its agency and the digest of the session's token.
  func oversightActor() throws -> AuditActor {
    guard let visitor else { throw NotPermitted(.overseeSharing) }
    return try AuditActor(
      user: visitor.account, agency: visitor.agencyID.isEmpty ? nil : visitor.agencyID,
      session: token.flatMap { HexBytes.read($0.digest) }, strength: .secondFactor)
  }

  /// The agency to which the visitor's sight is limited; nil for the joint auditor. Throws for anybody else.
  func oversightScope() throws -> String? {
    guard let visitor else { throw NotPermitted(.overseeSharing) }
    if visitor.may(.auditAll) { return nil }
    guard visitor.may(.overseeSharing), !visitor.agencyID.isEmpty else { throw NotPermitted(.overseeSharing) }
    return visitor.agencyID
  }
}

/// Hexadecimal back to bytes.
enum HexBytes {
  static func read(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var out: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      guard let digit else { return nil }
      if index.isMultiple(of: 2) { out.append(UInt8(digit) << 4) } else { out[out.count - 1] |= UInt8(digit) }
    }
    return out
  }
}

/// A moment typed as a day in three boxes and a time in one, in universal time as the pages show it.
enum TypedMoment {
  static func instant(_ name: String, _ ask: Ask, place: String) throws -> Instant {
    let time = (ask.form["\(name)-time"] ?? "").trimmed
    guard let day = try ask.day(name, place), let instant = Instant("\(day)T\(time):00Z") else {
      throw Refusal(
        "moment", place: place, "Day or time is missing or wrong.",
        remedy: "Write the time as 09:30, in universal time.")
    }
    return instant
  }

  static func typed(_ name: String, _ ask: Ask) -> (day: String, month: String, year: String) {
    (ask.form["\(name)-day"] ?? "", ask.form["\(name)-month"] ?? "", ask.form["\(name)-year"] ?? "")
  }

  static func fields(_ name: String, _ label: String, _ ask: Ask, error: String? = nil) -> HTML {
    """
    \(UI.dateField(name, label, value: typed(name, ask), error: error))\
    \(UI.textField(
      name + "-time", "Time", hint: "Universal time (UTC), as 09:30.", value: ask.form[name + "-time"] ?? "", width: .five))
    """
  }
}
