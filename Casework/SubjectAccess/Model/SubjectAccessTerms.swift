import Basics
import PartnershipModel

/// How long an answer may take, as the law's table has it (`subject-access`, `law-enforcement-access` and their extensions
/// in `Practice/law/clocks.yaml`).
package struct SubjectAccessTerms: Sendable, Hashable {
  package let months: Int, extensionMonths: Int
  /// Whether both rows are confirmed; what is not is shown so.
  package let isConfirmed: Bool

  /// Refuses a table in which a row is missing or is not in months.
  package init(_ clocks: PracticeClocks, _ regime: SubjectRequest.Regime) throws(Refusal) {
    func row(_ id: String) throws(Refusal) -> (amount: Int, isConfirmed: Bool) {
      guard let entry = clocks[id], entry.unit == "months", let amount = entry.amount, amount > 0 else {
        throw Refusal(
          "practice-file", place: "law/clocks.yaml", "There is no clock “\(id)” in months.",
          remedy: "Restore it from the release.")
      }
      return (amount, entry.isConfirmed)
    }
    let id = regime == .general ? "subject-access" : "law-enforcement-access"
    let first = try row(id), longer = try row(id + "-extension")
    months = first.amount
    extensionMonths = longer.amount
    isConfirmed = first.isConfirmed && longer.isConfirmed
  }
}
