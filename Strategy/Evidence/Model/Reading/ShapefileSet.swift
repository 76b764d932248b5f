import Analysis
import Basics
import CShapefile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads the outlines of an ESRI shapefile (.shp, .shx, .dbf and .prj together) through shapelib.
enum ShapefileSet {
  /// - Parameter members: content by file name, from one archive.
  static func features(_ members: [String: SourceBytes], place: String) throws -> [GeoJSONText.Feature] {
    guard let main = members.keys.sorted().first(where: { $0.lowercased().hasSuffix(".shp") }) else {
      throw Refusal("not-a-shapefile", place: place, "The archive holds no file that ends in .shp.", remedy: nil)
    }
    let stem = main.dropLast(4)
    func member(_ suffix: String) -> SourceBytes? {
      members.first { $0.key.lowercased() == stem.lowercased() + suffix }?.value
    }
    for suffix in [".shx", ".dbf"] where member(suffix) == nil {
      throw Refusal(
        "incomplete-shapefile", place: place, "The shapefile's part \(suffix) is missing from the archive.",
        remedy: "Fetch the archive again; a shapefile is .shp, .shx and .dbf together.")
    }
    let projection = member(".prj").map { String(decoding: $0.bytes.prefix(4096), as: UTF8.self) } ?? ""
    let isNationalGrid =
      projection.contains("British_National_Grid") || projection.contains("27700") || projection.contains("OSGB")
    guard isNationalGrid || projection.isEmpty || projection.hasPrefix("GEOGCS") else {
      throw Refusal(
        "unknown-projection", place: place,
        "The outlines are in a projection other than British National Grid or WGS 84.",
        remedy: "Convert them to WGS 84 GeoJSON.")
    }
    var template = Array("/tmp/concordat-shape-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw damaged(place, "no temporary folder can be made") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for suffix in [".shp", ".shx", ".dbf"] { unlink("\(folder)/part\(suffix)") }
      rmdir(folder)
    }
    for suffix in [".shp", ".shx", ".dbf"] {
      guard let content = member(suffix), let file = fopen("\(folder)/part\(suffix)", "wb") else {
        throw damaged(place, "a part cannot be unpacked")
      }
      let written = content.count == 0 ? 0 : fwrite(content.bytes.baseAddress, 1, content.count, file)
      guard fclose(file) == 0, written == content.count else { throw damaged(place, "a part cannot be unpacked") }
    }
    guard let shapes = SHPOpen("\(folder)/part.shp", "rb") else {
      throw damaged(place, "its outlines cannot be opened")
    }
    defer { SHPClose(shapes) }
    guard let table = DBFOpen("\(folder)/part.dbf", "rb") else { throw damaged(place, "its table cannot be opened") }
    defer { DBFClose(table) }
    var count: Int32 = 0, type: Int32 = 0
    SHPGetInfo(shapes, &count, &type, nil, nil)
    guard [SHPT_POLYGON, SHPT_POLYGONZ, SHPT_POLYGONM].contains(type), count >= 0, count == DBFGetRecordCount(table)
    else {
      throw damaged(place, "it holds no outlines, or not one row for each")
    }
    return try (0..<count).map { index in
      var feature = GeoJSONText.Feature()
      feature.geometryType = "Polygon"
      for field in 0..<DBFGetFieldCount(table) {
        var name = [CChar](repeating: 0, count: 16)
        DBFGetFieldInfo(table, field, &name, nil, nil)
        let text = DBFReadStringAttribute(table, index, field).map { String(cString: $0).trimmed } ?? ""
        feature.properties[String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)] =
          text
      }
      feature.rings = try rings(shapes, index, isNationalGrid, place)
      return feature
    }
  }

  private static func rings(
    _ shapes: SHPHandle, _ index: Int32, _ isNationalGrid: Bool, _ place: String
  ) throws -> [[(longitude: Double, latitude: Double)]] {
    guard let object = SHPReadObject(shapes, index) else { throw damaged(place, "outline \(index + 1) cannot be read") }
    defer { SHPDestroyObject(object) }
    let shape = object.pointee
    let vertices = Int(shape.nVertices), parts = Int(shape.nParts)
    guard vertices >= 0, parts >= 0, parts == 0 || shape.panPartStart != nil else {
      throw damaged(place, "outline \(index + 1) is broken")
    }
    return try (0..<parts).map { part in
      let first = Int(shape.panPartStart[part]), last = part + 1 < parts ? Int(shape.panPartStart[part + 1]) : vertices
      guard first >= 0, first <= last, last <= vertices else { throw damaged(place, "outline \(index + 1) is broken") }
      return try (first..<last).map { vertex in
        let x = shape.padfX[vertex], y = shape.padfY[vertex]
        guard isNationalGrid else { return (x, y) }
        guard let point = BritishNationalGrid.geographic(NationalGridPoint(easting: x, northing: y)) else {
          throw damaged(place, "outline \(index + 1) lies outside the National Grid")
        }
        return (point.longitude, point.latitude)
      }
    }
  }

  private static func damaged(_ place: String, _ problem: String) -> Refusal {
    Refusal(
      "damaged-shapefile", place: place, "The shapefile cannot be read: \(problem).",
      remedy: "Fetch it again from its publisher.")
  }
}
