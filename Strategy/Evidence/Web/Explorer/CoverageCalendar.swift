import Basics
import StrategyModel
import WebShell

/// What is held of a series, a square for each month: in signs and words, never in colour alone.
enum CoverageCalendar {
  private static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func sign(_ status: Coverage.Status) -> String {
    switch status {
    case .complete: "●"
    case .provisional: "◐"
    case .partial: "◔"
    case .missing: "✕"
    }
  }

  static func word(_ status: Coverage.Status) -> String {
    switch status {
    case .complete: "complete"
    case .provisional: "provisional: the publisher still revises it"
    case .partial: "partial: the file stops before the month ends"
    case .missing: "missing: between months that are held"
    }
  }

  static var key: HTML {
    let all: [Coverage.Status] = [.complete, .provisional, .partial, .missing]
    return """
      <p class="hint">\(each: all, { "\(sign($0)) \(word($0)); " })– not held.</p>
      """
  }

  /// One table for each publisher, years down, months across.
  static func tables(_ coverage: [Coverage], title: String) -> HTML {
    let publishers = Dictionary(grouping: coverage, by: \.publisher).sorted { $0.key < $1.key }
    return "\(each: publishers, { table($0.value, caption: "\(title): \($0.key)") })"
  }

  private static func table(_ coverage: [Coverage], caption: String) -> HTML {
    var cells: [Int: [Int: Coverage]] = [:]
    for one in coverage {
      guard let month = Month(one.month) else { continue }
      cells[month.year, default: [:]][month.month] = one
    }
    guard let first = cells.keys.min(), let last = cells.keys.max(), last - first < 200 else { return "" }
    return UI.table(
      caption: caption,
      headings: [UI.Heading("Year")] + monthNames.map { UI.Heading($0, numeric: true) } + [
        UI.Heading("Records", numeric: true)
      ],
      rows: (first...last).reversed().map { year in
        let months = cells[year] ?? [:]
        let squares: [HTML] = (1...12).map { month in
          guard let one = months[month] else {
            return "<span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">not held</span>"
          }
          return """
            <span aria-hidden="true">\(sign(one.status))</span><span class="visually-hidden">\(one.status.rawValue), \
            \(one.rows.grouped) rows</span>
            """
        }
        let rows = months.values.reduce(0) { $0 + $1.rows }
        return [HTML(text: String(year))] + squares + [HTML(text: rows.grouped)]
      }, compact: true)
  }
}
