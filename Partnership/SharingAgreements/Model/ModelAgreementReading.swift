import Basics
import PracticeFiles

/// Reads a model agreement; every word is looked up, so that a bad one is refused with its file and line.
extension ModelAgreement {
  private static let keys = [
    "id", "title", "version", "tier", "parent", "status", "purposes", "aim", "benefit", "panels", "categories",
    "excluded-categories", "excluded-from-kinds", "classification", "parties", "party-contacts", "data-items",
    "data-subjects", "gateways", "regime", "regime-words", "lawful-bases", "confidentiality", "access",
    "onward-sharing", "accuracy", "retention-words", "transfer", "rights-requests", "breach", "dpia", "review-months",
    "term-months", "training", "flows",
  ]

  package init(text yaml: String, file: String, words: AccessWords, gateways: GatewayTable) throws {
    let root = try PracticeNode(text: yaml, file: file)
    try root.allow(ModelAgreement.keys)
    let known = Known(words: words, gateways: gateways)
    let status = try root.required("status")
    guard try status.text() == "model" else {
      throw status.refusal("A file here is a model.", remedy: "Write “status: model”.")
    }
    let purposes = try known.purposes(root), panels = try known.panels(root), categories = try known.categories(root)
    let text = SharingAgreement(
      title: try root.text("title"), tier: try root.required("tier").word(AgreementTier.self), version: 1, parent: nil,
      purposes: purposes, aim: try root.text("aim"), benefit: try root.text("benefit"), panels: panels,
      categories: categories, classification: try root.required("classification").word(Classification.self),
      parties: [], items: try root.list("data-items").map { try known.item($0, among: categories) },
      subjects: try root.list("data-subjects").map { try $0.word(DataSubject.self) },
      gateways: try root.list("gateways").map {
        GatewayUse(code: try known.gateway($0.required("code")), use: try $0.text("for"))
      },
      regime: try root.required("regime").word(AgreementRegime.self), regimeWords: try root.text("regime-words"),
      bases: try ModelAgreement.bases(root.required("lawful-bases")),
      confidentiality: ConfidentialityRule(
        route: try root.required("confidentiality").required("route").word(ConfidentialityRule.Route.self),
        words: try root.required("confidentiality").text("words")),
      access: AccessRule(
        roles: try known.roles(root.required("access"), "roles"), words: try root.required("access").text("words")),
      onward: OnwardRule(
        rule: try root.required("onward-sharing").required("rule").word(OnwardRule.Rule.self),
        words: try root.required("onward-sharing").text("words")),
      accuracy: try root.text("accuracy"), retention: try root.text("retention-words"),
      transfer: TransferRule(
        method: try root.required("transfer").required("method").word(TransferRule.Method.self),
        words: try root.required("transfer").text("words")),
      rights: try root.list("rights-requests").map {
        RightsAnswer(
          right: try $0.text("right"), answeredBy: try $0.text("answered-by"), words: try $0.optionalText("words") ?? ""
        )
      },
      breach: try root.list("breach").map {
        BreachNotice(who: try $0.text("who"), tells: try $0.text("tells"), clock: try $0.text("clock"))
      },
      dpia: try ModelAgreement.assessment(root.required("dpia")),
      training: TrainingRule(
        requirement: try root.required("training").text("requirement"),
        validMonths: try root.required("training").required("valid-months").months()),
      from: Day(number: 0), to: nil, review: nil)
    self.init(
      id: try root.text("id"), version: try root.required("version").months(),
      parties: try root.list("parties").map {
        Party(
          kind: try $0.required("kind").word(PartyKind.self),
          standing: try $0.required("controller").word(PartyStanding.self), part: try $0.text("part"))
      },
      contacts: try root.texts("party-contacts"), reviewMonths: try root.required("review-months").months(),
      termMonths: try root.required("term-months").months(),
      flows: try root.list("flows").map { try known.flow($0, purposes, panels, categories) }, text: text)
    if let wrong = AgreementRules(words: words, gateways: gateways).exclusions(text).first {
      throw root.refusal(wrong, remedy: "Leave it out, or put it under an agreement with another gateway.")
    }
  }

