extension Chart {
  /// One body in the drawing of a structure.
  package struct Box: Sendable {
    package let id: String
    package let title: String
    /// Short lines under the title: who chairs it, which areas it covers.
    package let lines: [String]
    /// The box above; one that is not drawn, or that leads round in a circle, counts as none.
    package let parent: String?
    /// Drawn with a broken outline: it does not stand yet.
    package let isPlanned: Bool

    package init(id: String, title: String, lines: [String] = [], parent: String? = nil, isPlanned: Bool = false) {
      self.id = id
      self.title = title
      self.lines = lines
      self.parent = parent
      self.isPlanned = isPlanned
    }
  }

  /// A line along which information goes, beside the line of accountability.
  package struct Link: Sendable {
    package let from: String
    package let to: String

    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// Who answers to whom, from left to right, so that names stay readable on a page and on paper: solid lines for
  /// accountability, dashed arrows for information.
  package static func structure(
    id: String? = nil, title: String, description: String, note: String? = nil, boxes: [Box], links: [Link] = []
  ) -> HTML {
    let plan = StructurePlan(boxes)
    return figure(
      id: id, title: title, description: description, note: note, width: plan.width, height: plan.height,
      """
      \(each: links, { plan.link($0) })\(each: plan.places, { plan.connector($0) })\(each: plan.places, { plan.draw($0) })
      """)
  }
}

/// Where each box of a structure stands.
struct StructurePlan {
  struct Place {
    let box: Chart.Box
    let column: Int
    /// In rows; a box above several stands in their middle.
    let row: Double
    let title: [String]
    let lines: [String]
  }

  static let boxWidth = 216.0, gap = 58.0, margin = 8.0
  private static let titleSize = 12.5, lineSize = 11.0, titlePitch = 15.5, linePitch = 13.5, inset = 10.0

  let places: [Place]
  private let byID: [String: Place]
  private let rowHeight: Double

  init(_ boxes: [Chart.Box]) {
    var layout = Layout(boxes)
    layout.placeAll()
    places = layout.places
    byID = Dictionary(places.map { ($0.box.id, $0) }) { first, _ in first }
    rowHeight = (places.map { StructurePlan.height($0) }.max() ?? 40) + 16
    rows = layout.nextRow
  }

  private let rows: Int

  var width: Double {
    let columns = Double((places.map(\.column).max() ?? 0) + 1)
    return columns * StructurePlan.boxWidth + (columns - 1) * StructurePlan.gap + 2 * StructurePlan.margin
  }
  var height: Double { Double(max(rows, 1)) * rowHeight + 2 * StructurePlan.margin }

  private static func height(_ place: Place) -> Double {
    2 * inset + Double(place.title.count) * titlePitch + Double(place.lines.count) * linePitch
  }
  private func left(_ place: Place) -> Double {
    StructurePlan.margin + Double(place.column) * (StructurePlan.boxWidth + StructurePlan.gap)
  }
  private func middle(_ place: Place) -> Double { StructurePlan.margin + (place.row + 0.5) * rowHeight }

  func draw(_ place: Place) -> HTML {
    let tall = StructurePlan.height(place), x = left(place), top = middle(place) - tall / 2
    let first = top + StructurePlan.inset + 10
    let below = first + Double(place.title.count) * StructurePlan.titlePitch - 2
    return """
      <rect x="\(at: x)" y="\(at: top)" width="\(at: StructurePlan.boxWidth)" height="\(at: tall)" rx="3" \
      fill="\(place.box.isPlanned ? "#ffffff" : "#eef4f5")" stroke="\(Chart.accent)" stroke-width="1.4"\
      \(attr: "stroke-dasharray", place.box.isPlanned ? "5 4" : nil)/>\
      \(each: place.title.enumerated(), { index, line in
        Chart.label(
          line, x + StructurePlan.inset, first + Double(index) * StructurePlan.titlePitch, size: StructurePlan.titleSize,
          bold: true)
      })\(each: place.lines.enumerated(), { index, line in
        Chart.label(
          line, x + StructurePlan.inset, below + Double(index) * StructurePlan.linePitch, size: StructurePlan.lineSize,
          colour: Chart.quiet)
      })
      """
  }

