import Basics
import StrategyStore
import WebShell

/// Routes of the partners' prescribed files.
enum PartnerFilesWeb {
  static func routes(_ files: PartnerFiles) -> [Route] {
    let read = Policy.needs(.readEvidence), change = Policy.needs(.importEvidence)
    let root = EvidencePath.partnerFiles
    let calendar = PartnerCalendarPage(files: files), square = PartnerSquarePage(files: files)
    let columns = PartnerColumnsPage(files: files), preview = PartnerPreviewPage(files: files)
    let record = PartnerImportPage(files: files), sets = PartnerSetsPage(files: files)
    return [
      Route(.get, root, policy: read) { try await calendar.reply($0) },
      Route(.get, EvidencePath.partnerSets, policy: read) { sets.reply($0) },
      Route(.get, root + "/refusals", policy: change) { try await sets.refusals($0) },
      Route(.get, root + "/:holder/:set/:quarter", policy: read) { try await square.reply($0) },
      Route(.post, root + "/:holder/:set/:quarter/upload", policy: change) { try await square.upload($0) },
      Route(.post, root + "/:holder/:set/:quarter/answer", policy: change) { try await square.recordAnswer($0) },
      Route(.post, root + "/:holder/:set/:quarter/answer/withdraw", policy: change) {
        try await square.withdrawAnswer($0)
      },
      Route(.get, root + "/drafts/:id/columns", policy: change) { try await columns.reply($0) },
      Route(.post, root + "/drafts/:id/columns", policy: change) { try await columns.save($0) },
      Route(.get, root + "/drafts/:id/preview", policy: change) { try await preview.reply($0) },
      Route(.get, root + "/drafts/:id/rejected.csv", policy: change) { try await preview.rejectedCSV($0) },
      Route(.post, root + "/drafts/:id/categories", policy: change) { try await preview.saveCategories($0) },
      Route(.post, root + "/drafts/:id/import", policy: change) { try await preview.run($0) },
      Route(.post, root + "/drafts/:id/discard", policy: change) { try await preview.discard($0) },
      Route(.get, root + "/imports/:id", policy: read) { try await record.reply($0) },
      Route(.get, root + "/imports/:id/rows.csv", policy: read) { try await record.rowsCSV($0) },
      Route(.get, root + "/imports/:id/rejected.csv", policy: change) { try await record.rejectedCSV($0) },
      Route(.get, root + "/imports/:id/file", policy: change) { try await record.file($0) },
      Route(.post, root + "/imports/:id/undo", policy: change) { try await record.undo($0) },
    ]
  }
}
