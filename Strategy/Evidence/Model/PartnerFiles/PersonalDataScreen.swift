import Basics

/// What suggests that a file names or points to people. It never repeats the value itself.
package struct PersonalDataFinding: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case nameHeading = "name"
    case identifierHeading = "identifier"
    case email, phone
    case nhsNumber = "nhs-number"
    case fullPostcode = "full-postcode"
    case titledName = "titled-name"

    /// As it reads on a page.
    package var title: String {
      switch self {
      case .nameHeading: "Heading of a person's name"
      case .identifierHeading: "Heading of something that identifies a person"
      case .email: "E-mail addresses"
      case .phone: "Telephone numbers"
      case .nhsNumber: "NHS numbers"
      case .fullPostcode: "Full postcodes"
      case .titledName: "People's names with a title"
      }
    }

    package var remedy: String {
      switch self {
      case .fullPostcode: "Ask the holder for the outward part only (W1D, not the part after the space)."
      default: "Ask the holder to remove the column at its own end and to send the file again."
      }
    }
  }
  package let kind: Kind
  package let heading: String
  /// Cells in which it was found; 0 when the heading alone says it.
  package let count: Int
  /// The first five lines.
  package let lines: [Int]
}

/// Looks for the obvious signs that a file is not depersonalised. A clean result does not prove that it is.
package enum PersonalDataScreen {
  /// Every finding, in the order of the columns. All columns count, mapped or not: the file is kept as it came.
  package static func findings(in table: PartnerTable, for set: PrescribedSet) -> [PersonalDataFinding] {
    var out: [PersonalDataFinding] = []
    for (index, heading) in table.headings.enumerated() {
      if let kind = sign(ofHeading: heading) {
        out.append(PersonalDataFinding(kind: kind, heading: heading, count: 0, lines: []))
      }
      out += findings(in: table, column: index, heading: heading, postcodes: set.fullPostcodes)
    }
    return out
  }

  private static func findings(
    in table: PartnerTable, column: Int, heading: String, postcodes: PrescribedSet.Postcodes
  ) -> [PersonalDataFinding] {
    var lines: [PersonalDataFinding.Kind: [Int]] = [:]
    var counts: [PersonalDataFinding.Kind: Int] = [:]
    var tenDigits = 0
    for row in table.rows where column < row.cells.count {
      let cell = row.cells[column]
      guard cell.utf8.count >= 3 else { continue }
      var found: [PersonalDataFinding.Kind] = []
      if isEmail(cell) { found.append(.email) }
      if isPhone(cell) { found.append(.phone) }
      if let digits = tenDigitNumber(cell) {
        tenDigits += 1
        if passesNHSCheck(digits) { found.append(.nhsNumber) }
      }
      if postcodes == .refused, PartnerCell.hasFullPostcode(cell) { found.append(.fullPostcode) }
      if hasTitle(cell) { found.append(.titledName) }
      for kind in found {
        counts[kind, default: 0] += 1
        if lines[kind, default: []].count < 5 { lines[kind, default: []].append(row.line) }
      }
    }
    // One ten-digit number in eleven passes the check by chance: a column of them must mostly pass.
    if let passing = counts[.nhsNumber], passing * 2 < tenDigits { counts[.nhsNumber] = nil }
    return counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      PersonalDataFinding(kind: $0.key, heading: heading, count: $0.value, lines: lines[$0.key] ?? [])
    }
  }

  private static let identifiers: Set<String> = [
    "dob", "nhs", "nino", "email", "e mail", "phone", "telephone", "mobile", "tel", "upn", "pnc", "pnc id", "passport",
    "ethnicity", "national insurance", "date of birth", "birth date", "birthdate", "home address", "date of death",
    "vrm", "registration mark",
  ]
  private static let people: Set<String> = [
    "forename", "forenames", "surname", "firstname", "lastname", "fullname", "initials", "victim", "suspect",
    "offender", "patient", "complainant", "witness", "informant", "caller", "reporter", "officer", "pupil", "parent",
    "guardian", "next", "first", "last", "middle", "full", "family", "given", "maiden", "preferred", "person",
    "persons",
    "staff", "driver", "occupier", "tenant",
  ]

  private static func sign(ofHeading heading: String) -> PersonalDataFinding.Kind? {
    let plain = PlainWord.plain(heading)
    let words = Set(plain.split(separator: " ").map(String.init))
    if plain == "name" || plain == "names" { return .nameHeading }
    if !words.isDisjoint(with: ["forename", "forenames", "surname", "firstname", "lastname", "fullname"]) {
      return .nameHeading
    }
    if words.contains("name"), !words.isDisjoint(with: people) { return .nameHeading }
    if ["victim", "suspect", "offender", "patient", "complainant", "witness", "caller", "pupil"].contains(plain) {
      return .nameHeading
    }
    let identifying = identifiers.contains { name in
      let parts = name.split(separator: " ").map(String.init)
      return parts.count == 1 ? words.contains(name) : plain.contains(name)
    }
    return identifying ? .identifierHeading : nil
  }

  private static func isEmail(_ cell: String) -> Bool {
    guard let at = cell.utf8.firstIndex(of: UInt8(ascii: "@")) else { return false }
    let before = cell.utf8[..<at].suffix(1), after = cell.utf8[at...].dropFirst().prefix { $0 > 32 }
    return before.allSatisfy { $0 > 32 } && !before.isEmpty && after.contains(UInt8(ascii: "."))
  }

  /// A United Kingdom telephone number and nothing else: +44 or 0, then nine or ten digits.
  private static func isPhone(_ cell: String) -> Bool {
    guard cell.utf8.count <= 20 else { return false }
    var digits = cell.filter { !" -()".contains($0) }
    if digits.hasPrefix("+44") {
      digits = "0" + digits.dropFirst(3)
    } else if digits.hasPrefix("0044") {
      digits = "0" + digits.dropFirst(4)
    }
    guard digits.utf8.allSatisfy(PartnerCell.isDigit), (10...11).contains(digits.utf8.count) else { return false }
    return digits.hasPrefix("01") || digits.hasPrefix("02") || digits.hasPrefix("03") || digits.hasPrefix("07")
  }

  private static func tenDigitNumber(_ cell: String) -> [Int]? {
    guard (10...12).contains(cell.utf8.count) else { return nil }
    let digits = cell.filter { $0 != " " && $0 != "-" }
    guard digits.utf8.count == 10, digits.utf8.allSatisfy(PartnerCell.isDigit) else { return nil }
    return digits.utf8.map { Int($0) - 48 }
  }

  /// Modulus 11 check of the NHS number (NHS Data Dictionary).
  private static func passesNHSCheck(_ digits: [Int]) -> Bool {
    guard digits.count == 10, let last = digits.last, Set(digits).count > 1 else { return false }
    let sum = zip(digits, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
    let check = 11 - sum % 11
    return check == 11 ? last == 0 : check == last
  }

  private static func hasTitle(_ cell: String) -> Bool {
    let words = cell.split(separator: " ", maxSplits: 3)
    guard words.count >= 2, words.count <= 3 else { return false }
    let title = words[0].lowercased().filter { $0 != "." }
    return ["mr", "mrs", "ms", "miss", "mx"].contains(title) && words[1].first?.isUppercase == true
  }
}
