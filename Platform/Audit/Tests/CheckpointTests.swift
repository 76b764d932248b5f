import Basics
import Testing

@testable import Audit

private let origin = AuditSamples.origin

/// The key and the note of golang.org/x/mod/sumdb/note's own tests.
private enum Published {
  static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  static let line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
  static let note = text + "\n" + line + "\n"
}

@Suite struct VerifierKeyTests {
  @Test(arguments: [
    Published.verifier, "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
  ])
  func `keys that others published are read and written as they are`(_ text: String) throws {
    #expect(try VerifierKey(text).description == text)
  }

  @Test func `a key that is cut, or wrong in one letter, is refused`() {
    let text = Array(Published.verifier)
    for start in text.indices {
      for end in start..<text.count where start > 0 || end < text.count - 1 {
        #expect(throws: Refusal.self) { try VerifierKey(String(text[start...end])) }
      }
      var changed = text
      changed[start] = changed[start] == "A" ? "B" : "A"
      #expect(throws: Refusal.self) { try VerifierKey(String(changed)) }
    }
  }

  @Test(arguments: [
    "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
    "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a+b", "", "++",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  ])
  func `a key of the wrong length, of an unknown kind or in another spelling is refused`(_ text: String) {
    #expect(throws: Refusal.self) { try VerifierKey(text) }
  }

  @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\nb", "a\u{2003}", "\u{1}"])
  func `a name that a note cannot carry is refused`(_ name: String) throws {
    #expect(throws: Refusal.self) { try VerifierKey(name: name, kind: .ed25519, publicKey: [UInt8](0..<32)) }
  }
}

@Suite struct SignedNoteTests {
  @Test func `a published note is read, verified and written as it is`() throws {
    let note = try SignedNote(Published.note)
    #expect(note.text == Published.text)
    #expect(note.description == Published.note)
    #expect(note.isSigned(by: try VerifierKey(Published.verifier)))
  }

  @Test func `the published secret key signs the published line`() throws {
    let seed = try #require(Base64.bytes(Published.secret)).dropFirst()
    let line = try AuditKey(seed: Array(seed)).sign(text: Published.text, name: "PeterNeumann")
    #expect(line.description == Published.line)
  }

  @Test func `a note changed in any place is not signed, or no note`() throws {
    let key = try VerifierKey(Published.verifier)
    let bytes = Array(Published.note.utf8)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      guard let text = String(validating: changed, as: UTF8.self), let note = try? SignedNote(text) else { continue }
      #expect(!note.isSigned(by: key), "byte \(place)")
    }
  }

  @Test func `lines of strangers are passed over, a false line of the key spoils the note`() throws {
    let key = try VerifierKey(Published.verifier)
    let other = try AuditSamples.key().sign(text: Published.text, name: "stranger.example")
    #expect(try SignedNote(Published.note + "\(other)\n").isSigned(by: key))
    #expect(try !SignedNote(Published.text + "\n\(other)\n").isSigned(by: key))
    let right = try #require(NoteSignature(line: Published.line))
    let wrong = NoteSignature(name: right.name, keyID: right.keyID, signature: right.signature.reversed())
    #expect(try !SignedNote(Published.note + "\(wrong)\n").isSigned(by: key))
    let namesake = NoteSignature(name: "Peter", keyID: right.keyID, signature: right.signature)
    #expect(try !SignedNote(Published.text + "\n\(namesake)\n").isSigned(by: key))
  }

  @Test(arguments: [
    "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n— a\n", "text\n\n— a b\n", "text\n\n- a AAAAAAA=\n",
    "text\n\n— a AAAAAAA=", "text\n\n— a  AAAAAAA=\n", "text\n\n— a AAAA\n", "te\u{1}xt\n\n— a AAAAAAA=\n",
    "te\rxt\n\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=\n\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n— a AAAAAAB=\n",
  ])
  func `what is not a note is refused`(_ text: String) {
    #expect(throws: Refusal.self) { try SignedNote(text) }
  }

  @Test func `an endless note is refused`() {
    let text = String(repeating: "a", count: SignedNote.longest)
    #expect(throws: Refusal.self) { try SignedNote(text + "\n\n— a AAAAAAA=\n") }
  }
}

@Suite struct CheckpointTests {
  private let root = MerkleHash.leaf([1, 2, 3])

