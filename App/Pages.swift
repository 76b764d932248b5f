import Audit
import Basics
import CaseworkStore
import CaseworkWeb
import Database
import DeliveryModel
import DeliveryStore
import DeliveryWeb
import Documents
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import StrategyModel
import StrategyStore
import StrategyWeb
import WebShell

/// The table of all pages: every area's routes under one masthead.
enum Pages {
  static func site(_ opened: Workspace, secure: Bool) async throws -> Site {
    let partners = try opened.partners()
    let name = try await partners.partnershipName() ?? "Community Safety Partnership"
    return Site(
      routes: try await routes(opened, partners),
      session: PartnersDoor(partners, purposes: try Installation.purposeTitles()), clock: .system,
      masthead: Masthead(
        partnership: name,
        navigation: [
          NavigationItem("Cases", "/cases", permission: .readCases),
          NavigationItem("Disclosures", "/disclosures", permission: .readCases),
          NavigationItem("Evidence", "/evidence", permission: .readEvidence),
          NavigationItem("Assessments", "/assessments", permission: .readEvidence),
          NavigationItem("Programmes", "/programmes", permission: .readEvidence),
          NavigationItem("Your returns", "/returns", permission: .submitReturns),
          NavigationItem("People", "/people", permission: .administer),
          NavigationItem("What would somebody see?", "/simulation", permission: .administer),
          NavigationItem("Agreements", "/agreements"),
          NavigationItem("Oversight", "/oversight", permission: .overseeSharing),
          NavigationItem("Audit", "/oversight/audit", permission: .auditAll),
          NavigationItem("Authorities", "/authorities"),
          NavigationItem("Your account", "/account"),
        ],
        banner: try await partners.isDemonstration()
          ? "Demonstration: published figures are real; the people and the partners’ own files are fictional." : nil),
      secure: secure, guide: PartnersWeb.guide, idempotency: DurableIdempotency(partners),
      uploadFolder: try opened.uploads())
  }

  /// - Parameter keys: the folder of the key store, which one process at a time has open; the data folder when nil.
  static func routes(_ opened: Workspace, _ partners: PartnersStore, keys: String? = nil) async throws -> [Route] {
    let audit = try opened.auditLog()
    let cases = try await opened.cases(audit, keys: keys)
    let kinds = try opened.factKinds()
    return try [HomePage(opened: opened).route]
      + WorkspacePages.routes(partners: partners, words: cases.gate.words)
      + DutyPages.routes(partners: partners, words: cases.gate.words)
      + CasesWeb.routes(store: cases, partners: partners, audit: audit)
      + DisclosuresWeb.routes(
        store: Installation.disclosures(cases), partners: partners, renderer: DocumentRenderer())
      + SubjectAccessWeb.routes(
        store: Installation.subjectAccess(cases), partners: partners, renderer: DocumentRenderer())
      + RetentionWeb.routes(store: Installation.retention(cases), partners: partners)
      + SharingAgreementsWeb.routes(
        store: opened.agreements(audit), partners: partners, words: cases.gate.words, renderer: DocumentRenderer(),
        clock: .system)
      + AccountabilityWeb.routes(
        log: audit, reads: ReadAudit(audit, clock: .system), partners: partners, alerts: opened.alerts(audit))
      + PartnersWeb.routes(partners)
      + DeliveryRegisters.routes(DeliveryRegisters.store(opened.database, facts: kinds))
      + ServiceReturnsWeb.routes(ServiceReturnStore(database: opened.database, facts: kinds))
      + SurveysWeb.routes(
        SurveyStore(database: opened.database, facts: kinds),
        registers: DeliveryRegisters.store(opened.database, facts: kinds),
        models: Questionnaire.models(practice: Installation.practice()))
      + EvidenceWeb.routes(
        library: opened.evidence, engine: opened.figures, partnerFiles: opened.partnerFiles(), clock: .system)
      + StrategicAssessmentsWeb.routes(
        store: AssessmentStore(opened.database), evidence: opened.figures, boundaries: opened.figures,
        renderer: DocumentRenderer(), practice: opened.assessmentPractice(), clock: .system)
  }
}
