import ArgumentParser
import Basics
import Foundation
import PartnershipModel
import PartnershipStore

struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "The first administrator of a new installation, and the way back for the last one.",
    subcommands: [First.self, Reissue.self])

  struct First: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes the first administrator and prints the code with which they set up their account.")
    @Option(help: "The person's name.") var name: String
    @Option(help: "The e-mail address with which they sign in.") var email: String
    @Option(help: "The body they work for.") var body: String
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.open(workspace)
      let made = try await opened.partners().createFirstAdministrator(
        name: name, signInName: email, body: body, now: Clock.system.now())
      PeopleCommand.show(made.code, for: made.account, json: workspace.json)
    }
  }

  struct Reissue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Clears a person's password and second factor and prints a new set-up code.",
      discussion: "For the last administrator who has lost their telephone; others are helped under People.")
    @Option(help: "The e-mail address with which they sign in.") var email: String
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.open(workspace)
      let partners = try opened.partners()
      let wanted = try SignInName(email)
      guard let account = try await partners.accounts().first(where: { $0.signInName == wanted }) else {
        throw Refusal(
          "unknown-account", place: email, "Nobody signs in with this address.", remedy: "Check its spelling.")
      }
      let code = try await partners.reissue(account.id, author: nil, now: Clock.system.now())
      PeopleCommand.show(code, for: account, json: workspace.json)
    }
  }

  private static func show(_ code: SetUpCode, for account: Account, json: Bool) {
    if json {
      print((["email": .string(account.signInName.text), "code": .string(code.text)] as JSON).text(indent: true))
    } else {
      print("Set-up code for \(account.name), good for three days: \(code.text)")
      print("They enter it at /set-up with their address, choose a password and enrol their second factor.")
    }
  }
}