  @Test func `a checkpoint is three lines, and is read back`() throws {
    let checkpoint = Checkpoint(origin: origin, size: 184_467, root: root)
    let lines = checkpoint.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines == ["anytown.example/audit", "184467", "\(Base64.text(root.bytes))", ""])
    #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
    #expect(try Checkpoint(text: checkpoint.text + "a further line\n") == checkpoint)
  }

  @Test func `the example of the specification is read`() throws {
    let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    let checkpoint = try Checkpoint(text: text)
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.text == text)
    let cosigned = """
      \(text)
      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

      """
    let note = try SignedNote(cosigned)
    #expect(note.description == cosigned)
    #expect(note.signatures.compactMap { Cosignature($0)?.seconds } == [1_679_315_147])
  }

  @Test(arguments: [
    "", "a\n1\n", "a\n1\nAAAA\n", "\n1\nR\n", "a\n01\nR\n", "a\n-1\nR\n", "a\n+1\nR\n", "a\n1 \nR\n", "a\n1\nR",
    "a\n1\nR\n\n", "a\n99999999999999999999\nR\n", "a\n1\nR=\n", "a\n١\nR\n",
  ])
  func `what is not a checkpoint is refused`(_ text: String) {
    let text = text.replacing("R", with: Base64.text(MerkleHash.empty.bytes))
    #expect(throws: Refusal.self) { try Checkpoint(text: text) }
  }

  @Test func `a signed head verifies under its own key and origin only`() throws {
    let key = try AuditSamples.key(), verifier = try key.verifier(name: origin)
    let text = try key.sign(Checkpoint(origin: origin, size: 5, root: root)).description
    #expect(try SignedHead(text, origin: origin, keys: [verifier]).checkpoint.size == 5)
    let stranger = try AuditSamples.key(2).verifier(name: origin)
    #expect(throws: SignedHead.Fault.key) { try SignedHead(text, origin: origin, keys: [stranger]) }
    #expect(try SignedHead(text, origin: origin, keys: [stranger, verifier]).checkpoint.size == 5)
    #expect(throws: SignedHead.Fault.origin(origin)) { try SignedHead(text, origin: "other", keys: [verifier]) }
    #expect(throws: SignedHead.Fault.unreadable) { try SignedHead("text", origin: origin, keys: [verifier]) }
    let moved = text.replacing("\n5\n", with: "\n6\n")
    #expect(throws: SignedHead.Fault.signature) { try SignedHead(moved, origin: origin, keys: [verifier]) }
  }
}

@Suite struct CosignatureTests {
  @Test func `a witness's statement is verified with its time, and only as what it is`() throws {
    let key = try AuditSamples.key(), witness = try AuditSamples.key(9), name = "police.example/witness"
    let head = try key.sign(Checkpoint(origin: origin, size: 5, root: .empty))
    let cosigned = try witness.cosign(head, name: name, now: AuditSamples.start)
    let verifier = try witness.verifier(name: name, .cosignature)
    let statement = try #require(cosigned.cosignatures(by: [verifier]).first)
    #expect(statement.time == AuditSamples.start)
    #expect(statement.name == name)
    #expect(cosigned.note.isSigned(by: try key.verifier(name: origin)))
    #expect(try !cosigned.note.isSigned(by: witness.verifier(name: name, .ed25519)))
    #expect(try cosigned.cosignatures(by: [key.verifier(name: name, .cosignature)]) == [])
    #expect(try SignedNote(cosigned.description) == cosigned.note)
  }

  @Test func `a later statement takes the place of the earlier one`() throws {
    let witness = try AuditSamples.key(9), name = "police.example/witness"
    let head = try AuditSamples.key().sign(Checkpoint(origin: origin, size: 5, root: .empty))
    let once = try witness.cosign(head, name: name, now: AuditSamples.start)
    let twice = try witness.cosign(once, name: name, now: AuditSamples.start.adding(seconds: 60))
    #expect(twice.note.signatures.count == 2)
    let times = try twice.cosignatures(by: [witness.verifier(name: name, .cosignature)]).map(\.time)
    #expect(times == [AuditSamples.start.adding(seconds: 60)])
  }

  @Test func `a changed time is not what was signed`() throws {
    let witness = try AuditSamples.key(9), name = "police.example/witness"
    let head = try AuditSamples.key().sign(Checkpoint(origin: origin, size: 5, root: .empty))
    let line = try #require(try witness.cosign(head, name: name, now: AuditSamples.start).note.signatures.last)
    var bytes = line.signature
    bytes[7] ^= 1
    let changed = NoteSignature(name: name, keyID: line.keyID, signature: bytes)
    #expect(try !witness.verifier(name: name, .cosignature).verifies(changed, over: head.note.text))
  }

  @Test func `the time in a published cosignature is read`() {
    let line = NoteSignature(
      line:
        "— w ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==")
    #expect(line.flatMap { Cosignature($0) }?.seconds == 1_727_964_367)
  }
}
