import Basics

/// The measured job of reading one police file from disk and counting it six ways, as an analyst's first look does.
package enum CrimeFileBench {
  package struct Summary: Sendable {
    package var rows = 0, kept = 0
    /// Records by month; crime type; lower layer super output area; force; outcome; area and crime type.
    package var byMonth: [String: Int] = [:], byCategory: [String: Int] = [:], byLsoa: [String: Int] = [:]
    package var byForce: [String: Int] = [:], byOutcome: [String: Int] = [:]
    /// Areas with crime types, without those that have no record.
    package var lsoaByCategory: Tally
  }

  /// Parses a street-level file of data.police.uk in constant memory and makes the six tallies; nothing is stored.
  package static func summarise(file path: String) throws -> Summary {
    let source = try SourceBytes(path: path)
    let table = try FileReading.recognise(try TextSource(source, place: path), name: path)
    let at = table.recognition
    guard at.shape.kind == .streetCrime, let month = at.position("Month"), let force = at.position("Reported by"),
      let lsoa = at.position("LSOA code"), let category = at.position("Crime type"),
      let outcome = at.position("Last outcome category")
    else { throw Refusal("wrong-kind", place: path, "This is no street-level file of data.police.uk.") }
    let months = ByteInterner(), types = ByteInterner(), areas = ByteInterner(), forces = ByteInterner(),
      outcomes = ByteInterner()
    var byMonth = CodeCounts(), byType = CodeCounts(), byForce = CodeCounts(), byOutcome = CodeCounts(),
      pairs = CodeCounts()
    var width = 16, rejected = RejectedRows(), kept = 0
    let rows = try table.forEachRow(&rejected) { record, _ in
      kept &+= 1
      byMonth.add(Int(months.code(of: record[month])))
      byForce.add(Int(forces.code(of: record[force])))
      byOutcome.add(Int(outcomes.code(of: record[outcome])))
      let type = Int(types.code(of: record[category]))
      byType.add(type)
      while type >= width {
        pairs.widen(from: width)
        width *= 2
      }
      // Areas alone are the sum of areas by crime type, so they need no count of their own.
      pairs.add(Int(areas.code(of: record[lsoa])) &* width &+ type)
    }
    var byArea = CodeCounts()
    for (index, count) in pairs.counts.enumerated() where count > 0 { byArea.add(index / width, count) }
    func list(_ names: ByteInterner, _ counts: CodeCounts) -> [String: Int] {
      var out: [String: Int] = [:]
      for (code, count) in counts.counts.enumerated() where count > 0 { out[names.text(code)] = Int(count) }
      return out
    }
    func ranked(_ interner: ByteInterner) -> (texts: [String], rank: [Int]) {
      let texts = (0..<interner.count).map { interner.text($0) }
      let order = texts.indices.sorted { texts[$0] < texts[$1] }
      var rank = [Int](repeating: 0, count: texts.count)
      for (position, index) in order.enumerated() { rank[index] = position }
      return (order.map { texts[$0] }, rank)
    }
    func ordered(_ rank: [Int]) -> [Int] {
      var codes = [Int](repeating: 0, count: rank.count)
      for (code, position) in rank.enumerated() { codes[position] = code }
      return codes
    }
    let areaRanks = ranked(areas), typeRanks = ranked(types)
    // In the order of the names, so that nothing is left to be sorted.
    let areaCodes = ordered(areaRanks.rank), typeCodes = ordered(typeRanks.rank)
    var keys: [Int] = [], counts: [Int] = []
    for (area, areaCode) in areaCodes.enumerated() {
      for (type, typeCode) in typeCodes.enumerated() {
        let place = areaCode * width + typeCode
        guard typeCode < width, place < pairs.counts.count, pairs.counts[place] > 0 else { continue }
        keys.append(area * typeCodes.count + type)
        counts.append(Int(pairs.counts[place]))
      }
    }
    return Summary(
      rows: rows, kept: kept, byMonth: list(months, byMonth), byCategory: list(types, byType),
      byLsoa: list(areas, byArea),
      byForce: list(forces, byForce), byOutcome: list(outcomes, byOutcome),
      lsoaByCategory: Tally(
        columns: [.lsoa, .category], dictionaries: [areaRanks.texts, typeRanks.texts], keys: keys, counts: counts))
  }
}

/// Counts by code, in as little memory as the codes need, since memory is what counting waits for.
private struct CodeCounts {
  private(set) var counts: [UInt32] = Array(repeating: 0, count: 1 << 8)

  @inline(__always)
  mutating func add(_ code: Int, _ count: UInt32 = 1) {
    if code >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: max(counts.count, code + 1 - counts.count)))
    }
    counts[code] &+= count
  }

  /// Doubles the room of each row of `width` codes.
  mutating func widen(from width: Int) {
    var wider = [UInt32](repeating: 0, count: counts.count * 2)
    for (index, count) in counts.enumerated() where count > 0 {
      wider[index / width * width * 2 + index % width] = count
    }
    counts = wider
  }
}