  /// The line of accountability from a box to the one above it.
  func connector(_ place: Place) -> HTML {
    guard let parent = place.box.parent.flatMap({ byID[$0] }), parent.column + 1 == place.column else { return "" }
    let from = (left(parent) + StructurePlan.boxWidth, middle(parent)), to = (left(place), middle(place))
    let turn = to.0 - StructurePlan.gap / 2
    return """
      <path d="M\(at: from.0) \(at: from.1)H\(at: turn)V\(at: to.1)H\(at: to.0)" fill="none" stroke="\(Chart.quiet)" \
      stroke-width="1.4"\(attr: "stroke-dasharray", place.box.isPlanned ? "5 4" : nil)/>
      """
  }

  /// Dashed, into the left side of the box that is told.
  func link(_ link: Chart.Link) -> HTML {
    guard let from = byID[link.from], let to = byID[link.to], from.box.id != to.box.id else { return "" }
    let end = (left(to), middle(to) + 9)
    let isForward = left(from) < left(to)
    let start = (left(from) + (isForward ? StructurePlan.boxWidth : 0), middle(from) + 9)
    let bow = isForward ? start.0 + 30 : min(start.0, end.0) - 26
    return """
      <path d="M\(at: start.0) \(at: start.1)C\(at: bow) \(at: start.1) \(at: min(bow, end.0 - 26)) \(at: end.1) \
      \(at: end.0 - 6) \(at: end.1)" fill="none" stroke="\(Chart.alarm)" stroke-width="1.4" stroke-dasharray="4 3"/>\
      <path d="\(Marker.path([(end.0 - 7, end.1 - 4), (end.0, end.1), (end.0 - 7, end.1 + 4)]))" fill="\(Chart.alarm)"/>
      """
  }

  /// Puts a text on lines no longer than a box holds; a single word that is longer stays whole.
  static func wrapped(_ text: String, size: Double, most: Int) -> [String] {
    let room = boxWidth - 2 * inset
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, Chart.width(of: last + " " + word, size: size) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    guard lines.count > most else { return lines }
    return lines.prefix(most - 1) + [lines[most - 1] + " …"]
  }

  private struct Layout {
    let boxes: [Chart.Box]
    let children: [String: [Chart.Box]]
    let known: Set<String>
    var places: [Place] = []
    var seen: Set<String> = []
    var nextRow = 0

    init(_ boxes: [Chart.Box]) {
      self.boxes = boxes
      known = Set(boxes.map(\.id))
      children = Dictionary(grouping: boxes.filter { $0.parent != nil }) { $0.parent ?? "" }
    }

    mutating func placeAll() {
      for box in boxes where box.parent.map({ !known.contains($0) }) ?? true { _ = place(box, column: 0) }
      // What is left leads round in a circle: drawn on its own, so that nothing is lost.
      for box in boxes where !seen.contains(box.id) { _ = place(box, column: 0) }
    }

    private mutating func place(_ box: Chart.Box, column: Int) -> Double? {
      guard seen.insert(box.id).inserted else { return nil }
      let below = (children[box.id] ?? []).compactMap { place($0, column: column + 1) }
      let row: Double
      if let first = below.first, let last = below.last {
        row = (first + last) / 2
      } else {
        row = Double(nextRow)
        nextRow += 1
      }
      places.append(
        Place(
          box: box, column: column, row: row,
          title: wrapped(box.title, size: titleSize * 1.06, most: 4),
          lines: box.lines.flatMap { wrapped($0, size: lineSize, most: 2) }))
      return row
    }
  }
}
