import Basics

extension FigureQuestion {
  /// A further choice that a kind of figure has.
  package enum Option: String, CaseIterable, Sendable {
    /// Reach of a density's kernel and side of its cells, in metres.
    case bandwidth, cell
    /// The share of places looked at, in percent; `places=point` counts published map points.
    case top, places
    /// A harm scale.
    case scale
    /// A kind of place of the mobility file.
    case metric
    /// Another method asked for by name, which a measure may refuse with its reason.
    case method

    /// The kinds of figure that the option is for.
    package var kinds: [Kind] {
      switch self {
      case .bandwidth, .cell: [.hotspots]
      case .top, .places: [.concentration]
      case .scale: [.harm]
      case .metric: [.correlation]
      case .method: Kind.allCases
      }
    }

    var range: ClosedRange<Double>? {
      switch self {
      case .bandwidth: 50...2000
      case .cell: 10...1000
      case .top: 0.1...50
      case .places, .scale, .metric, .method: nil
      }
    }

    var words: [String]? {
      switch self {
      case .places: ["point"]
      case .scale: SeverityScale.allCases.map(\.rawValue)
      case .metric: FigureCase.Footfall.allCases.map(\.rawValue)
      case .bandwidth, .cell, .top, .method: nil
      }
    }

    /// Refuses a value that the option does not have. Errors: `unreadable-option`.
    func check(_ written: String) throws(Refusal) {
      let remedy: String
      if let range {
        if let number = Double(written), range.contains(number) { return }
        let least = range.lowerBound.fixed(range.lowerBound < 1 ? 1 : 0)
        remedy = "Write a number from \(least) to \(range.upperBound.fixed(0))."
      } else if let words {
        if words.contains(written) { return }
        remedy =
          words.count == 1 ? "Write “\(words[0])”, or leave it out." : "Write one of: \(words.joined(separator: ", "))."
      } else {
        return
      }
      throw Refusal(
        "unreadable-option", place: rawValue, "“\(written)” is not a usable value of “\(rawValue)”.", remedy: remedy)
    }
  }

  /// Refuses a name that is no member of a question. Errors: `unknown-member`, with the nearest known one.
  static func checkNames(_ names: some Collection<String>, among known: [String]) throws(Refusal) {
    let all = known + Option.allCases.map(\.rawValue)
    guard let unknown = names.filter({ !all.contains($0) }).min() else { return }
    let nearest = EditDistance.nearest(to: unknown, in: all)
      .flatMap { EditDistance.between($0, unknown.lowercased()) <= max(1, unknown.count / 3) ? $0 : nil }
    throw Refusal(
      "unknown-member", place: String(unknown.prefix(60)), "This is not part of a question to the evidence.",
      remedy: (nearest.map { "Did you mean “\($0)”? " } ?? "") + "Known are: \(all.joined(separator: ", ")).")
  }

  /// The first thing asked that this kind of figure would leave unheeded; nil when all of it counts. A form may carry
  /// choices over from another kind of figure, so that only the command line refuses them.
  package func objection() -> Refusal? {
    func unheeded(_ name: String, _ kinds: [Kind]) -> Refusal? {
      guard !kinds.contains(kind) else { return nil }
      return Refusal(
        "option-not-used", place: name, "A figure of the kind “\(kind.rawValue)” does not use “\(name)”.",
        remedy: "Leave it out, or ask for \(FigureCase.list(kinds.map(\.rawValue)).replacing(" and ", with: " or ")).")
    }
    if of != nil, let found = unheeded("of", [.share]) { return found }
    if comparison != nil, let found = unheeded("compare", [.change, .share]) { return found }
    if test != nil, let found = unheeded("test", [.change]) { return found }
    if base != nil, let found = unheeded("base", [.rate]) { return found }
    for option in Option.allCases where options[option.rawValue] != nil {
      if let found = unheeded(option.rawValue, option.kinds) { return found }
    }
    if let method = options["method"], let named = Kind(rawValue: method), named != kind {
      return Refusal(
        "option-not-used", place: "method", "“\(method)” is a kind of figure of its own.",
        remedy: "Ask for it as the kind of figure instead of “\(kind.rawValue)”.")
    }
    return byObjection
  }

  private var byObjection: Refusal? {
    guard let by else { return nil }
    let possible: [Breakdown]
    switch kind {
    case .count, .rate, .share, .change: return nil
    case .concentration: possible = [.borough, .ward, .lsoa]
    case .trend, .season: possible = [.month]
    case .correlation: possible = [.borough]
    case .harm, .hotspots: possible = []
    }
    guard !possible.contains(by) else { return nil }
    let choices = possible.map { "by=\($0.rawValue)" }.joined(separator: " or ")
    return Refusal(
      "option-not-used", place: "by",
      "A figure of the kind “\(kind.rawValue)” is not broken down by \(by.rawValue).",
      remedy: choices.isEmpty ? "Leave “by” out." : "Leave “by” out, or write \(choices).")
  }
}
