import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Witnesses of the log: whose cosignatures are kept and served, and how far each has seen.
struct WitnessPages: Sendable {
  let log: AuditLog
  let partners: PartnersStore
  static let path = "/oversight/witnesses"
  /// Seconds after which a witness that saw nothing is pointed out; they run every few minutes.
  private static let silence = 86_400

  @Sendable func list(_ ask: Ask) async throws -> Reply { .page(try await page(ask, nil)) }

  private func page(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    _ = try ask.oversightScope()
    let all = try await log.witnesses(), mayChange = ask.visitor?.may(.auditAll) ?? false
    return Page(
      title: "Witnesses", back: ("Back to oversight", "/oversight"),
      lead: """
        <p>A witness watches the audit log from outside and cosigns each head that grew out of the one it saw before.
        What it cosigned is served with the head, so that anybody can see who vouches for it.</p>
        """,
      body: """
        \(UI.problem(refusal))
        \(UI.table(
          caption: "Witnesses", headings: ["Witness", "Last head", "State", ""].map { UI.Heading($0) },
          rows: all.map { row($0, mayChange: mayChange, ask.now) }, hideCaption: true, empty: "None is registered."))
        \(when: mayChange, """
          <h2>Register a witness</h2>
          \(UI.form(action: WitnessPages.path, submit: "Register the witness", UI.textField(
            "witness-key", "Key of the witness", hint: "As the agency gave it by another way than the network: name+keyid+key.",
            value: refusal == nil ? "" : ask.form["witness-key"] ?? "")))
          """)
        """, status: refusal == nil ? 200 : 422, wide: true)
  }

  private func row(_ one: RegisteredWitness, mayChange: Bool, _ now: Instant) -> [HTML] {
    let seen = one.lastAt.map { (now.milliseconds - $0.milliseconds) / 1000 }
    let state: HTML =
      one.retiredAt.map { "\(UI.tag("Retired", .grey)) \($0.spoken)" }
      ?? (seen.map { $0 <= WitnessPages.silence } ?? false ? UI.tag("Watching", .green) : UI.tag("Silent", .yellow))
    return [
      "<span>\(one.key.name)</span><br><code>\(one.key.description)</code>",
      HTML(text: one.lastSize.map { "\($0.grouped) entries, \(one.lastAt?.spoken ?? "")" } ?? "None yet"), state,
      when(mayChange && one.retiredAt == nil, one),
    ]
  }

  private func when(_ mayRetire: Bool, _ one: RegisteredWitness) -> HTML {
    guard mayRetire else { return "" }
    return UI.form(
      action: WitnessPages.path + "/retire", submit: "Retire", kind: .link,
      UI.hidden("retired-key", one.key.description))
  }

  @Sendable func register(_ ask: Ask) async throws -> Reply {
    try await changed(ask, "Registering a witness") {
      let key = try VerifierKey((ask.form["witness-key"] ?? "").trimmed)
      try await log.register(witness: key, try entry(ask, key, "witness-registered"), now: ask.now)
    }
  }

  @Sendable func retire(_ ask: Ask) async throws -> Reply {
    try await changed(ask, "Retiring a witness") {
      let text = (ask.form["retired-key"] ?? "").trimmed, key = try VerifierKey(text)
      try await log.retire(witness: text, try entry(ask, key, "witness-retired"), now: ask.now)
    }
  }

  private func entry(_ ask: Ask, _ key: VerifierKey, _ rule: String) throws -> AuditEntry {
    try AuditEntry(
      .admin, by: ask.oversightActor(), object: AuditObject(kind: "audit-witness", id: Hex.text(key.keyID)),
      grounds: AuditGrounds(rules: [rule]))
  }

  private func changed(_ ask: Ask, _ purpose: String, _ change: () async throws -> Void) async throws -> Reply {
    try await Confirmation(store: partners).before(purpose, ask, back: ("Back to witnesses", WitnessPages.path)) { _ in
      do {
        try await change()
        return .redirect(WitnessPages.path)
      } catch let refusal as Refusal {
        return .status(422, try await page(ask, refusal))
      }
    }
  }
}
