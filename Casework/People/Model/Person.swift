import Basics

/// Somebody whom a case concerns. Name, birth date and contacts are guarded; what is here is what a decision let through.
package struct Person: Sendable, Hashable {
  package let id: ID<Person>
  /// Goes up by one whenever the particulars are written anew.
  package let version: Int
  package var familyName: String
  package var givenNames: String
  package var birthDate: Day?
  package var phones: [String]
  package var address: String
  package var postcode: String
  /// Whether an address is held that must not be found. The address itself is revealed, never listed.
  package var hasSafeAddress: Bool

  package init(
    id: ID<Person>, version: Int, familyName: String, givenNames: String, birthDate: Day? = nil, phones: [String] = [],
    address: String = "", postcode: String = "", hasSafeAddress: Bool = false
  ) {
    self.id = id
    self.version = version
    self.familyName = familyName
    self.givenNames = givenNames
    self.birthDate = birthDate
    self.phones = phones
    self.address = address
    self.postcode = postcode
    self.hasSafeAddress = hasSafeAddress
  }

  package var name: String { [givenNames, familyName].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// What is entered of a person, checked before it is sealed.
package struct PersonParticulars: Sendable, Hashable {
  package var familyName: String, givenNames: String
  package var birthDate: Day?
  package var phones: [String]
  package var address: String, postcode: String
  package var safeAddress: String

  package init(
    familyName: String, givenNames: String, birthDate: Day? = nil, phones: [String] = [], address: String = "",
    postcode: String = "", safeAddress: String = ""
  ) {
    self.familyName = familyName
    self.givenNames = givenNames
    self.birthDate = birthDate
    self.phones = phones
    self.address = address
    self.postcode = postcode
    self.safeAddress = safeAddress
  }

  /// Refuses a person without any name, a birth date that lies ahead or more than 120 years back, and texts no form holds.
  package func checked(today: Day) throws(Refusal) -> PersonParticulars {
    guard (familyName + givenNames).contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        "person-name", place: "Family name", "No name is given.",
        remedy: "Enter a family or a given name; “Unknown” where neither is known.")
    }
    for (value, place) in [
      (familyName, "Family name"), (givenNames, "Given names"), (address, "Address"), (postcode, "Postcode"),
      (safeAddress, "Safe address"),
    ] + phones.map({ ($0, "Telephone") }) {
      guard value.count <= 200, value.utf8.count <= 1_000 else {
        throw Refusal(
          "text-too-long", place: place, "This is longer than 200 characters.", remedy: "Put the rest into a note.")
      }
      guard value.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\n" || $0 == "\r" }) else {
        throw Refusal("text-control", place: place, "There are characters that cannot be shown.", remedy: "Type it again.")
      }
    }
    if let birthDate, birthDate > today || today - birthDate > 44_000 {
      throw Refusal(
        "birth-date", place: "Date of birth", "\(birthDate.spoken) cannot be the birth date of anybody living.",
        remedy: "Check the year.")
    }
    return self
  }
}
