// How the C and C++ files of a project are compiled, and where the packs' declarations lie.

import Adaptation
import ClangLanguage
import Projects
import RuleModel
import SourceModel

/// What the front end of C++ is told of a project.
struct ClangProject {
  let project: ClangLanguage.Project

  init(_ request: AdaptationRequest, _ catalogue: PackCatalogue) throws {
    let root = request.paths.first.flatMap { ProjectRoot.find(from: $0) } ?? ""
    project = ClangLanguage.Project(
      root: root, flags: Self.flags(root), standIns: Self.standIns(catalogue),
      headers: catalogue.standIns(language: "cpp").map(\.include))
  }

  /// What keeps the compiler from reading all of it; to be said even where little is.
  static var incompleteness: String? {
    SurveyService.hasHeaders
      ? nil
      : "The headers that come with libclang (stddef.h and others) are not installed, so that much of what code includes "
        + "cannot be read (on Debian: apt-get install libclang-dev)."
  }

  /// Where the compiler's arguments come from, for the summary.
  static func sentence(_ request: AdaptationRequest) -> String {
    let root = request.paths.first.flatMap { ProjectRoot.find(from: $0) } ?? ""
    let flags = flags(root)
    return switch flags.origin {
    case .database(let path): "C++ is read with the flags of \(relative(path, root))."
    case .cmake(let paths):
      "C++ is read with what \(paths.prefix(3).map { relative($0, root) }.joined(separator: ", ")) say literally; a "
        + "compile_commands.json tells more (cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)."
    case .defaults:
      "C++ is read with default flags; a compile_commands.json tells more."
    }
  }

  private static func relative(_ path: String, _ root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }

  // MARK: Flags

  private static func flags(_ root: String) -> CompileFlags {
    guard !root.isEmpty else { return .none }
    var options = WalkOptions()
    options.suffixes = ["CMakeLists.txt", "compile_commands.json"]
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    let entries = SourceTree.walk(roots: [root], options: options).entries
    let databases = entries.filter { entry in
      let parts = entry.path.split(separator: "/")
      return parts.last == "compile_commands.json"
        && (parts.count == 1 || parts.count == 2 && parts[0].lowercased().contains("build"))
    }
    let lists = entries.filter { $0.path.split(separator: "/").last == "CMakeLists.txt" }
    return CompileFlags(
      database: databases.lazy.compactMap(file).first, cmake: lists.compactMap(file), root: root)
  }

  private static func file(_ entry: WalkEntry) -> CompileFlags.File? {
    (try? readFile(entry)).map { CompileFlags.File(path: entry.absolutePath, bytes: $0) }
  }

  // MARK: Declarations of our own

  /// The folder that the packs' declarations are written to, once for each build and set of packs; the compiler reads
  /// headers from files only. Without a folder to write to there are none.
  static func standIns(_ catalogue: PackCatalogue) -> [String] {
    let files = catalogue.standIns(language: "cpp")
    guard !files.isEmpty, let cache = Machine.cacheFolder else { return [] }
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for (include, file) in files {
      for byte in Array(include.utf8) + Array(file.bytes) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let folder = "\(cache)/declarations/\(String(digest, radix: 16))"
    let isWritten = KeptFolder.fill(folder, with: files.map { ($0.include, $0.file.bytes) })
    return isWritten ? [folder] : []
  }
}
