import DeliveryModel

extension RegisterGroup {
  package static let exercises = RegisterGroup(
    "Exercises and emergencies", "What was practised, what was responded to, and what both taught.",
    [KeptRegister(Exercise.self), KeptRegister(EmergencyResponse.self), KeptRegister(Lesson.self)])
}
