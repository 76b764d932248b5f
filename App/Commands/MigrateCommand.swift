import ArgumentParser
import Basics
import Database
import Foundation

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Shows which changes the database still needs; --commit makes them.",
    discussion: "Changes go forward only; each carries a checksum, and one that was edited afterwards is refused.")

  @Flag(help: "Make the changes.") var commit = false
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    try Workspace.makeFolder(workspace.directory)
    let database = try Database.open(try workspace.location)
    defer { database.close() }
    let migrations = Migrations(Workspace.migrations)
    let plan = try await migrations.plan(on: database)
    if commit { try await migrations.apply(to: database, now: Clock.system.now()) }
    let pending = plan.pending.map { "\($0.number) \($0.title)" }
    if workspace.json {
      let list = JSON.array(pending.map { .string($0) })
      print((["applied": .int(plan.applied.count), commit ? "made" : "pending": list] as JSON).text(indent: true))
    } else if pending.isEmpty {
      print("The database is up to date: \(plan.applied.count) changes made.")
    } else {
      print(commit ? "Made:" : "Still needed (add --commit to make them):")
      for step in pending { print("  \(step)") }
    }
  }
}

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the schema that the migrations make, for reading and for comparison.")

  @Option(help: "sqlite or postgres.") var engine = "sqlite"
  @Option(help: "A PostgreSQL to build it in, in a schema of its own that is dropped again.") var postgres: String?

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let location: Database.Location
    switch (engine, postgres) {
    case ("sqlite", _): location = .sqlite(path: folder + "/schema.sqlite")
    case ("postgres", let conninfo?): location = .postgres(conninfo: conninfo, schema: "schema_dump")
    default: throw ValidationError("Write --engine sqlite, or --engine postgres --postgres CONNINFO.")
    }
    let database = try Database.open(location)
    defer { database.close() }
    try await Migrations(Workspace.migrations).apply(to: database, now: Instant(milliseconds: 0))
    print(try await database.schemaDump(), terminator: "")
  }
}
