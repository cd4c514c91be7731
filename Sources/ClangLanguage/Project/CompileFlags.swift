// How a file is compiled: from a compilation database, from CMake files, or by defaults.

/// The compiler's arguments for the files of a project, and where they come from.
package struct CompileFlags: Hashable, Sendable {
  /// What the arguments were taken from.
  package enum Origin: Hashable, Sendable {
    case database(String)
    case cmake([String])
    case defaults
  }

  package var origin: Origin
  /// From the database: by absolute path.
  private var byFile: [String: [String]] = [:]
  /// For all other files.
  private var common: [String]
  private var standard: String?
  /// What CMake files say, by the folder of the outermost of those that lie below each other: a folder of samples has many.
  private var projects: [String: [String]] = [:]

  /// A text file of the project, by absolute path.
  package struct File: Hashable, Sendable {
    package var path: String
    package var bytes: ContiguousArray<UInt8>
    package init(path: String, bytes: ContiguousArray<UInt8>) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// - Parameters:
  ///   - database: The `compile_commands.json`, if there is one.
  ///   - cmake: The `CMakeLists.txt` files.
  ///   - root: The project's root, where headers are looked for without anything said.
  package init(database: File?, cmake: [File], root: String) {
    common = ["-I\(root)", "-I\(root)/include", "-I\(root)/src"]
    if let database, let commands = CompileDatabase(database) {
      origin = .database(database.path)
      byFile = commands.arguments
      common += commands.common
      standard = commands.standard
      return
    }
    let layout = CMakeLayout(cmake, root: root)
    let read = cmake.map { ($0, CMakeFlags($0, layout)) }
    for (file, flags) in read { projects[layout.outermost(of: file.path), default: []] += flags.arguments }
    standard = read.lazy.compactMap(\.1.standard).first
    origin = cmake.isEmpty ? .defaults : .cmake(cmake.map(\.path))
  }

  package static let none = CompileFlags(database: nil, cmake: [], root: "")

  /// The arguments for one file, without the file itself.
  func arguments(of path: String) -> [String] {
    let dialect = CxxDialect(path: path)
    var arguments = dialect.arguments
    if let own = byFile[path] {
      arguments += own
      if !own.contains(where: { $0.hasPrefix("-std=") }), let standard = dialect.defaultStandard {
        arguments.append(standard)
      }
      return arguments
    }
    if let text = dialect == .c ? nil : standard.map({ "-std=\($0)" }) ?? dialect.defaultStandard {
      arguments.append(text)
    }
    return arguments + common + cmakeArguments(of: path)
  }
}

extension CompileFlags {
  /// What the CMake files around a file say; of a file that none is around, what any does.
  private func cmakeArguments(of path: String) -> [String] {
    let around = projects.keys.filter { path.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count }
    guard let around else { return projects.sorted { $0.key < $1.key }.flatMap(\.value) }
    return ["-I\(around)", "-I\(around)/include", "-I\(around)/src"] + (projects[around] ?? [])
  }
}

/// The languages of one front end, told by a file's name.
enum CxxDialect: Hashable {
  case c, cxx, cuda

  init(path: String) {
    if path.hasSuffix(".c") {
      self = .c
    } else if path.hasSuffix(".cu") || path.hasSuffix(".cuh") {
      self = .cuda
    } else {
      self = .cxx
    }
  }

  var arguments: [String] {
    switch self {
    case .c: ["-x", "c"]
    case .cxx: ["-x", "c++"]
    case .cuda: ["-x", "cuda", "--cuda-host-only", "-nocudainc", "-nocudalib"]
    }
  }

  var defaultStandard: String? { self == .c ? nil : "-std=c++17" }

  /// The ends of the names of source files.
  static let suffixes = [
    ".c", ".cc", ".cpp", ".cxx", ".c++", ".h", ".hh", ".hpp", ".hxx", ".inl", ".ipp", ".cu", ".cuh",
  ]
}

/// What of a CMake file can be read without running CMake: literal include folders, definitions and the standard.
struct CMakeFlags {
  private(set) var arguments: [String] = []
  private(set) var standard: String?
  /// What variables stand for; where that is not certain, one after the other.
  private let folders: [(variable: String, values: [String])]

  init(_ file: CompileFlags.File, _ layout: CMakeLayout) {
    let folder = CMakeLayout.folder(of: file.path)
    let outermost = layout.outermost(of: file.path)
    folders = [
      ("${CMAKE_CURRENT_SOURCE_DIR}", [folder]), ("${CMAKE_CURRENT_LIST_DIR}", [folder]),
      ("${CMAKE_SOURCE_DIR}", outermost == layout.root ? [outermost] : [outermost, layout.root]),
      ("${PROJECT_SOURCE_DIR}", [layout.project(of: file.path)]),
    ]
    for command in CMakeText(file.bytes).commands { read(command, folder: folder) }
  }

  private mutating func read(_ command: CMakeText.Command, folder: String) {
    let words = command.arguments.map(\.text)
    switch command.name {
    case "include_directories", "target_include_directories":
      let named: Set = ["PUBLIC", "PRIVATE", "INTERFACE", "SYSTEM", "BEFORE", "AFTER"]
      for word in words.dropFirst(command.name.hasPrefix("target") ? 1 : 0) where !named.contains(word) {
        arguments += resolved(word, folder).map { "-I\($0)" }
      }
    case "add_definitions", "add_compile_definitions", "target_compile_definitions":
      for word in words where !word.contains("$") {
        if word.hasPrefix("-D") { arguments.append(word) }
        if command.name != "add_definitions", word.contains("=") { arguments.append("-D\(word)") }
      }
    case "set":
      if words.first == "CMAKE_CXX_STANDARD", words.count > 1 { takeStandard(words[1]) }
    case "target_compile_features":
      for word in words where word.hasPrefix("cxx_std_") { takeStandard(String(word.dropFirst(8))) }
    default: break
    }
  }

  private mutating func takeStandard(_ digits: String) {
    if ["98", "11", "14", "17", "20", "23"].contains(digits) { standard = digits == "23" ? "c++2b" : "c++\(digits)" }
  }

  private func resolved(_ word: String, _ folder: String) -> [String] {
    for (variable, values) in folders where word.hasPrefix(variable) {
      let rest = word.dropFirst(variable.count)
      return rest.contains("$") ? [] : values.map { $0 + rest }
    }
    if word.contains("$") { return [] }
    return [word.hasPrefix("/") ? word : "\(folder)/\(word)"]
  }
}

/// Which CMake files lie below which.
struct CMakeLayout {
  let root: String
  private let folders: Set<String>
  /// Those with a `project` of their own.
  private let projects: Set<String>

  init(_ files: [CompileFlags.File], root: String) {
    self.root = root
    folders = Set(files.map { Self.folder(of: $0.path) })
    projects = Set(
      files.filter { file in CMakeText(file.bytes).commands.contains { $0.name == "project" } }
        .map { Self.folder(of: $0.path) })
  }

  static func folder(of path: String) -> String { path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } }

  /// The folders that a file lies in, the innermost first.
  private static func around(_ path: String) -> [String] {
    let parts = path.split(separator: "/").dropLast()
    return (0...parts.count).reversed().map { parts.prefix($0).reduce("") { "\($0)/\($1)" } }
  }

  /// The outermost folder around a file that has a CMake file.
  func outermost(of path: String) -> String { Self.around(path).last { folders.contains($0) } ?? Self.folder(of: path) }

  /// The folder of the project that a CMake file is of.
  func project(of path: String) -> String {
    Self.around(path).first { projects.contains($0) } ?? outermost(of: path)
  }
}
