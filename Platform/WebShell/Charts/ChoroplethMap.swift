import Basics

extension Chart {
  /// An area on a map: its outline in degrees (longitude, latitude; WGS 84), rings of polygons and of their holes alike.
  package struct Area: Sendable {
    /// The area's code, such as `E05013792`; it matches the feature's `id` in the map's GeoJSON.
    package let code: String
    package let name: String
    package let rings: [[(Double, Double)]]
    package let value: Double?
    /// The value as people read it, with its unit or the reason that there is none.
    package let text: String
    package let href: String?

    package init(
      code: String, name: String, rings: [[(Double, Double)]], value: Double?, text: String, href: String? = nil
    ) {
      self.code = code
      self.name = name
      self.rings = rings
      self.value = value
      self.text = text
      self.href = href
    }
  }

  /// Five steps of one hue, light to dark, apart in lightness so that they stay apart in grey print.
  static let shades = ["#e6f0f1", "#b5d3d8", "#7fb0ba", "#3d8091", "#0f4a5c"]

  /// Class limits that put about as many areas into each of five classes: the upper limit of the first four.
  package static func quantiles(_ values: [Double]) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let last = sorted.last else { return [] }
    var limits: [Double] = []
    for part in 1...4 {
      let limit = sorted[min((sorted.count * part + 4) / 5, sorted.count) - 1]
      if limits.last.map({ limit > $0 }) ?? true, last > limit { limits.append(limit) }
    }
    return limits
  }

  /// Areas shaded by value in up to five classes, hatched where there is no figure, with the list beside. `limits` are the
  /// upper ends of all classes but the last. With `geojson` and Leaflet, `map.js` makes the map one that can be moved.
  package static func map(
    id: String? = nil, title: String, description: String, note: String? = nil, areas: [Area], limits: [Double]? = nil,
    valueLabel: String, percent: Bool = false, decimals: Int = 0, geojson: String? = nil, showList: Bool = true
  ) -> HTML {
    let limits = Array((limits ?? quantiles(areas.compactMap(\.value))).sorted().prefix(4))
    let name = id ?? "map-" + slug(title)
    func text(_ value: Double) -> String { percent ? value.percent(decimals) : value.fixed(decimals) }
    let projection = MapProjection(areas.flatMap(\.rings), width: 520, most: 560)
    let paths = areas.map { projection.path($0.rings) }
    let drawing: HTML = """
      <defs><pattern id="\(name)-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
      <rect width="6" height="6" fill="#ffffff"/><line x1="0" y1="0" x2="0" y2="6" stroke="#8a9499" stroke-width="2"/>\
      </pattern></defs>\(each: zip(areas, paths), { area, path in
        """
        <path d="\(path)" fill="\(fill(area.value, limits, name))" fill-rule="evenodd" \
        stroke="#ffffff" stroke-width="0.8" stroke-linejoin="round"><title>\(area.name): \(area.text)</title></path>
        """
      })<g fill="none" stroke="#6d8a91" stroke-width="0.35">\(each: paths, { "<path d=\"\($0)\"/>" })</g>
      """
    let legend = legend(areas, limits, valueLabel, text)
    let map = figure(
      id: name, title: title, description: description, note: note, width: 520, height: projection.height, narrow: true,
      before: legend, drawing)
    let live: HTML =
      geojson.map { address in
        """
        <div class="map" data-map="\(url: address)" data-limits="\(limits.map { "\($0)" }.joined(separator: ","))" \
        data-values="\(values(areas))">\(map)</div>
        """
      } ?? "<div class=\"map\">\(map)</div>"
    guard showList else { return live }
    return "<div class=\"map-and-list\">\(live)<div class=\"map-list\">\(list(areas, valueLabel, title))</div></div>"
  }

  static func shade(_ value: Double, _ limits: [Double]) -> Int {
    let place = limits.firstIndex { value <= $0 } ?? limits.count
    // Fewer than five classes still run from light to dark.
    return limits.isEmpty ? 2 : place * 4 / limits.count
  }

  private static func fill(_ value: Double?, _ limits: [Double], _ name: String) -> String {
    guard let value, value.isFinite else { return "url(#\(name)-none)" }
    return shades[min(max(shade(value, limits), 0), 4)]
  }

  /// Codes and values for the script: `code=value|text` lines, so that the map needs no second request for figures.
  private static func values(_ areas: [Area]) -> String {
    let members: [(String, JSON)] = areas.map {
      ($0.code, ["value": JSON($0.value), "name": .string($0.name), "text": .string($0.text), "href": JSON($0.href)])
    }
    return JSON.object(members).text()
  }

  private static func legend(
    _ areas: [Area], _ limits: [Double], _ valueLabel: String, _ text: (Double) -> String
  ) -> HTML {
    let values = areas.compactMap(\.value).filter(\.isFinite)
    let least = values.min() ?? 0, most = values.max() ?? 0
    let ends = limits + [max(most, limits.last ?? most)]
    var items: [(String, String)] = []
    for (index, end) in ends.enumerated() where !values.isEmpty {
      let begin = index == 0 ? text(min(least, end)) : "over " + text(ends[index - 1])
      items.append((shades[min(shade(end, limits), 4)], begin == text(end) ? text(end) : "\(begin) to \(text(end))"))
    }
    let hasGaps = areas.contains { $0.value?.isFinite != true }
    return """
      <div class="legend"><p class="legend__title">\(valueLabel)</p><ul>\(each: items, { item in
        "<li>\(swatch("<rect width=\"22\" height=\"14\" fill=\"\(item.0)\" stroke=\"#6d8a91\" stroke-width=\"0.8\"/>"))\(item.1)</li>"
      })\(when: hasGaps, "<li>\(swatch(noneSwatch))no figure</li>")</ul></div>
      """
  }

  private static let noneSwatch: HTML = """
    <rect width="22" height="14" fill="#ffffff" stroke="#8a9499" stroke-width="1"/>\
    <path d="M2 14L14 0M10 14L22 2M-4 12L6 0" stroke="#8a9499" stroke-width="1.6"/>
    """

  private static func swatch(_ drawing: HTML) -> HTML {
    """
    <svg class="swatch" width="22" height="14" viewBox="0 0 22 14" aria-hidden="true" focusable="false">\(drawing)</svg>
    """
  }

  private static func list(_ areas: [Area], _ valueLabel: String, _ title: String) -> HTML {
    let sorted = areas.sorted { ($0.value ?? -.infinity, $1.name) > ($1.value ?? -.infinity, $0.name) }
    return UI.table(
      caption: title, headings: [UI.Heading("Area"), UI.Heading(valueLabel, numeric: true)],
      rows: sorted.map { area in
        [area.href.map { UI.link(area.name, href: $0) } ?? HTML(text: area.name), HTML(text: area.text)]
      }, hideCaption: true, compact: true)
  }
}

