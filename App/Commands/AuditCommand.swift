import ArgumentParser
import Audit
import Basics
import Foundation

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Verifies the audit log, and prints its key and its signed head.",
    subcommands: [Verify.self, Key.self, Head.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recomputes every entry, node and head of the log, and names the first entry that is damaged.",
      discussion: """
        Works while the pages are served. It ends with 1 when the log is damaged. Whoever can rewrite the database and \
        sign with its key can make a log that passes; only a witness (`concordat witness`) notices that.
        """)
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.look(workspace)
      let verdict = try await opened.existingAudit().verify()
      if workspace.json {
        let damage: JSON =
          verdict.damage.map { damage in
            [
              "kind": .string(damage.kind.rawValue), "index": .int(damage.index),
              "before": .int(damage.range.upperBound),
            ]
          } ?? .null
        let json: JSON = [
          "sound": .bool(verdict.isSound), "size": .int(verdict.size), "root": JSON(verdict.root?.description),
          "heads": .int(verdict.heads), "covered": .int(verdict.covered), "damage": damage,
        ]
        print(json.text(indent: true))
      } else {
        print(verdict.description)
      }
      if !verdict.isSound { throw Ending.Refused() }
    }
  }

  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the verifier key that a witness is given.",
      discussion: "Hand it over by another way than the server: in person, or on the partnership's paper.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.look(workspace)
      let log = try opened.existingAudit()
      if workspace.json {
        print((["origin": .string(log.origin), "key": .string(log.verifier.description)] as JSON).text(indent: true))
      } else {
        print(log.verifier.description)
      }
    }
  }

  struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the latest signed head, as the partnership's minutes keep it once a week.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.look(workspace)
      let log = try opened.existingAudit()
      guard let head = try await log.latestHead() else {
        throw Refusal(
          "no-head", "The log has no signed head yet.", remedy: "The server signs one a minute after the first entry.")
      }
      if workspace.json {
        let json: JSON = [
          "origin": .string(head.checkpoint.origin), "size": .int(head.checkpoint.size),
          "root": .string(head.checkpoint.root.description), "note": .string(head.description),
        ]
        print(json.text(indent: true))
      } else {
        print(head.description, terminator: "")
      }
    }
  }
}
