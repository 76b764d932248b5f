import Basics

extension Chart {
  /// One line of a chart. Nil is a month without a figure, drawn as a gap; zero is drawn as zero.
  package struct Series: Sendable {
    package let name: String
    package let values: [Double?]
    /// Positions of values that may still change: drawn hollow.
    package let provisional: Set<Int>
    /// Positions of values beyond their usual variation: ringed.
    package let signals: Set<Int>

    package init(_ name: String, _ values: [Double?], provisional: Set<Int> = [], signals: Set<Int> = []) {
      self.name = name
      self.values = values
      self.provisional = provisional
      self.signals = signals
    }
  }

  /// A date that a series has to be read with, drawn as a dashed line with its words.
  package struct Break: Sendable {
    package let position: Int
    package let label: String
    /// Whether figures from `position` on are not comparable with those before, so that no line joins them; otherwise
    /// the date is only to be borne in mind.
    package let stopsLine: Bool

    package init(before position: Int, _ label: String, stopsLine: Bool = true) {
      self.position = position
      self.label = label
      self.stopsLine = stopsLine
    }
  }

  /// Control limits at each position (XmR, u′): centre line and limits, nil where there are none.
  package struct Limits: Sendable {
    package let centre: [Double?]
    package let lower: [Double?]
    package let upper: [Double?]
    /// What the centre line is: `average`, or the level of a baseline.
    package let centreName: String

    package init(centre: [Double?], lower: [Double?], upper: [Double?], centreName: String = "average") {
      self.centreName = centreName
      self.centre = centre
      self.lower = lower
      self.upper = upper
    }
  }

  /// Lines over months; years are marked on the axis.
  package static func lines(
    id: String? = nil, title: String, description: String, note: String? = nil, months: [Month], series: [Series],
    breaks: [Break] = [], limits: Limits? = nil, valueLabel: String, percent: Bool = false, fromZero: Bool = true
  ) -> HTML {
    var ticks: [(Int, String)] = []
    let every = months.count <= 8 ? 1 : months.count <= 18 ? 3 : months.count <= 72 ? 12 : 24
    for (index, month) in months.enumerated() {
      let fromApril = ((month.month - 4) % 12 + 12) % 12
      let isMarked = every <= 3 ? fromApril % every == 0 : month.month == 4 && (every == 12 || month.year % 2 == 0)
      if isMarked { ticks.append((index, "\(month.spoken.prefix(3)) \(month.year)")) }
    }
    return lines(
      id: id, title: title, description: description, note: note, count: months.count, ticks: ticks, series: series,
      breaks: breaks, limits: limits, valueLabel: valueLabel, percent: percent, fromZero: fromZero)
  }

  /// Lines over named positions, such as financial years.
  package static func lines(
    id: String? = nil, title: String, description: String, note: String? = nil, labels: [String], series: [Series],
    breaks: [Break] = [], limits: Limits? = nil, valueLabel: String, percent: Bool = false, fromZero: Bool = true
  ) -> HTML {
    let widest = labels.map { width(of: $0) + 16 }.max() ?? 60
    let every = max(1, Int((Double(labels.count) * widest / 600).rounded(.up)))
    let ticks = labels.enumerated().filter { $0.offset % every == 0 }.map { ($0.offset, $0.element) }
    return lines(
      id: id, title: title, description: description, note: note, count: labels.count, ticks: ticks, series: series,
      breaks: breaks, limits: limits, valueLabel: valueLabel, percent: percent, fromZero: fromZero)
  }

  private static func lines(
    id: String?, title: String, description: String, note: String?, count: Int, ticks: [(Int, String)],
    series: [Series],
    breaks: [Break], limits: Limits?, valueLabel: String, percent: Bool, fromZero: Bool
  ) -> HTML {
    let drawing = LineDrawing(
      count: count, ticks: ticks, series: series, breaks: breaks.filter { (1..<max(count, 1)).contains($0.position) },
      limits: limits, valueLabel: valueLabel, percent: percent, fromZero: fromZero)
    return figure(
      id: id, title: title, description: description, note: note, width: drawing.width, height: drawing.height,
      drawing.html)
  }
}

/// The parts of a line chart and where they lie.
struct LineDrawing {
  let count: Int
  let ticks: [(Int, String)]
  let series: [Chart.Series]
  let breaks: [Chart.Break]
  let limits: Chart.Limits?
  let valueLabel: String
  let scale: Scale
  let breakRows: [Int]
  let width = 760.0
  let left: Double, right: Double, top: Double
  let bottom: Double
  var height: Double { bottom + 30 }

  init(
    count: Int, ticks: [(Int, String)], series: [Chart.Series], breaks: [Chart.Break], limits: Chart.Limits?,
    valueLabel: String, percent: Bool, fromZero: Bool
  ) {
    self.count = count
    self.ticks = ticks
    self.series = series
    self.breaks = breaks.sorted { $0.position < $1.position }
    self.limits = limits
    self.valueLabel = valueLabel
    let bounds = limits.map { $0.lower + $0.upper + $0.centre } ?? []
    let scale = Scale(
      covering: series.flatMap(\.values).compactMap { $0 } + bounds.compactMap { $0 }, fromZero: fromZero,
      percent: percent)
    self.scale = scale
    left = 16 + (scale.ticks.map { Chart.width(of: scale.text($0)) }.max() ?? 30)
    let names = series.count > 1 ? series.map { Chart.width(of: $0.name) + 30 }.max() ?? 0 : 0
    right = 760 - min(max(names, limits == nil ? 20 : 76), 190)
    var rows: [Int] = [], ends: [Double] = []
    for one in self.breaks {
      let x = LineDrawing.x(Double(one.position) - 0.5, count, left, right)
      let length = Chart.width(of: one.label, size: 11) + 12
      let begin = x + length > 756 ? x - length : x
      var row = 0
      while row < ends.count, ends[row] > begin { row += 1 }
      if row == ends.count { ends.append(0) }
      ends[row] = begin + length
      rows.append(row)
    }
    breakRows = rows
    top = 30 + Double(ends.count) * 16
    bottom = top + 270
  }

