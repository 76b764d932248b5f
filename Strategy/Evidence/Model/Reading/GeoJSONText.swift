import Basics

/// Reads GeoJSON (RFC 7946): the properties and outlines of a feature collection, in one pass over the bytes.
struct GeoJSONText {
  struct Feature {
    var properties: [String: String] = [:]
    /// Rings of all polygons, degrees.
    var rings: [[(longitude: Double, latitude: Double)]] = []
    var geometryType = ""
  }

  private let bytes: UnsafeRawBufferPointer
  private let place: String
  private var offset = 0
  private static let depthLimit = 64

  private init(_ source: SourceBytes, place: String) {
    bytes = source.bytes
    self.place = place
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Whether the content begins as a JSON object does.
  static func looksLikeJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.prefix(64).first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } == 0x7B
  }

  static func features(_ source: SourceBytes, place: String) throws -> [Feature] {
    var reader = GeoJSONText(source, place: place)
    var features: [Feature] = [], isCollection = false
    try reader.object(depth: 0) { reader, key in
      switch key {
      case "type":
        isCollection = try reader.string() == "FeatureCollection"
      case "features":
        try reader.array(depth: 1) { reader in features.append(try reader.feature()) }
      default: try reader.skip(depth: 1)
      }
    }
    guard isCollection else {
      throw Refusal(
        "not-geojson", place: place, "This is JSON, but no GeoJSON collection of outlines.",
        remedy: "Fetch the boundaries as GeoJSON or as a zipped shapefile.")
    }
    return features
  }

  private mutating func feature() throws -> Feature {
    var feature = Feature()
    try object(depth: 2) { reader, key in
      switch key {
      case "properties":
        guard !reader.null() else { return }
        try reader.object(depth: 3) { reader, name in
          if let value = try reader.scalar() { feature.properties[name] = value } else { try reader.skip(depth: 4) }
        }
      case "geometry":
        guard !reader.null() else { return }
        try reader.object(depth: 3) { reader, name in
          switch name {
          case "type": feature.geometryType = try reader.string()
          case "coordinates": try reader.rings(depth: 4, into: &feature.rings)
          default: try reader.skip(depth: 4)
          }
        }
      default: try reader.skip(depth: 3)
      }
    }
    guard ["Polygon", "MultiPolygon"].contains(feature.geometryType) else {
      throw failure("an outline is expected, not “\(feature.geometryType.prefix(40))”")
    }
    return feature
  }

  /// Collects every list of positions, however deeply a polygon or multi-polygon nests it.
  private mutating func rings(depth: Int, into rings: inout [[(longitude: Double, latitude: Double)]]) throws {
    guard depth < GeoJSONText.depthLimit else { throw failure("lists are nested too deeply") }
    try expect(0x5B)
    space()
    guard peek() == 0x5B else { throw failure("a position is expected") }
    // Look at the list inside: numbers make it a position, and this a ring.
    var ahead = offset + 1
    while ahead < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[ahead]) { ahead += 1 }
    guard ahead < bytes.count else { throw failure("the file ends too early") }
    var ring: [(longitude: Double, latitude: Double)] = []
    let isRing = bytes[ahead] != 0x5B
    repeat {
      space()
      if isRing {
        try expect(0x5B)
        let longitude = try number()
        try expect(0x2C)
        let latitude = try number()
        guard longitude.magnitude <= 180, latitude.magnitude <= 90 else {
          throw failure("\(longitude), \(latitude) are no degrees; the file may be in another projection")
        }
        while comma() { _ = try number() }
        try expect(0x5D)
        ring.append((longitude, latitude))
      } else {
        try self.rings(depth: depth + 1, into: &rings)
      }
    } while comma()
    try expect(0x5D)
    if isRing { rings.append(ring) }
  }

  // MARK: JSON

  private mutating func object(depth: Int, _ member: (inout GeoJSONText, String) throws -> Void) throws {
    guard depth < GeoJSONText.depthLimit else { throw failure("objects are nested too deeply") }
    try expect(0x7B)
    space()
    if peek() == 0x7D {
      offset += 1
      return
    }
    repeat {
      let key = try string()
      try expect(0x3A)
      space()
      try member(&self, key)
    } while comma()
    try expect(0x7D)
  }

  private mutating func array(depth: Int, _ element: (inout GeoJSONText) throws -> Void) throws {
    guard depth < GeoJSONText.depthLimit else { throw failure("lists are nested too deeply") }
    try expect(0x5B)
    space()
    if peek() == 0x5D {
      offset += 1
      return
    }
    repeat { try element(&self) } while comma()
    try expect(0x5D)
  }

  /// A text, number or truth value as text; nil when an object or a list stands here.
  private mutating func scalar() throws -> String? {
    space()
    switch peek() {
    case 0x22: return try string()
    case 0x7B, 0x5B: return nil
    default:
      let start = offset
      while let byte = peek(), ![0x2C, 0x7D, 0x5D, 0x20, 0x0A, 0x0D, 0x09].contains(byte) { offset += 1 }
      let word = String(decoding: bytes[start..<offset], as: UTF8.self)
      guard word == "null" || word == "true" || word == "false" || Double(word) != nil else {
        throw failure("“\(word.prefix(20))” is no value")
      }
      return word == "null" ? "" : word
    }
  }

  private mutating func skip(depth: Int) throws {
    space()
    switch peek() {
    case 0x7B: try object(depth: depth) { reader, _ in try reader.skip(depth: depth + 1) }
    case 0x5B: try array(depth: depth) { reader in try reader.skip(depth: depth + 1) }
    default: _ = try scalar()
    }
  }

  private mutating func null() -> Bool {
    space()
    guard bytes.count - offset >= 4, bytes[offset] == 0x6E else { return false }
    offset += 4
    return true
  }

  private mutating func number() throws -> Double {
    space()
    let start = offset
    while let byte = peek(), (byte >= 0x30 && byte <= 0x39) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
      offset += 1
    }
    // Plain decimals, nearly all numbers of an outline, need no general parser: 15 digits fit a whole number exactly.
    let field = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
    var whole = 0, decimals = -1, digits = 0
    for (index, byte) in field.enumerated() {
      if byte &- 48 < 10 {
        whole = whole &* 10 &+ Int(byte &- 48)
        digits += 1
        if decimals >= 0 { decimals += 1 }
      } else if byte == 0x2E, decimals < 0 {
        decimals = 0
      } else if byte != 0x2D || index > 0 {
        digits = 99
      }
    }
    if digits > 0, digits <= 15 {
      let value = Double(whole) / GeoJSONText.powers[max(decimals, 0)]
      return field.first == 0x2D ? -value : value
    }
    guard let value = Double(String(decoding: field, as: UTF8.self)), value.isFinite else {
      throw failure("a number is expected")
    }
    return value
  }

  private static let powers: [Double] = (0...15).map { exponent in (0..<exponent).reduce(1.0) { value, _ in value * 10 }
  }

  private mutating func string() throws -> String {
    try expect(0x22)
    var out: [UInt8] = []
    while let byte = peek() {
      offset += 1
      if byte == 0x22 { return String(decoding: out, as: UTF8.self) }
      guard byte == 0x5C else {
        out.append(byte)
        continue
      }
      guard let escape = peek() else { break }
      offset += 1
      switch escape {
      case 0x6E: out.append(10)
      case 0x72: out.append(13)
      case 0x74: out.append(9)
      case 0x62: out.append(8)
      case 0x66: out.append(12)
      case 0x75:
        let end = min(offset + 4, bytes.count)
        let code = UInt32(String(decoding: bytes[offset..<end], as: UTF8.self), radix: 16)
        offset = end
        out.append(contentsOf: Array(String(code.flatMap(Unicode.Scalar.init).map(Character.init) ?? "\u{FFFD}").utf8))
      default: out.append(escape)
      }
    }
    throw failure("a text is not closed")
  }

  private func peek() -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func space() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private mutating func comma() -> Bool {
    space()
    guard peek() == 0x2C else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws {
    space()
    guard peek() == byte else { throw failure("“\(Character(Unicode.Scalar(byte)))” is expected") }
    offset += 1
  }

  private func failure(_ problem: String) -> Refusal {
    Refusal(
      "damaged-json", place: "\(place), byte \(offset.grouped)", "This is not whole GeoJSON: \(problem).",
      remedy: "Fetch the boundaries again from their publisher.")
  }
}
