// The rule files of a run: those the program carries, those in godwit-rules/, and those the user names.

import Projects
import RuleModel
import SourceModel

/// Reads the user's rule files; no rule and no pack opens a file itself.
struct RuleSources {
  /// Folders given with `--rules`.
  var folders: [String]
  /// Paths whose projects may have a `godwit-rules` folder.
  var projectPaths: [String]

  func catalogue() throws -> PackCatalogue {
    var files: [RuleFile] = []
    for path in projectPaths {
      guard let root = ProjectRoot.find(from: path) else { continue }
      let folder = joinedPath(root, "godwit-rules")
      if resolvedPath(folder) != nil { files += try read(folder, named: "godwit-rules") }
    }
    for folder in folders {
      guard resolvedPath(folder) != nil else {
        throw Failure("--rules \(folder): there is no such folder; name one that holds packs.")
      }
      files += try read(folder, named: folder)
    }
    return try PackCatalogue(own: files)
  }

  private static let headerSuffixes = [".h", ".hh", ".hpp", ".hxx", ".inl", ".cuh"]

  private func read(_ folder: String, named name: String) throws -> [RuleFile] {
    var options = WalkOptions()
    options.suffixes = [".yaml", ".yml"] + Self.headerSuffixes
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    let walk = SourceTree.walk(roots: [folder], options: options)
    if let problem = walk.problems.first { throw Failure(problem.message) }
    // Of other files, those that stand in for a library's headers are part of a pack.
    let entries = walk.entries.filter { entry in
      !Self.headerSuffixes.contains { entry.path.hasSuffix($0) } || "/\(entry.path)".contains("/cpp/stub/")
    }
    return try entries.map { entry in
      do throws(PathProblem) {
        return RuleFile(path: "\(name)/\(entry.path)", bytes: try readFile(entry))
      } catch {
        throw Failure(error.message)
      }
    }
  }
}
