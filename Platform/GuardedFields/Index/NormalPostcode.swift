import Foundation

/// A whole British postcode without its space, as `SW1A1AA` (forms: BS 7666, and the Girobank's GIR 0AA).
enum NormalPostcode {
  /// nil for what is no whole postcode: the first half alone would be found in thousands of rows.
  static func form(of text: String) -> String? {
    let plain = text.decomposedStringWithCompatibilityMapping.uppercased()
    var signs = Array(plain.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    guard (5...7).contains(signs.count) else { return nil }
    let sector = signs.count - 3
    // The letter O for the nought that must stand here.
    if signs[sector] == "O" { signs[sector] = "0" }
    let district = shape(signs[..<sector])
    guard shape(signs[sector...]) == "9AA", districts.contains(district) || signs[..<sector] == ["G", "I", "R"] else {
      return nil
    }
    return String(signs)
  }

  private static let districts: Set<String> = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"]

  private static func shape(_ signs: ArraySlice<Character>) -> String {
    String(signs.map { $0.isNumber ? "9" : "A" })
  }
}
