/// A kind of published file that Concordat recognises by its content, whatever the file is called.
package enum SourceKind: String, CaseIterable, Sendable, Codable {
  /// data.police.uk street-level crime and anti-social behaviour, one row a record, one file a force and month.
  case streetCrime = "police-uk-street"
  /// data.police.uk outcomes, one row an outcome event.
  case outcomes = "police-uk-outcomes"
  /// data.police.uk stop and search, one row a search.
  case stopAndSearch = "police-uk-stop-and-search"
  /// Metropolitan Police recorded crime by investigating borough, offence group and month (London Datastore), wide.
  case mpsBorough = "mps-borough-crime"
  /// The same by ward in which the offence was placed.
  case mpsWard = "mps-ward-crime"
  /// ONS mid-year population estimates by 2021 lower layer super output area.
  case population = "ons-population"
  /// ONS best-fit look-up from 2011 to 2021 lower layer super output areas, with the district of 2022.
  case lsoaChange = "ons-lsoa-2011-2021"
  /// ONS best-fit look-up from 2021 lower layer super output areas to electoral wards and districts.
  case lsoaWard = "ons-lsoa-ward"
  /// Boundaries as GeoJSON, or as zipped ESRI shapefiles.
  case boundaries = "boundaries"
  /// English Indices of Deprivation 2019 by 2011 lower layer super output area.
  case deprivation = "deprivation-2019"
  /// London Fire Brigade incidents with borough, ward and rounded place.
  case fireIncidents = "lfb-incidents"
  /// Google community mobility by London borough and day, percent change from the baseline of early 2020.
  case mobility = "mobility"
  /// Covid restrictions in force by day.
  case restrictions = "restrictions"
  /// Dated policies and restrictions with first and last day.
  case policyDates = "policy-dates"
  /// Bank holidays in England and Wales.
  case bankHolidays = "bank-holidays"
  /// A partner's depersonalised incident file under S.I. 2007/1831, read through a saved column map.
  case partnerIncidents = "partner-incidents"
}
