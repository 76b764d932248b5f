import Basics
import Crypto
import Database
import Foundation

/// The master key as a file: four or five lines of text, for the server's account alone (mode 0600), beside the key
/// store and in no backup of it. Copies for two custodians are made by hand.
///
/// ```
/// concordat master key 1
/// current 2 BASE64
/// previous 1 BASE64
/// index BASE64
/// check SHA-256 of the lines above
/// ```
///
/// The check line is there so that a damaged file is noticed: a wrong index secret would else only show as nobody being
/// found any more.
enum MasterKeyFile {
  private static let heading = "concordat master key 1"

  /// The key in the file at `path`. When there is none it is made, unless `isNeeded`: something is wrapped under the
  /// one that is missing. Refuses a file that others than its owner may open, and a damaged one.
  static func load(_ path: String, isNeeded: Bool) throws -> MasterKey {
    if let held = try PrivateFile.read(path) { return try parse(held, path) }
    guard !isNeeded else {
      throw Refusal(
        "master-key", place: path, "The master key is missing, and the key store holds keys that need it.",
        remedy: "Restore it from the custodians' copy; a new one would open nothing.")
    }
    try PrivateFile.create(path, content(MasterKey()))
    guard let written = try PrivateFile.read(path) else { throw damaged(path) }
    return try parse(written, path)
  }

  static func save(_ key: MasterKey, to path: String) throws { try PrivateFile.replace(path, content(key)) }

  static func content(_ key: MasterKey) -> [UInt8] {
    var lines = [heading, line("current", key.current)]
    if let previous = key.previous { lines.append(line("previous", previous)) }
    lines.append("index \(text(key.indexSecret))")
    lines.append("check \(digest(lines))")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  static func parse(_ bytes: [UInt8], _ path: String) throws -> MasterKey {
    guard let content = String(validating: bytes, as: UTF8.self) else { throw damaged(path) }
    let lines = content.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.first == heading, lines.last == "", lines.count == 5 || lines.count == 6,
      lines[lines.count - 2] == "check \(digest(Array(lines.dropLast(2))))",
      let current = version(lines[1], "current"), let index = secret(lines[lines.count - 3], "index")
    else { throw damaged(path) }
    let previous = lines.count == 6 ? version(lines[2], "previous") : nil
    guard (previous != nil) == (lines.count == 6), previous.map({ $0.number < current.number }) ?? true else {
      throw damaged(path)
    }
    return MasterKey(current: current, previous: previous, indexSecret: index)
  }

  private static func line(_ word: String, _ version: MasterKey.Version) -> String {
    "\(word) \(version.number) \(text(version.secret))"
  }

  private static func text(_ secret: SymmetricKey) -> String {
    secret.withUnsafeBytes { Data($0).base64EncodedString() }
  }

  private static func version(_ line: String, _ word: String) -> MasterKey.Version? {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[0] == word, let number = Int(parts[1]), (1...1_000_000).contains(number),
      let secret = secret("\(word) \(parts[2])", word)
    else { return nil }
    return MasterKey.Version(number: number, secret: secret)
  }

  private static func secret(_ line: String, _ word: String) -> SymmetricKey? {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0] == word, let data = Data(base64Encoded: String(parts[1])), data.count == 32 else {
      return nil
    }
    return SymmetricKey(data: data)
  }

  private static func digest(_ lines: [String]) -> String {
    Hex.text(SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)))
  }

  private static func damaged(_ path: String) -> Refusal {
    Refusal(
      "master-key", place: path, "The master key cannot be read: the file is damaged.",
      remedy: "Restore it from the custodians' copy.")
  }
}
