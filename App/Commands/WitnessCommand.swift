import ArgumentParser
import Audit
import Basics
import Foundation
import WebShell

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

struct WitnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Watches a partnership's audit log from outside: fetches its head and verifies that it has only grown.",
    discussion: """
      For an agency, on a machine that the log's operator does not run, every few minutes. It needs no data folder and \
      no account. It keeps the last head in a file and its own signing key beside it; keep both. It ends with 0 when the \
      log is consistent with what was seen before, and with 1 for an alarm: then what the log sent is kept beside the \
      file, and somebody should telephone. Its cosignature is sent to the log, which serves it once the joint auditor has \
      registered the witness's key; --key-only prints that key.
      """)

  @Option(help: ArgumentHelp("The address of the log's server, such as https://partnership.example.", valueName: "url"))
  var log: String
  @Option(
    help: ArgumentHelp("The log's verifier key, from `concordat audit key`, brought by another way.", valueName: "key"))
  var key: String
  @Option(help: ArgumentHelp("The file that holds the last head.", valueName: "file")) var state: String
  @Option(help: "The witness's own name, such as police.example/witness.") var name: String?
  @Flag(help: "Print the witness's own key, for the joint auditor, and do nothing else.") var keyOnly = false
  @Flag(help: "Do not send the cosignature to the log.") var silent = false
  @Flag(help: "Answer in JSON.") var json = false

  func run() async throws {
    let source = try LogSource(log)
    let logKey = try VerifierKey(key)
    let path = URL(fileURLWithPath: state).path
    let own = name ?? ProcessInfo.processInfo.hostName + "/witness", ownKey = try AuditKey.load(path: path + ".key")
    if keyOnly {
      print(try ownKey.verifier(name: own, .cosignature).description)
      return
    }
    let witness = try Witness(name: own, key: ownKey, origin: logKey.name, logKey: logKey, path: path)
    do {
      let before = try await witness.held()?.checkpoint.size
      let head = try await witness.observe(now: Clock.system.now()) { old in try await source.offer(old: old) }
      report(head, before: before)
      // What was verified stays verified, whether the log takes the cosignature or not.
      if !silent, let refused = await source.give(head) { Terminal.note("The cosignature was not taken: \(refused)") }
    } catch let alarm as WitnessAlarm {
      let evidence = keep(alarm, beside: path)
      report(alarm, evidence: evidence)
      throw Ending.Refused()
    }
  }

  private func report(_ head: SignedHead, before: Int?) {
    let point = head.checkpoint
    if json {
      let json: JSON = [
        "consistent": true, "origin": .string(point.origin), "size": .int(point.size), "before": JSON(before),
        "root": .string(point.root.description), "head": .string(head.description),
      ]
      print(json.text(indent: true))
    } else if let before {
      print("\(point.origin): \(point.size.grouped) entries, grown out of the \(before.grouped) that were seen before.")
      print("Root \(point.root).")
    } else {
      print("\(point.origin): \(point.size.grouped) entries, seen for the first time.")
      print("Root \(point.root). Compare it with the partnership's minutes or another witness.")
    }
  }

  private func report(_ alarm: WitnessAlarm, evidence: String?) {
    if json {
      let json: JSON = [
        "consistent": false, "reason": .string(alarm.kind.rawValue), "evidence": JSON(evidence),
      ]
      print(json.text(indent: true))
    } else {
      Terminal.complain("Alarm: \(alarm.kind.rawValue).")
      if let evidence { Terminal.complain("What the log sent is kept in \(evidence).") }
      Terminal.complain("Telephone the partnership's data protection officers; do not use the server to tell them.")
    }
  }

  /// Keeps what the log sent; nil when there is nothing to keep or it could not be written.
  private func keep(_ alarm: WitnessAlarm, beside path: String) -> String? {
    guard !alarm.offered.isEmpty else { return nil }
    let file = "\(path).alarm-\(Clock.system.now().milliseconds)"
    let isKept = FileManager.default.createFile(
      atPath: file, contents: Data(alarm.offered.utf8), attributes: [.posixPermissions: 0o600])
    return isKept ? file : nil
  }
}

/// The server of a log, asked over HTTP.
struct LogSource: Sendable {
  private let base: String
  /// An offer has at most 63 hashes and a note of 64 KiB. Bytes.
  private static let longest = 1 << 20

  init(_ address: String) throws {
    var base = address
    while base.hasSuffix("/") { base.removeLast() }
    guard base.hasPrefix("https://") || base.hasPrefix("http://"), URL(string: base)?.host != nil else {
      throw Refusal(
        "log-address", place: address, "This is not the address of a server.",
        remedy: "Write it as https://partnership.example.")
    }
    self.base = base
  }

  /// The text for a witness that holds the head at `old` entries. A server that does not answer is no alarm: nothing was
  /// verified, and nothing was found wrong.
  func offer(old: Int) async throws -> String {
    let address = base + "/audit/witness" + Address.query([("old", String(old))])
    guard let url = URL(string: address) else { throw unreachable("the address cannot be asked") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 30
    let session = URLSession(configuration: configuration)
    defer { session.finishTasksAndInvalidate() }
    let data: Data, response: URLResponse
    do { (data, response) = try await session.data(from: url) } catch {
      throw unreachable(error.localizedDescription)
    }
    guard let status = (response as? HTTPURLResponse)?.statusCode, status == 200 else {
      throw unreachable("it answered with \((response as? HTTPURLResponse)?.statusCode.description ?? "nothing")")
    }
    guard data.count <= LogSource.longest else { throw unreachable("its answer is too long") }
    return String(decoding: data, as: UTF8.self)
  }

  /// Sends a cosigned head to the log; nil when it was taken, else why not.
  func give(_ head: SignedHead) async -> String? {
    guard let url = URL(string: base + "/audit/cosignatures") else { return "the address cannot be asked" }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.timeoutInterval = 30
    request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "content-type")
    request.httpBody = Data("note=\(Address.encoded(head.description))".utf8)
    let session = URLSession(configuration: .ephemeral)
    defer { session.finishTasksAndInvalidate() }
    do {
      let (data, response) = try await session.data(for: request)
      guard (response as? HTTPURLResponse)?.statusCode == 200 else {
        return String(decoding: data.prefix(400), as: UTF8.self).trimmed
      }
      return nil
    } catch { return error.localizedDescription }
  }

  private func unreachable(_ why: String) -> Refusal {
    Refusal(
      "log-unreachable", place: base, "The log could not be asked, so nothing was verified: \(why).",
      remedy: "Try again; if it stays so, telephone the partnership.")
  }
}
