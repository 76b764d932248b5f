import Basics
import Facts

/// How what was typed becomes what is kept. Every refusal names the field by its label.
extension RegisterField {
  /// The value of what was typed; nil when nothing was and nothing must be. Days come in three boxes and are read by the
  /// page.
  package func value(typed: String) throws(Refusal) -> RegisterValue? {
    let text = try RegisterText.cleaned(typed, place: label)
    guard !text.isEmpty else {
      if isRequired { throw refusal("This is empty.", "Enter something here.") }
      return nil
    }
    switch kind {
    case .line(let most):
      guard !text.contains("\n") else { throw refusal("This is more than one line.", "Keep it to one line.") }
      return .text(try short(text, most))
    case .words(let most): return .text(try short(text, most))
    case .code, .slug:
      guard Fact.isCode(text) else {
        throw refusal(
          "“\(text.prefix(40))” is no code.", "Use lower-case letters, digits, hyphens and dots, at most 60.")
      }
      return .text(text)
    case .day:
      guard let day = Day(text) else { throw refusal("This is no day.", "Enter it as 27 3 2023.") }
      return .day(day)
    case .time:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].count <= 2, parts[1].count == 2, let hour = Int(parts[0]),
        let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
      else { throw refusal("This is no time of day.", "Enter it as 22:30.") }
      return .number(hour * 60 + minute)
    case .count(let range):
      guard let number = Int(text.filter { $0 != "," }), range.contains(number) else {
        throw refusal(
          "This is no whole number from \(range.lowerBound.grouped) to \(range.upperBound.grouped).",
          "Enter it in digits.")
      }
      return .number(number)
    case .money: return .number(try pence(text))
    case .choice(let options):
      guard options.contains(where: { $0.value == text }) else {
        throw refusal("Nothing from the list was chosen.", "Choose one.")
      }
      return .text(text)
    case .places(let most):
      let codes = text.split { $0 == " " || $0 == "," || $0 == "\n" }.map { $0.uppercased() }
      guard codes.count <= most, codes.allSatisfy(Fact.isPlace) else {
        throw refusal(
          most == 1 ? "This is no code of an area." : "These are not up to \(most) codes of areas.",
          "Enter GSS codes such as E09000033, with a space between two.")
      }
      return .text(codes.joined(separator: " "))
    case .entry, .body:
      guard text.utf8.count <= 60, !text.contains("\n") else {
        throw refusal("Nothing from the list was chosen.", "Choose one.")
      }
      return .text(text)
    }
  }

  /// Pence of an amount in pounds such as `1,250.50`.
  private func pence(_ text: String) throws(Refusal) -> Int {
    let plain = text.filter { $0 != "," && $0 != "£" && $0 != " " }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let first = parts.first, (1...9).contains(first.count),
      first.allSatisfy({ $0.isASCII && $0.isNumber }), let pounds = Int(first)
    else { throw refusal("This is no amount of money.", "Enter pounds and pence as 1250.50.") }
    guard parts.count == 2 else { return pounds * 100 }
    guard parts[1].count == 2, parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let rest = Int(parts[1]) else {
      throw refusal("This is no amount of money.", "Enter pounds and pence as 1250.50.")
    }
    return pounds * 100 + rest
  }

  private func short(_ text: String, _ most: Int) throws(Refusal) -> String {
    guard text.count <= most, text.utf8.count <= most * 4 else {
      throw refusal("This is longer than \(most.grouped) characters.", "Shorten it.")
    }
    return text
  }

  private func refusal(_ reason: String, _ remedy: String) -> Refusal {
    Refusal("register-field", place: label, reason, remedy: remedy)
  }

  /// The value as it is typed into the form again.
  package func typed(_ value: RegisterValue?) -> String {
    switch (value, kind) {
    case (nil, _): ""
    case (.text(let text), _): text
    case (.day(let day), _): day.description
    case (.number(let number), .money): RegisterText.pounds(number).filter { $0 != "£" && $0 != "," }
    case (.number(let number), .time): RegisterText.time(number)
    case (.number(let number), _): String(number)
    }
  }

  /// The value as people read it; entries and bodies by the names given.
  package func shown(_ value: RegisterValue?, names: [String: String] = [:]) -> String {
    switch (value, kind) {
    case (nil, _): ""
    case (.text(let text), .choice(let options)): options.first { $0.value == text }?.label ?? text
    case (.text(let text), .entry), (.text(let text), .body): names[text] ?? text
    case (.text(let text), _): text
    case (.day(let day), _): day.spoken
    case (.number(let number), .money): RegisterText.pounds(number)
    case (.number(let number), .time): RegisterText.time(number)
    case (.number(let number), _): number.grouped
    }
  }
}

package enum RegisterText {
  /// Text without space at its ends, with plain line ends. Refuses characters that steer how text is shown: control
  /// characters and changes of writing direction (Unicode Technical Report 36 section 2.5).
  package static func cleaned(_ text: String, place: String) throws(Refusal) -> String {
    var rest = text.replacing("\r\n", with: "\n")[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    for scalar in rest.unicodeScalars {
      switch scalar.value {
      case 9, 10: continue
      case 0..<32, 127..<160, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF:
        throw Refusal(
          "register-field", place: place, "This has a character that cannot be seen.",
          remedy: "Type it again instead of copying it.")
      default: continue
      }
    }
    return String(rest)
  }

  /// `£1,250.50`; whole pounds without pence.
  package static func pounds(_ pence: Int) -> String {
    let rest = pence.magnitude % 100
    let sign = pence < 0 ? "−" : ""
    let whole = "\(sign)£" + Int(pence.magnitude / 100).grouped
    return rest == 0 ? whole : whole + (rest < 10 ? ".0\(rest)" : ".\(rest)")
  }

  /// `22:05` of minutes after midnight.
  package static func time(_ minutes: Int) -> String {
    let hour = minutes / 60, rest = minutes % 60
    return (hour < 10 ? "0\(hour)" : "\(hour)") + ":" + (rest < 10 ? "0\(rest)" : "\(rest)")
  }

  /// `345.5 hours` of minutes.
  package static func hours(_ minutes: Int) -> String {
    minutes % 60 == 0 ? (minutes / 60).of("hour", "hours") : (Double(minutes) / 60).fixed(1) + " hours"
  }
}
