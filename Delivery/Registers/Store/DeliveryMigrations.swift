import Database

/// Every table of programmes.
package enum DeliveryMigrations {
  package static let all: [Migration] =
    RegisterMigrations.all + ServicesMigrations.all + ServiceReturnMigrations.all + GrantsMigrations.all
    + VolunteersMigrations.all + TrainingSessionsMigrations.all + ExercisesMigrations.all + CampaignsMigrations.all
    + ProgrammesMigrations.all + SurveysMigrations.all + SurveyMigrations.all
}
