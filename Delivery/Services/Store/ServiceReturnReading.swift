import Basics
import Database
import DeliveryModel

extension ServiceReturnStore {
  static func find(_ id: String, provider: String?, _ connection: any Connection) throws -> ServiceReturn? {
    guard let row = try connection.row("SELECT * FROM service_return WHERE id = \(id)") else { return nil }
    let contractID = try row.text("contract")
    let look = RegisterStore.Look(connection: connection, today: try row.day("due_on"))
    let contract = try look.record(ServiceContract.self, contractID)
    guard provider == nil || contract.provider == provider else { return nil }
    let first = try row.day("first_day")
    return ServiceReturn(
      id: id, contractID: contractID, contract: contract, service: try look.record(Service.self, contract.service),
      providerName: try connection.row("SELECT name FROM authority WHERE id = \(contract.provider)")?.text("name")
        ?? "",
      period: ReturnPeriod(first: first, last: try row.day("last_day"), due: try row.day("due_on")),
      versions: try versions(id, connection), queries: try queries(id, connection),
      indicators: try look.all(KeyIndicator.self, where: "contract", is: contractID),
      previous: try previous(contractID, before: first, connection))
  }

  private static func versions(_ id: String, _ connection: any Connection) throws -> [ServiceReturn.Version] {
    try connection.rows(
      """
      SELECT v.version AS version, v.state AS state, v.narrative AS narrative, v.reason AS reason,
        s.name AS submitted_name, v.submitted_at AS submitted_at, d.name AS decided_name, v.decided_at AS decided_at
      FROM service_return_version v LEFT JOIN account s ON s.id = v.submitted_by
        LEFT JOIN account d ON d.id = v.decided_by
      WHERE v.return_id = \(id) ORDER BY v.version DESC
      """
    ).map { row in
      let number = try row.int("version")
      guard let state = ReturnState(rawValue: try row.text("state")) else {
        throw Refusal("service-return", place: id, "The return is in a state that is not known.")
      }
      return ServiceReturn.Version(
        number: number, state: state, content: try content(id, number, try row.text("narrative"), connection),
        reason: try row.optionalText("reason"), submittedBy: try row.optionalText("submitted_name"),
        submittedAt: try row.optionalInstant("submitted_at"), decidedBy: try row.optionalText("decided_name"),
        decidedAt: try row.optionalInstant("decided_at"))
    }
  }

  static func content(_ id: String, _ version: Int, _ narrative: String, _ connection: any Connection) throws
    -> ReturnContent
  {
    var content = ReturnContent(narrative: narrative)
    for row in try connection.rows(
      "SELECT * FROM service_return_figure WHERE return_id = \(id) AND version = \(version)")
    {
      let item = try row.text("item"), number = try row.optionalInt("number")
      if let known = ReturnItem(rawValue: item) {
        content.figures[known] = number
      } else {
        content.indicators[item] = IndicatorFigure(number: number, base: try row.optionalInt("base"))
      }
    }
    return content
  }

  private static func queries(_ id: String, _ connection: any Connection) throws -> [ServiceReturn.Query] {
    try connection.rows(
      """
      SELECT q.id AS id, q.version AS version, q.question AS question, a.name AS asked_name, q.asked_at AS asked_at,
        q.answer AS answer, b.name AS answered_name
      FROM service_return_query q JOIN account a ON a.id = q.asked_by LEFT JOIN account b ON b.id = q.answered_by
      WHERE q.return_id = \(id) ORDER BY q.asked_at DESC, q.id DESC
      """
    ).map {
      ServiceReturn.Query(
        id: try $0.text("id"), version: try $0.int("version"), question: try $0.text("question"),
        askedBy: try $0.text("asked_name"), askedAt: try $0.instant("asked_at"), answer: try $0.optionalText("answer"),
        answeredBy: try $0.optionalText("answered_name"))
    }
  }

  private static func previous(_ contract: String, before first: Day, _ connection: any Connection) throws
    -> ReturnContent?
  {
    guard
      let row = try connection.row(
        """
        SELECT r.id AS id, v.version AS version, v.narrative AS narrative
        FROM service_return r JOIN service_return_version v ON v.return_id = r.id AND v.state = 'accepted'
        WHERE r.contract = \(contract) AND r.last_day = \(first + -1)
        """)
    else { return nil }
    return try content(try row.text("id"), try row.int("version"), try row.text("narrative"), connection)
  }
}
