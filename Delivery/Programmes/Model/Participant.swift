import Basics
import Facts

/// Somebody in a programme, by a reference that says nothing about them.
package struct Participant: RegisterRecord {
  package let programme: String
  package let reference: String
  package let joinedOn: Day
  package let leftOn: Day?

  package init(_ values: RegisterValues) throws {
    programme = try values.text("programme")
    reference = try values.text("reference")
    joinedOn = try values.day("joined_on")
    leftOn = values.optionalDay("left_on")
    guard reference.contains(where: \.isNumber), reference.count <= 30 else {
      throw Self.refusal(
        "reference", "This has no digit and may be a name, or is longer than 30.",
        "Enter the reference, such as ch-0042.")
    }
    try inOrder(joinedOn, leftOn, "left_on")
  }

  package static let register = Register(
    key: "participant", table: "programme_participant", path: "participants", title: "Participants",
    entry: "participant",
    lead:
      "By reference only: names stay with whoever runs the programme. The same reference is entered once in a programme.",
    factKinds: ["programme.participant"],
    fields: [
      RegisterField("programme", "Programme", .entry(of: "programme"), listed: true),
      RegisterField(
        "reference", "Reference", .slug, hint: "As the programme gives it, such as ch-0042; never a name.", listed: true
      ),
      RegisterField("joined_on", "Took part from", .day, listed: true),
      RegisterField("left_on", "Until", .day, required: false, listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard joinedOn <= look.today else {
      throw Self.refusal("joined_on", "This day has not come yet.", "Enter it afterwards.")
    }
    let others = try look.all(Participant.self, where: "programme", is: programme)
    guard !others.contains(where: { $0.id != id && $0.record.reference == reference }) else {
      throw Self.refusal(
        "reference", "This reference is entered already.", "Correct that entry, so that nobody counts twice.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    let programme = try look.record(Programme.self, programme)
    return [
      Fact(
        "programme.participant", on: joinedOn, record: Self.reference(id), subject: "\(self.programme):\(reference)",
        place: programme.ward.first, ["programme": programme.code])
    ]
  }
}

/// A post that a programme pays for, while it is filled.
package struct ProgrammePost: RegisterRecord {
  package let programme: String
  package let code: String
  package let title: String
  package let filledFrom: Day?
  package let filledUntil: Day?

  package init(_ values: RegisterValues) throws {
    programme = try values.text("programme")
    code = try values.text("code")
    title = try values.text("title")
    filledFrom = values.optionalDay("filled_from")
    filledUntil = values.optionalDay("filled_until")
    try inOrder(filledFrom, filledUntil, "filled_until")
    guard filledFrom != nil || filledUntil == nil else {
      throw Self.refusal("filled_from", "This is empty.", "Enter from when the post was filled.")
    }
  }

  package static let register = Register(
    key: "programme-post", table: "programme_post", path: "posts", title: "Posts", entry: "post",
    lead: "Posts that a programme or strategy pays for, from the day they are filled.",
    factKinds: ["programme.post"],
    fields: [
      RegisterField("programme", "Programme", .entry(of: "programme"), listed: true),
      RegisterField("code", "Code of the post", .slug, listed: true),
      RegisterField("title", "Title", .line(160), listed: true),
      RegisterField("filled_from", "Filled from", .day, required: false, listed: true),
      RegisterField("filled_until", "Filled until", .day, required: false, listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard filledFrom ?? look.today <= look.today else {
      throw Self.refusal("filled_from", "This day has not come yet.", "Leave it empty until the post is filled.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard let filledFrom else { return [] }
    // A post that is filled today and has no last day counts until it is said to be empty.
    let last = filledUntil ?? Day(year: 9999, month: 12, day: 31) ?? filledFrom
    return [
      Fact(
        "programme.post", on: filledFrom, through: last, record: Self.reference(id),
        ["programme": try look.record(Programme.self, programme).code, "post": code])
    ]
  }
}
