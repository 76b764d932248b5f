import Basics

extension SeriesTable {
  /// The extracts whose records of these months are counted; those of one publisher when it is given.
  package func extracts(in period: Period, publisher: String? = nil) -> [Extract] {
    // One segment is made of one extract, in the same order; a table put together otherwise cites all it has.
    guard sources.count == extracts.count else { return extracts }
    return zip(sources, extracts).filter { source, _ in
      let months = source.segment.dictionary(.month).filter { Month($0).map(period.contains) ?? false }
      let publishers = source.segment.dictionary(.publisher).filter { publisher == nil || $0 == publisher }
      guard let current = source.current else { return !months.isEmpty && !publishers.isEmpty }
      return months.contains { month in
        publishers.contains { current.contains(PublisherMonth(publisher: $0, month: month)) }
      }
    }.map(\.1)
  }

  /// What is held of each month of a period by one publisher, or by the one that holds least when none is given;
  /// a month without any file is missing.
  package func coverage(in period: Period, publisher: String? = nil) -> [Month: Coverage] {
    let worst: [Coverage.Status] = [.missing, .partial, .provisional, .complete]
    func rank(_ status: Coverage.Status) -> Int { worst.firstIndex(of: status) ?? 0 }
    var out: [Month: Coverage] = [:]
    for one in coverage where publisher == nil || one.publisher == publisher {
      guard let month = Month(one.month), period.contains(month) else { continue }
      if let known = out[month], rank(known.status) <= rank(one.status) { continue }
      out[month] = one
    }
    for month in period.months where out[month] == nil {
      out[month] = Coverage(publisher: publisher ?? "", month: month.description, status: .missing, rows: 0)
    }
    return out
  }

  /// The first and last month of which anything is held.
  package var span: Period? {
    let months = coverage.filter { $0.status != .missing }.compactMap { Month($0.month) }
    guard let first = months.min(), let last = months.max() else { return nil }
    return Period(first, last)
  }
}
