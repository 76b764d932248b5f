import ArgumentParser
import Basics
import Foundation
import PartnershipModel

struct DecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Answers questions to the rule of sharing, one JSON object a line, without any record being opened.",
    discussion: """
      For an information-governance lead who wants to try the rule, and for programs that check it. docs/sharing.md says \
      what a question holds. A line {"world": …} sets the tables of roles and panels for the lines after it; else the \
      partnership's own tables count. A line that is no question is named and the others are answered; it ends with 1 then.
      """)

  @Argument(help: "A file of questions; standard input when not given.") var file: String?

  func run() async throws {
    let words = try Installation.accessWords()
    var practice = words.practice
    var unread = 0, out: [UInt8] = []
    try JSONLines.each(in: file) { number, line in
      do {
        switch try JSONDecoder().decode(DecisionLine.self, from: line) {
        case .world(let world): practice = world
        case .question(let question): out += Array((question.answer(practice).json.text() + "\n").utf8)
        }
      } catch {
        unread += 1
        out += Array("{\"effect\":\"unread\",\"line\":\(number)}\n".utf8)
        if unread <= 20 { Terminal.complain("line \(number): this is no question: \(JSONLines.words(error))") }
      }
      if out.count > 1 << 20 {
        FileHandle.standardOutput.write(Data(out))
        out.removeAll(keepingCapacity: true)
      }
    }
    FileHandle.standardOutput.write(Data(out))
    if unread > 0 { throw Ending.Refused() }
  }
}

/// Text with one JSON value a line, read as it comes.
enum JSONLines {
  static func each(in file: String?, _ body: (Int, Data) throws -> Void) throws {
    let handle: FileHandle
    if let file {
      guard let opened = FileHandle(forReadingAtPath: file) else {
        throw Refusal("no-such-file", place: file, "There is no such file.", remedy: "Check the spelling of the path.")
      }
      handle = opened
    } else {
      handle = .standardInput
    }
    var rest = Data(), number = 0
    while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      rest.append(chunk)
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: 10) {
        number += 1
        if end > start { try body(number, rest[start..<end]) }
        start = end + 1
      }
      rest = Data(rest[start...])
    }
    if !rest.isEmpty { try body(number + 1, rest) }
  }

  /// What is wrong with a line, in words that name the member.
  static func words(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return "“\([path(context), key.stringValue].filter { !$0.isEmpty }.joined(separator: "."))” is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "“\(path(context))”: \(context.debugDescription)"
    default: return "\(error)"
    }
  }
}
