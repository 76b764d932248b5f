import Basics
import Foundation
import StrategyModel

/// One thing to be read: a file, or a file in an archive.
struct OfferedFile {
  /// The path as reports show it; a file in an archive stands behind the archive's path.
  let path: String
  /// The bytes that are kept, and the content that is read: the same unless it is packed.
  let original: SourceBytes, content: SourceBytes
  /// How far through the archive that holds it this file ends, from 0 to 1.
  var share = 1.0
}

/// Files under the paths that were given, a folder's in the order of their paths.
enum ImportPaths {
  struct Found: Sendable {
    let path: String
    var bytes = 0
    /// Set for a path under which there is nothing; the other paths are read all the same.
    var refusal: Refusal?
  }

  static func files(_ paths: [String]) -> [Found] {
    var out: [Found] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        let refusal = Refusal(
          "no-such-file", place: path, "There is no such file or folder.", remedy: "Check the spelling of the path.")
        out.append(Found(path: path, refusal: refusal))
        continue
      }
      guard isFolder.boolValue else {
        out.append(Found(path: path, bytes: size(path)))
        continue
      }
      let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
      for name in names.sorted() where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        let file = folder + "/" + name
        var isInner: ObjCBool = false
        if FileManager.default.fileExists(atPath: file, isDirectory: &isInner), !isInner.boolValue {
          out.append(Found(path: file, bytes: size(file)))
        }
      }
    }
    return out
  }

  private static func size(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }

  /// Gives a file's content; for an archive of tables each of its files in turn, for a shapefile the archive as one.
  static func open(_ path: String, original: SourceBytes, _ body: (OfferedFile) throws -> Void) throws {
    switch Unpacking.wrapping(original.bytes) {
    case .none: try body(OfferedFile(path: path, original: original, content: original))
    case .gzip:
      try Unpacking.forEachMember(of: original, name: path) { _, content in
        try body(OfferedFile(path: path, original: original, content: content))
      }
    case .zip:
      let names = try Unpacking.names(of: original, name: path)
      if names.contains("[Content_Types].xml") {
        throw Refusal(
          "not-a-table", place: path, "This is an Excel or Word document.",
          remedy: "Save the sheet as CSV and bring that in.")
      }
      if names.contains(where: { $0.lowercased().hasSuffix(".shp") }) {
        return try body(OfferedFile(path: path, original: original, content: original))
      }
      guard names.contains(where: isTable) else {
        throw Refusal(
          "no-records", place: path, "The archive holds no table.", remedy: "Bring in the published archive.")
      }
      // One after another: an archive of the whole country holds thousands.
      let tables = names.count(where: isTable)
      var done = 0
      try Unpacking.forEachMember(of: original, name: path, where: isTable) { name, content in
        done += 1
        try unpacked(path + "/" + name, content) {
          var offered = $0
          offered.share = Double(done) / Double(max(tables, 1))
          try body(offered)
        }
      }
    }
  }

  private static func isTable(_ name: String) -> Bool {
    [".csv", ".csv.gz", ".geojson", ".json"].contains(where: name.lowercased().hasSuffix)
      && !name.hasPrefix("__MACOSX/")
  }

  private static func unpacked(_ path: String, _ content: SourceBytes, _ body: (OfferedFile) throws -> Void) throws {
    switch Unpacking.wrapping(content.bytes) {
    case .none: try body(OfferedFile(path: path, original: content, content: content))
    case .gzip:
      try Unpacking.forEachMember(of: content, name: path) { _, inner in
        try body(OfferedFile(path: path, original: content, content: inner))
      }
    case .zip:
      throw Refusal(
        "archive-in-archive", place: path, "An archive lies within an archive.",
        remedy: "Unpack the outer one and bring in its folder.")
    }
  }
}
