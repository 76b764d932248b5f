import Basics

/// A body that must disclose: the four kinds that S.I. 2007/1831 gives sets to. Probation holds no prescribed set.
package enum HolderKind: String, Codable, CaseIterable, Sendable {
  case police, fire
  case localAuthority = "local-authority"
  case health

  /// As it reads on a page.
  package var title: String {
    switch self {
    case .police: "Police"
    case .fire: "Fire and rescue"
    case .localAuthority: "Local authority"
    case .health: "Health"
    }
  }
}

/// A body in this partnership that holds prescribed sets, such as the London Fire Commissioner.
package struct PartnerHolder: Hashable, Sendable, Identifiable {
  package let id: String
  package let name: String
  package let kind: HolderKind
  /// The sets it holds, by identifier; empty is every set of its kind.
  package let sets: [String]
  /// What a reader should know, such as which body succeeded to the duty.
  package let note: String?
  package let status: Confidence

  package func holds(_ set: PrescribedSet) -> Bool {
    set.holder == kind && (sets.isEmpty || sets.contains(set.id))
  }
}

/// How sure we are of a statement in a practice file.
package enum Confidence: String, Codable, CaseIterable, Sendable {
  case established
  case notEstablished = "not established"
}

/// A list of codes that changed since 2007, and how sure the mapping to the present one is.
package struct CodeList: Hashable, Sendable {
  /// The list that the instrument names, such as the National Incident Category List 2007/08.
  package let then: String
  /// The list that the holder uses today.
  package let now: String
  package let status: Confidence
  package let note: String?
}

/// A category of a set, with the spellings and present-day codes that mean it.
package struct PrescribedCategory: Hashable, Sendable, Identifiable {
  package let id: String
  package let name: String
  /// Other spellings taken as this category.
  package let also: [String]
  /// Ranges of ICD-10 codes, such as `X85-Y09`.
  package let codes: [String]
  /// The present-day category or codes, in words.
  package let now: String?
  package let mapping: Confidence
}

/// One of the twelve sets of the Schedule to S.I. 2007/1831, as `Practice/datasets/si-2007-1831.yaml` describes it.
package struct PrescribedSet: Hashable, Sendable, Identifiable {
  /// Whether a row is one incident, or a number only.
  package enum Content: String, Codable, CaseIterable, Sendable { case incidents, numbers }
  package enum Postcodes: String, Codable, CaseIterable, Sendable { case refused, allowed }

  package let id: String
  /// Paragraph of the Schedule, 1 to 12.
  package let paragraph: Int
  package let holder: HolderKind
  package let title: String
  package let content: Content
  /// The fields that the paragraph prescribes.
  package let fields: [PartnerField]
  package let categories: [PrescribedCategory]
  /// What must be true for the file to be depersonalised, each as a sentence.
  package let rules: [String]
  /// Whether a full postcode in a cell refuses the file.
  package let fullPostcodes: Postcodes
  /// Fields that may together single a person out; empty when no small-number check is needed.
  package let singlingOut: [PartnerField]
  package let codeList: CodeList?
  package let status: Confidence
  package let note: String?

  package func category(_ id: String) -> PrescribedCategory? { categories.first { $0.id == id } }
}

/// The instrument and the bodies it binds here: what the calendar and the file pages work from.
package struct PrescribedSets: Sendable {
  /// `S.I. 2007/1831`.
  package let instrument: String
  package let title: String
  /// Version of the code lists, kept with every import.
  package let version: String
  package let sets: [PrescribedSet]
  /// The first quarter for which this partnership expects files here.
  package let firstQuarter: Quarter
  package let holders: [PartnerHolder]

  package func set(_ id: String) -> PrescribedSet? { sets.first { $0.id == id } }
  package func holder(_ id: String) -> PartnerHolder? { holders.first { $0.id == id } }

  /// The last so many quarters up to `last`, none of them before files were expected here.
  package func quarters(upTo last: Quarter, count: Int) -> ClosedRange<Quarter> {
    let first = Quarter(number: max(last.number - max(count, 1) + 1, min(firstQuarter.number, last.number)))
    return (first ?? last)...last
  }

  /// Every holder with each set that it holds, in the order of the Schedule.
  package var duties: [(holder: PartnerHolder, set: PrescribedSet)] {
    holders.flatMap { holder in sets.filter(holder.holds).map { (holder, $0) } }
  }
}
