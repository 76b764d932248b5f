import ArgumentParser
import Basics
import Foundation

/// The command line: every command takes `--data` and `--json`, and ends with 0 (done), 1 (refused, with a reason) or
/// 2 (wrong use).
@main
struct Concordat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concordat",
    abstract: "The work of a Community Safety Partnership: evidence, strategic assessments, and who may see what.",
    subcommands: [
      ServeCommand.self, DemoCommand.self, ImportCommand.self, UndoCommand.self, FigureCommand.self, ReturnCommand.self,
      AssessCommand.self, ReportCommand.self,
      MigrateCommand.self, DoctorCommand.self, BackupCommand.self, RestoreCommand.self, SchemaCommand.self,
      RoutesCommand.self, DecideCommand.self, AuditCommand.self, WitnessCommand.self, ReceiptCommand.self,
      PeopleCommand.self, BenchCommand.self,
    ])

  static func main() async {
    do {
      var command = try await asyncParseAsRoot(nil)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Foundation.exit(Ending.report(error, wantsJSON: CommandLine.arguments.contains("--json")))
    }
  }
}

/// How a command ends.
enum Ending {
  /// Work was refused and the reason has been printed already.
  struct Refused: Error {}

  static func report(_ error: any Error, wantsJSON: Bool) -> Int32 {
    if error is Refused { return 1 }
    if let refusal = error as? Refusal {
      if wantsJSON {
        print(json(refusal).text(indent: true))
      } else {
        Terminal.complain(refusal.description)
      }
      return 1
    }
    let code = Concordat.exitCode(for: error)
    if code == .success {
      print(Concordat.message(for: error))
      return 0
    }
    if code == .validationFailure {
      Terminal.complain(Concordat.fullMessage(for: error))
      return 2
    }
    Terminal.complain("\(error)")
    return 1
  }

  private static func json(_ refusal: Refusal) -> JSON {
    [
      "refused": .object([
        ("kind", .string(refusal.kind)), ("place", JSON(refusal.place)), ("reason", .string(refusal.reason)),
        ("remedy", JSON(refusal.remedy)),
      ])
    ]
  }
}
