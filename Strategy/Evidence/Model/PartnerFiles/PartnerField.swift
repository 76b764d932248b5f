/// A column that a prescribed set may carry.
package enum PartnerField: String, Codable, CaseIterable, Sendable {
  case category
  case subcategory = "sub-category"
  case date, time
  /// A place in words: street, junction, landmark; the purported place of a malicious call.
  case location
  /// Outward part of a postcode (`W1D`): all that "general postcode address" allows.
  case outward = "outward-postcode"
  /// British National Grid, metres.
  case easting, northing
  /// WGS 84, degrees.
  case longitude, latitude
  case adultsKilled = "adults-killed"
  case adultsSeriouslyInjured = "adults-seriously-injured"
  case adultsSlightlyInjured = "adults-slightly-injured"
  case childrenKilled = "children-killed"
  case childrenSeriouslyInjured = "children-seriously-injured"
  case childrenSlightlyInjured = "children-slightly-injured"
  case age, gender
  case schoolName = "school-name"
  case schoolAddress = "school-address"
  case reason
  case number
  /// The holder's own reference of a row: kept only as a digest, so that a corrected file shows what it changed.
  case reference

  /// As it reads on a form.
  package var title: String {
    switch self {
    case .subcategory: "Sub-category"
    case .outward: "Outward postcode"
    case .schoolName: "School name"
    case .schoolAddress: "School address"
    case .reference: "The holder's own reference"
    case .easting, .northing: "\(capitalised) (metres, British National Grid)"
    case .longitude, .latitude: "\(capitalised) (degrees, WGS 84)"
    default: capitalised
    }
  }

  private var capitalised: String {
    let words = rawValue.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The counts of people hurt that paragraph 5 asks for.
  package static let casualties: [PartnerField] = [
    .adultsKilled, .adultsSeriouslyInjured, .adultsSlightlyInjured, .childrenKilled, .childrenSeriouslyInjured,
    .childrenSlightlyInjured,
  ]

  /// Headings that partners use for it, in the plain form that `PlainWord.plain` makes.
  var spellings: [String] {
    switch self {
    case .category:
      ["category", "incident type", "incident category", "type", "offence group", "crime type", "major text"]
    case .subcategory:
      [
        "sub category", "subcategory", "offence", "offence type", "minor text", "icd10", "icd 10", "icd code",
        "diagnosis",
      ]
    case .date:
      [
        "date", "incident date", "date of incident", "date of call", "offence date", "admission date",
        "date of admission",
        "committed date", "datetime", "date time", "date and time", "call date", "date of collision",
      ]
    case .time: ["time", "incident time", "time of incident", "time of call", "call time", "committed time"]
    case .location:
      [
        "location", "place", "street", "road", "purported location", "incident location", "street name", "road name",
        "location of incident", "site",
      ]
    case .outward: ["outward postcode", "postcode", "outward", "outward code", "postcode district", "postcode outward"]
    case .easting: ["easting", "eastings", "x", "grid easting", "easting m"]
    case .northing: ["northing", "northings", "y", "grid northing", "northing m"]
    case .longitude: ["longitude", "long", "lon", "lng"]
    case .latitude: ["latitude", "lat"]
    case .age: ["age", "age in years", "pupil age"]
    case .gender: ["gender", "sex"]
    case .schoolName: ["school", "school name"]
    case .schoolAddress: ["school address", "address of school"]
    case .reason: ["reason", "exclusion reason", "reason for exclusion"]
    case .number: ["number", "count", "total"]
    case .reference:
      ["reference", "ref", "incident number", "incident reference", "crime number", "id", "row id", "urn"]
    default: [rawValue.split(separator: "-").joined(separator: " ")]
    }
  }
}
