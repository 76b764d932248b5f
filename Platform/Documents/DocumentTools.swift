import Foundation

/// The programs that make documents, and where they were found. Nil is a program that this machine lacks.
package struct DocumentTools: Sendable, Equatable {
  package var weasyprint: String?
  package var chromium: String?
  package var pandoc: String?
  package var rsvgConvert: String?

  package init(weasyprint: String? = nil, chromium: String? = nil, pandoc: String? = nil, rsvgConvert: String? = nil) {
    self.weasyprint = weasyprint
    self.chromium = chromium
    self.pandoc = pandoc
    self.rsvgConvert = rsvgConvert
  }

  /// Looks in `CONCORDAT_WEASYPRINT`, in virtual environments of the data folder and of the working folder, in `/opt` and
  /// on `PATH`, in that order.
  package static func find(
    dataFolder: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> DocumentTools {
    let onPath = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    func first(_ candidates: [String]) -> String? {
      candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    func named(_ names: [String]) -> String? { first(names.flatMap { name in onPath.map { "\($0)/\(name)" } }) }
    let ours = [
      environment["CONCORDAT_WEASYPRINT"], dataFolder.map { "\($0)/venv/bin/weasyprint" },
      "\(FileManager.default.currentDirectoryPath)/.venv/bin/weasyprint", "/opt/concordat/venv/bin/weasyprint",
    ]
    return DocumentTools(
      weasyprint: first(ours.compactMap { $0 }) ?? named(["weasyprint"]),
      chromium: named(["chromium", "chromium-browser", "google-chrome"]), pandoc: named(["pandoc"]),
      rsvgConvert: named(["rsvg-convert"]))
  }
}
