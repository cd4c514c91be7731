// Which headers are compiled once for many files.

import SourceModel
import Synchronization

/// The headers of libraries and of the language that files include, compiled once for all files with the same flags.
///
/// Reading headers costs ten times what the files themselves do. What is compiled declares more than each file includes; the
/// survey tells for each file whether that makes a difference, and reads those files plainly (`Precompiled.c`).
final class SharedHeaders: Sendable {
  private final class Group: Sendable {
    enum State: Sendable {
      case wanted
      /// Where they lie; empty where they could not be compiled.
      case compiled(String)
    }
    let includes: [String]
    let state = Mutex(State.wanted)
    /// How many files may be read plainly while the headers are being compiled.
    let spare = Atomic(1)

    init(_ includes: [String]) { self.includes = includes }

    /// Where the headers lie, compiled by the first who asks.
    func path(_ arguments: [String], _ service: SurveyService) -> String {
      if let known = state.withLockIfAvailable({ take(&$0, arguments, service) }) { return known }
      if spare.exchange(0, ordering: .relaxed) > 0 { return "" }
      return state.withLock { take(&$0, arguments, service) }
    }

    private func take(_ state: inout State, _ arguments: [String], _ service: SurveyService) -> String {
      switch state {
      case .compiled(let path): return path
      case .wanted:
        let text = includes.map { "#if __has_include(<\($0)>)\n#include <\($0)>\n#endif\n" }.joined()
        let path = service.precompile(text, arguments: arguments) ?? ""
        state = .compiled(path)
        return path
      }
    }
  }

  private struct Texts {
    /// How many texts with these flags and includes there were.
    var counts: [[String]: Int] = [:]
    var groups: [[String]: Group] = [:]
  }

  /// For the files of a project, by their flags.
  private let groups = Mutex<[[String]: Group]>([:])
  /// For texts that are no files, by their flags and what they include.
  private let texts = Mutex(Texts())

  /// Fewer files are not worth it: compiling headers takes as long as reading one file and a half.
  private static let leastFiles = 3
  /// Each takes some megabytes of the disk.
  private static let mostTextGroups = 32

  /// Settles what is shared by files that are about to be read.
  ///
  /// - Parameter known: Headers of libraries, besides those of the language.
  func plan(_ files: [(arguments: [String], bytes: ContiguousArray<UInt8>)], known: Set<String>) {
    var counts: [[String]: Int] = [:]
    var includes: [[String]: [String]] = [:]
    for file in files where Self.mayShare(file.arguments) {
      counts[file.arguments, default: 0] += 1
      for header in IncludeScan.headers(in: file.bytes)
      where Self.isSharable(header, known) && includes[file.arguments]?.contains(header) != true {
        includes[file.arguments, default: []].append(header)
      }
    }
    groups.withLock { groups in
      for (arguments, headers) in includes where counts[arguments] ?? 0 >= Self.leastFiles {
        groups[arguments] = Group(headers)
      }
    }
  }

  /// A request with the headers to begin with, if its file is one of many with such flags.
  func sharing(_ request: SurveyRequest, by service: SurveyService) -> SurveyRequest {
    var request = request
    if let group = groups.withLock({ $0[request.arguments] }) {
      request.precompiled = group.path(request.arguments, service)
    }
    return request
  }

  /// The same for a text that is no file, if another had just these includes.
  func sharingText(_ request: SurveyRequest, known: Set<String>, by service: SurveyService) -> SurveyRequest {
    guard Self.mayShare(request.arguments), request.declaredBelow.isEmpty else { return request }
    let headers = IncludeScan.headers(in: request.bytes).filter { Self.isSharable($0, known) }.sorted()
    guard !headers.isEmpty else { return request }
    let key = request.arguments + headers
    let group = texts.withLock { texts -> Group? in
      texts.counts[key, default: 0] += 1
      if let group = texts.groups[key] { return group }
      guard texts.counts[key] ?? 0 > 1, texts.groups.count < Self.mostTextGroups else { return nil }
      let group = Group(headers)
      texts.groups[key] = group
      return group
    }
    var request = request
    if let group { request.precompiled = group.path(request.arguments, service) }
    return request
  }

  /// What else is read before a file's first line may say how its headers are read.
  private static func mayShare(_ arguments: [String]) -> Bool {
    !arguments.contains { $0.hasPrefix("-include") || $0.hasPrefix("-imacros") || $0.hasPrefix("-fmodules") }
  }

  private static func isSharable(_ header: String, _ known: Set<String>) -> Bool {
    known.contains(header) || standard.contains(header)
  }

  /// Headers of the language that read the same wherever they stand: `<cassert>` does not.
  private static let standard: Set<String> = [
    "algorithm", "array", "atomic", "bitset", "cctype", "cfloat", "chrono", "climits", "cmath", "complex",
    "condition_variable", "cstddef", "cstdint", "cstdio", "cstdlib", "cstring", "ctime", "deque", "exception",
    "filesystem", "fstream", "functional", "future", "initializer_list", "iomanip", "ios", "iosfwd", "iostream",
    "istream", "iterator", "limits", "list", "locale", "map", "memory", "mutex", "new", "numeric", "optional",
    "ostream",
    "queue", "random", "ratio", "regex", "set", "sstream", "stack", "stdexcept", "streambuf", "string", "string_view",
    "system_error", "thread", "tuple", "type_traits", "typeindex", "typeinfo", "unordered_map", "unordered_set",
    "utility", "valarray", "variant", "vector", "ctype.h", "limits.h", "math.h", "stddef.h", "stdint.h", "stdio.h",
    "stdlib.h", "string.h", "time.h",
  ]
}

/// What a text includes, read line by line.
enum IncludeScan {
  /// The headers of all lines that include one, in their order; also of those that are not compiled.
  static func headers(in bytes: ContiguousArray<UInt8>) -> [String] {
    var found: [String] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let header = header(in: bytes[start..<end]) { found.append(header) }
      start = end + 1
    }
    return found
  }

  private static func header(in line: ContiguousArray<UInt8>.SubSequence) -> String? {
    var rest = line.drop(while: isBlank)
    guard rest.popFirst() == UInt8(ascii: "#") else { return nil }
    rest = rest.drop(while: isBlank)
    guard rest.starts(with: Array("include".utf8)) else { return nil }
    rest = rest.dropFirst(7).drop(while: isBlank)
    guard let open = rest.popFirst(), open == UInt8(ascii: "<") || open == UInt8(ascii: "\"") else { return nil }
    let close = open == UInt8(ascii: "<") ? UInt8(ascii: ">") : open
    guard let end = rest.firstIndex(of: close), end > rest.startIndex else { return nil }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
