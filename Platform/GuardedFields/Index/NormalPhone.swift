import Foundation

/// A telephone number in its international form (ITU-T E.164), as `+442079460000`, however it was written in Britain.
enum NormalPhone {
  /// nil for what has fewer than 6 or more than 15 digits. A number without area code stays as it is, without a plus.
  static func form(of text: String) -> String? {
    let plain = text.decomposedStringWithCompatibilityMapping.lowercased()
    // Before it stands "Tel." or a bracket; what follows an x, "ext." or # is an extension.
    let number = plain.drop { $0 != "+" && !isDigit($0) }.prefix { $0 != "x" && $0 != "e" && $0 != "#" }
    var digits = number.filter(isDigit)
    guard (6...18).contains(digits.count) else { return nil }
    if number.first == "+" { return international(digits) }
    if digits.hasPrefix("00") {
      digits.removeFirst(2)
      return international(digits)
    }
    if digits.hasPrefix("0") { return international("44" + digits.dropFirst()) }
    // Without the plus, or without the 0 that a spreadsheet took for an empty digit.
    if digits.hasPrefix("44"), digits.count >= 11 { return international(digits) }
    if digits.count == 10, let first = digits.first, "12378".contains(first) { return international("44" + digits) }
    return digits.count <= 15 ? digits : nil
  }

  private static func isDigit(_ sign: Character) -> Bool { sign.isASCII && sign.isNumber }

  private static func international(_ digits: String) -> String? {
    // "+44 (0)20": the 0 is dialled inside the country only.
    let rest = digits.hasPrefix("440") ? "44" + digits.dropFirst(3).drop { $0 == "0" } : digits
    return (6...15).contains(rest.count) ? "+" + rest : nil
  }
}
