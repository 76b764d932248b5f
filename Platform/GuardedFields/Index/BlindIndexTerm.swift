import Basics

extension BlindIndex {
  /// What is indexed or looked for, as it was typed.
  package enum Term: Hashable, Sendable {
    case name(String)
    /// Given names and family name, in the order in which they are always indexed.
    case nameAndBirthDate(String, Day)
    case phone(String)
    case postcode(String)
    /// One name, usually the family name: the code hardly reaches a second.
    case soundOfName(String)

    package var kind: Kind {
      switch self {
      case .name: .name
      case .nameAndBirthDate: .nameAndBirthDate
      case .phone: .phone
      case .postcode: .postcode
      case .soundOfName: .soundOfName
      }
    }

    /// The one form of all spellings that are taken for the same; nil when nothing is left of it.
    var normal: String? {
      switch self {
      case .name(let text): NormalName.form(of: text)
      case .nameAndBirthDate(let text, let day): NormalName.form(of: text).map { "\($0) \(day)" }
      case .phone(let text): NormalPhone.form(of: text)
      case .postcode(let text): NormalPostcode.form(of: text)
      case .soundOfName(let text): NormalName.form(of: text).flatMap(Soundex.code)
      }
    }
  }
}
