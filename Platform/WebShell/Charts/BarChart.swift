import Basics

extension Chart {
  /// One bar. `low` and `high` are the ends of its confidence interval.
  package struct Bar: Sendable {
    package let label: String
    package let value: Double?
    package let low: Double?
    package let high: Double?
    /// What is written after the bar; the value itself when nil.
    package let text: String?
    package let isMarked: Bool

    package init(
      _ label: String, _ value: Double?, low: Double? = nil, high: Double? = nil, text: String? = nil,
      isMarked: Bool = false
    ) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.text = text
      self.isMarked = isMarked
    }
  }

  /// Horizontal bars from zero, with whiskers for confidence intervals. `reference` is a line to compare with.
  package static func bars(
    id: String? = nil, title: String, description: String, note: String? = nil, bars: [Bar], valueLabel: String,
    percent: Bool = false, reference: (label: String, value: Double)? = nil
  ) -> HTML {
    let values = bars.flatMap { [$0.value, $0.low, $0.high] }.compactMap { $0 } + [reference?.value].compactMap { $0 }
    let scale = Scale(covering: values, percent: percent)
    let rows = Rows(labels: bars.map(\.label), scale: scale, reference: reference, valueLabel: valueLabel)
    let drawing: HTML = """
      \(rows.axes)\(rows.names)\(each: bars.indices, { index in
        bar(bars[index], rows, rows.middle(index))
      })\(rows.referenceLine)\(each: bars.indices, { index in
        text(bars[index], rows, end(bars[index], rows), rows.middle(index))
      })
      """
    return figure(
      id: id, title: title, description: description, note: note, width: rows.width, height: rows.height, drawing)
  }

  private static func bar(_ bar: Bar, _ rows: Rows, _ middle: Double) -> HTML {
    guard let value = bar.value, value.isFinite else { return "" }
    let from = rows.x(min(value, 0)), to = rows.x(max(value, 0))
    var whisker: HTML = ""
    if let low = bar.low, let high = bar.high, low.isFinite, high.isFinite {
      let (a, b) = (rows.x(low), rows.x(high))
      whisker = """
        \(line(a, middle, b, middle, colour: ink, width: 1.4))\(line(a, middle - 5, a, middle + 5, colour: ink, width: 1.4))\
        \(line(b, middle - 5, b, middle + 5, colour: ink, width: 1.4))
        """
    }
    return """
      <rect x="\(at: from)" y="\(at: middle - 9)" width="\(at: max(to - from, 0.5))" height="18" \
      fill="\(bar.isMarked ? accent : "#8fb3bd")"/>\(whisker)
      """
  }

  /// Where a bar and its whisker end.
  private static func end(_ bar: Bar, _ rows: Rows) -> Double {
    let ends = [bar.value, bar.high, 0].compactMap { $0 }.filter(\.isFinite)
    return rows.x(ends.max() ?? 0)
  }

  /// The value after its bar, on paper of its own where the reference line would run through it.
  private static func text(_ bar: Bar, _ rows: Rows, _ end: Double, _ middle: Double) -> HTML {
    let isKnown = bar.value?.isFinite ?? false
    let text = bar.text ?? (isKnown ? bar.value.map(rows.scale.text) : nil) ?? "no figure"
    let crossing = rows.reference.map { rows.x($0.value) }.map { $0 > end && $0 < end + 12 + width(of: text) } ?? false
    return label(
      text, end + (crossing ? 12 : 6), middle + 4, size: 11.5, colour: isKnown ? ink : quiet, bold: bar.isMarked,
      backed: crossing)
  }

  /// A range with a middle: harm scores are ranges where only a broad category is known.
  package struct Span: Sendable {
    package let label: String
    package let low: Double
    package let middle: Double
    package let high: Double

    package init(_ label: String, low: Double, middle: Double, high: Double) {
      self.label = label
      self.low = low
      self.middle = middle
      self.high = high
    }
  }

  /// A dot for the middle of each range on a line from its least to its greatest.
  package static func spans(
    id: String? = nil, title: String, description: String, note: String? = nil, spans: [Span], valueLabel: String,
    percent: Bool = false
  ) -> HTML {
    let scale = Scale(covering: spans.flatMap { [$0.low, $0.middle, $0.high] }, percent: percent)
    let rows = Rows(labels: spans.map(\.label), scale: scale, reference: nil, valueLabel: valueLabel)
    let drawing: HTML = """
      \(rows.axes)\(each: spans.indices, { index in
        let span = spans[index], y = rows.middle(index)
        return """
          \(line(rows.x(span.low), y, rows.x(span.high), y, colour: "#8fb3bd", width: 6))\
          \(line(rows.x(span.low), y - 6, rows.x(span.low), y + 6, colour: accent, width: 1.6))\
          \(line(rows.x(span.high), y - 6, rows.x(span.high), y + 6, colour: accent, width: 1.6))\
          \(Marker.draw(.circle, rows.x(span.middle), y, size: 5, colour: accent, hollow: false))
          """
      })\(rows.names)
      """
    return figure(
      id: id, title: title, description: description, note: note, width: rows.width, height: rows.height, drawing)
  }
}

/// Labelled rows over a common axis: what bars and ranges share.
struct Rows {
  let labels: [String]
  let scale: Scale
  let reference: (label: String, value: Double)?
  let valueLabel: String
  let width = 760.0
  let step = 28.0

  var left: Double { min(max((labels.map { Chart.width(of: $0) }.max() ?? 0) + 12, 60), 280) }
  var right: Double { width - 70 }
  var top: Double { reference == nil ? 26 : 42 }
  var bottom: Double { top + Double(max(labels.count, 1)) * step + 4 }
  var height: Double { bottom + 40 }

  func x(_ value: Double) -> Double { scale.place(value, left, right) }
  func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * step + 2 }

  var axes: HTML {
    """
    \(each: scale.ticks, { tick in
      "\(Chart.line(x(tick), top, x(tick), bottom))\(Chart.label(scale.text(tick), x(tick), bottom + 16, anchor: .middle, colour: Chart.quiet))"
    })\
    \(Chart.line(x(max(scale.low, 0)), top, x(max(scale.low, 0)), bottom, colour: Chart.quiet))\
    \(Chart.label(valueLabel, right, bottom + 34, anchor: .end, colour: Chart.quiet))
    """
  }

  var names: HTML {
    """
    \(each: labels.indices, { index in
      Chart.label(Rows.fitted(labels[index], left - 12), left - 10, middle(index) + 4, anchor: .end)
    })
    """
  }

  /// The line to compare with, on top of the bars.
  var referenceLine: HTML {
    """
    \(reference.map { mark in
      """
      \(Chart.line(x(mark.value), top - 10, x(mark.value), bottom, colour: Chart.alarm, width: 1.4, dashes: "6 4"))\
      \(Chart.label(mark.label, x(mark.value), top - 16, anchor: anchor(mark), size: 11, colour: Chart.alarm, bold: true))
      """ as HTML
    })
    """
  }

  private func anchor(_ mark: (label: String, value: Double)) -> Chart.Anchor {
    let half = Chart.width(of: mark.label, size: 11) / 2
    return x(mark.value) + half > width ? .end : x(mark.value) - half < 0 ? .start : .middle
  }

  /// Shortens a name that would not fit; the table beside the chart has it in full.
  static func fitted(_ text: String, _ room: Double) -> String {
    let most = max(Int(room / (12 * 0.52)), 4)
    return text.count <= most ? text : String(text.prefix(most - 1)) + "…"
  }
}
