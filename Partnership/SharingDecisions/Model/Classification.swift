/// How tightly a record is held. OFFICIAL-SENSITIVE is a handling marking within OFFICIAL, not a tier of its own; nothing
/// above OFFICIAL may be entered at all (Government Security Classifications Policy 2023).
package enum Classification: String, CaseIterable, Comparable, Sendable, Codable {
  case official
  case officialSensitive = "official-sensitive"
  /// Named people only: domestic abuse at high risk, Prevent, exploitation.
  case restricted = "official-sensitive-restricted"

  /// 0 for the least held; the number by which stores compare.
  package var rank: Int {
    switch self {
    case .official: 0
    case .officialSensitive: 1
    case .restricted: 2
    }
  }

  package var label: String {
    switch self {
    case .official: "OFFICIAL"
    case .officialSensitive: "OFFICIAL-SENSITIVE"
    case .restricted: "OFFICIAL-SENSITIVE, restricted"
    }
  }

  package init?(rank: Int) {
    guard let found = Classification.allCases.first(where: { $0.rank == rank }) else { return nil }
    self = found
  }

  package static func < (a: Classification, b: Classification) -> Bool { a.rank < b.rank }
}
