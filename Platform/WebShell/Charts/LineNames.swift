/// Names beside the ends of lines and limits, one below the other where they would meet.
extension LineDrawing {
  private struct Name {
    /// Middle of the first line of text.
    var y: Double
    let lines: [String]
    /// The line it belongs to; nil for a limit.
    let series: Int?
    var height: Double { Double(lines.count) * 14 }
  }

  var names: HTML {
    var list: [Name] = []
    if series.count > 1 {
      for (index, one) in series.enumerated() {
        guard let last = one.values.prefix(count).compactMap({ $0 }).last else { continue }
        list.append(Name(y: y(last), lines: wrapped(one.name), series: index))
      }
    }
    if let limits {
      for (text, values) in [
        ("upper limit", limits.upper), (limits.centreName, limits.centre), ("lower limit", limits.lower),
      ] {
        guard let last = values.prefix(count).compactMap({ $0 }).last else { continue }
        list.append(Name(y: y(last), lines: [text], series: nil))
      }
    }
    return "\(each: apart(list), drawn)"
  }

  /// Pushed down until none covers another, then up as far as the lowest would leave the drawing.
  private func apart(_ names: [Name]) -> [Name] {
    var list = names.sorted { $0.y < $1.y }
    for place in list.indices.dropFirst() {
      list[place].y = max(list[place].y, list[place - 1].y + list[place - 1].height)
    }
    var floor = bottom + 14
    for place in list.indices.reversed() {
      list[place].y = min(list[place].y, floor - list[place].height)
      floor = list[place].y
    }
    return list
  }

  private func drawn(_ name: Name) -> HTML {
    let look = name.series.map(Chart.look)
    let mark: HTML =
      look.map { Marker.draw($0.shape, right + 6, name.y, colour: $0.colour, hollow: false) } ?? ""
    let text: HTML =
      "\(each: name.lines.enumerated(), { index, line in Chart.label(line, right + (look == nil ? 6 : 14), name.y + 4 + Double(index) * 14, size: look == nil ? 11 : 12, colour: look?.colour ?? Chart.quiet, bold: look != nil) })"
    return "\(mark)\(text)"
  }

  /// A long name runs over several lines within the margin.
  private func wrapped(_ name: String) -> [String] {
    let room = width - right - 18
    var lines: [String] = []
    for word in name.split(separator: " ") {
      if let last = lines.last, Chart.width(of: "\(last) \(word)", size: 12.5) <= room {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
