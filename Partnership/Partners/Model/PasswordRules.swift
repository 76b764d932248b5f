import Basics
import Foundation

/// What a password must be (OWASP ASVS 5.0 section 6.2; NIST SP 800-63B section 5.1.1): long, not common, not about
/// the person. There is no rule on kinds of characters and no forced change, because both make passwords worse.
package enum PasswordRules {
  package static let shortest = 12
  package static let longest = 128

  /// The form in which a password is hashed, so that an accent typed on another keyboard still matches (NFKC).
  package static func normalised(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

  /// Whether hashing is worth starting: anything longer could not have been set, and must not cost us work.
  package static func couldBeSet(_ password: String) -> Bool {
    password.utf8.count <= longest * 16 && password.unicodeScalars.count <= longest
  }

  /// The reason why `password` may not be used by somebody whom `context` describes; nil when it may.
  /// `context` holds what an attacker would try first: the person's name and address, the body, the partnership.
  package static func objection(to password: String, context: [String]) -> Refusal? {
    func refuse(_ reason: String, _ remedy: String) -> Refusal {
      Refusal("password", place: "New password", reason, remedy: remedy)
    }
    guard couldBeSet(password) else {
      return refuse("The password is longer than \(longest) characters.", "Use at most \(longest) characters.")
    }
    let folded = normalised(password).lowercased()
    guard folded.unicodeScalars.count >= shortest else {
      return refuse(
        "The password is shorter than \(shortest) characters.", "Three or four unrelated words make a good password.")
    }
    guard Set(folded).count >= 5, !isRun(folded) else {
      return refuse("The password is a pattern that is guessed first.", "Use three or four unrelated words.")
    }
    guard !CommonPasswords.contains(folded) else {
      return refuse(
        "The password is one of those that most people choose, so it is guessed first.",
        "Use three or four unrelated words.")
    }
    for word in words(context) where folded.contains(word) {
      let rest = folded.split(separator: word, omittingEmptySubsequences: true).joined()
      if rest.count < 8 {
        return refuse(
          "The password is little more than “\(word)”, which is known about you or the partnership.",
          "Leave it out, or add several unrelated words.")
      }
    }
    return nil
  }

  /// The words of four letters or more in what is known about the person, and the product's own name.
  private static func words(_ context: [String]) -> [String] {
    let own = ["concordat", "westminster", "community", "safety", "partnership", "police", "council", "password"]
    return own
      + context.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }
      .filter { $0.count >= 4 && $0.count <= 40 }
  }

  /// `abcdefghijkl`, `987654321098`: each character follows, or each precedes, the one before.
  private static func isRun(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    let rising = steps.filter { $0 == 1 || $0 == -9 }.count, falling = steps.filter { $0 == -1 || $0 == 9 }.count
    return rising >= steps.count - 1 || falling >= steps.count - 1
  }
}
