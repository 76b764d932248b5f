import Basics

/// Carries counts from the lower layer super output areas of 2011 to those of 2021 without losing or doubling a record.
///
/// Source: ONS best-fit look-up of 2011 to 2021 areas (U unchanged, S split, M merged, X changed irregularly). A split
/// area's records are shared among its parts in proportion to residents at mid-2021, one whole record at a time
/// (`Apportionment`), category by category and month after month; merged areas are added. When not to use it: for one
/// part of a split area the figure is an estimate, and says so.
package struct LsoaRecoding: Sendable {
  package struct Target: Sendable, Hashable {
    package let code: String
    package let weight: Double
  }

  /// The 2021 areas of each 2011 area, in the order of their codes.
  package let targets: [String: [Target]]
  package let irregular: Set<String>

  package init(_ changes: [LsoaChange], residents: [String: Int]) {
    var targets: [String: [Target]] = [:]
    var irregular: Set<String> = []
    for link in changes {
      let target = Target(code: link.lsoa21, weight: Double(residents[link.lsoa21] ?? 0))
      if targets[link.lsoa11, default: []].contains(where: { $0.code == link.lsoa21 }) { continue }
      targets[link.lsoa11, default: []].append(target)
      if link.change == .irregular { irregular.insert(link.lsoa11) }
    }
    self.targets = targets.mapValues { $0.sorted { $0.code < $1.code } }
    self.irregular = irregular
  }

  /// Whether the area's records must be shared out among several areas of 2021.
  package func isDivided(_ code: String) -> Bool { (targets[code]?.count ?? 0) > 1 }

  /// The one area of 2021 that holds a published code: itself when it is of 2021, unchanged or not in the look-up; nil
  /// when it is divided.
  package func successor(of code: String) -> String? {
    guard let found = targets[code] else { return code }
    return found.count == 1 ? found[0].code : nil
  }

  /// Counts by area of 2021 from counts by published area; the sum stays the same.
  package func recode(_ counts: [String: Int]) -> [String: Int] {
    var out: [String: Int] = [:]
    for (code, count) in counts {
      if let one = successor(of: code) {
        out[one, default: 0] += count
      } else if let parts = targets[code] {
        var sharing = Apportionment(weights: parts.map(\.weight))
        for (part, given) in zip(parts, sharing.share(count)) where given > 0 { out[part.code, default: 0] += given }
      }
    }
    return out
  }
}
