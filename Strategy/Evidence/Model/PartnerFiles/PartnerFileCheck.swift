import Basics
import Crypto

/// A row that cannot be taken, and why. The value is given only where it cannot be somebody's data.
package struct PartnerRowProblem: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case unreadableDate = "unreadable-date"
    case unreadableTime = "unreadable-time"
    case outsideQuarter = "outside-quarter"
    case unknownCategory = "unknown-category"
    case notOutward = "not-an-outward-postcode"
    case unreadableNumber = "unreadable-number"
    case unreadablePlace = "unreadable-place"
    case missing
    case tooLong = "too-long"
    case cellCount = "cell-count"
  }
  package let line: Int
  package let kind: Kind
  package let field: String
  package let reason: String

  package init(line: Int, kind: Kind, field: String, reason: String) {
    self.line = line
    self.kind = kind
    self.field = field
    self.reason = reason
  }
}

/// A category that the file writes and the set does not know.
package struct UnknownCategory: Hashable, Sendable {
  package let words: String
  package let rows: Int
  /// Identifier of the category it resembles.
  package let nearest: String?
}

/// What an import of a file would do, worked out without doing it.
package struct PartnerFilePreview: Sendable {
  /// The map cannot be used as it is; nothing else was looked at.
  package var blockers: [Refusal] = []
  package var rows: [PartnerRow] = []
  package var problems: [PartnerRowProblem] = []
  package var unknownCategories: [UnknownCategory] = []
  /// Rows against what is held of the holder, set and quarter.
  package var created = 0, changed = 0, unchanged = 0
  /// Rows held that the file no longer has.
  package var lost = 0
  package var unplaced = 0
  /// Rows without a time.
  package var untimed = 0
  /// References that stand on more than one row.
  package var repeatedReferences = 0
  package var smallNumbers: SmallNumbers?

  package var read: Int { rows.count + problems.count }
  package var rejected: Int { problems.count }
  package var mayBeImported: Bool { blockers.isEmpty && !rows.isEmpty }

  /// Changes whenever a number that the reader was shown changes.
  package var fingerprint: String {
    let numbers = [rows.count, rejected, created, changed, unchanged, lost, unplaced]
    return numbers.map(String.init).joined(separator: "-")
  }
}