  private static func x(_ position: Double, _ count: Int, _ left: Double, _ right: Double) -> Double {
    count > 1 ? left + 8 + position / Double(count - 1) * (right - left - 16) : (left + right) / 2
  }

  /// Whether nothing may be joined across the place before `position`.
  private func stops(_ position: Int) -> Bool { breaks.contains { $0.position == position && $0.stopsLine } }

  private func x(_ position: Double) -> Double { LineDrawing.x(position, count, left, right) }
  func y(_ value: Double) -> Double { scale.place(value, bottom, top) }

  var html: HTML { "\(axes)\(control)\(breakMarks)\(each: series.indices, seriesMarks)\(names)" }

  private var axes: HTML {
    """
    \(Chart.label(valueLabel, 0, 14, size: 12, colour: Chart.quiet))\
    \(each: scale.ticks, { tick in
      "\(Chart.line(left, y(tick), right, y(tick)))\(Chart.label(scale.text(tick), left - 8, y(tick) + 4, anchor: .end, colour: Chart.quiet))"
    })\
    \(Chart.line(left, y(max(scale.low, 0)), right, y(max(scale.low, 0)), colour: Chart.quiet))\
    \(each: ticks, { tick in
      let place = x(Double(tick.0))
      return "\(Chart.line(place, bottom, place, bottom + 5, colour: Chart.quiet))\(Chart.label(tick.1, place, bottom + 20, anchor: anchor(place), colour: Chart.quiet))"
    })
    """
  }

  private func anchor(_ place: Double) -> Chart.Anchor { place < left + 24 ? .start : .middle }

  private var breakMarks: HTML {
    """
    \(each: breaks.indices, { index in
      let place = x(Double(breaks[index].position) - 0.5)
      let y = 30 + Double(breakRows[index]) * 16
      let fits = place + Chart.width(of: breaks[index].label, size: 11) + 12 <= 756
      return """
        \(Chart.line(place, y - 10, place, bottom, colour: Chart.quiet, width: 1.2, dashes: breaks[index].stopsLine ? "4 3" : "1 4"))\
        \(Chart.label(breaks[index].label, place + (fits ? 5 : -5), y, anchor: fits ? .start : .end, size: 11, colour: Chart.ink))
        """
    })
    """
  }

  /// Limits as steps, since each belongs to one month.
  private var control: HTML {
    guard let limits else { return "" }
    func steps(_ values: [Double?], _ colour: String, _ dashes: String?, _ width: Double) -> HTML {
      var data = ""
      var open = false
      for (index, value) in values.prefix(count).enumerated() {
        guard let value else {
          open = false
          continue
        }
        let from = Coordinate.text(max(x(Double(index) - 0.5), left)),
          to = Coordinate.text(min(x(Double(index) + 0.5), right))
        let level = Coordinate.text(y(value))
        data += (open && !stops(index) ? "L" : "M") + "\(from) \(level)H\(to)"
        open = true
      }
      return """
        <path d="\(data)" fill="none" stroke="\(colour)" stroke-width="\(at: width)"\(attr: "stroke-dasharray", dashes)/>
        """
    }
    return """
      \(steps(limits.centre, Chart.quiet, nil, 1.2))\(steps(limits.lower, Chart.alarm, "6 4", 1.2))\
      \(steps(limits.upper, Chart.alarm, "6 4", 1.2))
      """
  }

  private func seriesMarks(_ index: Int) -> HTML {
    let one = series[index], look = Chart.look(index)
    var data = ""
    var open = false
    for (position, value) in one.values.prefix(count).enumerated() {
      guard let value, value.isFinite else {
        open = false
        continue
      }
      if stops(position) { open = false }
      data += (open ? "L" : "M") + Coordinate.text(x(Double(position))) + " " + Coordinate.text(y(value))
      open = true
    }
    let size = count > 60 ? 2.2 : 3.0
    let marks = HTML.joined(
      one.values.prefix(count).enumerated().compactMap { position, value in
        guard let value, value.isFinite else { return nil }
        return mark(one, look, position, value, size)
      })
    return """
      <path d="\(data)" fill="none" stroke="\(look.colour)" stroke-width="2" stroke-linejoin="round"\
      \(attr: "stroke-dasharray", look.dashes)/>\(marks)
      """
  }

  private func mark(
    _ one: Chart.Series, _ look: Chart.Look, _ position: Int, _ value: Double, _ size: Double
  ) -> HTML? {
    let place = (x(Double(position)), y(value))
    if one.signals.contains(position) {
      return """
        <circle cx="\(at: place.0)" cy="\(at: place.1)" r="6.5" fill="none" stroke="\(Chart.alarm)" stroke-width="1.6"/>\
        \(Marker.draw(look.shape, place.0, place.1, size: size, colour: Chart.alarm, hollow: one.provisional.contains(position)))
        """
    }
    guard count <= 150 || one.provisional.contains(position) else { return nil }
    return Marker.draw(
      look.shape, place.0, place.1, size: size, colour: look.colour, hollow: one.provisional.contains(position))
  }
}
