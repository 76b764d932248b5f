import Basics
import Crypto
import Foundation

/// Style sheets and scripts, served under an address that holds a digest of their content, so that browsers keep them.
package struct Assets: Sendable {
  struct File: Sendable {
    let address: String
    let type: String
    let bytes: [UInt8]
  }

  private var files: [String: File] = [:]
  private var byAddress: [String: String] = [:]

  /// Our own files, and Leaflet when a folder of `leafletFolders` holds it.
  package init(leafletFolders: [String] = Assets.debianLeaflet) {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Assets").path ?? ""
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    var style: [UInt8] = []
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      if name.hasSuffix(".css") { style += data + [10] } else { add(name, Array(data)) }
    }
    add("site.css", style)
    for folder in leafletFolders {
      guard let style = FileManager.default.contents(atPath: folder + "/leaflet.css") else { continue }
      let scripts = ["leaflet.min.js", "leaflet.js"].lazy.compactMap {
        FileManager.default.contents(atPath: folder + "/" + $0)
      }
      guard let script = scripts.first else { continue }
      add("leaflet.css", Array(style))
      add("leaflet.js", Array(script))
      break
    }
  }

  /// Where Debian's `libjs-leaflet` puts it.
  package static let debianLeaflet = ["/usr/share/javascript/leaflet"]

  package var hasLeaflet: Bool { files["leaflet.js"] != nil }

  /// The address of a file by its name, or nil.
  package func address(_ name: String) -> String? { files[name]?.address }

  func file(at address: String) -> File? { byAddress[address].flatMap { files[$0] } }

  private mutating func add(_ name: String, _ bytes: [UInt8]) {
    let digest = Hex.text(SHA256.hash(data: bytes)).prefix(16)
    let address = "/assets/\(digest)/\(name)"
    files[name] = File(address: address, type: Assets.type(name), bytes: bytes)
    byAddress[address] = name
  }

  private static func type(_ name: String) -> String {
    switch name.split(separator: ".").last ?? "" {
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    default: "application/octet-stream"
    }
  }
}
