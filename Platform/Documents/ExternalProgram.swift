import Basics
import Foundation

/// Runs a program with files for its input and output, so that no pipe can fill up, and ends it when it takes too long.
struct ExternalProgram: Sendable {
  let path: String
  let arguments: [String]
  let folder: String
  let timeoutSeconds: Int

  /// Where the program waits: threads of their own, since the ones that Swift tasks share must not block.
  private static let queue = DispatchQueue(label: "documents", attributes: .concurrent)

  func run() async throws {
    let process = Process()
    let box = ProcessBox(process)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        ExternalProgram.queue.async { done.resume(with: Result { try runAndWait(box) }) }
      }
    } onCancel: {
      box.end()
    }
  }

  private func runAndWait(_ box: ProcessBox) throws {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let messages = folder + "/messages-" + UUID().uuidString
    _ = FileManager.default.createFile(atPath: messages, contents: nil)
    let process = box.process
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: messages) ?? FileHandle.nullDevice
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "TMPDIR": folder,
      "XDG_CACHE_HOME": folder, "XDG_CONFIG_HOME": folder,
    ]
    do { try box.start() } catch {
      // Cancelled before it began: that is no fault of the program.
      try Task.checkCancellation()
      throw Refusal(
        "document-tool-failed", place: name, "The program could not be started.",
        remedy: "Run `concordat doctor` to see what is missing on this machine.")
    }
    let timer = DispatchSource.makeTimerSource(queue: ExternalProgram.queue)
    timer.schedule(deadline: .now() + .seconds(timeoutSeconds))
    timer.setEventHandler { box.end(tooSlow: true) }
    timer.resume()
    process.waitUntilExit()
    timer.cancel()
    guard process.terminationStatus != 0 || process.terminationReason != .exit else { return }
    if box.wasTooSlow {
      throw Refusal(
        "document-too-slow", place: name,
        "Making the document took longer than \(timeoutSeconds) seconds and was stopped.",
        remedy: "Make the document shorter, or try again when the machine is less busy.")
    }
    if box.wasEnded { throw CancellationError() }
    let said =
      FileManager.default.contents(atPath: messages).map { String(decoding: $0.suffix(600), as: UTF8.self) } ?? ""
    throw Refusal(
      "document-tool-failed", place: name, "The program could not make the document. It said: \(said)",
      remedy: "Run `concordat doctor`, and tell the administrator if it finds nothing wrong.")
  }
}

/// A process that may be ended from another thread.
private final class ProcessBox: @unchecked Sendable {
  // `Process` is not Sendable; `lock` orders its start and its end, and only the waiting thread reads its result.
  let process: Process
  private let lock = NSLock()
  private var ended = false
  private var tooSlow = false

  init(_ process: Process) { self.process = process }

  var wasEnded: Bool { lock.withLock { ended } }
  var wasTooSlow: Bool { lock.withLock { tooSlow } }

  func start() throws {
    try lock.withLock {
      if ended { throw CancellationError() }
      try process.run()
    }
  }

  func end(tooSlow slow: Bool = false) {
    lock.withLock {
      ended = true
      tooSlow = tooSlow || slow
      if process.isRunning { process.terminate() }
    }
    // A program that does not end when asked is ended a little later.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(3)) { [self] in
      lock.withLock { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    }
  }
}
