import Basics
import Database
import DeliveryModel
import DeliveryStore
import Facts
import WebShell

/// All registers of programmes, by subject, and their pages.
package enum DeliveryRegisters {
  package static let groups: [RegisterGroup] = [
    .services, .grants, .volunteers, .trainingSessions, .exercises, .campaigns, .programmes, .surveys,
  ]

  package static func store(_ database: Database, facts: FactKinds) -> RegisterStore {
    RegisterStore(database: database, facts: facts, registers: groups.flatMap(\.registers))
  }

  package static func routes(_ store: RegisterStore) -> [Route] {
    RegisterDesk(store: store, groups: groups).routes
  }
}
