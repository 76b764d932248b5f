import Basics
import CaseworkModel
import CaseworkStore
import Documents
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The answer: looking at it, approving it, freezing it.
extension SubjectAccessDesk {
  var answerRoutes: [Route] {
    [
      Route(.get, SubjectAccessPath.list + "/:request/answer", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        return try await opened {
          .page(answerPage(
              try await store.answer(id, by: inquirer(ask)), back: SubjectAccessPath.one(id.text), approving: nil, revision: 0))
        }
      },
      Route(.get, SubjectAccessPath.list + "/:request/file", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        return try await opened {
          let file = try await store.file(id, by: inquirer(ask))
          return .download(file.bytes, type: "application/pdf", filename: file.name)
        }
      },
      Route(.post, SubjectAccessPath.list + "/:request/send", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        return try await confirmation.before("Answering a subject access request", ask, back: ("Back to the request", SubjectAccessPath.one(id.text))) { _ in
          try await opened {
            try await store.send(id, by: inquirer(ask, isConfirmed: true)) { [renderer] answer in
              try await renderer.renderPDF(html: SubjectAnswerCopy.report(answer).html(styled: false))
            }
            return .redirect(SubjectAccessPath.one(id.text))
          }
        }
      },
      Route(.get, "/subject-access/:request", policy: .signedIn) { ask in
        let id = try id(ask)
        return try await opened {
          let (answer, revision) = try await store.answerToApprove(id, by: inquirer(ask), isOverseer: isOverseer(ask))
          return .page(answerPage(answer, back: "/", approving: id, revision: revision))
        }
      },
      Route(.post, "/subject-access/:request", policy: .signedIn) { ask in
        let id = try id(ask)
        return try await opened {
          try await store.approve(
            id, revision: Int(ask.form["revision"] ?? "") ?? -1, by: inquirer(ask), name: ask.visitor?.name ?? "",
            isOverseer: isOverseer(ask))
          return .page(
            Page(title: "Approved", back: ("Back to start", "/"), body: UI.notice(.success, "<p>Your approval is recorded.</p>")))
        }
      },
    ]
  }

  private func isOverseer(_ ask: Ask) -> Bool { ask.visitor?.may(.overseeSharing) ?? false }

  private func answerPage(_ answer: SubjectAnswer, back: String, approving id: ID<SubjectRequest>?, revision: Int) -> Page {
    Page(
      title: "Answer to \(answer.reference)", back: ("Back", back),
      lead: "<p>As \(answer.name) would get it. Nothing else is in the file.</p>",
      body: """
        \(SubjectAnswerCopy.body(answer))
        \(id.map { UI.form(action: SubjectAccessPath.approval($0.text), submit: "I have looked at it and approve", UI.hidden("revision", String(revision))) })
        """)
  }
}

/// The answer as a document.
enum SubjectAnswerCopy {
  static func body(_ answer: SubjectAnswer) -> HTML {
    """
    \(when: answer.parts.isEmpty, "<p>There is nothing that we can give you.</p>")
    \(each: answer.parts, { part in
      """
      <h2>Case \(part.caseReference)</h2>
      \(each: part.items.filter { $0.leaving != nil }, { item in
        "<h3>\(item.kind.label)</h3>\(when: item.choice == .redacted, "<p><em>Parts were taken out.</em></p>")\(UI.paragraphs(item.leaving ?? ""))"
      })
      \(when: !part.told.isEmpty, "<p>Some things were kept back: \(part.told.joined(separator: "; ").lowercased()).</p>")
      """
    })
    <h2>Your rights</h2>
    \(each: answer.closing, { "<p>\($0)</p>" })
    """
  }

  static func report(_ answer: SubjectAnswer) -> Report {
    Report(
      title: "What we hold about you", subtitle: "Answer to your request \(answer.reference)", publisher: answer.agency,
      facts: [("For", answer.name), ("From", answer.agency), ("Date", answer.answeredOn.spoken), ("Law", answer.regime.label)],
      marking: "Personal: for \(answer.name) only", body: body(answer).text)
  }
}
