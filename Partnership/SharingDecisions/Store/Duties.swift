import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// The duties of an account (`Practice/access/roles.yaml`).
  package func duties(of account: String) async throws -> [String] {
    try await database.read { connection in
      try connection.rows("SELECT role FROM account_duty WHERE account_id = \(account) ORDER BY role").map {
        try $0.text("role")
      }
    }
  }

  /// Gives an account duties, clearance and an end of training.
  package func equip(_ account: String, duties: [String], clearance: Classification?, trainingUntil: Day?) async throws
  {
    try await database.write { connection in
      try AccessRegister.equip(
        account, duties: duties, clearance: clearance, trainingUntil: trainingUntil, connection)
    }
  }
}
