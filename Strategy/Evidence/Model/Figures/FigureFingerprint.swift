import Basics
import Crypto

/// The identity of a figure's content: SHA-256 over the question, the values, the table and the extracts counted, so that
/// a frozen figure can be compared with today's without comparing every cell.
package enum FigureFingerprint {
  package static func text(of figure: Figure) -> String {
    var parts = [figure.question, figure.unit]
    for number in [figure.value, figure.lower, figure.upper] { parts.append(number.map { "\($0)" } ?? "-") }
    for number in [figure.numerator, figure.denominator] { parts.append(number.map { "\($0)" } ?? "-") }
    parts += figure.table.headings.map(\.text)
    for row in figure.table.rows {
      for cell in row { parts.append(cell.number.map { "\(cell.text)=\($0)" } ?? cell.text) }
    }
    parts += figure.evidence.extracts.map(\.sha256).sorted()
    // Lengths keep the parts apart, so that no two different figures are written alike.
    let written = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
    return Hex.text(SHA256.hash(data: Array(written.utf8)))
  }
}
