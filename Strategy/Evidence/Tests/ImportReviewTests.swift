import Basics
import Database
import Foundation
import StrategyModel
import StrategyStore
import Testing

/// What an import refuses or warns of, so that no figure rests on a file that is not what it seems.
@Suite struct ImportReviewTests {
  private let first = ImportFixture.path("2020-06-city-of-london-street.issue-2021.csv.gz")
  private let second = ImportFixture.path("2020-06-city-of-london-street.issue-2022.csv.gz")

  private func rows(_ count: Int, from start: Int = 0) -> [String] {
    (start..<start + count).map { ImportFixture.street("crime-\($0)") }
  }

  @Test func `columns are never made anew from an extract that was changed on disk, nor are its bytes handed out`()
    async throws
  {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let path = try place.file("street.csv", ImportFixture.table(rows(3)))
    let sha256 = try #require(try await place.importing(path).files.first?.sha256)
    let stored = try #require(place.stored("extracts").first)
    try Data(ImportFixture.table(rows(2)).utf8).write(to: URL(fileURLWithPath: stored))
    for path in place.stored("columns") { try FileManager.default.removeItem(atPath: path) }
    let again = try await place.reopened()
    defer { again.database.close() }
    let counted = await #expect(throws: Refusal.self) { _ = try await again.evidence.table(.streetCrime) }
    #expect(counted?.kind == "extract-changed" && counted?.remedy == "Restore it from a backup.")
    let served = await #expect(throws: Refusal.self) { _ = try await again.evidence.extractBytes(sha256) }
    #expect(served?.reason == "The extract \(sha256.prefix(12))… was changed on disk.")
    // A re-issue cannot be compared with it, so it is refused too, and leaves nothing behind.
    let report = try await again.importing(try place.file("next.csv", ImportFixture.table(rows(4))))
    #expect(report.files.map(\.status) == [.refused])
    #expect(try await again.evidence.extracts().count == 1)
  }

