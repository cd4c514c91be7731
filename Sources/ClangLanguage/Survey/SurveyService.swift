// Who runs libclang: worker processes of the program itself, or, in tests, this process.

internal import CLibclang
import Synchronization

/// Answers survey requests.
///
/// libclang may crash on a file; in a worker process that costs this file's survey and a new worker.
package final class SurveyService: Sendable {
  /// Where libclang runs.
  package enum Place: Hashable, Sendable {
    /// In this process: for workers themselves and for tests.
    case here
    /// In worker processes: the program, and the argument that makes it a worker.
    case workers(program: String, argument: String)
  }

  /// Why there is no survey.
  enum Failure: Error, Hashable {
    case noLibrary
    /// The worker crashed or took too long.
    case lost
    /// libclang could not make anything of it.
    case refused
  }

  private let place: Place
  private let milliseconds: Int32
  private let idle = Mutex<[WorkerHandle]>([])

  /// - Parameter secondsPerFile: For what neither ends nor works; a worker ends itself after a minute of work on one file.
  package init(_ place: Place, secondsPerFile: Int = 300) {
    self.place = place
    milliseconds = Int32(clamping: secondsPerFile * 1000)
  }

  deinit {
    for handle in idle.withLock({ $0 }) { handle.finish() }
  }

  /// Whether the system has a libclang.
  package static var hasLibrary: Bool { clang_library_load() }

  /// Whether the library finds the headers that come with it, such as `stddef.h`.
  package static var hasHeaders: Bool { clang_library_has_headers() }

  /// What the library says of itself: `Debian clang version 14.0.6`.
  package static var libraryVersion: String { String(cString: clang_library_version()) }

  /// Starts workers that load the library while the program does other things.
  package func begin(workers count: Int) {
    guard case .workers(let program, let argument) = place else { return }
    let started = (0..<count).compactMap { _ in WorkerHandle(program, argument) }
    idle.withLock { $0 += started }
  }

  func survey(_ request: SurveyRequest) -> Result<Survey, Failure> {
    answer(to: request).flatMap { bytes in Survey(bytes).map { .success($0) } ?? .failure(.refused) }
  }

  /// Compiles includes for the files that have them; gives the path of the result, which goes when the workers end. Nil
  /// where that does not go.
  func precompile(_ includes: String, arguments: [String]) -> String? {
    var request = SurveyRequest(
      path: "/shared-headers.hpp", bytes: ContiguousArray(includes.utf8), arguments: arguments)
    request.isPrecompiling = true
    guard case .success(let path) = answer(to: request), path.first == UInt8(ascii: "/") else { return nil }
    return String(decoding: path, as: UTF8.self)
  }

  private func answer(to request: SurveyRequest) -> Result<[UInt8], Failure> {
    guard Self.hasLibrary else { return .failure(.noLibrary) }
    switch place {
    case .here: return .success(request.answer().taken())
    case .workers(let program, let argument):
      return ask(request, program, argument).map { .success($0) } ?? .failure(.lost)
    }
  }

  private func ask(_ request: SurveyRequest, _ program: String, _ argument: String) -> [UInt8]? {
    let known = idle.withLock { $0.popLast() }
    guard let worker = known ?? WorkerHandle(program, argument) else { return nil }
    let answer = worker.ask(request.encoded, milliseconds)
    if answer.isEmpty {
      worker.end()
      return nil
    }
    idle.withLock { $0.append(worker) }
    return answer
  }

  /// Answers requests from standard input until it ends: what the program does as a worker.
  package static func serve() {
    _ = clang_library_load()
    clang_worker_serve { bytes, length in
      guard let request = SurveyRequest(decoding: UnsafeBufferPointer(start: bytes, count: length)) else {
        return ClangBytes()
      }
      return request.answer()
    }
  }
}

/// A worker process, used by one thread at a time.
private struct WorkerHandle: Sendable {
  /// The address of the C side's worker.
  private let address: UInt

  init?(_ program: String, _ argument: String) {
    guard let worker = clang_worker_start(program, argument) else { return nil }
    address = UInt(bitPattern: worker)
  }

  func ask(_ request: [UInt8], _ milliseconds: Int32) -> [UInt8] {
    guard let worker = OpaquePointer(bitPattern: address) else { return [] }
    return clang_worker_ask(worker, request, request.count, milliseconds).taken()
  }

  /// Ends a worker that is at work or lost.
  func end() {
    if let worker = OpaquePointer(bitPattern: address) { clang_worker_end(worker) }
  }

  /// Ends a worker that waits.
  func finish() {
    if let worker = OpaquePointer(bitPattern: address) { clang_worker_finish(worker) }
  }
}
