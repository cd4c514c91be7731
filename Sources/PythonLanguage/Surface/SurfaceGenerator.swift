// From the modules of a library to its API surface.

package import Semantics
import SourceModel

/// Reads the public names of a library off its own sources and stubs; nothing is imported or run.
package struct SurfaceGenerator {
  package var library: String
  package var release: String
  /// The minor version of Python 3 that the library is taken to run on.
  package var pythonMinor: Int
  /// Private packages that are shown all the same, such as `numpy._core`.
  package var shownPrivate: [String]
  /// Packages of tools: what is inside their parts is not told, that they are there is.
  package var outlined: [String]
  /// A later release whose stubs know more: kinds, parameters and types that this one's own files do not tell.
  package var laterRelease: APISurface?

  package init(
    library: String, release: String, pythonMinor: Int = 10, shownPrivate: [String] = [], outlined: [String] = [],
    laterRelease: APISurface? = nil
  ) {
    self.library = library
    self.release = release
    self.pythonMinor = pythonMinor
    self.shownPrivate = shownPrivate
    self.outlined = outlined
    self.laterRelease = laterRelease
  }

  package func surface(of modules: [LibraryModule]) -> APISurface {
    let target = PythonTarget(version: PythonVersion(minor: pythonMinor))
    let library = Library(modules, target: target)
    let names = PublicNames(library, shownPrivate: shownPrivate, outlined: outlined)
    var builder = EntryBuilder(library, names, target: target, laterRelease: laterRelease)
    builder.build()
    return APISurface(library: self.library, release: release, entries: builder.entries)
  }
}
