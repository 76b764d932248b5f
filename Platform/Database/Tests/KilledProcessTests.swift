import Basics
import Database
import Foundation
import TestSupport
import Testing

/// A process killed in the middle of a transaction: the test starts itself a second time and kills that.
@Suite struct KilledProcessTests {
  private static let variable = "CONCORDAT_TEST_VICTIM"

  /// Does nothing unless it runs in the second process.
  @Test func `the process that is going to be killed`() async throws {
    guard let text = ProcessInfo.processInfo.environment[Self.variable] else { return }
    let parts = text.split(separator: "|").map(String.init)
    try #require(parts.count == 2)
    let database = try Database.open(Database.Location(parts[0]))
    try await database.write { try $0.run("UPDATE counter SET value = 1") }
    try await database.write { connection in
      try connection.run("UPDATE counter SET value = 2")
      try connection.batch((0..<20_000).map { "INSERT INTO counter (name, value) VALUES (\("n\($0)"), \($0))" })
      _ = FileManager.default.createFile(atPath: parts[1], contents: nil)
      sleep(30)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a process killed before its commit leaves the last committed state`(engine: Engine) async throws {
    let database = try await TestDatabase.fresh(engine, [counterMigration])
    database.close()
    let place =
      switch database.location {
      case .sqlite(let path): path
      case .postgres(let conninfo, let schema): "\(conninfo) schema=\(schema ?? "")"
      }
    let mark = FileManager.default.temporaryDirectory.appendingPathComponent("mark-\(UInt64.random(in: 0 ... .max))")
      .path
    let victim = Process()
    victim.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    victim.arguments = ["--testing-library", "swift-testing", "--filter", "the process that is going to be killed"]
    victim.environment = ProcessInfo.processInfo.environment.merging([Self.variable: "\(place)|\(mark)"]) { $1 }
    victim.standardOutput = FileHandle.nullDevice
    victim.standardError = FileHandle.nullDevice
    try victim.run()
    for _ in 0..<2000 where !FileManager.default.fileExists(atPath: mark) && victim.isRunning {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(FileManager.default.fileExists(atPath: mark), "the second process did not come to its transaction")
    kill(victim.processIdentifier, SIGKILL)
    victim.waitUntilExit()
    try? FileManager.default.removeItem(atPath: mark)

    let again = try Database.open(database.location)
    let rows = try await again.read { try $0.rows("SELECT name, value FROM counter") }
    #expect(try rows.map { try $0.text("name") } == ["a"])
    #expect(try rows.map { try $0.int("value") } == [1])
    if engine == .sqlite { #expect(try await again.health().isSound) }
    try await again.write { try $0.run("UPDATE counter SET value = 3") }
    await TestDatabase.remove(again)
  }
}
