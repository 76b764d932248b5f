import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Sealing and opening of people's particulars. It opens nobody by itself: whoever calls it has a grant on a case that
/// the person is part of, and reads the sealed rows in the snapshot of that grant.
package struct PeopleVault: Sendable {
  let keys: KeyRing

  /// Makes the keys by which insider rules compare people with staff.
  package let matching: MatchKeys

  package init(keys: KeyRing) {
    self.keys = keys
    matching = MatchKeys(derivedFrom: keys.comparisonKey("staff and people"))
  }

  /// Statements that write a new person; the key is on the disk before anything is sealed under it.
  package func writing(_ particulars: PersonParticulars, id: ID<Person>, version: Int = 1, at now: Instant) async throws
    -> [SQL]
  {
    let key = try await keys.key(for: KeyOwner(.person, id))
    func seal(_ field: GuardedField, _ value: String, row: String) throws -> String {
      try field.seal(value, row: row, version: version, under: key).text
    }
    var out: [SQL] = [
      """
      INSERT INTO person (id, version, family_name, given_names, birth_date, made_at)
      VALUES (\(id), \(version), \(try seal(.familyName, particulars.familyName, row: id.text)),
        \(try seal(.givenNames, particulars.givenNames, row: id.text)),
        \(try particulars.birthDate.map { try seal(.birthDate, $0.description, row: id.text) }), \(now))
      """
    ]
    for number in particulars.phones where !number.allSatisfy(\.isWhitespace) {
      let own = ID<Person>(at: now).text
      let sealed = try GuardedField.phone.seal(number, row: own, version: 1, under: key).text
      out.append("INSERT INTO person_phone (id, person, number) VALUES (\(own), \(id), \(sealed))")
    }
    if !(particulars.address + particulars.postcode).allSatisfy(\.isWhitespace) {
      out.append(
        """
        INSERT INTO person_address (person, version, address, postcode)
        VALUES (\(id), \(version), \(try seal(.homeAddress, particulars.address, row: id.text)),
          \(try seal(.postcode, particulars.postcode, row: id.text)))
        """)
    }
    if !particulars.safeAddress.allSatisfy(\.isWhitespace) {
      out.append(
        """
        INSERT INTO safe_address (person, version, address)
        VALUES (\(id), \(version), \(try seal(.safeAddress, particulars.safeAddress, row: id.text)))
        """)
    }
    for (kind, code) in try codes(of: particulars) {
      out.append(
        "INSERT INTO person_index (code, kind, person) VALUES (\(code), \(kind), \(id)) ON CONFLICT DO NOTHING")
    }
    return out + InsiderRegister.writes(comparisons(of: particulars), ofPerson: id.text)
  }

  /// What insider rules compare of a person. Never a safe address: nothing may be found by that, not even by equality.
  package func comparisons(of person: PersonParticulars) -> Set<InsiderFacts.Key> {
    var out = [matching.key(.surname, person.familyName), matching.address(person.address, postcode: person.postcode)]
    out += person.phones.map { matching.key(.phone, $0) }
    if let day = person.birthDate {
      out.append(matching.identity(givenNames: person.givenNames, familyName: person.familyName, birthDate: day))
    }
    return Set(out.compactMap { $0 })
  }

  /// The codes under which a person is found; never one of a safe address.
  package func codes(of person: PersonParticulars) throws -> [(kind: String, code: String)] {
    let index = keys.blindIndex
    var out: [(String, String)] = []
    func add(_ term: BlindIndex.Term, _ field: GuardedField) throws {
      if let code = try index.value(of: term, in: field) { out.append((term.kind.rawValue, code)) }
    }
    try add(.name(person.familyName), .familyName)
    try add(.name(person.givenNames), .givenNames)
    try add(.name("\(person.givenNames) \(person.familyName)"), .familyName)
    try add(.soundOfName(person.familyName), .familyName)
    if let day = person.birthDate { try add(.nameAndBirthDate("\(person.givenNames) \(person.familyName)", day), .familyName) }
    for number in person.phones { try add(.phone(number), .phone) }
    try add(.postcode(person.postcode), .postcode)
    return out
  }

  /// Codes to look for when somebody types this into the search box: a name, how it sounds, a telephone number, a postcode.
  package func codes(forSearch text: String) throws -> [(kind: String, code: String)] {
    let index = keys.blindIndex
    let terms: [(BlindIndex.Term, GuardedField)] = [
      (.name(text), .familyName), (.soundOfName(text), .familyName), (.phone(text), .phone),
      (.postcode(text), .postcode),
    ]
    return try terms.compactMap { term, field in
      try index.value(of: term, in: field).map { (term.kind.rawValue, $0) }
    }
  }

  /// A person as the database keeps it.
  package struct Sealed: Sendable {
    let id: ID<Person>
    let version: Int
    let familyName: String, givenNames: String
    let birthDate: String?
    let phones: [(row: String, number: String)]
    let address: (version: Int, address: String, postcode: String)?
    let hasSafeAddress: Bool
  }

  /// The sealed rows of the people whom a record concerns.
  package static func sealed(concerned record: String, _ connection: any Connection) throws -> [Sealed] {
    try sealed("FROM access_person c JOIN person p ON p.id = c.person", where: "c.record = \(record)", connection)
  }

  /// The sealed rows of people after `last` whom nothing is compared of yet.
  static func uncompared(after last: String, most: Int, _ connection: any Connection) throws -> [Sealed] {
    try sealed(
      "FROM person p",
      where: "p.id > \(last) AND NOT EXISTS (SELECT 1 FROM insider_person_key k WHERE k.person = p.id)",
      most: most, connection)
  }

  private static func sealed(_ source: SQL, where condition: SQL, most: Int = 10_000, _ connection: any Connection) throws
    -> [Sealed]
  {
    try connection.rows(
      """
      SELECT p.*, a.version AS address_version, a.address, a.postcode,
        (SELECT count(*) FROM safe_address s WHERE s.person = p.id) AS safe
      \(sql: source) LEFT JOIN person_address a ON a.person = p.id
      WHERE \(sql: condition) ORDER BY p.id LIMIT \(most)
      """
    ).map { row in
      let id: ID<Person> = try row.id("id")
      let phones = try connection.rows("SELECT id, number FROM person_phone WHERE person = \(id) ORDER BY id")
      let address = try row.optionalInt("address_version").map {
        (version: $0, address: try row.text("address"), postcode: try row.text("postcode"))
      }
      return Sealed(
        id: id, version: try row.int("version"), familyName: try row.text("family_name"),
        givenNames: try row.text("given_names"), birthDate: try row.optionalText("birth_date"),
        phones: try phones.map { (try $0.text("id"), try $0.text("number")) }, address: address,
        hasSafeAddress: try row.int("safe") > 0)
    }
  }

  /// Opens what a decision let through. `contacts` are only opened where the reader's agreement covers them. A person whose
  /// key was erased, or whose fields were altered, is named so and nobody else is held up by it.
  package func open(_ sealed: [Sealed], contacts: Bool) async throws -> [ID<Person>: Person] {
    let owners = try sealed.map { try KeyOwner(.person, $0.id) }
    let held = try await keys.keys(for: owners)
    var out: [ID<Person>: Person] = [:]
    for one in sealed {
      guard let key = held[try KeyOwner(.person, one.id)] else {
        out[one.id] = Person(id: one.id, version: one.version, familyName: "(erased)", givenNames: "")
        continue
      }
      func open(_ field: GuardedField, _ text: String, row: String, version: Int) throws -> String {
        try field.open(SealedField(text: text), row: row, version: version, under: key)
      }
      let id = one.id.text
      var person = Person(
        id: one.id, version: one.version,
        familyName: try open(.familyName, one.familyName, row: id, version: one.version),
        givenNames: try open(.givenNames, one.givenNames, row: id, version: one.version),
        birthDate: try one.birthDate.flatMap { Day(try open(.birthDate, $0, row: id, version: one.version)) },
        hasSafeAddress: one.hasSafeAddress)
      if contacts {
        person.phones = try one.phones.map { try open(.phone, $0.number, row: $0.row, version: 1) }
        if let address = one.address {
          person.address = try open(.homeAddress, address.address, row: id, version: address.version)
          person.postcode = try open(.postcode, address.postcode, row: id, version: address.version)
        }
      }
      out[one.id] = person
    }
    return out
  }

  /// The sealed safe address of a person; read in the snapshot of a grant to reveal.
  package static func sealedSafeAddress(of person: ID<Person>, _ connection: any Connection) throws -> (Int, String)? {
    try connection.row("SELECT version, address FROM safe_address WHERE person = \(person)").map {
      (try $0.int("version"), try $0.text("address"))
    }
  }

  package func openSafeAddress(_ sealed: (version: Int, address: String), of person: ID<Person>) async throws -> String {
    let key = try await keys.existingKey(for: KeyOwner(.person, person))
    return try GuardedField.safeAddress.open(
      SealedField(text: sealed.address), row: person.text, version: sealed.version, under: key)
  }
}
