import Basics

/// Reads the content of one published file, whatever its kind, and says which kind it is.
package struct FileReading: Sendable {
  package let practice: SourcePractice
  /// Takes the place of the publisher that the file or the practice names.
  package let publisher: String?

  /// Whether the files are held already, so that they are read even where they would be refused today.
  let isHeld: Bool
  /// Told the share of a table’s bytes that is read.
  package var reached: (@Sendable (Double) -> Void)?

  package init(practice: SourcePractice, publisher: String? = nil, isHeld: Bool = false) {
    self.practice = practice
    self.publisher = publisher
    self.isHeld = isHeld
  }

  /// - Parameter name: the file's path as messages show it; a search file's name tells its force.
  package func read(_ content: SourceBytes, name: String) throws -> ReadFile {
    if Unpacking.wrapping(content.bytes) == .zip || GeoJSONText.looksLikeJSON(content.bytes) {
      return try boundaries(content, name: name).file
    }
    return try readTable(content, name: name) { table in
      var result: ReadFile
      switch table.recognition.shape.kind {
      case .streetCrime, .outcomes: result = try PoliceReading.read(table, table.recognition.shape.kind)
      case .stopAndSearch:
        result = try StopAndSearchReading.read(table, name: name, publisher: publisher, names: practice.names)
      case .mpsBorough, .mpsWard:
        let kind = table.recognition.shape.kind
        result = try WideCountsReading.read(
          table, kind, publisher: publisher ?? practice.publisher(kind), names: practice.names)
      case .fireIncidents:
        result = try FireReading.read(
          table, publisher: publisher ?? practice.publisher(.fireIncidents), names: practice.names)
      case let kind:
        var data = ReferenceData()
        let (file, rows) = try ReferenceReading.read(table, into: &data)
        result = file
        result.parts = [
          .init(
            publisher: publisher ?? practice.publisher(kind), name: FileReading.part(kind, rows), rows: file.kept,
            unplaced: 0, isPartial: false)
        ]
      }
      result.problems = table.notes + result.problems
      if let last = content.bytes.last, last != 10, last != 13 {
        result.problems.append("The file does not end with a line end: its last row may be cut short.")
      }
      return result
    }
  }

  /// Adds what a look-up, a list of dates or a file of outlines holds to `data`.
  package func readReference(_ content: SourceBytes, name: String, into data: inout ReferenceData) throws {
    if Unpacking.wrapping(content.bytes) == .zip || GeoJSONText.looksLikeJSON(content.bytes) {
      data.boundaries.append(try boundaries(content, name: name).layer)
      return
    }
    try readTable(content, name: name) { table in _ = try ReferenceReading.read(table, into: &data) }
  }

  func readTable<Result>(_ content: SourceBytes, name: String, _ body: (RecognisedTable) throws -> Result) throws
    -> Result
  {
    func table(_ source: TextSource) throws -> RecognisedTable {
      var table = try FileReading.recognise(source, name: name)
      table.isHeld = isHeld
      table.text.reached = reached
      return table
    }
    do {
      return try body(try table(try TextSource(content, place: name)))
    } catch is DelimitedText.NotUTF8 {
      return try body(try table(try TextSource(content, place: name, asWindows1252: true)))
    }
  }

  static func recognise(_ source: TextSource, name: String) throws -> RecognisedTable {
    struct Stop: Error {}
    var headings: [String] = []
    do {
      try source.text.forEachRecord { record in
        guard record.count <= DelimitedText.fieldLimit else {
          throw Refusal(
            "too-many-columns", place: "\(name), line 1",
            "The heading line has more than \(DelimitedText.fieldLimit) columns.",
            remedy: "Bring in a file as published.")
        }
        headings = record.texts()
        throw Stop()
      }
    } catch is Stop {}
    guard !headings.isEmpty else {
      throw Refusal("empty-file", place: name, "The file holds no text.", remedy: "Fetch it again from its publisher.")
    }
    return RecognisedTable(
      recognition: try Recognition.recognise(headings, place: name), text: source.text, notes: source.notes)
  }

  func boundaries(_ content: SourceBytes, name: String) throws -> (layer: BoundaryLayer, file: ReadFile) {
    let features: [GeoJSONText.Feature]
    if Unpacking.wrapping(content.bytes) == .zip {
      var members: [String: SourceBytes] = [:]
      try Unpacking.forEachMember(of: content, name: name) { member, bytes in
        let file = member.split(separator: "/").last.map { String($0) } ?? member
        if [".shp", ".shx", ".dbf", ".prj"].contains(where: file.lowercased().hasSuffix) { members[file] = bytes }
      }
      features = try ShapefileSet.features(members, place: name)
    } else {
      features = try GeoJSONText.features(content, place: name)
    }
    let (layer, problems) = try BoundaryReading.layer(features, place: name)
    var file = ReadFile(kind: .boundaries)
    file.rows = features.count
    file.kept = layer.areas.count
    file.rejected = file.rows - file.kept
    file.problems = problems
    let codes = layer.areas.map(\.code).sorted()
    file.parts = [
      .init(
        publisher: publisher ?? practice.publisher(.boundaries),
        name: "\(layer.name) \(codes.first ?? "") to \(codes.last ?? "") \(FileReading.detail(layer))", rows: file.kept,
        unplaced: 0, isPartial: false)
    ]
    return (layer, file)
  }

  /// Outlines of another level of detail are another product, not another issue: their points differ fourfold or more.
  private static func detail(_ layer: BoundaryLayer) -> String {
    let points = layer.areas.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } } / max(layer.areas.count, 1)
    return points < 32 ? "(outline)" : points < 128 ? "(coarse)" : points < 512 ? "(fine)" : "(full)"
  }

  /// Look-ups take each other's place as a whole; series of days only for the same days.
  static func part(_ kind: SourceKind, _ rows: ReferenceReading.Rows) -> String {
    guard [.mobility, .restrictions].contains(kind) else { return "all" }
    let days = rows.keys.map { $0.suffix(10) }
    return "\(days.min() ?? "") to \(days.max() ?? "")"
  }
}
