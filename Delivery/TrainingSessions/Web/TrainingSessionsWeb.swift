import DeliveryModel

extension RegisterGroup {
  package static let trainingSessions = RegisterGroup(
    "Training sessions", "Courses and the sessions in which they are given; institutions are counted once.",
    [
      KeptRegister(TrainingSession.self), KeptRegister(Course.self), KeptRegister(Institution.self),
      KeptRegister(ELearningCompletion.self),
    ])
}
