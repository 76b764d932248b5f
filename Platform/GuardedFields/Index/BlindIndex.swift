import Basics
import Crypto

/// Finding people without opening their fields: what a search term and a field have in common is their HMAC-SHA256 under
/// a secret key, cut to 16 bytes, in a column of its own beside the sealed one.
///
/// What leaks: whoever has the database but not the key sees which rows are equal in an index, and how often each value
/// comes; for names, and more so for their sound, the commonest can be guessed from that. Whoever has both can try all
/// names and numbers. So an index is a list of candidates, opened and compared before anything is shown, and there is
/// none over what must never be found (L-A).
package struct BlindIndex: Sendable, Unprinted {
  /// What fields are compared by. Each kind has a key of its own, so that values of two kinds never tell of each other.
  package enum Kind: String, CaseIterable, Sendable {
    case name
    case nameAndBirthDate = "name-and-birth-date"
    case phone
    case postcode
    case soundOfName = "sound-of-name"
  }

  private let keys: [Kind: SymmetricKey]

  package init(_ master: MasterKey) {
    var keys: [Kind: SymmetricKey] = [:]
    for kind in Kind.allCases {
      keys[kind] = HKDF<SHA256>.deriveKey(
        inputKeyMaterial: master.indexSecret, info: Array("concordat blind index \(kind.rawValue) 1".utf8),
        outputByteCount: 32)
    }
    self.keys = keys
  }

  /// The 32 hexadecimal digits to store or to look for; nil when there is nothing in the term to find by, so that rows
  /// without a name are not all alike. Refuses (`no-index`) a field that is not found by this, above all any of L-A.
  package func value(of term: Term, in field: GuardedField) throws -> String? {
    guard field.level == .sealed, field.indexes.contains(term.kind), let key = keys[term.kind] else {
      throw Refusal(
        "no-index", place: field.rawValue, "This field cannot be found by \(term.kind.rawValue).",
        remedy: "Open the fields of one case and look there.")
    }
    guard let normal = term.normal else { return nil }
    let code = HMAC<SHA256>.authenticationCode(for: Array(normal.utf8), using: key)
    return Hex.text(Array(code).prefix(16))
  }
}
