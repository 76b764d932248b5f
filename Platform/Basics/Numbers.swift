/// Numbers as a British reader expects them; nothing here depends on the machine's locale.
extension Int {
  /// `913,660`.
  package var grouped: String {
    let digits = String(magnitude)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return (self < 0 ? "−" : "") + out
  }

  /// `1 month`, `1,200 months`.
  package func of(_ one: String, _ many: String) -> String { "\(grouped) \(magnitude == 1 ? one : many)" }
}

extension Double {
  /// Fixed decimals, half away from zero, thousands grouped: `8.83`. A number that is not finite reads `not available`.
  package func fixed(_ decimals: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return "not available" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    let whole = Int(scaled / scale), part = Int(scaled) - whole * Int(scale)
    let sign = self < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + whole.grouped }
    let digits = String(part)
    return sign + whole.grouped + "." + String(repeating: "0", count: decimals - digits.count) + digits
  }

  /// A share as a percentage: `8.83%`.
  package func percent(_ decimals: Int = 1) -> String {
    isFinite ? (self * 100).fixed(decimals) + "%" : "not available"
  }
}
