import Basics
import Facts

/// A statement that was published, such as the modern slavery statement.
package struct PublishedStatement: RegisterRecord {
  package let code: String
  package let title: String
  package let edition: String
  package let body: String
  package let publishedOn: Day
  package let address: String

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    edition = try values.text("edition")
    body = try values.text("body")
    publishedOn = try values.day("published_on")
    address = try values.text("address")
    guard address.hasPrefix("https://"), !address.contains(" ") else {
      throw Self.refusal("address", "This is no address of a page.", "Enter it as https://…")
    }
  }

  package static let register = Register(
    key: "published-statement", table: "published_statement", path: "statements", title: "Published statements",
    entry: "statement",
    lead: "Statements that the law or a promise asks for, by version, with where they can be read.",
    factKinds: ["statement.published"],
    fields: [
      RegisterField("code", "Code", .slug),
      RegisterField("title", "Title", .line(200), listed: true),
      RegisterField("edition", "Version", .line(40), listed: true),
      RegisterField("body", "Published by", .body, listed: true),
      RegisterField("published_on", "Published on", .day, listed: true),
      RegisterField("address", "Where it can be read", .line(300), hint: "An address that begins with https://."),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard publishedOn <= look.today else {
      throw Self.refusal("published_on", "This day has not come yet.", "Enter it afterwards.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [Fact("statement.published", on: publishedOn, record: Self.reference(id), agency: body, ["statement": code])]
  }
}
