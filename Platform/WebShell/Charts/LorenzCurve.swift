import Basics

extension Chart {
  /// Cumulative shares, most burdened places first: (share of places, share of crime), each from 0 to 1.
  package struct Concentration: Sendable {
    package let name: String
    package let points: [(Double, Double)]

    package init(_ name: String, _ points: [(Double, Double)]) {
      self.name = name
      self.points = points
    }
  }

  /// How few places hold how much of the crime (Lorenz, 1905), against the line of an even spread. `marks` point out
  /// single places on the first curve: "5% of places: 38% of crime".
  package static func lorenz(
    id: String? = nil, title: String, description: String, note: String? = nil, curves: [Concentration],
    marks: [(x: Double, y: Double, label: String)] = [], placesLabel: String = "Share of places",
    crimesLabel: String = "Share of crimes"
  ) -> HTML {
    let (left, right, top, bottom) = (54.0, 454.0, 26.0, 426.0)
    let ticks = [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    func x(_ share: Double) -> Double { left + min(max(share.isFinite ? share : 0, 0), 1) * (right - left) }
    func y(_ share: Double) -> Double { bottom - min(max(share.isFinite ? share : 0, 0), 1) * (bottom - top) }
    let drawing: HTML = """
      \(label(crimesLabel, 0, 14, colour: quiet))\
      \(each: ticks, { tick in
        """
        \(line(left, y(tick), right, y(tick)))\(line(x(tick), top, x(tick), bottom))\
        \(label(tick.percent(0), left - 8, y(tick) + 4, anchor: .end, colour: quiet))\
        \(label(tick.percent(0), x(tick), bottom + 18, anchor: .middle, colour: quiet))
        """
      })\
      \(label(placesLabel, right, bottom + 36, anchor: .end, colour: quiet))\
      \(line(x(0), y(0), x(1), y(1), colour: quiet, width: 1.2, dashes: "4 3"))\
      \(label("if spread evenly", x(0.62), y(0.56), size: 11, colour: quiet, backed: true))\
      \(each: curves.indices, { index in
        let look = look(index)
        let points = curves[index].points.map { (x($0.0), y($0.1)) }
        return """
          <path d="\(outline([(x(0), y(0))] + points))" fill="none" stroke="\(look.colour)" stroke-width="2.4"\
          \(attr: "stroke-dasharray", look.dashes)/>\
          \(line(right + 14, top + 12 + Double(index) * 22, right + 40, top + 12 + Double(index) * 22, colour: look.colour, width: 2.4, dashes: look.dashes))\
          \(label(curves[index].name, right + 46, top + 16 + Double(index) * 22))
          """
      })\
      \(each: marks, { mark in
        """
        \(line(x(mark.x), y(mark.y), x(mark.x), bottom, colour: alarm, dashes: "3 3"))\
        \(line(left, y(mark.y), x(mark.x), y(mark.y), colour: alarm, dashes: "3 3"))\
        \(Marker.draw(.circle, x(mark.x), y(mark.y), size: 4, colour: alarm, hollow: false))\
        \(label(mark.label, x(mark.x) + 9, y(mark.y) + 14, size: 11.5, colour: alarm, bold: true, backed: true))
        """
      })
      """
    return figure(
      id: id, title: title, description: description, note: note, width: 640, height: bottom + 46, narrow: true, drawing
    )
  }

  private static func outline(_ points: [(Double, Double)]) -> String {
    var out = ""
    for (index, point) in points.enumerated() {
      out += (index == 0 ? "M" : "L") + Coordinate.text(point.0) + " " + Coordinate.text(point.1)
    }
    return out
  }
}