  private static func bases(_ node: PracticeNode) throws -> LawfulBases {
    func words(_ list: LawfulBases.List) throws -> [String] {
      let known = (LawfulBases.known[list] ?? []).map(\.word)
      return try node.list(list.rawValue).map { try Known.word($0, known) }
    }
    return LawfulBases(
      article6: try words(.article6), article9: try words(.article9), schedule1: try words(.schedule1),
      schedule8: try words(.schedule8),
      confirmed: try Known.word(node.required("status"), ["in-force", "not-confirmed"]) == "in-force",
      words: try node.optionalText("words") ?? "")
  }

  private static func assessment(_ node: PracticeNode) throws -> ImpactAssessment {
    let reference = try node.optionalText("reference")
    return ImpactAssessment(
      required: try Known.word(node.required("required"), ["true", "false"]) == "true",
      reference: reference == "null" ? nil : reference, words: try node.optionalText("words") ?? "")
  }
}

/// The closed lists against which a model's words are held.
private struct Known {
  let words: AccessWords
  let gateways: GatewayTable

  static func word(_ node: PracticeNode, _ known: [String]) throws -> String {
    let written = try node.text()
    guard known.contains(written) else {
      throw node.refusal("“\(written)” is not known here.", remedy: "Write one of: \(known.joined(separator: ", ")).")
    }
    return written
  }

  func purposes(_ node: PracticeNode) throws -> [String] {
    try node.list("purposes").map { try Known.word($0, words.purposes.map(\.id)) }
  }
  func panels(_ node: PracticeNode) throws -> [String] {
    try node.list("panels").map { try Known.word($0, words.panels.map(\.id)) }
  }
  func categories(_ node: PracticeNode) throws -> [String] {
    try node.list("categories").map { try Known.word($0, words.categories.map(\.id)) }
  }
  func roles(_ node: PracticeNode, _ key: String) throws -> [String] {
    try node.list(key).map { try Known.word($0, words.roles.map(\.id)) }
  }
  func gateway(_ node: PracticeNode) throws -> String { try Known.word(node, gateways.gateways.map(\.code)) }
  func kinds(_ node: PracticeNode, _ key: String) throws -> [PartyKind] {
    try node.list(key).map { try $0.word(PartyKind.self) }
  }
  func marks(_ node: PracticeNode) throws -> [ItemMark] { try node.list("marks").map { try $0.word(ItemMark.self) } }

  func item(_ node: PracticeNode, among categories: [String]) throws -> AgreementItem {
    AgreementItem(
      name: try node.text("name"), source: try node.text("source-system"), from: try kinds(node, "from-kinds"),
      volume: try node.text("volume"), frequency: try node.text("frequency"),
      category: try Known.word(node.required("category"), [AgreementItem.depersonalised] + categories),
      marks: try marks(node), retention: try node.text("retention"))
  }

  /// A flow may only narrow its agreement, so its words are looked up in the agreement's.
  func flow(_ node: PracticeNode, _ purposes: [String], _ panels: [String], _ categories: [String]) throws
    -> ModelAgreement.Flow
  {
    let own = try node.list("categories").map { try Known.word($0, categories) }
    return ModelAgreement.Flow(
      id: try node.text("id"), title: try node.text("title"),
      purpose: try Known.word(node.required("purpose"), purposes), from: try kinds(node, "from-kinds"),
      to: try kinds(node, "to-kinds"), panels: try node.list("panels").map { try Known.word($0, panels) },
      categories: own,
      items: try node.list("data-items").map {
        (
          try $0.text("name"), try Known.word($0.required("category"), [AgreementItem.depersonalised] + own),
          try marks($0)
        )
      },
      frequency: try node.text("frequency"), gateways: try node.list("gateways").map { try gateway($0) },
      roles: try roles(node, "access-roles"))
  }
}

extension PracticeNode {
  /// A whole number from 1.
  fileprivate func months() throws -> Int {
    guard let number = Int(try text()), number > 0, number < 1000 else {
      throw refusal("“\(try text())” is not a whole number from 1.", remedy: "Write it in digits, such as 12.")
    }
    return number
  }
}
