import Database
import Foundation
import StrategyModel
import StrategyStore
import TestSupport
import Testing

/// Files made to exhaust a machine, through the whole import with the limits that users have.
@Suite struct ImportBombTests {
  @Test(arguments: TestDatabase.engines)
  func `packed files that swell a thousandfold are refused and nothing of them is kept`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    let script = """
      import gzip, sys, zipfile
      line = b'a' * (1 << 20)
      with gzip.open(sys.argv[1] + '/bomb.csv.gz', 'wb') as out:
          for _ in range(64): out.write(line)
      with zipfile.ZipFile(sys.argv[1] + '/bomb.zip', 'w', zipfile.ZIP_DEFLATED) as out:
          with out.open('bomb.csv', 'w', force_zip64=True) as inner:
              for _ in range(64): inner.write(line)
      with zipfile.ZipFile(sys.argv[1] + '/nested.zip', 'w') as out:
          out.write(sys.argv[1] + '/bomb.csv.gz', 'inner.csv.gz')
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script, place.directory]
    try python.run()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    let paths = ["bomb.csv.gz", "bomb.zip", "nested.zip"].map { place.directory + "/" + $0 }
    let report = try await place.evidence.importPaths(paths)
    #expect(report.files.map(\.status) == [.refused, .refused, .refused])
    #expect(report.files.allSatisfy { $0.problems.first?.contains("swells") == true })
    #expect(place.stored("extracts").isEmpty)
  }

  @Test(arguments: TestDatabase.engines)
  func `a line of two gigabytes is refused by its number without being held in memory`(engine: Engine) async throws {
    let place = try await ImportPlace.make(engine)
    defer { place.remove() }
    // A hole of two gigabytes takes no room on the disk; it reads as NUL bytes, behind a line of letters.
    let path = try place.file("long.csv", ImportFixture.streetHeading + "\n" + String(repeating: "a", count: 3 << 20))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 2 << 30)
    try file.close()
    let report = try await place.evidence.importPaths([path])
    #expect(report.files.map(\.status) == [.refused])
    #expect(report.files.first?.problems.first?.contains("longer than a megabyte") == true)
    #expect(place.stored("extracts").isEmpty)
  }
}
