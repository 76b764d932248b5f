import Basics
import PartnershipModel
import WebShell

/// An agreement in plain words, one source for its page and for the copy that is signed.
struct AgreementDescription {
  let content: SharingAgreement
  let words: AccessWords
  let gateways: GatewayTable
  /// The agreement above it, by its title.
  let parent: String?

  struct Section {
    let id: String
    let title: String
    let rows: [(String, HTML)]
  }

  var sections: [Section] {
    [
      Section(id: "purpose", title: "What it is for", rows: purpose),
      Section(id: "law", title: "The law it rests on", rows: law),
      Section(id: "handling", title: "How the information is handled", rows: handling),
      Section(id: "duties", title: "People’s rights, breaches, training", rows: duties),
    ]
  }

  private var purpose: [(String, HTML)] {
    [
      ("Kind of agreement", HTML(text: content.tier.label)),
      (
        "Stands under", HTML(text: parent ?? (content.tier == .protocol ? "Nothing: it stands over all" : "Not chosen"))
      ),
      ("Purposes", list(content.purposes.map { words.purpose($0)?.title ?? $0 }, none: "None")),
      ("Aim", UI.paragraphs(content.aim)), ("Benefit", UI.paragraphs(content.benefit)),
      ("Panels", list(content.panels.map { words.panel($0)?.title ?? $0 }, none: "None: it opens no case")),
      ("Kinds of data", list(content.categories.map(category), none: "None: nothing about a person")),
      ("Handling mark", HTML(text: content.classification.label)),
      ("Whose data", list(content.subjects.map(\.label), none: "Nobody’s: nothing about a person")),
      ("First day", HTML(text: content.from.spoken)), ("Last day", HTML(text: content.to?.spoken ?? "None")),
      ("Review", HTML(text: content.review?.spoken ?? "None")),
    ]
  }

  private var law: [(String, HTML)] {
    let bases = LawfulBases.List.allCases.map { ($0.label, list(content.bases.labels($0), none: "None named")) }
    return [
      ("Gateways", content.gateways.isEmpty ? "None" : "\(each: content.gateways, gateway)"),
      ("Part of data protection law", withWords(content.regime.label, content.regimeWords)),
    ] + bases + [
      (
        "Legal bases signed off",
        withWords(
          content.bases.confirmed ? "By the legal team" : "Not confirmed: the legal team has not signed them off",
          content.bases.words)
      ),
      ("Duty of confidence", withWords(content.confidentiality.route.label, content.confidentiality.words)),
    ]
  }

  private var handling: [(String, HTML)] {
    [
      (
        "Who may come to the records",
        "\(list(content.access.roles.map { words.role($0)?.title ?? $0 }, none: "Nobody"))\(UI.paragraphs(content.access.words))"
      ),
      ("Going further", withWords(content.onward.rule.label, content.onward.words)),
      ("Accuracy", UI.paragraphs(content.accuracy)), ("How long it is kept", UI.paragraphs(content.retention)),
      ("How it passes", withWords(content.transfer.method.label, content.transfer.words)),
    ]
  }

  private var duties: [(String, HTML)] {
    let assessment = content.dpia
    return [
      (
        "People’s requests",
        list(
          content.rights.map { "\($0.right.capitalised): answered by \($0.answeredBy). \($0.words)" },
          none: "Nothing said")
      ),
      (
        "Breaches",
        list(
          content.breach.map { "\($0.who.capitalised) tells \($0.tells) (clock: \($0.clock))" }, none: "Nothing said")
      ),
      (
        "Impact assessment",
        withWords(
          assessment.reference.map { "Reference: \($0)" }
            ?? (assessment.required ? "Required and not named yet" : "Not required"), assessment.words)
      ),
      (
        "Training",
        HTML(text: "\(content.training.requirement) It counts for \(content.training.validMonths) months.")
      ),
    ]
  }

  /// The provision with its limits; what nobody has confirmed is said to be so.
  private func gateway(_ use: GatewayUse) -> HTML {
    guard let gateway = gateways[use.code] else { return "<p>\(use.code): not in the table of gateways.</p>" }
    let doubts = [
      gateway.isConfirmed ? nil : "Not confirmed: somebody must confirm it before it is relied on.",
      gateway.isBeginConfirmed ? nil : "The day on which it began is not confirmed.",
    ].compactMap { $0 }
    return """
      <p><strong>\(gateway.title)</strong> (\(gateway.code), \(gateway.kind.label.lowercased()))<br>\(gateway.provision)<br>
      For: \(use.use)</p>
      \(each: doubts, { "<p><strong>\($0)</strong></p>" })
      <ul>\(each: gateway.limits, { limit in
        "<li>\(limit.words)\(when: !limit.isConfirmed, " <strong>Not confirmed.</strong> \(limit.note ?? "")")</li>"
      })</ul>
      """
  }

  func category(_ id: String) -> String {
    id == AgreementItem.depersonalised ? "Not personal data" : words.category(id)?.title ?? id
  }

  private func withWords(_ label: String, _ words: String) -> HTML { "<p>\(label)</p>\(UI.paragraphs(words))" }

  private func list(_ items: [String], none: String) -> HTML {
    items.isEmpty ? HTML(text: none) : "<ul>\(each: items, { "<li>\($0)</li>" })</ul>"
  }

  static let itemHeadings = ["Item", "From", "How much, how often", "Kind of data", "Kept by the row"]

  var itemRows: [[HTML]] {
    content.items.map { item in
      [
        HTML(text: item.name),
        HTML(text: "\(item.from.map(\.label).joined(separator: ", ")); \(item.source)"),
        HTML(text: "\(item.volume); \(item.frequency)"),
        HTML(text: ([category(item.category)] + item.marks.map(\.label)).joined(separator: ", ")),
        HTML(text: item.retention),
      ]
    }
  }

  func partyRows(_ signatures: [AgreementSignature], sha256: String) -> [[HTML]] {
    content.parties.map { party in
      let signature = signatures.first { $0.authority == party.authority }
      let state: HTML =
        switch signature {
        case .some(let found) where found.sha256 == sha256:
          "Signed by \(found.signatory) on \(found.at.spoken)"
        case .some: "The signature is under another text and does not count"
        case .none: "Not signed"
        }
      return [
        HTML(text: party.name), HTML(text: "\(party.standing.label). \(party.part)"),
        list(
          party.contacts.filter { !$0.name.isEmpty }.map { "\(AgreementContact.label($0.role)): \($0.name)" },
          none: "Nobody named"),
        state,
      ]
    }
  }

  static let partyHeadings = ["Party", "Standing and part", "People", "Signature"]
}

extension String {
  /// With its first letter large.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
