import Basics

/// An answer of the evidence, with all that a reader needs to trust or to dispute it. A published figure is this value,
/// frozen; asking the same question later gives a new one beside it.
package struct Figure: Codable, Sendable {
  /// The question's text form; it asks the same again.
  package var question: String
  /// What the figure is, as a heading: `Westminster's share of recorded crime in London, 2022/23`.
  package var title: String
  /// The finding and its uncertainty, as a sentence.
  package var sentence: String
  /// The headline number in `unit`; nil when the answer is a table, or when nothing is held.
  package var value: Double?
  /// `%`, `crimes`, `per 1,000 residents`, `days`.
  package var unit: String
  package var decimals: Int
  package var lower: Double?, upper: Double?
  package var numerator: Int?, denominator: Int?
  package var evidence: Provenance
  package var table: Table
  package var chart: Chart?
  package var map: AreaMap?
  /// SHA-256 over question, values, table and the extracts that were counted.
  package var fingerprint: String

  package init(
    question: String, title: String, sentence: String, value: Double?, unit: String, decimals: Int,
    lower: Double? = nil, upper: Double? = nil, numerator: Int? = nil, denominator: Int? = nil, evidence: Provenance,
    table: Table, chart: Chart? = nil, map: AreaMap? = nil, fingerprint: String = ""
  ) {
    self.question = question
    self.title = title
    self.sentence = sentence
    self.value = value
    self.unit = unit
    self.decimals = decimals
    self.lower = lower
    self.upper = upper
    self.numerator = numerator
    self.denominator = denominator
    self.evidence = evidence
    self.table = table
    self.chart = chart
    self.map = map
    self.fingerprint = fingerprint
  }

  /// "How do we know": shown behind every figure.
  package struct Provenance: Codable, Sendable {
    package var definition: String
    package var numerator: String
    package var denominator: String?
    /// `investigating borough`, `ward in which the offence was placed`, and what that means.
    package var geography: String
    /// Every extract that was counted.
    package var extracts: [Citation]
    /// Rows left out, and why: `No place: 1,204 rows (in totals, not on maps)`.
    package var excluded: [Exclusion]
    package var breaks: [SeriesBreak]
    package var caveats: [String]
    package var method: Method?
    /// Months of the period that are partial, provisional or missing.
    package var unsettled: [Coverage]

    package init(
      definition: String, numerator: String, denominator: String? = nil, geography: String, extracts: [Citation] = [],
      excluded: [Exclusion] = [], breaks: [SeriesBreak] = [], caveats: [String] = [], method: Method? = nil,
      unsettled: [Coverage] = []
    ) {
      self.definition = definition
      self.numerator = numerator
      self.denominator = denominator
      self.geography = geography
      self.extracts = extracts
      self.excluded = excluded
      self.breaks = breaks
      self.caveats = caveats
      self.method = method
      self.unsettled = unsettled
    }
  }

  package struct Citation: Codable, Hashable, Sendable {
    package var sha256: String, fileName: String, publisher: String, licence: String, extractDate: String
    package init(_ extract: Extract) {
      sha256 = extract.sha256
      fileName = extract.fileName
      publisher = extract.publisher
      licence = extract.licence
      extractDate = extract.extractDate
    }
  }

  package struct Exclusion: Codable, Hashable, Sendable {
    package var reason: String, rows: Int
    package init(_ reason: String, rows: Int) {
      self.reason = reason
      self.rows = rows
    }
  }

  package struct Method: Codable, Hashable, Sendable {
    package var name: String, formula: String, source: String, whenNotToUse: String
    package init(name: String, formula: String, source: String, whenNotToUse: String) {
      self.name = name
      self.formula = formula
      self.source = source
      self.whenNotToUse = whenNotToUse
    }
  }

  /// The rows on the screen; a cell is text as shown, with its number where it is one.
  package struct Table: Codable, Sendable {
    package var caption: String
    package var headings: [Heading]
    package var rows: [[Cell]]
    package init(caption: String, headings: [Heading], rows: [[Cell]]) {
      self.caption = caption
      self.headings = headings
      self.rows = rows
    }
  }

  package struct Heading: Codable, Hashable, Sendable {
    package var text: String, isNumber: Bool
    package init(_ text: String, isNumber: Bool = false) {
      self.text = text
      self.isNumber = isNumber
    }
  }

  package struct Cell: Codable, Hashable, Sendable {
    package var text: String, number: Double?
    package init(_ text: String, _ number: Double? = nil) {
      self.text = text
      self.number = number
    }
  }

  /// What is drawn under the table; the drawing itself is the web's.
  package enum Chart: Codable, Sendable {
    case lines(Lines)
    case bars([Bar], unit: String)
    /// Cumulative share of places (0…1) against cumulative share of events (0…1).
    case lorenz([Point])
    /// Least, middle and most for each label.
    case ranges([Range], unit: String)
    /// Relative density over a grid in British National Grid metres, row by row from the south-west.
    case density(Density)
  }

  package struct Lines: Codable, Sendable {
    package var unit: String
    /// ISO months or years along the axis.
    package var labels: [String]
    package var series: [Series]
    /// Horizontal lines: mean and control limits.
    package var limits: [Limit]
    /// Index into `labels` at which the series breaks, with the words beside the mark.
    package var breaks: [BreakMark]
    package init(unit: String, labels: [String], series: [Series], limits: [Limit] = [], breaks: [BreakMark] = []) {
      self.unit = unit
      self.labels = labels
      self.series = series
      self.limits = limits
      self.breaks = breaks
    }
  }

  package struct Series: Codable, Sendable {
    package var name: String
    /// Nil is missing, drawn as a gap.
    package var values: [Double?]
    /// Indices drawn hollow: provisional or partial. Indices drawn as signals.
    package var hollow: [Int], signals: [Int]
    package init(name: String, values: [Double?], hollow: [Int] = [], signals: [Int] = []) {
      self.name = name
      self.values = values
      self.hollow = hollow
      self.signals = signals
    }
  }

  package struct Limit: Codable, Sendable {
    package var name: String, value: Double
    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  package struct BreakMark: Codable, Sendable {
    package var index: Int, label: String, stopsLine: Bool
    package init(index: Int, label: String, stopsLine: Bool) {
      self.index = index
      self.label = label
      self.stopsLine = stopsLine
    }
  }

  package struct Bar: Codable, Sendable {
    package var label: String, value: Double, lower: Double?, upper: Double?
    package init(_ label: String, _ value: Double, lower: Double? = nil, upper: Double? = nil) {
      self.label = label
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  package struct Point: Codable, Sendable {
    package var x: Double, y: Double
    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  package struct Range: Codable, Sendable {
    package var label: String, least: Double, middle: Double, most: Double
    package init(_ label: String, least: Double, middle: Double, most: Double) {
      self.label = label
      self.least = least
      self.middle = middle
      self.most = most
    }
  }

  package struct Density: Codable, Sendable {
    /// South-west corner and cell edge in metres, British National Grid (EPSG:27700).
    package var easting: Double, northing: Double, cell: Double
    package var columns: Int, rows: Int
    package var values: [Double]
    package init(easting: Double, northing: Double, cell: Double, columns: Int, rows: Int, values: [Double]) {
      self.easting = easting
      self.northing = northing
      self.cell = cell
      self.columns = columns
      self.rows = rows
      self.values = values
    }
  }

  /// Values by area; the boundaries are looked up by `layer` when the map is drawn.
  package struct AreaMap: Codable, Sendable {
    /// `ward-2018`, `ward-2022`, `lsoa-2011`, `lsoa-2021`, `borough`.
    package var layer: String
    package var unit: String
    package var values: [AreaValue]
    package init(layer: String, unit: String, values: [AreaValue]) {
      self.layer = layer
      self.unit = unit
      self.values = values
    }
  }

  package struct AreaValue: Codable, Sendable {
    package var code: String, name: String, value: Double?
    package init(code: String, name: String, value: Double?) {
      self.code = code
      self.name = name
      self.value = value
    }
  }
}
