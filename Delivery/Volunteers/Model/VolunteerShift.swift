import Basics
import Facts

/// Where a shift stands.
package enum ShiftState: String, RegisterWord {
  case planned
  case worked
  case missed

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .worked: "Worked"
    case .missed: "Missed"
    }
  }
}

/// One volunteer on one shift.
package struct VolunteerShift: RegisterRecord {
  package let volunteer: String
  package let zone: String
  package let day: Day
  /// Minutes after midnight.
  package let starts: Int
  /// Minutes after midnight; before `starts` when it is after midnight.
  package let ends: Int
  package let breakMinutes: Int
  package let state: ShiftState

  package init(_ values: RegisterValues) throws {
    volunteer = try values.text("volunteer")
    zone = try values.text("zone")
    day = try values.day("day")
    starts = try values.number("starts")
    ends = try values.number("ends")
    breakMinutes = try values.number("break_minutes")
    state = try values.word("state", ShiftState.self)
    guard minutes > 0, minutes <= 16 * 60 else {
      throw Self.refusal("ends", "Without breaks the shift is not between 1 minute and 16 hours.", "Check the times.")
    }
  }

  package static let register = Register(
    key: "volunteer-shift", table: "volunteer_shift", path: "shifts", title: "Shifts", entry: "shift",
    lead: "One entry for each volunteer on a shift; a shift may end after midnight. Hours count once it was worked.",
    factKinds: ["volunteering.shift"],
    fields: [
      RegisterField("volunteer", "Volunteer", .entry(of: "volunteer"), listed: true),
      RegisterField("zone", "Zone", .entry(of: "volunteer-zone"), listed: true),
      RegisterField("day", "Day on which it begins", .day, listed: true),
      RegisterField("starts", "From", .time, listed: true),
      RegisterField("ends", "To", .time, listed: true),
      RegisterField("break_minutes", "Minutes of breaks", .count(0...240)),
      RegisterField("state", "State", .choice(of: ShiftState.self), listed: true),
    ])

  /// Minutes worked, without breaks.
  package var minutes: Int { (ends > starts ? ends - starts : ends + 1440 - starts) - breakMinutes }

  package func check(_ id: String, _ look: any RegisterLook) throws {
    let volunteer = try look.record(Volunteer.self, volunteer)
    if state != .missed, let obstacle = volunteer.obstacle(on: day) {
      throw Self.refusal(
        "volunteer", "This volunteer may not go out: \(obstacle).", "Bring the volunteer’s entry up to date first.")
    }
    guard state != .worked || day <= look.today else {
      throw Self.refusal("day", "This day has not come yet.", "Enter it as planned.")
    }
    let own = (day.number * 1440 + starts)..<(day.number * 1440 + starts + minutes + breakMinutes)
    for other in try look.all(VolunteerShift.self, where: "volunteer", is: self.volunteer)
    where other.id != id && other.record.state != .missed && state != .missed {
      let begin = other.record.day.number * 1440 + other.record.starts
      if own.overlaps(begin..<(begin + other.record.minutes + other.record.breakMinutes)) {
        throw Self.refusal(
          "starts", "The volunteer is on another shift at that time.", "Correct that one, or check the times.")
      }
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard state == .worked else { return [] }
    let zone = try look.record(VolunteerZone.self, zone)
    let scheme = try look.record(VolunteerScheme.self, look.record(Volunteer.self, volunteer).scheme)
    return [
      Fact(
        "volunteering.shift", on: day, quantity: minutes, record: Self.reference(id), place: zone.ward.first,
        ["programme": scheme.code, "zone": zone.code])
    ]
  }
}
