import Basics
import Foundation
import PracticeFiles
import StrategyModel

/// Brings a report written as a YAML file into the database, asking the records for every figure that it names.
package struct ReportDemo: Sendable {
  /// Loads the file at `path` once. Returns what could not be had, each as a sentence; nil when it was loaded before.
  package static func load(_ path: String, desk: ReportDesk, by writer: Writer, clock: Clock) async throws -> [String]?
  {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Refusal(
        "no-file", place: path, "The file is missing, or is not UTF-8 text.", remedy: "Restore it from the release.")
    }
    let file = try ReportFile(PracticeNode(text: text, file: path.split(separator: "/").last.map(String.init) ?? path))
    if try await desk.store.content(named: file.name) != nil { return nil }
    let id = ID<ReportEdition>(at: clock.now())
    try await desk.store.create(
      ReportEdition(
        id: id, name: file.name, title: file.title, partnership: file.partnership, period: file.period,
        notice: file.notice,
        header: file.header, createdAt: clock.now(), createdBy: writer.name), by: writer)
    var problems: [String] = []
    for (name, question) in file.figures {
      do { try await desk.bind(question, as: name, in: id, by: writer, at: clock.now()) } catch let refusal as Refusal {
        problems.append("\(name): \(refusal.reason)")
      }
    }
    for (heading, paragraphs) in file.sections {
      let section = try await desk.store.addSection(heading, to: id, by: writer, at: clock.now())
      for one in paragraphs { try await add(one, section, id, desk, writer, clock) }
    }
    for (finding, reason) in file.releases {
      try await desk.store.release(finding, reason: reason, of: id, by: writer, at: clock.now())
    }
    return problems
  }

  private static func add(
    _ one: ReportFile.Paragraph, _ section: ID<ReportSection>, _ report: ID<ReportEdition>, _ desk: ReportDesk,
    _ writer: Writer, _ clock: Clock
  ) async throws {
    let paragraph = try await desk.store.addParagraph(
      one.text, kind: one.kind, subject: one.subject, exempt: one.exempt, to: section, of: report, by: writer,
      at: clock.now())
    let content = try await desk.store.content(of: report)
    let number = content?.paragraph(paragraph.text)?.number ?? ""
    for (words, reason) in one.judgements {
      // A judgement is of a whole sentence; the file names some of its words.
      let found = content.map { ReportChecks.claims($0, desk.practice) } ?? []
      for claim in found where claim.paragraph == paragraph.text && claim.warning.sentence.contains(words) {
        try await desk.store.judge(
          sentence: content?.plain(claim.warning.sentence) ?? "", in: paragraph, reason: reason, of: report, by: writer,
          at: clock.now())
      }
    }
    for (words, owner, due) in one.promises {
      let candidates = desk.practice.promises.candidates(in: BlockText(one.text))
      guard let sentence = candidates.first(where: { $0.contains(words) }) else {
        throw Refusal("demonstration", place: number, "No sentence with “\(words)” promises anything.")
      }
      try await desk.store.promise(
        content?.plain(sentence) ?? sentence, number: number, owner: owner, due: due, of: report, by: writer,
        at: clock.now())
    }
  }
}
