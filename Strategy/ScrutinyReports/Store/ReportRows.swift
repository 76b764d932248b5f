import Basics
import Database
import Foundation
import StrategyModel

extension Row {
  func reportEdition() throws -> ReportEdition {
    guard let period = FactPeriod(try day("period_first"), try day("period_last")) else { throw unknown("period", "") }
    guard let header = try? JSONDecoder().decode(ReportHeader.self, from: Data(try text("header").utf8)) else {
      throw unknown("header", String(try text("header").prefix(60)))
    }
    var signOff: ReportEdition.SignOff?
    if let at = try optionalInstant("signed_at") {
      signOff = ReportEdition.SignOff(
        by: try text("signed_by"), at: at, note: try optionalText("signed_note") ?? "",
        fingerprint: try text("fingerprint"))
    }
    return ReportEdition(
      id: try id("id"), name: try text("name"), title: try text("title"), partnership: try text("partnership"),
      period: period, notice: try optionalText("notice"), header: header, state: try word("state"),
      previous: try optionalText("previous"), createdAt: try instant("created_at"), createdBy: try text("created_by"),
      signOff: signOff, publishedAt: try optionalInstant("published_at"))
  }

  func reportParagraph() throws -> ReportParagraph {
    ReportParagraph(
      id: try id("id"), section: try id("section"), position: try int("position"), kind: try word("kind"),
      text: try text("content"), subject: try optionalText("subject"), exempt: try optionalText("exempt"),
      version: try int("version"), author: try text("author"), editedAt: try instant("edited_at"))
  }

  func reportBinding() throws -> ReportBinding {
    guard let sequences = SequenceText.sequences(try text("sequences")) else { throw unknown("sequences", "") }
    let at = try optionalInstant("held_at")
    return ReportBinding(
      id: try id("id"), name: try text("name"), question: try text("question"),
      held: try at.flatMap { try held("figure", "sha256", at: $0, by: optionalText("held_by") ?? "") },
      sequences: sequences)
  }

  func promise() throws -> Promise {
    Promise(
      id: try text("id"), number: try text("number"), words: try text("words"), owner: try text("owner"),
      due: try optionalDay("due"))
  }
}

extension Connection {
  /// The whole report in one snapshot.
  func report(_ id: ID<ReportEdition>) throws -> ReportContent? {
    guard let row = try row("SELECT * FROM report_edition WHERE id = \(id)") else { return nil }
    let edition = try row.reportEdition()
    var paragraphs: [ID<ReportSection>: [ReportParagraph]] = [:]
    for row in try rows(
      "SELECT * FROM report_paragraph WHERE report = \(id) AND removed = 0 ORDER BY section, position, id")
    {
      let one = try row.reportParagraph()
      paragraphs[one.section, default: []].append(one)
    }
    let sections = try rows("SELECT * FROM report_section WHERE report = \(id) ORDER BY position, id").map { row in
      let section: ID<ReportSection> = try row.id("id")
      return ReportSection(
        id: section, position: try row.int("position"), heading: try row.text("heading"),
        paragraphs: paragraphs[section] ?? [])
    }
    var due: [Promise] = []
    if let previous = edition.previous {
      due = try rows(
        """
        SELECT p.* FROM report_promise p JOIN report_edition e ON e.id = p.report
        WHERE e.name = \(previous) ORDER BY p.made_at, p.id
        """
      ).map { try $0.promise() }
    }
    return ReportContent(
      edition: edition, sections: sections,
      bindings: try rows("SELECT * FROM report_binding WHERE report = \(id) ORDER BY name").map {
        try $0.reportBinding()
      },
      judgements: try rows("SELECT * FROM report_judgement WHERE report = \(id) ORDER BY judged_at, id").map { row in
        OfficerJudgement(
          paragraph: try row.text("paragraph"), sentence: try row.text("sentence"), by: try row.text("judged_by"),
          reason: try row.text("reason"), at: try row.instant("judged_at"))
      },
      promises: try rows("SELECT * FROM report_promise WHERE report = \(id) ORDER BY made_at, id").map {
        try $0.promise()
      },
      due: due,
      answers: try rows("SELECT * FROM report_answer WHERE report = \(id) ORDER BY answered_at, id").map { row in
        PromiseAnswer(
          promise: try row.text("promise"), state: try row.word("state"), words: try row.text("words"),
          by: try row.text("answered_by"), at: try row.instant("answered_at"))
      },
      releases: try rows("SELECT * FROM report_release WHERE report = \(id) ORDER BY decided_at, id").map { row in
        ReleaseDecision(
          finding: try row.text("finding"), reason: try row.text("reason"), by: try row.text("decided_by"),
          at: try row.instant("decided_at"))
      })
  }
}
