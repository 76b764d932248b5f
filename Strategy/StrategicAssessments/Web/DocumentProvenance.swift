import Basics
import StrategyModel
import WebShell

/// Annex of a document that is handed out: how each figure is known, in small print. What several figures have in common
/// is said once, as a numbered note.
struct DocumentProvenance {
  /// What a note is about.
  enum Subject: String, CaseIterable {
    case definition = "What is counted"
    case geography = "Whose crime it is"
    case series = "Breaks in the series"
    case caveat = "Caveats"
  }

  private struct Statement: Hashable {
    let subject: Subject
    let words: String
  }

  private let sources: DocumentSources
  private var notes: [Statement] = []
  private var places: [Statement: Int] = [:]

  /// `cited` are figures that are only cited inside sentences: all that is said of them is in notes.
  init(shown: [Figure], cited: [Figure], sources: DocumentSources) {
    self.sources = sources
    var uses: [Statement: Int] = [:]
    for figure in shown { for one in Set(DocumentProvenance.statements(figure)) { uses[one, default: 0] += 1 } }
    for figure in cited { for one in DocumentProvenance.statements(figure) { uses[one] = 2 } }
    let all = (shown + cited).flatMap(DocumentProvenance.statements)
    for subject in Subject.allCases {
      for one in all where one.subject == subject && uses[one, default: 0] > 1 && places[one] == nil {
        notes.append(one)
        places[one] = notes.count
      }
    }
  }

  /// Where the entry of a figure stands.
  static func anchor(_ name: String) -> String { "known-" + name }

  private static func statements(_ figure: Figure) -> [Statement] {
    let evidence = figure.evidence
    return [
      Statement(subject: .definition, words: evidence.definition),
      Statement(subject: .geography, words: evidence.geography),
    ] + evidence.breaks.map { Statement(subject: .series, words: "\(Day($0.date)?.spoken ?? $0.date): \($0.reason)") }
      + evidence.caveats.map { Statement(subject: .caveat, words: $0) }
  }

  /// The notes, by subject, numbered through.
  var notesList: HTML {
    """
    \(each: Subject.allCases.filter { subject in notes.contains { $0.subject == subject } }, { subject in
      """
      <p class="notes-subject"><strong>\(subject.rawValue)</strong></p>
      \(each: notes.enumerated().filter { $0.element.subject == subject }, { index, one in
        "<p class=\"small-print note-line\" id=\"note-\(index + 1)\"><strong>Note \(index + 1).</strong> \(one.words)</p>\n"
      })
      """
    })
    """
  }

  /// `note 1, notes 4 and 6` of a figure, as links.
  func notes(of figure: Figure) -> HTML {
    let numbers = DocumentProvenance.statements(figure).compactMap { places[$0] }.sorted()
    return HTML.joined(numbers.map(link), by: ", ")
  }

  private func link(_ number: Int) -> HTML { "<a href=\"#note-\(number)\">\(number)</a>" }

  /// One figure's entry, run together.
  func entry(_ binding: Binding, _ figure: Figure, number: Int) -> HTML {
    let evidence = figure.evidence
    var parts: [(String, HTML)] = []
    for subject in Subject.allCases {
      let own = DocumentProvenance.statements(figure).filter { $0.subject == subject }
      let noted = own.compactMap { places[$0] }.sorted()
      var said: [HTML] = own.filter { places[$0] == nil }.map { HTML(text: $0.words) }
      if !noted.isEmpty {
        said.insert("\(noted.count == 1 ? "note" : "notes") \(HTML.joined(noted.map(link), by: ", "))", at: 0)
      }
      if !said.isEmpty { parts.append((subject.rawValue, HTML.joined(said, by: "; "))) }
      guard subject == .definition else { continue }
      parts.append(("Numerator", counted(evidence.numerator, figure.numerator)))
      if let whole = evidence.denominator { parts.append(("Denominator", counted(whole, figure.denominator))) }
    }
    if !evidence.excluded.isEmpty {
      parts.append(
        (
          "Rows left out",
          HTML(text: evidence.excluded.map { "\($0.reason): \($0.rows.grouped)" }.joined(separator: "; "))
        ))
    }
    if let months = DocumentProvenance.unsettled(figure) { parts.append(("Months not settled", HTML(text: months))) }
    if let method = evidence.method {
      parts.append(("Method", "<a href=\"#\(DocumentSources.anchor(method))\">\(method.name)</a>"))
    }
    parts.append(("Sources", sources.references(figure)))
    parts.append(("Question", "<code>\(figure.question)</code>"))
    if !figure.fingerprint.isEmpty { parts.append(("Fingerprint", "<code>\(figure.fingerprint)</code>")) }
    return """
      <h4 id="\(DocumentProvenance.anchor(binding.name))"><a href="#figure-\(binding.name)">Figure \(number)</a>. \(figure.title)</h4>
      <p class="small-print">\(HTML.joined(parts.map { "<strong>\($0.0):</strong> \($0.1)\($0.1.text.hasSuffix(".") ? "" : ".")" as HTML }, by: " "))</p>

      """
  }

  /// `July 2022 (provisional), August 2022 (provisional)` in the order of the calendar; nil when all months are settled.
  static func unsettled(_ figure: Figure) -> String? {
    let months = Set(figure.evidence.unsettled.map { Unsettled(month: $0.month, status: $0.status.rawValue) })
      .sorted { ($0.month, $0.status) < ($1.month, $1.status) }
    guard !months.isEmpty else { return nil }
    let words = months.prefix(12).map { "\(Month($0.month)?.spoken ?? $0.month) (\($0.status))" }
    return words.joined(separator: ", ") + (months.count > 12 ? " and \(months.count - 12) more" : "")
  }

  private struct Unsettled: Hashable {
    let month: String, status: String
  }

  private func counted(_ words: String, _ number: Int?) -> HTML {
    // Many evidence sources begin the words with the number itself.
    guard let number, !words.hasPrefix(number.grouped) else { return HTML(text: words) }
    return "\(words) (\(number.grouped))"
  }
}
