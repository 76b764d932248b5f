import Basics
import Foundation
import Hummingbird

/// Reads a request's body into a `Form`. Files go straight to disk, so that a 300 MB upload costs no memory.
struct BodyReading {
  let limits: Limits
  /// The folder for files that live as long as the request.
  let folder: String

  /// `uploads` says whether the route's visitor may send files at all.
  func form(_ body: RequestBody, contentType: String, length: Int?, uploads: Bool) async throws -> Form {
    let kind = contentType.prefix { $0 != ";" }
    switch String(kind).trimmed.lowercased() {
    case "application/x-www-form-urlencoded": return try await encodedForm(body, length: length)
    case "multipart/form-data": return try await uploadForm(body, contentType, length: length, uploads: uploads)
    case "" where length ?? 0 == 0: return Form()
    default:
      throw BodyRefused(
        status: 415, reason: "This address takes a form, and what was sent is of another kind.",
        remedy: "Use the form on the page.")
    }
  }

  private func encodedForm(_ body: RequestBody, length: Int?) async throws -> Form {
    guard length ?? 0 <= limits.formBytes else { throw BodyRefused.tooLarge(limits.formBytes, "this form") }
    var bytes: [UInt8] = []
    for try await var chunk in body {
      guard bytes.count + chunk.readableBytes <= limits.formBytes else {
        throw BodyRefused.tooLarge(limits.formBytes, "this form")
      }
      bytes += chunk.readBytes(length: chunk.readableBytes) ?? []
    }
    guard let fields = URLEncoded.fields(bytes, limit: limits.fields) else {
      throw BodyRefused.broken("it holds too many fields, or characters that are not UTF-8")
    }
    return Form(fields)
  }

  private func uploadForm(_ body: RequestBody, _ type: String, length: Int?, uploads: Bool) async throws -> Form {
    let limit = uploads ? limits.uploadBytes : limits.formBytes
    guard length ?? 0 <= limit else { throw BodyRefused.tooLarge(limit, "one upload") }
    guard let boundary = Multipart.boundary(type),
      var reader = Multipart(boundary: boundary, headLimit: limits.partHeaderBytes)
    else { throw BodyRefused.broken("its boundary is missing") }
    var parts = UploadParts(limits: limits, folder: folder)
    do {
      var total = 0
      for try await var chunk in body {
        total += chunk.readableBytes
        guard total <= limit else { throw BodyRefused.tooLarge(limit, "one upload") }
        for event in try reader.read(chunk.readBytes(length: chunk.readableBytes) ?? []) { try parts.take(event) }
      }
      guard reader.isFinished else { throw BodyRefused.broken("it ends in the middle") }
      return Form(parts.fields, files: parts.files)
    } catch {
      parts.discard()
      throw error
    }
  }
}

/// The fields and files of an upload form as they arrive.
private struct UploadParts {
  let limits: Limits
  let folder: String
  private(set) var fields: [(String, String)] = []
  private(set) var files: [Upload] = []
  private var head: Multipart.PartHead?
  private var value: [UInt8] = []
  private var fieldBytes = 0
  private var file: (handle: FileHandle, path: String, count: Int)?

  init(limits: Limits, folder: String) {
    self.limits = limits
    self.folder = folder
  }

  mutating func take(_ event: Multipart.Event) throws {
    switch event {
    case .began(let head):
      guard fields.count < limits.fields, files.count < limits.files else {
        throw BodyRefused.broken("it holds too many fields or files")
      }
      self.head = head
      value = []
      if let filename = head.filename, !filename.isEmpty { file = try open() }
    case .data(let bytes):
      if let open = file {
        do { try open.handle.write(contentsOf: Data(bytes)) } catch { throw UploadParts.diskFull }
        file?.count += bytes.count
      } else {
        fieldBytes += bytes.count
        guard fieldBytes <= limits.formBytes else { throw BodyRefused.tooLarge(limits.formBytes, "a form's fields") }
        value += bytes
      }
    case .ended:
      guard let head else { return }
      if let done = file {
        try? done.handle.close()
        files.append(
          Upload(
            field: head.name, filename: head.filename ?? "", contentType: head.contentType, path: done.path,
            byteCount: done.count))
        file = nil
      } else if head.filename == nil {
        guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else {
          throw BodyRefused.broken("the field \(head.name) holds characters that are not UTF-8")
        }
        fields.append((head.name, text))
      }
      self.head = nil
    }
  }

  func discard() {
    try? file?.handle.close()
    for path in files.map(\.path) + [file?.path].compactMap({ $0 }) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private func open() throws -> (FileHandle, String, Int) {
    let path = folder + "/upload-" + UUID().uuidString
    let made = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    guard made, let handle = FileHandle(forWritingAtPath: path) else { throw UploadParts.diskFull }
    return (handle, path, 0)
  }

  private static let diskFull = BodyRefused(
    status: 507, reason: "The server could not store the file: its disk is full or cannot be written.",
    remedy: "Tell the administrator, and send the file again later.")
}
