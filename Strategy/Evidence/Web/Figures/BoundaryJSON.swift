import Basics
import StrategyModel
import Synchronization

/// Boundaries as GeoJSON (RFC 7946), written byte by byte: a layer of London's small areas is several megabytes.
enum BoundaryJSON {
  static func bytes(_ layer: BoundaryLayer) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(layer.areas.reduce(64) { $0 + 120 + $1.rings.reduce(0) { $0 + $1.count * 19 } })
    out += "{\"type\":\"FeatureCollection\",\"features\":[".utf8
    for (index, area) in layer.areas.enumerated() {
      if index > 0 { out.append(comma) }
      out += "{\"type\":\"Feature\",\"id\":\(quoted(area.code)),\"properties\":{\"name\":\(quoted(area.name))},".utf8
      out += "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[".utf8
      polygons(area.rings, into: &out)
      out += "]}}".utf8
    }
    out += "]}".utf8
    return out
  }

  private static let comma = UInt8(ascii: ",")

  private static func quoted(_ text: String) -> String {
    var out = ""
    JSON.quote(text, to: &out)
    return out
  }

  /// A ring that runs like the first begins a polygon; one that runs the other way is a hole in the polygon before it.
  private static func polygons(_ rings: [[(longitude: Double, latitude: Double)]], into out: inout [UInt8]) {
    var direction = 0.0
    var open = false
    for ring in rings where ring.count >= 3 {
      let turn = turn(ring)
      if direction == 0 { direction = turn }
      let isHole = open && turn * direction < 0
      if isHole {
        out.append(comma)
      } else {
        if open { out += "],".utf8 }
        out.append(UInt8(ascii: "["))
        open = true
      }
      write(ring, into: &out)
    }
    if open { out.append(UInt8(ascii: "]")) }
  }

  /// Twice the signed area: its sign is the way the ring runs.
  private static func turn(_ ring: [(longitude: Double, latitude: Double)]) -> Double {
    var sum = 0.0
    var last = ring[ring.count - 1]
    for point in ring {
      sum += last.longitude * point.latitude - point.longitude * last.latitude
      last = point
    }
    return sum
  }

  private static func write(_ ring: [(longitude: Double, latitude: Double)], into out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    var first = true
    func add(_ point: (longitude: Double, latitude: Double)) {
      if !first { out.append(comma) }
      first = false
      out.append(UInt8(ascii: "["))
      degrees(point.longitude, into: &out)
      out.append(comma)
      degrees(point.latitude, into: &out)
      out.append(UInt8(ascii: "]"))
    }
    ring.forEach(add)
    // RFC 7946: the last position repeats the first.
    if let start = ring.first, let end = ring.last, start.longitude != end.longitude || start.latitude != end.latitude {
      add(start)
    }
    out.append(UInt8(ascii: "]"))
  }

  /// Five decimals: about a metre. A place that is no number is written as 0.
  private static func degrees(_ value: Double, into out: inout [UInt8]) {
    guard value.isFinite, value.magnitude <= 360 else {
      out.append(UInt8(ascii: "0"))
      return
    }
    let scaled = Int((value.magnitude * 100_000).rounded())
    if value < 0, scaled > 0 { out.append(UInt8(ascii: "-")) }
    out += String(scaled / 100_000).utf8
    var part = scaled % 100_000
    guard part > 0 else { return }
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: 5)
    for place in (0..<5).reversed() {
      digits[place] = UInt8(ascii: "0") + UInt8(part % 10)
      part /= 10
    }
    out.append(UInt8(ascii: "."))
    out += digits
  }
}

/// Layers already written, until an import changes what is held.
final class BoundaryCache: Sendable {
  private struct Held {
    var state = ""
    var layers: [String: [UInt8]] = [:]
  }
  private let held = Mutex(Held())

  func bytes(_ name: String, state: String) -> [UInt8]? {
    held.withLock { $0.state == state ? $0.layers[name] : nil }
  }

  func keep(_ bytes: [UInt8], _ name: String, state: String) {
    held.withLock {
      if $0.state != state || $0.layers.count >= 40 { $0 = Held(state: state) }
      $0.layers[name] = bytes
    }
  }
}
