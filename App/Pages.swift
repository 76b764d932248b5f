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
import GovernanceStore
import GovernanceWeb
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import StrategyModel
import StrategyStore
import StrategyWeb
import WebShell

/// The table of all pages: every area's routes under one masthead.
enum Pages {
  static func site(_ opened: Workspace, cases: CaseStore, secure: Bool) async throws -> Site {
    let partners = try opened.partners(opened.auditLog())
    let name = try await partners.partnershipName() ?? "Community Safety Partnership"
    return Site(
      routes: try await routes(opened, cases, partners),
      session: PartnersDoor(partners, purposes: try Installation.purposeTitles()), clock: .system,
      masthead: Masthead(
        partnership: name,
        navigation: [
          NavigationItem("Cases", "/cases", permission: .readCases),
          NavigationItem("Disclosures", "/disclosures", permission: .readCases),
          NavigationItem("Evidence", "/evidence", permission: .readEvidence),
          NavigationItem("Figures", "/figures", permission: .readEvidence),
          NavigationItem("Assessments", "/assessments", permission: .readEvidence),
          NavigationItem("Reports", "/reports", permission: .readPublished),
          NavigationItem("Governance", GovernancePath.start, permission: .readEvidence),
          NavigationItem("Published plans", GovernancePath.published, permission: .readPublished),
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

  static func routes(_ opened: Workspace, _ cases: CaseStore, _ partners: PartnersStore) async throws -> [Route] {
    let audit = try opened.auditLog()
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
        log: audit, reads: ReadAudit(audit, clock: .system), partners: partners,
        alerts: opened.alerts(audit, matching: cases.vault.matching))
      + PartnersWeb.routes(
        partners, agencies: AgencySignIns(store: partners, secrets: opened.directory + "/client-secrets"))
      + GovernanceWeb.routes(store: opened.governance(), partners: partners, clock: .system)
      + DeliveryRegisters.routes(DeliveryRegisters.store(opened.database, facts: kinds))
      + ServiceReturnsWeb.routes(ServiceReturnStore(database: opened.database, facts: kinds))
      + SurveysWeb.routes(
        SurveyStore(database: opened.database, facts: kinds),
        registers: DeliveryRegisters.store(opened.database, facts: kinds),
        models: Questionnaire.models(practice: Installation.practice()))
      + EvidenceWeb.routes(
        library: opened.evidence, engine: opened.figures, partnerFiles: opened.partnerFiles(), clock: .system)
      + MeasuresWeb.routes(
        engine: opened.measures, commentaries: Commentaries(opened.database), clock: .system)
      + ScrutinyReportsWeb.routes(
        desk: opened.reports(), renderer: DocumentRenderer(), clock: .system, diagram: opened.diagram())
      + StrategicAssessmentsWeb.routes(
        store: AssessmentStore(opened.database), evidence: opened.figures, boundaries: opened.figures,
        renderer: DocumentRenderer(), practice: opened.assessmentPractice(), clock: .system)
  }
}
