import DeliveryModel

extension RegisterGroup {
  package static let programmes = RegisterGroup(
    "Pilots, experiments and accreditation", "What is tried, for whom, and what was learned.",
    [
      KeptRegister(Programme.self), KeptRegister(Participant.self), KeptRegister(ProgrammePost.self),
      KeptRegister(Experiment.self), KeptRegister(AccreditationScheme.self), KeptRegister(Accreditation.self),
      KeptRegister(AnonymousIncident.self),
    ])
}
