// The files under the paths a user gives: what is taken, and what is said about the rest.

/// Which files a walk takes.
package struct WalkOptions: Sendable {
  /// The ends of the names that are taken, such as `.py`; empty takes every file.
  package var suffixes: [String] = []
  /// Whether files that declare what a project needs are taken too.
  package var takesManifests = true
  /// The interpreter's word in the `#!` line of files without an extension that are taken too, such as `python`.
  package var scriptInterpreter: String?
  /// Patterns, in the language of ignore files and relative to each given folder, of what is left out.
  package var excludes: [String] = []
  package var honoursIgnoreFiles = true
  /// The user's own ignore file for all repositories.
  package var globalIgnoreFile: String?
  /// Files larger than this are reported and not taken.
  package var sizeLimit: Int64 = sourceSizeLimit

  package init() {}

  /// The sources of a language by its name, and the manifests beside them.
  package static func sources(of language: String) -> WalkOptions {
    guard language == "swift" else { return python }
    var options = WalkOptions()
    options.suffixes = [".swift"]
    return options
  }

  /// Python sources, stubs and scripts, and the manifests beside them.
  package static var python: WalkOptions {
    var options = WalkOptions()
    options.suffixes = [".py", ".pyi", ".pyw"]
    options.scriptInterpreter = "python"
    return options
  }
}

extension WalkOptions {
  /// Sources with these endings, and the manifests beside them.
  package static func sources(endingIn suffixes: [String]) -> WalkOptions {
    var options = WalkOptions()
    options.suffixes = suffixes
    return options
  }
}

/// One file that a walk took.
package struct WalkEntry: Hashable, Sendable {
  /// Relative to `root`.
  package var path: String
  /// With the links above the given folder resolved, those below kept.
  package var absolutePath: String
  /// The given folder, or the folder of the given file, resolved.
  package var root: String
  package var identity: FileIdentity
  /// Whether a symbolic link, its own or of a folder above it, led here.
  package var isThroughLink = false
  /// Whether the user named this very file.
  package var isNamed = false
}

/// What a walk found.
package struct Walk: Sendable {
  /// Sorted by root, in the order given, then by path.
  package var entries: [WalkEntry] = []
  /// Sorted by path.
  package var problems: [PathProblem] = []
  /// The virtual environments that were met and left out, sorted.
  package var environments: [String] = []
}

/// The files of a project, found by walking.
package enum SourceTree {
  /// The files under `roots`, each a folder or a file.
  ///
  /// Folders that git ignores, environments, and folders of tools are left out, unless they are given themselves. A
  /// given file is always taken. The order is that of the bytes of the paths, the same for every run.
  package static func walk(roots: [String], options: WalkOptions = WalkOptions()) -> Walk {
    var walker = Walker(options: options)
    for root in roots { walker.take(root: root) }
    return walker.finish()
  }
}

/// Folders that never hold the user's own sources.
func isToolFolder(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
  switch name.count {
  case 3: name.matches(".hg")
  case 4: name.matches(".git") || name.matches(".tox") || name.matches(".nox") || name.matches(".svn")
  case 5: name.matches(".eggs")
  case 6: name.matches(".build")
  case 7: name.matches(".godwit")
  case 8: name.matches(".swiftpm")
  case 11: name.matches("__pycache__") || name.matches("DerivedData")
  case 12: name.matches("node_modules")
  default: false
  }
}
