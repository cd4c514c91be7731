// godwit rules surface: the public names of a library, read off its own files.

import ArgumentParser
import ClangLanguage
import Projects
import PythonLanguage
import RuleModel
import Semantics
import SourceModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `godwit rules surface LIBRARY PATH --release R`.
struct RulesSurfaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract: "Read the public names of a library off its own sources and stubs.",
    discussion: """
      PATH is an unpacked wheel or source distribution, or a site-packages folder. Nothing is imported or run. Save what \
      is printed as godwit-rules/LIBRARY/python/surface/RELEASE.yaml.
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("The library's name.", valueName: "library"))
  var library: String

  @ArgumentParser.Argument(help: ArgumentHelp("The folder that holds its modules.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("The release the files are of.", valueName: "release"))
  var release: String

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("module"),
    help: ArgumentHelp("A module it provides, if not known; repeatable.", valueName: "name"))
  var givenModules: [String] = []

  @Option(
    name: .customLong("private"),
    help: ArgumentHelp("A private package to show all the same; repeatable.", valueName: "name"))
  var shownPrivate: [String] = []

  @Option(
    name: .customLong("outline"),
    help: ArgumentHelp("A package of tools of which only the parts are named; repeatable.", valueName: "name"))
  var outlined: [String] = []

  @Option(
    help: ArgumentHelp("Take what these files do not tell from the surface of a later release.", valueName: "release"))
  var later: String?

  @Option(help: ArgumentHelp("Facts that the files do not show, one a line.", valueName: "file"))
  var facts: String?

  @Option(help: ArgumentHelp("The Python that the files are for.", valueName: "version"))
  var python = "3.10"

  @Option(
    name: .customLong("header"),
    help: ArgumentHelp("Of C++, a header below the folder as code includes it; repeatable.", valueName: "name"))
  var headers: [String] = []

  @Option(help: ArgumentHelp("The language of the files: python or swift.", valueName: "name"))
  var language = "python"

  @Option(
    name: .customLong("ignore"),
    help: ArgumentHelp("Of Swift, how names begin that are left out; repeatable.", valueName: "prefix"))
  var ignored: [String] = []

  @OptionGroup var options: RuleOptions

  func run() throws {
    guard Release(release) != nil else {
      throw Failure("\(release) is no release; write numbers with dots, as in 2.0.")
    }
    guard let version = PythonVersion(python) else { throw Failure("--python \(python): write it as in 3.10.") }
    let catalogue = try options.catalogue()
    let known = catalogue.library(named: library)
    let roots = givenModules.isEmpty ? known?.modules ?? [String(library.map { $0 == "-" ? "_" : $0 })] : givenModules
    if !headers.isEmpty { return try headerSurface(known?.name ?? library) }

    if language == "swift" {
      let swift = SwiftSurface(
        library: known?.name ?? library, release: release, folder: path, modules: roots, ignored: ignored)
      return try finish(try swift.surface(), modules: roots.count)
    }
    let modules = try InstalledModules(folder: path, roots: roots).modules()
    guard !modules.isEmpty else {
      throw Failure("\(path) holds no module \(roots.joined(separator: ", ")); name the folder above it.")
    }
    let generator = SurfaceGenerator(
      library: known?.name ?? library, release: release, pythonMinor: version.minor, shownPrivate: shownPrivate,
      outlined: outlined, laterRelease: try laterSurface(catalogue, known?.name ?? library))
    let surface = generator.surface(of: modules)
    try finish(surface, modules: modules.count)
  }

  private func finish(_ generated: APISurface, modules: Int) throws {
    var surface = generated
    if let facts { try readFacts(facts).apply(to: &surface) }
    let console = Console()
    guard let output else { return console.write(ContiguousArray(surface.fileText.utf8)) }
    try write(surface.fileText, to: output)
    console.complain("\(surface.entries.count) names of \(modules) modules in \(output)")
  }

  private func headerSurface(_ library: String) throws {
    guard let folder = resolvedPath(path) else { throw Failure("\(path): there is no such folder.") }
    let surface = HeaderSurface(library: library, release: release, folder: folder, headers: headers)
    guard let made = surface.surface(by: FrontEnds.surveys) else {
      throw Failure("\(path): no declarations were found; see that libclang is installed and the headers are below it.")
    }
    let console = Console()
    guard let output else { return console.write(ContiguousArray(made.fileText.utf8)) }
    try write(made.fileText, to: output)
    console.complain("\(made.entries.count) names of \(headers.count) headers in \(output)")
  }

  private func readFacts(_ path: String) throws -> SurfaceFacts {
    let bytes: ContiguousArray<UInt8>
    do throws(PathProblem) {
      bytes = try readFile(path)
    } catch {
      throw Failure(error.message)
    }
    return try asFailure { try SurfaceFacts(path: path, bytes: bytes) }
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Failure("\(path): cannot be written; name a file in a folder of yours.")
    }
    let written = ContiguousArray(text.utf8).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, written == text.utf8.count else {
      throw Failure("\(path): cannot be written; name a file in a folder of yours.")
    }
  }

  private func laterSurface(_ catalogue: PackCatalogue, _ library: String) throws -> APISurface? {
    guard let later else { return nil }
    let release = try asFailure { try PackCatalogue.release(later) }
    return try asFailure { try catalogue.surface(of: library, language: "python", at: release) }
  }
}

/// The modules below a folder, their files read.
struct InstalledModules {
  var folder: String
  /// The top-level modules wanted.
  var roots: [String]

  func modules() throws -> [LibraryModule] {
    guard resolvedPath(folder) != nil else { throw Failure("\(folder): there is no such folder.") }
    var options = WalkOptions()
    options.suffixes = [".py", ".pyi", ".so", ".pyd"]
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    var found: [String: LibraryModule] = [:]
    for base in [folder, joinedPath(folder, "src")] {
      for root in roots {
        let place = joinedPath(base, root)
        let candidates = [place, place + ".py", place + ".pyi"].filter { resolvedPath($0) != nil }
        for entry in SourceTree.walk(roots: candidates, options: options).entries {
          try take(entry, below: base, into: &found)
        }
      }
      if !found.isEmpty { break }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  private func take(_ entry: WalkEntry, below base: String, into found: inout [String: LibraryModule]) throws {
    let absolute = entry.absolutePath
    let root = resolvedPath(base) ?? base
    guard absolute.hasPrefix(root + "/") else { return }
    var parts = absolute.dropFirst(root.utf8.count + 1).split(separator: "/").map(String.init)
    guard let file = parts.popLast(), let dot = file.firstIndex(of: ".") else { return }
    let stem = String(file[..<dot])
    // Folders that are no packages hold scripts and data.
    let isPackage = stem == "__init__"
    guard parts.allSatisfy({ !$0.contains("-") && !$0.contains(".") }) else { return }
    if !isPackage { parts.append(stem) }
    let name = parts.joined(separator: ".")
    guard !name.isEmpty else { return }
    var module = found[name] ?? LibraryModule(name: name, isPackage: isPackage)
    module.isPackage = module.isPackage || isPackage
    do throws(PathProblem) {
      if file.hasSuffix(".py") { module.source = try readFile(absolute) }
      if file.hasSuffix(".pyi") { module.stub = try readFile(absolute) }
    } catch {
      throw Failure(error.message)
    }
    found[name] = module
  }
}
