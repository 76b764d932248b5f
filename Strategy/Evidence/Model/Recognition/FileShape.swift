import Basics

/// The headings by which one kind of published table is known, in the publisher's spelling.
struct FileShape: Sendable {
  /// One heading: its names over the years, the first the usual one.
  struct Heading: Sendable {
    let names: [String]
    let isRequired: Bool
  }

  let kind: SourceKind
  /// What it is called in a message to the reader.
  let title: String
  let headings: [Heading]
  /// Recognises headings that carry a month or a year, and what such a heading looks like; at least one must be there.
  var series: (example: String, matches: @Sendable (String) -> Bool)?

  init(
    _ kind: SourceKind, _ title: String, required: [[String]], optional: [String] = [],
    series: (example: String, matches: @Sendable (String) -> Bool)? = nil
  ) {
    self.kind = kind
    self.title = title
    headings =
      required.map { Heading(names: $0, isRequired: true) } + optional.map { Heading(names: [$0], isRequired: false) }
    self.series = series
  }

  /// Every heading that the kind knows, for suggestions.
  var known: [String] { headings.flatMap(\.names) + (series.map { [$0.example] } ?? []) }

  /// The position among `headings` of a heading in any letter case.
  func position(of heading: String) -> Int? {
    let folded = FileShape.folded(heading)
    return headings.firstIndex { $0.names.contains { FileShape.folded($0) == folded } }
  }

  func knows(_ heading: String) -> Bool { position(of: heading) != nil || series?.matches(heading) == true }

  /// Letter case and surrounding spaces do not distinguish headings: the Metropolitan Police's changed both in 2024.
  static func folded(_ heading: String) -> String { heading.trimmed.lowercased() }
}

