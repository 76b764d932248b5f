import Basics

/// What kind of number an indicator is.
package enum IndicatorForm: String, RegisterWord {
  case share
  case count
  case averageDays = "average-days"

  package var label: String {
    switch self {
    case .share: "A share: so many of so many"
    case .count: "A count"
    case .averageDays: "An average in days"
    }
  }
}

/// Which way is better.
package enum IndicatorDirection: String, RegisterWord {
  case higher
  case lower
  case neither

  package var label: String {
    switch self {
    case .higher: "Higher is better"
    case .lower: "Lower is better"
    case .neither: "Neither"
    }
  }
}

/// A key performance indicator of a contract: what is counted, over what, towards which target.
package struct KeyIndicator: RegisterRecord {
  package let contract: String
  package let code: String
  package let title: String
  package let formula: String
  package let base: String?
  package let form: IndicatorForm
  package let direction: IndicatorDirection
  package let target: Int?
  package let source: String
  package let split: String?

  package init(_ values: RegisterValues) throws {
    contract = try values.text("contract")
    code = try values.text("code")
    title = try values.text("title")
    formula = try values.text("formula")
    base = values.optionalText("base")
    form = try values.word("form", IndicatorForm.self)
    direction = try values.word("direction", IndicatorDirection.self)
    target = values.optionalNumber("target")
    source = try values.text("source")
    split = values.optionalText("split")
    guard form == .count || base != nil else {
      throw Self.refusal("base", "This is empty.", "Say what it is a share of or an average over.")
    }
    guard form != .share || target ?? 0 <= 100 else {
      throw Self.refusal("target", "A share cannot be more than 100 percent.", "Enter the target in percent.")
    }
  }

  package static let register = Register(
    key: "key-indicator", table: "key_indicator", path: "indicators", title: "Key performance indicators",
    entry: "indicator",
    lead:
      "Defined before it is counted: the formula, what it is a share of, the target and where the number comes from.",
    fields: [
      RegisterField("contract", "Contract", .entry(of: "service-contract")),
      RegisterField("code", "Code", .slug, hint: "Such as abuse-reduced.", listed: true),
      RegisterField("title", "Indicator", .line(200), listed: true),
      RegisterField("formula", "What is counted", .words(1000)),
      RegisterField(
        "base", "Of what", .words(1000), hint: "What a share is a share of, or over whom an average is taken.",
        required: false),
      RegisterField("form", "Kind of number", .choice(of: IndicatorForm.self), listed: true),
      RegisterField("direction", "Direction", .choice(of: IndicatorDirection.self)),
      RegisterField(
        "target", "Target", .count(0...10_000_000), hint: "In percent for a share, else the number itself.",
        required: false, listed: true),
      RegisterField("source", "Where the number comes from", .line(200)),
      RegisterField("split", "Broken down by", .line(200), hint: "Such as age, sex, ethnicity, ward.", required: false),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    let others = try look.all(KeyIndicator.self, where: "contract", is: contract)
    guard !others.contains(where: { $0.id != id && $0.record.code == code }) else {
      throw Self.refusal("code", "Another indicator of this contract has this code.", "Choose another one.")
    }
  }
}
