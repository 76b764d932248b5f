import ArgumentParser
import Audit
import Basics
import CaseworkModel
import Crypto
import Foundation

struct ReceiptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "Checks the receipt of a disclosure or a certificate of erasure, without any server.",
    subcommands: [Check.self, Key.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says whether a receipt was signed by the partnership's key, and whether a file is what was sent.",
      discussion: "It ends with 1 when anything differs. The key is the one that `concordat receipt key` prints.")
    @Argument(help: "The receipt, as it was downloaded.") var receipt: String
    @Option(help: "The partnership's key for receipts, got by another way than the receipt.") var key: String
    @Option(help: "The text that was read inside, as it was downloaded.") var text: String?
    @Option(help: "The marked copy, a PDF.") var copy: String?
    @Option(help: "A document that came with it; can be given several times.") var file: [String] = []
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
      let note = try SignedNote(String(decoding: try bytes(receipt), as: UTF8.self))
      let verifier = try VerifierKey(key)
      guard note.isSigned(by: verifier) else {
        throw Refusal(
          "receipt-signature", place: receipt, "The receipt is not signed by this key, or was altered.",
          remedy: "Take the receipt and the key again, each from where it comes.")
      }
      if note.text.hasPrefix("Certificate of erasure") {
        print(json ? (["signed": true, "text": .string(note.text)] as JSON).text(indent: true) : note.text)
        return
      }
      let found = try DisclosureReceipt(text: note.text)
      for (file, digest, name) in [(text, found.textSHA256, "text"), (copy, found.copySHA256 ?? "none", "copy")] {
        guard let file else { continue }
        guard Hex.text(Array(SHA256.hash(data: try bytes(file)))) == digest else {
          throw Refusal(
            "receipt-content", place: file, "This is not the \(name) that was sent.",
            remedy: "Compare it with what the sender holds.")
        }
      }
      for name in file where !found.filesSHA256.contains(Hex.text(Array(SHA256.hash(data: try bytes(name))))) {
        throw Refusal(
          "receipt-content", place: name, "This is none of the documents that were sent.",
          remedy: "Compare it with what the sender holds.")
      }
      if json {
        print(
          ([
            "signed": true, "reference": .string(found.reference), "copy": .int(found.copy),
            "from": .string(found.from),
            "to": .string(found.to), "sent": .string(found.sentAt.description), "entry": .int(found.entry),
            "delete_by": .string(found.deleteBy.description),
          ] as JSON).text(indent: true))
      } else {
        print("\(found.reference), copy \(found.copy): sent by \(found.from) to \(found.to) on \(found.sentAt.spoken).")
        print(
          "Signed by \(verifier.name); entry \(found.entry) of the log. To be destroyed by \(found.deleteBy.spoken).")
      }
    }

    private func bytes(_ path: String) throws -> Data {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Refusal("unreadable-file", place: path, "The file cannot be read.", remedy: "Check its name.")
      }
      return data
    }
  }

  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints the key by which receipts are checked.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let key = try await Workspace.look(workspace).existingAudit().receiptVerifier.description
      print(workspace.json ? (["key": .string(key)] as JSON).text(indent: true) : key)
    }
  }
}
