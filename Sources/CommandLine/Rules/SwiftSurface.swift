// The public names of a Swift package, read off its sources.

import Projects
import RuleModel
import Semantics
import SourceModel
import SwiftLanguage

/// Reads the modules of a package, each from its folder of `Sources`.
struct SwiftSurface {
  var library: String
  var release: String
  var folder: String
  var modules: [String]
  /// Beginnings of names that are left out.
  var ignored: [String]

  func surface() throws -> APISurface {
    let found = try modules.map { (name: $0, files: try files(of: $0)) }.filter { !$0.files.isEmpty }
    guard !found.isEmpty else {
      throw Failure("\(folder) holds no module \(modules.joined(separator: ", ")); name the folder with its Sources.")
    }
    return SwiftSurfaceGenerator(library: library, release: release, ignoring: ignored).surface(of: found)
  }

  private func files(of module: String) throws -> [ContiguousArray<UInt8>] {
    var options = WalkOptions()
    options.suffixes = [".swift"]
    options.takesManifests = false
    options.honoursIgnoreFiles = false
    let places = [joinedPath(joinedPath(folder, "Sources"), module), joinedPath(folder, module)]
    guard let place = places.first(where: { resolvedPath($0) != nil }) else { return [] }
    return try SourceTree.walk(roots: [place], options: options).entries.map { entry in
      do throws(PathProblem) {
        return try readFile(entry.absolutePath)
      } catch {
        throw Failure(error.message)
      }
    }
  }
}