  @Test func `a named pipe or a device is refused at once and the other files are read`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    _ = try place.file("in/2-good.csv", ImportFixture.table(rows(1)))
    #expect(mkfifo(place.directory + "/in/1-pipe.csv", 0o600) == 0)
    let report = try await place.importing(place.directory + "/in", "/dev/zero")
    #expect(report.files.map(\.status) == [.refused, .added, .refused])
    #expect(report.files.first?.problems.first?.contains("a named pipe, not a regular file") == true)
    #expect(report.files.last?.problems.first?.contains("a device, not a regular file") == true)
  }

  @Test func `a path under which there is nothing is refused and the others go on`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let good = try place.file("good.csv", ImportFixture.table(rows(1)))
    let report = try await place.importing(place.directory + "/nowhere.csv", good)
    #expect(report.files.map(\.status) == [.refused, .added])
    #expect(report.files.first?.path == place.directory + "/nowhere.csv")
    #expect(report.files.first?.problems.first?.contains("no such file or folder") == true)
  }

  @Test(arguments: [
    "ons-population.csv", "mps-borough-before-2024.csv", "outcomes.csv", "lsoa-ward.csv",
    "2018-10-metropolitan-stop-and-search.csv",
  ])
  func `a published table that was cut short is refused whole and nothing of it is loaded`(name: String) async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let whole = try ImportFixture.text(name).split(whereSeparator: \.isNewline).map { String($0) }
    let lines = whole.dropLast(), last = try #require(whole.last)
    let cut = lines.joined(separator: "\n") + "\n" + last.prefix { $0 != "," } + ","
    let report = try await place.importing(try place.file(name, cut))
    #expect(report.files.map(\.status) == [.refused])
    #expect(report.files.first?.problems.first?.contains("ends in the middle of line \(lines.count + 1)") == true)
    #expect(try await place.evidence.extracts().isEmpty)
    #expect(place.stored("extracts").isEmpty)
  }

  @Test func `an extract date in the future or before the file's last month is impossible`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    let path = try place.file("street.csv", ImportFixture.table([ImportFixture.street("a", month: "2021-03")]))
    for day in ["2023-11-15", "2021-02-28"] {
      let report = try await place.importing(path, options: ImportOptions(extractDate: Day(day)))
      #expect(report.files.map(\.status) == [.refused])
      #expect(report.files.first?.problems.first?.contains(day) == true)
    }
    #expect(try await place.evidence.extracts().isEmpty)
    // Files of a running month are published, so a day within the last month is possible; so is today.
    let report = try await place.importing(path, options: ImportOptions(extractDate: Day("2021-03-01")))
    #expect(report.files.map(\.status) == [.added])
    let next = try place.file("next.csv", ImportFixture.table([ImportFixture.street("b", month: "2021-04")]))
    let today = try await place.importing(next, options: ImportOptions(extractDate: Day("2023-11-14")))
    #expect(today.files.map(\.status) == [.added])
  }

  @Test func `a re-issue that loses more than a tenth of a month's rows says so first, with the way back`() async throws
  {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    _ = try await place.importing(try place.file("a.csv", ImportFixture.table(rows(40))))
    let tenth = try await place.importing(try place.file("b.csv", ImportFixture.table(rows(36))))
    #expect(tenth.files.first?.revision?.lost == 4)
    #expect(tenth.files.first?.problems.isEmpty == true)
    let half = try await place.importing(try place.file("c.csv", ImportFixture.table(rows(18))))
    let warning = try #require(half.files.first?.problems.first)
    #expect(warning.hasPrefix("WARNING: 2021-01, City of London Police: 18 of the 36 earlier rows (50.0%)"))
    #expect(warning.contains("concordat undo \(try #require(half.files.first?.sha256).prefix(12))"))
  }

  @Test func `a file that is held but no longer counts names the extract that counts instead`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    _ = try await place.importing(first)
    let later = try await place.importing(second)
    let again = try await place.importing(first, second)
    #expect(again.files.map(\.status) == [.unchanged, .unchanged])
    let note = try #require(again.files.first?.problems.first)
    #expect(note.contains("does not count for 2020-06") && note.contains("issue-2022.csv.gz"))
    #expect(note.contains(String(try #require(later.files.first?.sha256).prefix(12))))
    #expect(again.files.last?.problems.isEmpty == true)
  }

  @Test func `the same rows in another order give the same counts and points`() async throws {
    let repeated = [
      ImportFixture.street("x", outcome: "Under investigation", place: "-0.140000,51.510000"),
      ImportFixture.street("x", outcome: "Local resolution", place: "-0.150000,51.520000"),
      ImportFixture.street("y", place: "-0.160000,51.530000"),
      ImportFixture.street("x", outcome: "Formal action", place: "-0.170000,51.540000"),
    ]
    let place = try await ImportPlace.make()
    defer { place.remove() }
    var seen: Set<String> = []
    for (index, order) in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]].enumerated() {
      // The last row of one of them has no line end, which is no part of the row.
      let text = ImportFixture.table(order.map { repeated[$0] })
      let table = ImportFixture.table(try ImportFixture.read(text: index == 1 ? String(text.dropLast()) : text))
      let points = table.weightedPoints().map { "\($0.longitude) \($0.latitude) \($0.weight)" }.sorted()
      let outcomes = table.tally(by: [.outcome]).cells.map { "\($0.keys[0]) \($0.count)" }.sorted()
      seen.insert((points + outcomes).joined(separator: "; "))
      let report = try await place.importing(try place.file("\(index).csv", text))
      #expect(report.files.first?.rejected == 2)
      if index > 0 { #expect(report.files.first?.revision?.isEmpty == true) }
    }
    #expect(seen.count == 1)
    #expect(seen.first?.contains("-0.17 51.54 1") == true, "\(seen)")
  }

  @Test func `a crime type that was never published is kept and named`() throws {
    let file = try ImportFixture.read(
      text: ImportFixture.table([
        ImportFixture.street("a", "Burglry"), ImportFixture.street("b", "Burglry"), ImportFixture.street("c", "Drugs"),
      ]))
    #expect(file.kept == 3)
    #expect(file.problems.count == 1)
    #expect(file.problems.first?.contains("“Burglry”") == true)
    #expect(file.problems.first?.contains("2 rows have it and were kept") == true)
  }

  @Test func `outlines drawn anew are places that changed, not quantities`() async throws {
    let place = try await ImportPlace.make()
    defer { place.remove() }
    _ = try await place.importing(ImportFixture.path("wards-2022.geojson"))
    let text = try ImportFixture.text("wards-2022.geojson").replacing(
      "-0.175791,51.539615", with: "-0.175792,51.539615")
    let report = try await place.importing(try place.file("wards.geojson", text))
    let revision = try #require(report.files.first?.revision)
    #expect(revision.placesChanged > 0 && revision.quantitiesChanged == 0)
    let entry = try #require(try await place.evidence.revisions().first)
    #expect(try await place.evidence.changes(revision: entry.id).changes.allSatisfy { $0.what == .place })
  }
}