extension FileShape {
  private static let crime = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
  ]
  private static let boroughName = ["LookUp_BoroughName", "BoroughName", "Borough Name", "Look Up_BoroughName"]
  private static let months: (example: String, matches: @Sendable (String) -> Bool) = (
    "202304", { $0.trimmed.count == 6 && Month($0.trimmed) != nil }
  )

  /// Every kind of table that is recognised by its headings.
  static let all: [FileShape] = [
    FileShape(
      .streetCrime, "street-level crime of data.police.uk",
      required: single(crime) + single(["Crime type", "Last outcome category"]), optional: ["Context"]),
    FileShape(
      .outcomes, "outcomes of data.police.uk",
      required: single(crime) + single(["Outcome type"])),
    FileShape(
      .stopAndSearch, "stop and search of data.police.uk",
      required: single(["Type", "Date", "Latitude", "Longitude", "Legislation", "Object of search", "Outcome"]),
      optional: [
        "Part of a policing operation", "Policing operation", "Gender", "Age range", "Self-defined ethnicity",
        "Officer-defined ethnicity", "Outcome linked to object of search", "Removal of more than just outer clothing",
      ]),
    FileShape(
      .mpsBorough, "Metropolitan Police crime by borough", required: [["MajorText"], ["MinorText"], boroughName],
      series: months),
    FileShape(
      .mpsWard, "Metropolitan Police crime by ward",
      required: [["MajorText"], ["MinorText"], ["WardName", "Ward Name"], ["WardCode", "Ward Code"], boroughName],
      series: months),
    FileShape(
      .population, "ONS population of lower layer super output areas",
      required: [["LSOA 2021 Code"], ["LSOA 2021 Name"]], optional: ["Area Sq Km"],
      series: ("Mid-2021: Population", { ReferenceReading.populationYear($0) != nil })),
    FileShape(
      .lsoaChange, "ONS look-up of 2011 to 2021 lower layer super output areas",
      required: [
        ["LSOA11CD"], ["LSOA11NM"], ["LSOA21CD"], ["LSOA21NM"], ["CHGIND", "CHNGIND"], ["LAD22CD"], ["LAD22NM"],
      ],
      optional: ["LAD22NMW", "ObjectId", "FID"]),
    FileShape(
      .lsoaWard, "ONS look-up of 2021 lower layer super output areas to wards",
      required: [
        ["LSOA21CD"], ["LSOA21NM"], vintages("WD", "CD"), vintages("WD", "NM"), vintages("LAD", "CD"),
        vintages("LAD", "NM"),
      ],
      optional: welshNames),
    FileShape(
      .deprivation, "English Indices of Deprivation 2019",
      required: [
        ["LSOA code (2011)"], ["LSOA name (2011)"], ["Local Authority District code (2019)"],
        ["Local Authority District name (2019)"], ["Index of Multiple Deprivation (IMD) Score"],
        ["Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"],
        ["Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"],
      ],
      series: (
        "Crime Score",
        { heading in
          ["Score", "Rank", "Decile", "Population", "population", "Dependent Children"].contains {
            heading.contains($0)
          }
        }
      )),
    FileShape(
      .fireIncidents, "London Fire Brigade incidents",
      required: [
        ["IncidentNumber"], ["DateTimeOfCall", "DateOfCall"], ["BoroughCode", "IncGeo_BoroughCode"],
        ["Borough", "IncGeo_BoroughName", "ProperCase"], ["WardCode", "IncGeo_WardCode"], ["Easting_rounded"],
        ["Northing_rounded"],
      ],
      optional: fireHeadings),
    FileShape(
      .mobility, "Google community mobility",
      required: [["date"], ["area_name"], ["area_code"]],
      series: ("retail_and_recreation_percent_change_from_baseline", { $0.hasSuffix("_percent_change_from_baseline") })),
    FileShape(
      .restrictions, "Covid restrictions by day",
      required: [["date"], ["schools_closed"], ["pubs_closed"], ["stay_at_home"]],
      optional: [
        "shops_closed", "eating_places_closed", "household_mixing_indoors_banned", "wfh", "rule_of_6_indoors", "curfew",
        "eat_out_to_help_out",
      ]),
    FileShape(.policyDates, "dates of policies", required: [["name"], ["start"], ["end"], ["scope"]]),
    FileShape(.bankHolidays, "bank holidays", required: [["date"], ["name"]], optional: ["notes", "bunting"]),
  ]

  /// `WD24CD` and the like for the vintages that the Office for National Statistics issues.
  private static func vintages(_ head: String, _ tail: String) -> [String] {
    ["24", "25", "23", "22", "26", "21"].map { "\(head)\($0)\(tail)" }
  }

  private static let welshNames: [String] = {
    var names = vintages("WD", "NMW")
    names.append(contentsOf: vintages("LAD", "NMW"))
    names.append(contentsOf: ["LSOA21NMW", "ObjectId", "FID"])
    return names
  }()

  private static func single(_ names: [String]) -> [[String]] { names.map { [$0] } }

  private static let fireHeadings = [
    "TimeOfCall", "CalYear", "FinYear", "HourOfCall", "TypeOfIncident", "IncidentGroup", "StopCodeDescription",
    "PumpCount",
    "PumpHoursTotal", "HourlyNotionalCost(£)", "IncidentNotionalCost(£)", "Notional Cost (£)", "FinalDescription",
    "AnimalGroupParent", "OriginofCall", "PropertyType", "PropertyCategory", "SpecialServiceTypeCategory",
    "SpecialServiceType", "Ward", "StnGroundName", "UPRN", "Street", "USRN", "PostcodeDistrict", "Postcode_district",
    "Postcode_full", "Easting_m", "Northing_m", "Latitude", "Longitude", "AddressQualifier", "AddressQualifer",
    "IncGeo_WardName", "IncGeo_WardNameNew", "FRS", "IncidentStationGround", "FirstPumpArriving_AttendanceTime",
    "FirstPumpArriving_DeployedFromStation", "SecondPumpArriving_AttendanceTime",
    "SecondPumpArriving_DeployedFromStation", "NumStationsWithPumpsAttending", "NumPumpsAttending", "PumpHoursRoundUp",
    "PumpMinutesRounded", "NumCalls",
  ]
}

extension String {
  /// Without spaces, tabs and quotation marks that some spreadsheets leave around a heading.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
