import Basics
import Database
import Foundation
import Testing

@testable import Audit

@Suite struct AuditKeyTests {
  @Test func `the key is made once, for its owner only, and found again`() async throws {
    try await AuditSamples.withFolder { folder in
      let path = folder + "/audit.key"
      let made = try AuditKey.load(path: path).verifier(name: "a")
      #expect(try AuditKey.load(path: path).verifier(name: "a") == made)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(attributes[.size] as? Int == 32)
      let other = try AuditKey.load(path: folder + "/other.key").verifier(name: "a")
      #expect(other != made)
    }
  }

  @Test func `a key file that others may open is refused`() async throws {
    try await AuditSamples.withFolder { folder in
      let path = folder + "/audit.key"
      _ = try AuditKey.load(path: path)
      for mode in [0o640, 0o604, 0o666] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let refusal = #expect(throws: Refusal.self) { try AuditKey.load(path: path) }
        #expect(refusal?.kind == "private-file")
      }
    }
  }

  @Test func `a key file of the wrong length, a link or a missing folder is refused`() async throws {
    try await AuditSamples.withFolder { folder in
      let path = folder + "/audit.key"
      try PrivateFile.create(path, [1, 2, 3])
      #expect(throws: Refusal.self) { try AuditKey.load(path: path) }
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: path)
      #expect(throws: Refusal.self) { try AuditKey.load(path: folder + "/link") }
      #expect(throws: Refusal.self) { try AuditKey.load(path: folder + "/none/audit.key") }
      #expect(throws: Refusal.self) { try AuditKey(seed: []) }
    }
  }

  @Test func `a file is replaced whole, and never made over one that is there`() async throws {
    try await AuditSamples.withFolder { folder in
      let path = folder + "/file"
      #expect(try PrivateFile.read(path) == nil)
      try PrivateFile.replace(path, [1, 2, 3])
      try PrivateFile.replace(path, [4])
      #expect(try PrivateFile.read(path) == [4])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
      #expect(throws: Refusal.self) { try PrivateFile.create(path, [5]) }
      try PrivateFile.replace(path, [])
      #expect(try PrivateFile.read(path) == [])
    }
  }
}
