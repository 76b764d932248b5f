import Basics
import CaseworkModel
import CaseworkStore
import PartnershipWeb
import WebShell

/// One batch: its cases, approvals, carrying it out, its certificate.
extension RetentionDesk {
  var batchRoutes: [Route] {
    [
      Route(.get, "/retention/:batch", policy: .signedIn) { ask in
        .page(batchPage(try await found(ask), ask, nil))
      },
      Route(.post, "/retention/:batch/approve", policy: .signedIn) { ask in
        let batch = try await found(ask)
        return try await step("Approving an erasure", batch, ask) {
          try await store.approve(batch.id, by: actor(ask), name: ask.visitor?.name ?? "")
        }
      },
      Route(.post, "/retention/:batch/carry-out", policy: .needs(.overseeSharing)) { ask in
        let batch = try await found(ask)
        return try await step("Erasing", batch, ask) { try await store.carryOut(batch.id, by: actor(ask)) }
      },
      Route(.post, "/retention/:batch/withdraw", policy: .needs(.overseeSharing)) { ask in
        let batch = try await found(ask)
        return try await step("Withdrawing a batch", batch, ask) { try await store.withdraw(batch.id, by: actor(ask)) }
      },
      Route(.get, "/retention/:batch/certificate", policy: .signedIn) { ask in
        guard let certificate = try await found(ask).certificate else { throw NotFound() }
        return .download(
          Array(certificate.utf8), type: "text/plain; charset=utf-8", filename: "certificate-of-erasure.txt")
      },
    ]
  }

  private func found(_ ask: Ask) async throws -> RetentionStore.Batch {
    guard let batch = try await store.batch(try ask.parameter("batch"), agency: ask.visitor?.agencyID ?? ""),
      try await mayApprove(batch, ask)
    else { throw NotFound() }
    return batch
  }

  private func step(
    _ purpose: String, _ batch: RetentionStore.Batch, _ ask: Ask, _ work: () async throws -> Void
  ) async throws -> Reply {
    try await confirmation.before(purpose, ask, back: ("Back to the batch", RetentionDesk.batch(batch.id))) { _ in
      do {
        try await work()
        return .redirect(RetentionDesk.batch(batch.id))
      } catch let refusal as Refusal {
        return .status(422, batchPage(batch, ask, refusal))
      }
    }
  }

  private func batchPage(_ batch: RetentionStore.Batch, _ ask: Ask, _ refusal: Refusal?) -> Page {
    let here = RetentionDesk.batch(batch.id), isOverseer = ask.visitor?.may(.overseeSharing) ?? false
    let hasApproved = batch.approvals.contains { $0.account == ask.visitor?.account }
    return Page(
      title: "Batch of erasure", caption: "Proposed \(batch.proposedAt.spoken)",
      back: isOverseer ? ("Back to retention", RetentionDesk.home) : ("Back to start", "/"),
      body: """
        \(UI.problem(refusal))
        <p>\(UI.tag(batch.state.label)) \(batch.approvals.count) of \(RetentionStore.approvals) approvals\(when: !batch.approvals.isEmpty, ": \(batch.approvals.map(\.name).joined(separator: ", "))").</p>
        \(UI.table(
          caption: "Cases", headings: ["Case", "Rule", "Due", "What became of it"].map { UI.Heading($0) },
          rows: batch.lines.map { line in
            [
              HTML(text: line.reference), HTML(text: store.schedule.rules.first { $0.id == line.rule }?.title ?? line.rule),
              HTML(text: line.due.spoken), HTML(text: line.isErased ? "Erased" : line.leftOut.map { "Left out: \($0)" } ?? "Waits"),
            ]
          }, hideCaption: true))
        \(when: batch.state == .proposed && !hasApproved, UI.form(action: here + "/approve", submit: "I approve the erasure", ""))
        \(when: batch.state == .proposed && hasApproved, "<p>A second person approves it at this address: \(here).</p>")
        \(when: batch.state == .erasing, UI.notice(.warning, "<p>It was begun and not ended. Erase again: it goes on where it stopped.</p>"))
        \(when: (batch.state == .approved || batch.state == .erasing) && isOverseer, UI.form(action: here + "/carry-out", submit: "Erase now", kind: .warning, "<p>The keys are destroyed. Nothing brings back what was sealed under them, also not from a backup once the key store’s own backups are gone.</p>"))
        \(when: (batch.state == .proposed || batch.state == .approved) && isOverseer, UI.form(action: here + "/withdraw", submit: "Withdraw the batch", kind: .secondary, ""))
        \(batch.certificate.map { "<h2>Certificate</h2><p>\(UI.link("The signed certificate", href: here + "/certificate"))</p><pre class=\"pack\">\($0)</pre>" as HTML })
        """, status: refusal == nil ? 200 : 422, wide: true)
  }
}
