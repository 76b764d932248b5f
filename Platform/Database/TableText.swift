/// Turns the one text of a `CREATE TABLE` or `ALTER TABLE … ADD COLUMN` into each engine's words.
///
/// For SQLite: `STRICT` is added. For PostgreSQL: column types and the types in `CAST(… AS …)` become `BIGINT`,
/// `DOUBLE PRECISION`, `BYTEA`; `TEXT` columns are compared byte by byte (`COLLATE "C"`) as SQLite does, so that both
/// engines sort alike whatever the server's locale; `WITHOUT ROWID` goes. Other statements stay as they are.
enum TableText {
  private enum Token {
    case word(String)
    case symbol(Character)
    /// Blanks, comments, strings and quoted names, copied untouched.
    case other(String, isBlank: Bool)
  }

  static func adapt(_ statement: String, to engine: Engine) -> String {
    let tokens = tokens(statement)
    let words = tokens.compactMap { if case .word(let word) = $0 { word.uppercased() } else { nil } }
    let isTable = words.starts(with: ["CREATE", "TABLE"]), isColumn = words.starts(with: ["ALTER", "TABLE"])
    guard isTable || isColumn else { return statement }
    switch engine {
    case .sqlite:
      guard isTable, !words.contains("STRICT"), !words.contains("SELECT") else { return statement }
      return statement.trimmingWhitespace() + (words.suffix(2) == ["WITHOUT", "ROWID"] ? ", STRICT" : " STRICT")
    case .postgres: return forPostgres(tokens, isTable: isTable)
    }
  }

  private static func forPostgres(_ tokens: [Token], isTable: Bool) -> String {
    var out = ""
    var depth = 0
    /// How many words of the present column definition have been seen; nil outside one.
    var place: Int? = nil
    var previous = ""
    for token in tokens {
      switch token {
      case .other(let text, let isBlank):
        out += text
        // A quoted name counts as the word it stands for.
        if !isBlank { place = place.map { $0 + 1 } }
      case .symbol(let character):
        out.append(character)
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if isTable, depth == 1, character == "(" || character == ",", previous != "AS" { place = 0 }
        if character == "(", depth > 1 { place = nil }
      case .word(let word):
        let upper = word.uppercased()
        let isType = place == 1
        out += isType ? columnType(upper) ?? word : previous == "AS" ? castType(upper) ?? word : word
        if upper == "COLUMN", previous == "ADD" {
          place = 0
        } else if place == 0, constraintWords.contains(upper) {
          place = nil
        } else {
          place = place.map { $0 + 1 }
        }
        previous = upper
      }
    }
    return out.replacing("WITHOUT ROWID", with: "")
  }

  /// Words that begin a constraint of the table where a column's name might stand.
  private static let constraintWords: Set<String> = ["CONSTRAINT", "PRIMARY", "FOREIGN", "UNIQUE", "CHECK"]

  private static func columnType(_ word: String) -> String? {
    word == "TEXT" ? "TEXT COLLATE \"C\"" : castType(word)
  }

  private static func castType(_ word: String) -> String? {
    switch word {
    case "INTEGER", "INT": "BIGINT"
    case "REAL": "DOUBLE PRECISION"
    case "BLOB": "BYTEA"
    default: nil
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    var out: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        out.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else if first == "'" || first == "\"" {
        let inside = rest.dropFirst().prefix { $0 != first }
        let whole = rest.prefix(inside.count + 2)
        out.append(.other(String(whole), isBlank: false))
        rest = rest.dropFirst(whole.count)
      } else if rest.hasPrefix("--") {
        let line = rest.prefix { !$0.isNewline }
        out.append(.other(String(line), isBlank: true))
        rest = rest.dropFirst(line.count)
      } else if first.isWhitespace {
        let blank = rest.prefix { $0.isWhitespace }
        out.append(.other(String(blank), isBlank: true))
        rest = rest.dropFirst(blank.count)
      } else {
        out.append(.symbol(first))
        rest = rest.dropFirst()
      }
    }
    return out
  }
}
