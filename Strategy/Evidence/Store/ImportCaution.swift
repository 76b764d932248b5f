import Basics
import StrategyModel

/// What an importer is warned of, or kept from, because it would quietly change what counts.
enum ImportCaution {
  /// A re-issue that loses more than this share of a month's rows is seldom meant: a file cut short looks just like it.
  static let lossShare = 0.1

  /// Refuses a day on which the file cannot have been cut: one that is still to come, or one before the last month that
  /// the file holds. A day within that month is allowed, since files of a running month are published.
  static func check(extractDate day: Day, today: Day, _ file: ReadFile, place: String) throws {
    if day > today {
      throw Refusal(
        "impossible-extract-date", place: place, "The extract date \(day.description) is in the future.",
        remedy: "Give the day on which the publisher cut the file; today is \(today.description).")
    }
    if let last = file.parts.compactMap({ lastMonth($0.name) }).max(), day.month < last {
      throw Refusal(
        "impossible-extract-date", place: place,
        "The extract date \(day.description) lies before \(last.description), the last month that the file holds.",
        remedy: "Give the day on which the publisher cut the file, which is in \(last.description) or later.")
    }
  }

  /// `2023-04`, or the month in which `2020-02-15 to 2022-10-15` ends; nil for parts without time.
  private static func lastMonth(_ part: String) -> Month? {
    Month(part) ?? (part.contains(" to ") ? Day(part.suffix(10))?.month : nil)
  }

  /// The warning about a month that lost many rows, if it did.
  static func loss(of part: ReadFile.Part, lost: Int, extract sha256: String) -> [String] {
    guard part.rows > 0, Double(lost) > Double(part.rows) * lossShare else { return [] }
    return [
      "WARNING: \(part.name), \(part.publisher): \(lost.grouped) of the \(part.rows.grouped) earlier rows "
        + "(\((Double(lost) / Double(part.rows)).percent(1))) are not in this file. If it was not meant to lose them, take "
        + "it back: concordat undo \(sha256.prefix(12)) --reason \"…\", or “Undo the import” on the page of the file."
    ]
  }

  /// For a file that is held already: which other extract counts instead of it, and for which of its months.
  static func superseded(
    _ entry: EvidenceRegister.Entry, current: [EvidenceRegister.PartName: EvidenceRegister.Current],
    entries: [String: EvidenceRegister.Entry]
  ) -> [String] {
    var instead: [String: [ReadFile.Part]] = [:]
    for part in entry.parts {
      let name = EvidenceRegister.PartName(kind: entry.extract.kind, publisher: part.publisher, name: part.name)
      guard let held = current[name], held.sha256 != entry.extract.sha256 else { continue }
      instead[held.sha256, default: []].append(part)
    }
    return instead.sorted { $0.key < $1.key }.map { sha256, parts in
      let names = parts.map(\.name).sorted()
      let which =
        names.count > 3
        ? "\(names.count) of its months (\(names[0]) to \(names[names.count - 1]))" : names.joined(separator: ", ")
      let other = entries[sha256]?.extract
      return "This file is held already and does not count for \(which): \(other?.fileName ?? "another extract") "
        + "(\(sha256.prefix(12))…, extract of \(other?.extractDate ?? "another day")) counts instead. To let this one "
        + "count, take that import back."
    }
  }
}
