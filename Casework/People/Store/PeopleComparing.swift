import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipStore

extension PeopleVault {
  /// Makes the keys that insider rules compare for people who were recorded before there were any; tells how many got some.
  /// Nothing opened leaves the function. Somebody whose key was erased, or who has nothing to compare, is passed over.
  package func compareHeld(_ database: Database, page: Int = 200) async throws -> Int {
    var last = "", made = 0
    while true {
      let from = last
      let found = try await database.read { connection in
        try PeopleVault.uncompared(after: from, most: page, connection)
      }
      guard let end = found.last else { return made }
      last = end.id.text
      // Rows without a name have nothing to open.
      let named = found.filter { !$0.familyName.isEmpty }
      let held = try await keys.keys(for: named.map { try KeyOwner(.person, $0.id) })
      let opened = try await open(named.filter { held[try KeyOwner(.person, $0.id)] != nil }, contacts: true)
      let keyed = opened.mapValues { person in
        comparisons(
          of: PersonParticulars(
            familyName: person.familyName, givenNames: person.givenNames, birthDate: person.birthDate,
            phones: person.phones, address: person.address, postcode: person.postcode))
      }.filter { !$0.value.isEmpty }
      guard !keyed.isEmpty else { continue }
      try await database.write { connection in
        for (person, keys) in keyed {
          // Erased meanwhile: then nothing of the person comes back.
          guard try connection.row("SELECT id FROM person WHERE id = \(person)") != nil else { continue }
          try connection.batch(InsiderRegister.writes(keys, ofPerson: person.text))
        }
      }
      made += keyed.count
    }
  }
}
