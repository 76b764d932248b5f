import DeliveryModel

extension RegisterGroup {
  package static let volunteers = RegisterGroup(
    "Volunteers", "Who may go out, hours worked, people helped without their names, and havens.",
    [
      KeptRegister(VolunteerScheme.self), KeptRegister(VolunteerZone.self), KeptRegister(Volunteer.self),
      KeptRegister(VolunteerShift.self), KeptRegister(Encounter.self), KeptRegister(NightHaven.self),
    ])
}
