import ArgumentParser
import Basics
import Foundation
import WebShell

struct RoutesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes", abstract: "Lists every page and action with the policy that guards it.")

  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let opened = try await Workspace.look(workspace)
    // The table of pages opens no record, and the server may have the keys open: a store of no account will do.
    let keys = NSTemporaryDirectory() + "concordat-routes-\(UUID().uuidString)"
    try Workspace.makeFolder(keys)
    defer { try? FileManager.default.removeItem(atPath: keys) }
    let cases = try await opened.cases(opened.auditLog(), keys: keys)
    let routes = try await Pages.routes(opened, cases, opened.partners())
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
    case .needsEither(let one, let other): "\(one.rawValue)|\(other.rawValue)"
    }
  }
}
