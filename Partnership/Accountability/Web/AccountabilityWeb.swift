import Audit
import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The pages of accountability: the log for programs, its search, alerts, breaches, and what waits for somebody.
package enum AccountabilityWeb {
  /// Every route of this area. `reads` writes the entries about looking at the log itself.
  package static func routes(
    log: AuditLog, reads: ReadAudit, partners: PartnersStore, alerts: AlertStore
  ) -> [Route] {
    endpoints(LogEndpoints(log: log, reads: reads))
      + oversight(
        OverviewPage(oversight: Oversight(log: log), breaches: BreachStore(log: log)),
        AuditSearchPages(log: log, reads: reads, partners: partners))
      + questions(AlertPages(store: alerts, reads: reads, partners: partners))
      + breaches(BreachStore(log: log), partners)
      + emergencies(EmergencyPages(reviews: EmergencyReviews(log: log), reads: reads))
      + witnesses(WitnessPages(log: log, partners: partners))
      + staff(StaffComparing(log: log, matching: alerts.matching), partners)
  }

  private static func witnesses(_ pages: WitnessPages) -> [Route] {
    [
      Route(.get, WitnessPages.path, policy: .needsEither(.overseeSharing, .auditAll), pages.list),
      Route(.post, WitnessPages.path, policy: .needs(.auditAll), pages.register),
      Route(.post, WitnessPages.path + "/retire", policy: .needs(.auditAll), pages.retire),
    ]
  }

  private static func staff(_ store: StaffComparing, _ partners: PartnersStore) -> [Route] {
    let own = OwnDetailsPages(store: store), hours = UsualHoursPages(store: store, partners: partners)
    return [
      Route(.get, OwnDetailsPages.path, policy: .signedIn, own.show),
      Route(.post, OwnDetailsPages.path, policy: .signedIn, own.keep),
      Route(.post, OwnDetailsPages.path + "/withdraw", policy: .signedIn, own.withdraw),
      Route(.get, "/people/:id/hours", policy: .needs(.administer), hours.show),
      Route(.post, "/people/:id/hours", policy: .needs(.administer), hours.keep),
    ]
  }

  private static func endpoints(_ log: LogEndpoints) -> [Route] {
    [
      Route(.get, "/audit/checkpoint", policy: .everyone, log.checkpoint),
      Route(.get, "/audit/witness", policy: .everyone, log.witness),
      Route(.post, "/audit/cosignatures", policy: .everyone, change: false, log.cosign),
      Route(.get, "/audit/proof/inclusion/:index", policy: .everyone, log.inclusion),
      Route(.get, "/audit/proof/consistency", policy: .everyone, log.consistency),
      Route(.get, "/audit/entries/:index", policy: .signedIn, log.entry),
    ]
  }

  /// Two permissions open these pages, each a different part of them, so the pages themselves ask.
  private static func oversight(_ overview: OverviewPage, _ search: AuditSearchPages) -> [Route] {
    [
      Route(.get, "/oversight", policy: .needsEither(.overseeSharing, .auditAll), overview.show),
      Route(.get, "/oversight/audit", policy: .needsEither(.overseeSharing, .auditAll), search.start),
      Route(.post, "/oversight/audit", policy: .needsEither(.overseeSharing, .auditAll), search.search),
    ]
  }

  private static func emergencies(_ pages: EmergencyPages) -> [Route] {
    [
      Route(.get, "/oversight/emergencies", policy: .needsEither(.overseeSharing, .auditAll), pages.list),
      Route(.post, "/oversight/emergencies/:id", policy: .needs(.overseeSharing), pages.review),
    ]
  }

  private static func questions(_ pages: AlertPages) -> [Route] {
    [
      Route(.get, "/oversight/alerts", policy: .needs(.overseeSharing), pages.list),
      Route(.get, "/oversight/alerts/:id", policy: .needs(.overseeSharing), pages.show),
      Route(.post, "/oversight/alerts/:id/answer", policy: .needs(.overseeSharing), pages.answer),
    ]
  }

  private static func breaches(_ store: BreachStore, _ partners: PartnersStore) -> [Route] {
    let list = BreachPages(store: store, partners: partners), one = BreachPage(store: store, partners: partners)
    return [
      Route(.get, "/oversight/breaches", policy: .needs(.overseeSharing), list.list),
      Route(.get, "/oversight/breaches/new", policy: .needs(.overseeSharing), list.askNew),
      Route(.post, "/oversight/breaches", policy: .needs(.overseeSharing), list.create),
      Route(.get, "/oversight/breaches/:id", policy: .needs(.overseeSharing), one.show),
      Route(.post, "/oversight/breaches/:id/risk", policy: .needs(.overseeSharing), one.assess),
      Route(.post, "/oversight/breaches/:id/told", policy: .needs(.overseeSharing), one.told),
      Route(.post, "/oversight/breaches/:id/close", policy: .needs(.overseeSharing), one.close),
    ]
  }
}
