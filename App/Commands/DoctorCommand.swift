import ArgumentParser
import Basics
import Crypto
import Database
import Foundation
import StrategyModel
import StrategyStore

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says what is missing or wrong on this machine, and how to mend it.")

  @Flag(help: "Also compare every extract with its SHA-256.") var thorough = false
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let findings = await Diagnosis(options: workspace, isThorough: thorough).findings()
    if workspace.json {
      let list = JSON.array(
        findings.map {
          [
            "check": .string($0.check), "verdict": .string($0.verdict.rawValue), "words": .string($0.words),
            "remedy": JSON($0.remedy),
          ]
        })
      print((["findings": list] as JSON).text(indent: true))
    } else {
      for finding in findings {
        print("\(finding.verdict.mark) \(finding.check): \(finding.words)")
        if let remedy = finding.remedy { print("    \(remedy)") }
      }
    }
    if findings.contains(where: { $0.verdict == .wrong }) { throw Ending.Refused() }
  }
}

/// What a look at the machine and the data folder found.
struct Diagnosis {
  struct Finding {
    enum Verdict: String {
      case good, missing, wrong
      var mark: String {
        switch self {
        case .good: "✓"
        case .missing: "–"
        case .wrong: "✗"
        }
      }
    }
    let check: String, verdict: Verdict, words: String, remedy: String?
    init(_ check: String, _ verdict: Verdict, _ words: String, remedy: String? = nil) {
      self.check = check
      self.verdict = verdict
      self.words = words
      self.remedy = remedy
    }
  }

  let options: WorkspaceOptions
  let isThorough: Bool

  func findings() async -> [Finding] {
    var out = [practice(), folder(), space()]
    out += tools()
    out += await stored()
    return out
  }

  private func practice() -> Finding {
    do {
      return Finding("practice", .good, "read from \(try Installation.practice())")
    } catch {
      return Finding("practice", .wrong, error.reason, remedy: error.remedy)
    }
  }

  private func folder() -> Finding {
    let path = options.directory
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return Finding("data folder", .missing, "\(path) is not there yet; the first command that needs it makes it")
    }
    guard isFolder.boolValue, FileManager.default.isWritableFile(atPath: path) else {
      return Finding(
        "data folder", .wrong, "\(path) cannot be written to",
        remedy: "Choose another with --data, or change its owner.")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let mode = attributes?[.posixPermissions] as? Int, mode & 0o007 != 0 {
      return Finding(
        "data folder", .wrong, "\(path) may be read by everybody on this machine", remedy: "chmod 700 \(path)")
    }
    return Finding("data folder", .good, path)
  }

  private func space() -> Finding {
    let place = FileManager.default.fileExists(atPath: options.directory) ? options.directory : "."
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place)
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return Finding("disk", .missing, "free space could not be read")
    }
    let megabytes = Int(free / 1_000_000)
    return megabytes < 500
      ? Finding(
        "disk", .wrong, "only \(megabytes.grouped) MB are free",
        remedy: "Free some space: an import that runs out of it is undone.")
      : Finding("disk", .good, "\(megabytes.grouped) MB free")
  }

  private func tools() -> [Finding] {
    let home = (try? Installation.home()) ?? "."
    let weasyprint = find(["weasyprint"], also: ["\(home)/.venv/bin/weasyprint"])
    let chromium = find(["chromium", "chromium-browser", "google-chrome"])
    let pdf: Finding =
      if let weasyprint {
        Finding("PDF", .good, "WeasyPrint at \(weasyprint)")
      } else if let chromium {
        Finding(
          "PDF", .missing, "WeasyPrint is missing; Chromium at \(chromium) is used", remedy: "scripts/setup run")
      } else {
        Finding("PDF", .missing, "no PDF can be made", remedy: "scripts/setup run, or: apt-get install chromium")
      }
    func need(_ check: String, _ names: [String], _ package: String) -> Finding {
      if let path = find(names) { return Finding(check, .good, path) }
      return Finding(check, .missing, "\(names[0]) is missing", remedy: "apt-get install \(package)")
    }
    let leaflet = FileManager.default.fileExists(atPath: "/usr/share/javascript/leaflet/leaflet.js")
    return [
      pdf, need("DOCX", ["pandoc"], "pandoc"), need("charts in DOCX", ["rsvg-convert"], "librsvg2-bin"),
      leaflet
        ? Finding("moving maps", .good, "Leaflet is installed")
        : Finding(
          "moving maps", .missing, "Leaflet is missing: maps are still drawn, without panning",
          remedy: "apt-get install libjs-leaflet"),
    ]
  }

  private func stored() async -> [Finding] {
    let file = options.directory + "/concordat.sqlite"
    guard options.database != nil || FileManager.default.fileExists(atPath: file) else {
      return [Finding("database", .missing, "none yet; `concordat demo` or `concordat import` makes it")]
    }
    do {
      let opened = try await Workspace.look(options)
      defer { opened.database.close() }
      var out = try await opened.database.health().findings.map {
        Finding(
          "database: \($0.name)", $0.isSound ? .good : .wrong,
          $0.isSound ? $0.value : "\($0.value), wanted \($0.wanted)", remedy: $0.isSound ? nil : $0.remedy)
      }
      let held = try await opened.evidence.extracts()
      let damaged = held.filter { !isSound($0, in: opened.directory) }
      out.append(
        damaged.isEmpty
          ? Finding("extracts", .good, "\(held.count.grouped) held")
          : Finding(
            "extracts", .wrong, "missing or changed: \(damaged.map(\.fileName).joined(separator: ", "))",
            remedy: "Restore them from a backup, or import the published files again."))
      out.append(Finding("measures", .good, "\(opened.figures.measures.count) read"))
      return out
    } catch let refusal as Refusal {
      return [Finding("database", .wrong, refusal.reason, remedy: refusal.remedy)]
    } catch {
      return [Finding("database", .wrong, "\(error)")]
    }
  }

  private func isSound(_ extract: Extract, in directory: String) -> Bool {
    let path = "\(directory)/evidence/extracts/\(extract.sha256.prefix(2))/\(extract.sha256)"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe),
      data.count == extract.byteCount
    else { return false }
    return !isThorough || Hex.text(SHA256.hash(data: data)) == extract.sha256
  }

  private func find(_ names: [String], also paths: [String] = []) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let candidates = paths + names.flatMap { name in folders.map { "\($0)/\(name)" } }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