/// Degrees to pixels: equirectangular with the scale right at the middle latitude, good for one city or county.
struct MapProjection {
  let height: Double
  private let west: Double, north: Double, scale: Double, narrowing: Double, inset: Double

  init(_ rings: [[(Double, Double)]], width: Double, most: Double) {
    let points = rings.joined().filter {
      $0.0.isFinite && $0.1.isFinite && $0.0.magnitude <= 180 && $0.1.magnitude <= 90
    }
    let west = points.map(\.0).min() ?? 0, east = points.map(\.0).max() ?? 1
    let south = points.map(\.1).min() ?? 0, north = points.map(\.1).max() ?? 1
    narrowing = MapProjection.cosine((south + north) / 2)
    let across = max((east - west) * narrowing, 1e-6), down = max(north - south, 1e-6)
    scale = min((width - 8) / across, (most - 8) / down)
    inset = 4 + (width - 8 - across * scale) / 2
    height = down * scale + 8
    self.west = west
    self.north = north
  }

  /// By its series, so that no mathematics library is needed; better than 1e-6 up to 90 degrees.
  private static func cosine(_ degrees: Double) -> Double {
    let x = degrees * .pi / 180, s = x * x
    return max(1 - s / 2 * (1 - s / 12 * (1 - s / 30 * (1 - s / 56 * (1 - s / 90)))), 0.01)
  }

  func place(_ point: (Double, Double)) -> (Double, Double) {
    (inset + (point.0 - west) * narrowing * scale, 4 + (north - point.1) * scale)
  }

  /// Rings as path data; points closer than half a pixel to the last one are left out.
  func path(_ rings: [[(Double, Double)]]) -> String {
    var out = ""
    for ring in rings {
      var kept: [(Double, Double)] = []
      for point in ring where point.0.isFinite && point.1.isFinite {
        let next = place(point)
        if let last = kept.last, (last.0 - next.0).magnitude < 0.5, (last.1 - next.1).magnitude < 0.5 { continue }
        kept.append(next)
      }
      if kept.count >= 3 { out += Marker.path(kept) }
    }
    return out
  }
}