/// Reads a partner's file through its column map and says what an import would do.
package struct PartnerFileCheck: Sendable {
  package let set: PrescribedSet
  package let quarter: Quarter
  package let map: ColumnMap
  /// Prefix of the digest that stands for a reference, so that two holders' references never meet.
  package let holder: String
  private let categories: [String: String]

  package init(set: PrescribedSet, quarter: Quarter, map: ColumnMap, holder: String) {
    self.set = set
    self.quarter = quarter
    self.map = map
    self.holder = holder
    var known: [String: String] = [:]
    for category in set.categories {
      for word in [category.id, category.name] + category.also { known[PlainWord.plain(word)] = category.id }
    }
    for (words, id) in map.categories where set.category(id) != nil { known[words] = id }
    categories = known
  }

  /// `held`: the rows that are current for the holder, set and quarter.
  package func preview(_ table: PartnerTable, held: [PartnerRow]) -> PartnerFilePreview {
    var out = PartnerFilePreview()
    out.blockers = map.problems(for: set, headings: table.headings)
    guard out.blockers.isEmpty else { return out }
    let columns = Columns(map: map, headings: table.headings)
    var unknown: [String: (words: String, rows: Int)] = [:]
    for row in table.rows {
      if row.cells.allSatisfy(\.isEmpty) { continue }
      do {
        out.rows.append(try read(row, columns, width: table.headings.count))
      } catch {
        out.problems.append(error.problem)
        if let words = error.category { unknown[PlainWord.plain(words), default: (words, 0)].rows += 1 }
      }
    }
    out.unknownCategories = unknown.values.sorted { ($0.rows, $1.words) > ($1.rows, $0.words) }.map {
      let names = set.categories.map(\.name)
      let near = PlainWord.nearest(to: $0.words, among: names)
      return UnknownCategory(
        words: $0.words, rows: $0.rows, nearest: set.categories.first { $0.name == near }?.id)
    }
    out.unplaced = set.fields.contains(.location) ? out.rows.count { !$0.isPlaced } : 0
    out.untimed = set.fields.contains(.time) ? out.rows.count { $0.minute == nil } : 0
    out.smallNumbers = SmallNumbers.check(out.rows, by: set.singlingOut)
    compare(&out, with: held)
    return out
  }

  /// Rows with a reference are matched by it, the others by what they say; identical rows are counted, not merged.
  private func compare(_ preview: inout PartnerFilePreview, with held: [PartnerRow]) {
    var waiting: [PartnerRow: Int] = [:], byReference: [String: [PartnerRow]] = [:]
    for row in held {
      let row = row.content
      if row.reference.isEmpty {
        waiting[row, default: 0] += 1
      } else {
        byReference[row.reference, default: []].append(row)
      }
    }
    var seen: [String: Int] = [:]
    for row in preview.rows {
      let row = row.content
      if row.reference.isEmpty {
        if let count = waiting[row], count > 0 {
          waiting[row] = count - 1
          preview.unchanged += 1
        } else {
          preview.created += 1
        }
        continue
      }
      seen[row.reference, default: 0] += 1
      guard var before = byReference[row.reference], !before.isEmpty else {
        preview.created += 1
        continue
      }
      if let same = before.firstIndex(of: row) {
        before.remove(at: same)
        preview.unchanged += 1
      } else {
        before.removeFirst()
        preview.changed += 1
      }
      byReference[row.reference] = before
    }
    preview.lost = waiting.values.reduce(0, +) + byReference.values.reduce(0) { $0 + $1.count }
    preview.repeatedReferences = seen.values.count { $0 > 1 }
  }

  private struct Columns {
    var index: [PartnerField: Int] = [:]
    init(map: ColumnMap, headings: [String]) {
      for field in PartnerField.allCases {
        if let heading = map[field] { index[field] = headings.firstIndex(of: heading) }
      }
    }
  }

  private struct Fault: Error {
    let problem: PartnerRowProblem
    var category: String?
  }

  private func read(_ row: PartnerTable.Row, _ columns: Columns, width: Int) throws(Fault) -> PartnerRow {
    func fault(_ kind: PartnerRowProblem.Kind, _ field: PartnerField?, _ reason: String, category: String? = nil)
      -> Fault
    {
      let problem = PartnerRowProblem(line: row.line, kind: kind, field: field?.title ?? "", reason: reason)
      return Fault(problem: problem, category: category)
    }
    guard row.cells.count == width else {
      throw fault(.cellCount, nil, "The row has \(row.cells.count) cells where the headings have \(width).")
    }
    func text(_ field: PartnerField) throws(Fault) -> String {
      guard let index = columns.index[field], index < row.cells.count else { return "" }
      let cell = row.cells[index].split { $0.isWhitespace }.joined(separator: " ")
      guard cell.utf8.count <= 300 else {
        throw fault(.tooLong, field, "The cell is longer than 300 characters; free text is not prescribed information.")
      }
      return cell
    }
    func number(_ field: PartnerField) throws(Fault) -> Int? {
      let cell = try text(field)
      if cell.isEmpty { return nil }
      guard let value = PartnerCell.count(cell) else {
        throw fault(.unreadableNumber, field, "This is not a whole number.")
      }
      return value
    }
    var out = PartnerRow(line: row.line)
    let reference = try text(.reference)
    if !reference.isEmpty { out.reference = digest(reference) }
    if set.fields.contains(.date) {
      let cell = try text(.date)
      guard !cell.isEmpty else { throw fault(.missing, .date, "The date is empty.") }
      guard let moment = PartnerCell.moment(cell, order: map.dateOrder) else {
        throw fault(.unreadableDate, .date, "“\(cell.prefix(40))” is not a date that can be read.")
      }
      guard quarter.contains(moment.day) else {
        throw fault(.outsideQuarter, .date, "\(moment.day.spoken) is outside \(quarter.spoken).")
      }
      out.day = moment.day.description
      out.minute = moment.minute
    }
    let time = map[.time] == map[.date] ? "" : try text(.time)
    if !time.isEmpty {
      guard let minute = PartnerCell.minute(time) ?? PartnerCell.moment(time, order: map.dateOrder)?.minute else {
        throw fault(.unreadableTime, .time, "“\(time.prefix(40))” is not a time that can be read.")
      }
      out.minute = minute
    }
    out.subcategory = try text(.subcategory)
    let category = try text(.category)
    if !set.categories.isEmpty, map[.category] != nil {
      guard !category.isEmpty else { throw fault(.missing, .category, "The category is empty.") }
      guard let id = known(category) else {
        let near = PlainWord.nearest(to: category, among: set.categories.map(\.name))
        throw fault(
          .unknownCategory, .category,
          "“\(category.prefix(80))” is not a category of this set." + (near.map { " The nearest is “\($0)”." } ?? ""),
          category: category)
      }
      out.category = id
      if out.subcategory.isEmpty, PlainWord.plain(category) != PlainWord.plain(set.category(id)?.name ?? "") {
        out.subcategory = category
      }
    } else {
      out.category = set.categories.count == 1 ? set.categories.first?.id ?? "" : category
    }
    out.place = try text(.location)
    let outward = try text(.outward)
    if !outward.isEmpty {
      guard let code = PartnerCell.outward(outward) else {
        throw fault(.notOutward, .outward, "This is not the outward part of a postcode, such as W1D.")
      }
      out.outward = code
    }
    (out.easting, out.northing) = try point(.easting, .northing, 1, 0...700_000, 0...1_300_000)
    (out.longitude, out.latitude) = try point(.longitude, .latitude, 1_000_000, -9...2.5, 49...61)
    func point(
      _ one: PartnerField, _ other: PartnerField, _ scale: Double, _ width: ClosedRange<Double>,
      _ height: ClosedRange<Double>
    ) throws(Fault) -> (Int?, Int?) {
      let (x, y) = (try text(one), try text(other))
      if x.isEmpty, y.isEmpty { return (nil, nil) }
      guard let a = PartnerCell.coordinate(x, scale: scale, within: width),
        let b = PartnerCell.coordinate(y, scale: scale, within: height)
      else { throw fault(.unreadablePlace, one, "The point is unreadable or outside Great Britain.") }
      return (a, b)
    }
    if set.content == .numbers {
      guard let value = try number(.number) else { throw fault(.missing, .number, "The number is empty.") }
      out.quantity = value
    }
    for field in PartnerField.casualties + [.age] where set.fields.contains(field) {
      guard let value = try number(field) else { throw fault(.missing, field, "The number is empty.") }
      if field == .age, !(2...25).contains(value) {
        throw fault(.unreadableNumber, field, "\(value) is not the age of a pupil.")
      }
      out.details[field.rawValue] = String(value)
    }
    for field in [PartnerField.gender, .schoolName, .schoolAddress, .reason] where set.fields.contains(field) {
      let cell = try text(field)
      if !cell.isEmpty { out.details[field.rawValue] = cell }
    }
    return out
  }

  private func known(_ category: String) -> String? {
    if let id = categories[PlainWord.plain(category)] { return id }
    guard let code = ICDCode(category) else { return nil }
    return set.categories.first { $0.codes.contains { code.lies(in: $0) } }?.id
  }

  private func digest(_ reference: String) -> String {
    let bytes = Array("\(holder)\u{0}\(set.id)\u{0}\(reference)".utf8)
    return String(Hex.text(SHA256.hash(data: bytes)).prefix(32))
  }
}

/// The first three characters of an ICD-10 code, such as `X93` of `X93.0`.
struct ICDCode {
  private let text: String

  init?(_ text: some StringProtocol) {
    let code = text.uppercased().filter { $0 != "." && $0 != " " }
    let bytes = Array(code.utf8)
    guard (3...6).contains(bytes.count), PartnerCell.isLetter(bytes[0]), bytes[1...2].allSatisfy(PartnerCell.isDigit)
    else { return nil }
    self.text = String(code.prefix(3))
  }

  /// Whether it lies in a range such as `X85-Y09`, or is the single code `T51`.
  func lies(in range: String) -> Bool {
    let ends = range.split(separator: "-")
    guard let first = ends.first, let last = ends.last else { return false }
    return String(first) <= text && text <= String(last)
  }
}
