import Basics
import Database
import StrategyModel

extension PartnerFiles {
  /// Every duty of every holder for the quarters, as it stands now; in the order of holders, sets and quarters.
  package func calendar(_ quarters: ClosedRange<Quarter>) async throws -> [DueCell] {
    let today = clock.now().londonDay
    let (low, high) = (quarters.lowerBound.description, quarters.upperBound.description)
    struct Place: Hashable {
      let holder: String, set: String, quarter: String
    }
    struct Received {
      let id: String, rows: Int, on: Day
    }
    let (received, answers) = try await database.read { connection in
      var received: [Place: Received] = [:], answers: [Place: HolderAnswer] = [:]
      let imports = try connection.rows(
        """
        SELECT i.id, i.holder, i.set_id, i.quarter, i.row_count,
          (SELECT MIN(f.received_on) FROM partner_file_import f WHERE f.holder = i.holder AND f.set_id = i.set_id
            AND f.quarter = i.quarter AND f.undone_at IS NULL) AS first_received
        FROM partner_file_import i
        WHERE i.undone_at IS NULL AND i.quarter BETWEEN \(low) AND \(high) ORDER BY i.id
        """)
      for row in imports {
        let place = Place(holder: try row.text("holder"), set: try row.text("set_id"), quarter: try row.text("quarter"))
        received[place] = Received(
          id: try row.text("id"), rows: try row.int("row_count"), on: try row.day("first_received"))
      }
      let said = try connection.rows(
        """
        SELECT * FROM partner_file_answer
        WHERE withdrawn_at IS NULL AND quarter BETWEEN \(low) AND \(high) ORDER BY id
        """)
      for row in said {
        let place = Place(holder: try row.text("holder"), set: try row.text("set_id"), quarter: try row.text("quarter"))
        answers[place] = try PartnerFiles.answer(row)
      }
      return (received, answers)
    }
    var out: [DueCell] = []
    for (holder, set) in prescribed.duties {
      var quarter: Quarter? = quarters.lowerBound
      while let current = quarter, current <= quarters.upperBound {
        let place = Place(holder: holder.id, set: set.id, quarter: current.description)
        let came = received[place], answer = answers[place]
        out.append(
          DueCell(
            holder: holder, set: set, quarter: current,
            status: .of(current, receivedOn: came?.on, answer: answer?.kind, today: today),
            daysLeft: current.due - today,
            importID: came?.id, rows: came?.rows, receivedOn: came?.on, answer: answer))
        quarter = current.next
      }
    }
    return out
  }

  /// The answer that stands for a square of the calendar.
  package func answer(holder: String, set: String, quarter: Quarter) async throws -> HolderAnswer? {
    try await database.read {
      try $0.row(
        """
        SELECT * FROM partner_file_answer WHERE holder = \(holder) AND set_id = \(set)
        AND quarter = \(quarter.description) AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1
        """
      ).map(PartnerFiles.answer)
    }
  }

  private static func answer(_ row: Row) throws -> HolderAnswer {
    HolderAnswer(
      kind: HolderAnswer.Kind(rawValue: try row.text("kind")) ?? .refused, reason: try row.text("reason"),
      recordedBy: try row.text("recorded_by"), recordedAt: try row.instant("recorded_at"))
  }

  /// Records that the holder has nothing, or will not disclose; an earlier answer is withdrawn.
  package func record(
    _ kind: HolderAnswer.Kind, holder: String, set: String, quarter: Quarter, reason: String, by person: String
  ) async throws {
    _ = try duty(holder: holder, set: set)
    guard !reason.isEmpty else {
      throw Refusal(
        "missing-field", place: "Reason", "This is empty.", remedy: "Write the reason that the holder gave.")
    }
    guard reason.utf8.count <= 2000 else {
      throw Refusal("too-long", place: "Reason", "This is longer than 2,000 characters.", remedy: "Shorten it.")
    }
    let now = clock.now()
    let id = ID<HolderAnswer>(at: now)
    try await database.write { connection in
      try PartnerFiles.withdraw(holder, set, quarter, person, now, connection)
      try connection.run(
        """
        INSERT INTO partner_file_answer (id, holder, set_id, quarter, kind, reason, recorded_by, recorded_at)
        VALUES (\(id), \(holder), \(set), \(quarter.description), \(kind.rawValue), \(reason), \(person), \(now))
        """)
    }
  }

  /// Takes the holder's answer back: the square is expected or late again.
  package func withdrawAnswer(holder: String, set: String, quarter: Quarter, by person: String) async throws {
    let now = clock.now()
    try await database.write { try PartnerFiles.withdraw(holder, set, quarter, person, now, $0) }
  }

  private static func withdraw(
    _ holder: String, _ set: String, _ quarter: Quarter, _ person: String, _ now: Instant, _ connection: any Connection
  ) throws {
    try connection.run(
      """
      UPDATE partner_file_answer SET withdrawn_by = \(person), withdrawn_at = \(now)
      WHERE holder = \(holder) AND set_id = \(set) AND quarter = \(quarter.description) AND withdrawn_at IS NULL
      """)
  }

  /// Files that were turned away as personal data, newest first.
  package func refusals(limit: Int = 100) async throws -> [PartnerFileRefusal] {
    try await database.read {
      try $0.rows("SELECT * FROM partner_file_refusal ORDER BY id DESC LIMIT \(limit)").map {
        PartnerFileRefusal(
          holder: try $0.text("holder"), set: try $0.text("set_id"), quarter: try $0.quarter("quarter"),
          sha256: try $0.text("sha256"), fileName: try $0.text("file_name"), findings: try $0.text("findings"),
          offeredBy: try $0.text("offered_by"), offeredAt: try $0.instant("offered_at"))
      }
    }
  }
}
