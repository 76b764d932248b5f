import ArgumentParser
import Basics
import CaseworkStore
import Foundation
import StrategyStore
import WebShell

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves the pages.",
    discussion: "Put a proxy with TLS in front of it for anything but this machine, and add --secure.")

  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port to listen on.") var port = 8080
  @Flag(help: "Pages are reached by HTTPS: cookies are marked Secure and browsers are told to insist.")
  var secure = false
  @Option(
    help: ArgumentHelp("Append every signed head of the audit log to this file, on another disk.", valueName: "file"))
  var heads: String?
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let opened = try await Workspace.open(workspace)
    let audit = try opened.auditLog(), cases = try await opened.cases(audit)
    let site = try await Pages.site(opened, cases: cases, secure: secure)
    // The look-ups and outlines take a second to read; nobody should wait for them at the first figure.
    let figures = opened.figures
    Task.detached(priority: .utility) { await figures.prepare() }
    let alerts = try opened.alerts(audit, matching: cases.vault.matching)
    let keeping = AuditKeeping(
      log: audit, alerts: alerts, partners: try opened.partners(), idleDays: try Installation.idleDays(), heads: heads,
      clock: .system
    )
    Task.detached(priority: .utility) {
      // People who were recorded before anything was compared.
      do { _ = try await cases.vault.compareHeld(opened.database) } catch {
        Terminal.complain("People could not be compared with staff: \(error)")
      }
      await keeping.run()
    }
    print("Concordat is at http://\(host):\(port)/")
    try await site.serve(host: host, port: port)
  }
}
