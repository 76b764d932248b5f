import Basics
import CArchive

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Opens gzip and zip files in memory, with limits against files that are made to swell ("zip bombs").
package enum Unpacking {
  /// How far packed content may swell. Published tables shrink to a tenth or a thirtieth; a bomb to a thousandth.
  package struct Limits: Sendable {
    /// Unpacked bytes for each packed byte, once more than `ratioFrom` bytes have come out.
    package var ratio = 300
    package var ratioFrom = 16 << 20
    /// Unpacked bytes of one file, and of all files of an archive together.
    package var fileBytes = 4 << 30, archiveBytes = 16 << 30
    package var members = 20_000

    package init() {}
  }

  package enum Wrapping: Sendable { case none, gzip, zip }

  package static func wrapping(_ bytes: UnsafeRawBufferPointer) -> Wrapping {
    if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) { return .zip }
    return .none
  }

  /// Gives each file of the archive in turn; for gzip the one file, named as the archive without `.gz`.
  package static func forEachMember(
    of source: SourceBytes, name: String, limits: Limits = Limits(), where wanted: (String) -> Bool = { _ in true },
    _ body: (String, SourceBytes) throws -> Void
  ) throws {
    if wrapping(source.bytes) == .gzip {
      let inner = unzippedName(name)
      guard wanted(inner) else { return }
      return try body(inner, try GzipMembers(source: source, place: name, limits: limits).content())
    }
    guard let archive = archive_read_new() else { throw damaged(name, nil) }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    guard archive_read_open_memory(archive, source.bytes.baseAddress, source.count) == ARCHIVE_OK else {
      throw damaged(name, archive)
    }
    var members = 0, total = 0
    var entry: OpaquePointer?
    while true {
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { break }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw damaged(name, archive) }
      if archive_entry_filetype(entry) & S_IFMT == S_IFDIR { continue }
      members += 1
      guard members <= limits.members else {
        throw Refusal(
          "archive-too-large", place: name, "The archive holds more than \(limits.members.grouped) files.",
          remedy: "Unpack it and bring in the folders one by one.")
      }
      let inner = archive_entry_pathname(entry).map { String(cString: $0) } ?? "file \(members)"
      guard wanted(inner) else { continue }
      if archive_entry_is_encrypted(entry) != 0 {
        throw Refusal(
          "encrypted-archive", place: name, "The file “\(inner)” in the archive is encrypted.",
          remedy: "Unpack it with its password and bring in the files.")
      }
      let content = try content(of: archive, packed: source.count, name: name, limits: limits, before: total)
      total += content.count
      try body(inner, content)
    }
    if members == 0 {
      throw Refusal(
        "empty-file", place: name, "The archive holds no file.", remedy: "Fetch it again from its publisher.")
    }
  }

  /// The names of the files in a zip archive, in its order, without unpacking them.
  package static func names(of source: SourceBytes, name: String) throws -> [String] {
    guard let archive = archive_read_new() else { throw damaged(name, nil) }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    guard archive_read_open_memory(archive, source.bytes.baseAddress, source.count) == ARCHIVE_OK else {
      throw damaged(name, archive)
    }
    var names: [String] = []
    var entry: OpaquePointer?
    while true {
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return names }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw damaged(name, archive) }
      names.append(archive_entry_pathname(entry).map { String(cString: $0) } ?? "")
      guard names.count <= Limits().members * 2 else { return names }
    }
  }

  /// `2020-06-city-of-london-street.csv` for the same with `.gz`.
  package static func unzippedName(_ name: String) -> String {
    name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  private static func content(
    of archive: OpaquePointer, packed: Int, name: String, limits: Limits, before: Int
  ) throws -> SourceBytes {
    var capacity = max(65_536, min(packed * 8, 64 << 20)), count = 0
    var memory = malloc(capacity)
    do {
      while let start = memory {
        if count == capacity {
          capacity *= 2
          memory = realloc(start, capacity) ?? nil
          if memory == nil {
            free(start)
            break
          }
          continue
        }
        let read = archive_read_data(archive, start + count, min(capacity - count, 4 << 20))
        if read == 0 { return SourceBytes(adopting: start, count: count) }
        guard read > 0 else { throw damaged(name, archive) }
        count += read
        let swollen = count + before
        if count > limits.fileBytes || swollen > limits.archiveBytes
          || (swollen > limits.ratioFrom && swollen / max(packed, 1) > limits.ratio)
        {
          throw swelling(name, swollen, packed: packed)
        }
      }
    } catch {
      free(memory)
      throw error
    }
    throw outOfMemory(name)
  }

  static func swelling(_ name: String, _ bytes: Int, packed: Int) -> Refusal {
    Refusal(
      "zip-bomb", place: name,
      "The packed file swells to more than \(bytes.grouped) bytes from \(packed.grouped), "
        + "which published files do not; it was not opened further.",
      remedy: "If you trust it, unpack it yourself and bring in the unpacked files.")
  }

  static func outOfMemory(_ name: String) -> Refusal {
    Refusal(
      "out-of-memory", place: name, "There is not enough memory to unpack this file.",
      remedy: "Unpack it yourself and bring in the unpacked files.")
  }

  private static func damaged(_ name: String, _ archive: OpaquePointer?) -> Refusal {
    let detail = archive.flatMap(archive_error_string).map { " (\(String(cString: $0)))" } ?? ""
    return Refusal(
      "damaged-archive", place: name, "The packed file is damaged or was cut short\(detail).",
      remedy: "Fetch it again from its publisher.")
  }
}
