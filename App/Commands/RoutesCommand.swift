import ArgumentParser
import Basics
import WebShell

struct RoutesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes", abstract: "Lists every page and action with the policy that guards it.")

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let opened = try await Workspace.look(workspace)
    let routes = try await Pages.routes(opened, opened.partners())
    if workspace.json {
      let list = JSON.array(
        routes.map {
          ["method": .string($0.method.rawValue), "path": .string($0.path), "policy": .string(policy($0.policy))]
        })
      print((["routes": list] as JSON).text(indent: true))
    } else {
      for route in routes { print("\(route.method.rawValue)\t\(route.path)\t\(policy(route.policy))") }
    }
  }

  private func policy(_ policy: Policy) -> String {
    switch policy {
    case .everyone: "everyone"
    case .signedIn: "signed-in"
    case .needs(let permission): permission.rawValue
    }
  }
}
